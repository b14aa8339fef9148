//! Tells two kinds of vectors apart, having seen examples of both.
//!
//! Kernel ridge regression by landmarks: a vector is described by how near it
//! lies to some hundreds of the examples, and from that it is worked out where
//! it should lie, so that all examples come out as right as can be. What is
//! left over of an example then corrects whatever lies close to it: landmarks
//! alone are so coarse that which of the examples they are decides about
//! messages beside the others. It knows nothing of what the two kinds mean.

use rten::FloatOperators;
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor};

use super::vector::{SIZE, Vector};

/// So many of the examples serve as landmarks: with twice as many, what they
/// leave over made good, it tells `tests/safety/tune.jsonl` apart no better and
/// takes four times as long to learn.
const LANDMARKS: usize = 500;

/// How quickly nearness fades with the angle. Chosen on
/// `tests/safety/tune.jsonl`; half of it tells apart nearly as well.
const SHARPNESS: f32 = 8.0;

/// How much is paid for a sharp bend, so that one example in the wrong place
/// cannot bend everything around it.
const PENALTY: f32 = 0.3;

/// The same for what is left over of an example: it speaks for its nearest
/// neighbourhood alone. Chosen with [`DOUBT`] by leaving out a fifth of the safety
/// examples at a time: of those that must alarm 0.92 are heard so and 0.90
/// without it, at the same false alarms.
const CLOSENESS: f32 = 15.0;

/// How much a correction by few and far examples is held back.
const DOUBT: f32 = 0.1;

/// Examples with a smaller cosine weigh next to nothing.
const FAR: f32 = 0.6;

/// So many examples are taken in at a time: all at once would take a hundred
/// megabytes.
const AT_ONCE: usize = 512;

/// So many steps of the solver are enough; it stops earlier once nothing
/// changes any more.
const STEPS: usize = 600;

/// What the steps may leave over, as a share of where they began.
const LEFT_OVER: f32 = 1e-7;

/// Landmarks, and how hard each pulls to one side or the other; and what they
/// leave over.
#[derive(Debug)]
pub struct Separator {
    landmarks: Vec<Vector>,
    pulls: Vec<f32>,
    /// Where what is near to nothing lies.
    middle: f32,
    /// Every example, with how much further it should lie than the landmarks say.
    left_over: Vec<(Vector, f32)>,
}

impl Separator {
    /// Learns from examples, each with where it should lie: 1 for one kind, -1
    /// for the other, and what lies between in between. Takes some seconds for
    /// ten thousand of them, so never where somebody waits. `None` when there
    /// are none, or when the arithmetic fails.
    pub fn learn(examples: &[(&Vector, f32)]) -> Option<Self> {
        let landmarks = landmarks(examples);
        let columns = rows(landmarks.iter());
        let mut products = Tensor::<f32>::zeros(&[landmarks.len() + 1, landmarks.len() + 1]);
        let mut sums = vec![0.0_f32; landmarks.len() + 1];
        for some in examples.chunks(AT_ONCE) {
            let near = described(&rows(some.iter().map(|(vector, _)| *vector)), &columns)?;
            let places: Vec<f32> = some.iter().map(|(_, place)| *place).collect();
            let places = NdTensor::from_data([1, some.len()], places);
            add(&mut sums, 1.0, &places.matmul(near.as_dyn()).ok()?.to_vec());
            let square = near.transposed().matmul(near.as_dyn()).ok()?;
            products.iter_mut().zip(square.iter()).for_each(|(to, more)| *to += more);
        }
        for at in 0..sums.len() {
            *products.get_mut([at, at])? += PENALTY;
        }
        let mut pulls = solve(&products, &sums)?;
        let left_over = left_over(examples, &columns, &pulls)?;
        let middle = pulls.pop()?;
        Some(Self { landmarks, pulls, middle, left_over })
    }

    /// What was learned from just these examples before, out of [`Separator::learned`].
    /// `None` where that cannot be.
    pub(super) fn recalled(examples: &[(&Vector, f32)], learned: &[f32]) -> Option<Self> {
        let landmarks = landmarks(examples);
        let (pulls, rest) = learned.split_at_checked(landmarks.len())?;
        let (middle, left) = rest.split_first()?;
        if left.len() != examples.len() {
            return None;
        }
        let left_over = examples.iter().zip(left).map(|((vector, _), left)| ((*vector).clone(), *left)).collect();
        Some(Self { landmarks, pulls: pulls.to_vec(), middle: *middle, left_over })
    }

    /// What takes long to learn, without the examples themselves.
    pub(super) fn learned(&self) -> Vec<f32> {
        let left = self.left_over.iter().map(|(_, left)| *left);
        self.pulls.iter().copied().chain([self.middle]).chain(left).collect()
    }

    /// Where a vector lies: about 1 among the one kind, about -1 among the other.
    pub fn place(&self, vector: &Vector) -> f32 {
        self.by_landmarks(vector) + self.correction(vector)
    }

    fn correction(&self, vector: &Vector) -> f32 {
        let cosines = self.left_over.iter().map(|(example, left)| (vector.cosine(example), left));
        let (weights, sum) = cosines.filter(|(cosine, _)| *cosine > FAR).fold((DOUBT, 0.0), |(weights, sum), one| {
            let weight = (CLOSENESS * (one.0 - 1.0)).exp();
            (weights + weight, sum + weight * one.1)
        });
        sum / weights
    }

    fn by_landmarks(&self, vector: &Vector) -> f32 {
        let near = self.landmarks.iter().map(|landmark| nearness(vector.cosine(landmark)));
        near.zip(&self.pulls).map(|(near, pull)| near * pull).sum::<f32>() + self.middle
    }
}

/// How much further each example should lie than the landmarks say.
fn left_over(examples: &[(&Vector, f32)], landmarks: &NdTensor<f32, 2>, pulls: &[f32]) -> Option<Vec<(Vector, f32)>> {
    let pulls = NdTensor::from_data([pulls.len(), 1], pulls.to_vec());
    let mut left = Vec::with_capacity(examples.len());
    for some in examples.chunks(AT_ONCE) {
        let near = described(&rows(some.iter().map(|(vector, _)| *vector)), landmarks)?;
        let found = near.matmul(pulls.as_dyn()).ok()?.to_vec();
        left.extend(some.iter().zip(found).map(|((vector, place), found)| ((*vector).clone(), place - found)));
    }
    Some(left)
}

/// Some of the examples, evenly out of either side: where the two kinds are
/// told apart, both must be well described.
fn landmarks(examples: &[(&Vector, f32)]) -> Vec<Vector> {
    let (one, other): (Vec<_>, Vec<_>) = examples.iter().partition(|(_, place)| *place > 0.0);
    let evenly = |side: Vec<&(&Vector, f32)>| -> Vec<Vector> {
        let step = side.len().div_ceil(LANDMARKS / 2).max(1);
        side.into_iter().step_by(step).map(|(vector, _)| (*vector).clone()).collect()
    };
    [evenly(one), evenly(other)].concat()
}

fn rows<'a>(vectors: impl ExactSizeIterator<Item = &'a Vector>) -> NdTensor<f32, 2> {
    let count = vectors.len();
    NdTensor::from_data([count, SIZE], vectors.flat_map(Vector::numbers).collect::<Vec<f32>>())
}

/// Of each row how near it lies to each landmark, with a 1 at its end for the middle.
fn described(rows: &NdTensor<f32, 2>, landmarks: &NdTensor<f32, 2>) -> Option<NdTensor<f32, 2>> {
    let (count, width) = (rows.size(0), landmarks.size(0));
    let cosines = rows.matmul(landmarks.transposed().as_dyn()).ok()?.to_vec();
    let near = cosines
        .chunks(width.max(1))
        .flat_map(|row| row.iter().map(|cosine| nearness(*cosine)).chain(std::iter::once(1.0)));
    Some(NdTensor::from_data([count, width + 1], near.collect::<Vec<f32>>()))
}

/// 1 for the same vector, less the wider the angle.
fn nearness(cosine: f32) -> f32 {
    (SHARPNESS * (cosine - 1.0)).exp()
}

/// Solves `products * found = sums` by conjugate gradients: it needs nothing but
/// products with the matrix, which stays as it is.
fn solve(products: &Tensor<f32>, sums: &[f32]) -> Option<Vec<f32>> {
    let count = sums.len();
    let mut found = vec![0.0_f32; count];
    let mut rest = sums.to_vec();
    let mut step = rest.clone();
    let mut left = dot(&rest, &rest);
    let enough = left * LEFT_OVER;
    for _ in 0..STEPS {
        // The matrix is its own mirror image, so a row times it will do.
        let row = NdTensor::from_data([1, count], step.clone());
        let moved = row.matmul(products.view()).ok()?.to_vec();
        let length = left / dot(&step, &moved);
        if !length.is_finite() {
            return None;
        }
        add(&mut found, length, &step);
        add(&mut rest, -length, &moved);
        let now = dot(&rest, &rest);
        if now <= enough {
            break;
        }
        let onward: Vec<f32> = rest.iter().zip(&step).map(|(rest, step)| rest + now / left * step).collect();
        (step, left) = (onward, now);
    }
    Some(found)
}

fn dot(one: &[f32], two: &[f32]) -> f32 {
    one.iter().zip(two).map(|(one, two)| one * two).sum()
}

fn add(to: &mut [f32], times: f32, what: &[f32]) {
    to.iter_mut().zip(what).for_each(|(to, what)| *to += times * what);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A direction in the plane of the first two numbers.
    fn at(degrees: f32) -> Vector {
        let mut numbers = [0.0; SIZE];
        (numbers[0], numbers[1]) = (degrees.to_radians().cos(), degrees.to_radians().sin());
        Vector::of(&numbers).unwrap()
    }

    fn learn(examples: &[(f32, f32)]) -> Separator {
        // Several times each: a handful of examples weighs little beside the penalty.
        let vectors: Vec<(Vector, f32)> = examples.iter().map(|(degrees, place)| (at(*degrees), *place)).collect();
        let many: Vec<(&Vector, f32)> =
            std::iter::repeat_n(&vectors, 20).flatten().map(|(vector, place)| (vector, *place)).collect();
        Separator::learn(&many).unwrap()
    }

    #[test]
    fn each_side_is_told_from_the_other() {
        let separator = learn(&[(0.0, 1.0), (20.0, 1.0), (90.0, -1.0), (110.0, -1.0)]);
        for (degrees, side) in [(10.0, true), (-15.0, true), (100.0, false), (130.0, false)] {
            assert_eq!(separator.place(&at(degrees)) > 0.0, side, "{degrees}");
        }
    }

    #[test]
    fn what_was_learned_before_tells_apart_just_the_same_and_of_others_it_is_not_taken() {
        let vectors = [at(0.0), at(20.0), at(90.0)];
        let examples: Vec<(&Vector, f32)> = vectors.iter().zip([1.0, 0.5, -1.0]).collect();
        let learned = Separator::learn(&examples).unwrap();
        let recalled = Separator::recalled(&examples, &learned.learned()).unwrap();
        for degrees in [10.0, 50.0, 120.0] {
            assert_eq!(recalled.place(&at(degrees)).to_bits(), learned.place(&at(degrees)).to_bits(), "{degrees}");
        }
        assert!(Separator::recalled(&examples[1..], &learned.learned()).is_none());
        assert!(Separator::recalled(&examples, &[]).is_none());
    }

    #[test]
    fn what_should_lie_between_does() {
        let separator = learn(&[(0.0, 1.0), (45.0, 0.2), (90.0, -1.0)]);
        let (one, between, other) = (separator.place(&at(0.0)), separator.place(&at(45.0)), separator.place(&at(90.0)));
        assert!(one > between && between > other, "{one} {between} {other}");
    }

    #[test]
    fn what_the_landmarks_leave_over_is_made_good_beside_the_example() {
        let separator = learn(&[(0.0, 1.0), (20.0, -1.0), (40.0, 1.0), (160.0, -1.0)]);
        let miss = |found: f32| (found + 1.0).abs();
        let (with, without) = (separator.place(&at(20.0)), separator.by_landmarks(&at(20.0)));
        assert!(miss(with) < miss(without), "{with} {without}");
        let far = at(100.0);
        assert!((separator.place(&far) - separator.by_landmarks(&far)).abs() < 0.05, "far from it nothing changes");
    }

    #[test]
    fn without_examples_there_is_nothing_to_learn() {
        assert!(Separator::learn(&[]).is_none());
    }
}
