//! Tells two kinds of vectors apart, having seen examples of both.
//!
//! Kernel ridge regression by landmarks: a vector is described by how near it
//! lies to some hundreds of the examples, and from that it is worked out where
//! it should lie, so that all examples come out as right as can be. What is
//! left over of an example then corrects whatever lies close to it: landmarks
//! alone are so coarse that which of the examples they are decides about
//! messages beside the others. It knows nothing of what the two kinds mean.

use std::ops::Range;

use rten::FloatOperators;
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor};
use sha2::{Digest as _, Sha256};

use super::bank::Bank;
use super::solver::{add, solve};
use super::vector::{SIZE, Vector};
use super::vectors::Vectors;

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

/// So many examples are compared with every part of a message before the next:
/// they are near at hand then.
const NEAR_AT_HAND: usize = 64;

/// Landmarks, and how hard each pulls to one side or the other; and what they
/// leave over.
#[derive(Debug)]
pub struct Separator {
    landmarks: Vectors,
    pulls: Vec<f32>,
    /// Where what is near to nothing lies.
    middle: f32,
    /// Every example, with how much further it should lie than the landmarks say.
    left_over: Vec<Taught>,
}

/// Examples, each with where it should lie: 1 for one kind, -1 for the other,
/// and what lies between in between. None where the bank has no vectors yet.
#[derive(Debug, Clone)]
pub struct Taught {
    /// The examples.
    pub bank: Bank,
    /// One number for each.
    pub places: Vec<f32>,
}

impl Taught {
    fn vectors(&self) -> Option<&Vectors> {
        self.bank.vectors()
    }

    /// The bytes of each example, with where it should lie.
    pub(super) fn each(&self) -> impl Iterator<Item = (&[i8; SIZE], f32)> {
        let bytes = self.vectors().map(Vectors::bytes).unwrap_or_default();
        bytes.iter().zip(self.places.iter().copied())
    }

    /// Some examples at a time, with their places.
    fn chunks(&self, size: usize) -> impl Iterator<Item = (&Vectors, Range<usize>, &[f32])> {
        let chunks = self.vectors().into_iter().flat_map(move |vectors| {
            let count = vectors.len().min(self.places.len());
            (0..count).step_by(size).map(move |first| (vectors, first..count.min(first + size)))
        });
        chunks.map(|(vectors, range)| (vectors, range.clone(), self.places.get(range).unwrap_or_default()))
    }
}

impl Separator {
    /// Learns from examples. Takes some seconds for ten thousand of them, so
    /// never where somebody waits. `None` when there are none, or when the
    /// arithmetic fails.
    pub fn learn(examples: Vec<Taught>) -> Option<Self> {
        let landmarks = landmarks(&examples);
        let columns = rows(&landmarks, 0..landmarks.len());
        let mut products = Tensor::<f32>::zeros(&[landmarks.len() + 1, landmarks.len() + 1]);
        let mut sums = vec![0.0_f32; landmarks.len() + 1];
        for (vectors, range, places) in examples.iter().flat_map(|some| some.chunks(AT_ONCE)) {
            let near = described(&rows(vectors, range), &columns)?;
            let places = NdTensor::from_data([1, places.len()], places.to_vec());
            add(&mut sums, 1.0, &places.matmul(near.as_dyn()).ok()?.to_vec());
            let square = near.transposed().matmul(near.as_dyn()).ok()?;
            products.iter_mut().zip(square.iter()).for_each(|(to, more)| *to += more);
        }
        for at in 0..sums.len() {
            *products.get_mut([at, at])? += PENALTY;
        }
        // The matrix is its own mirror image, so a row times it will do.
        let mut pulls = solve(&sums, |step| {
            let row = NdTensor::from_data([1, step.len()], step.to_vec());
            Some(row.matmul(products.view()).ok()?.to_vec())
        })?;
        let left_over = left_over(examples, &columns, &pulls)?;
        let middle = pulls.pop()?;
        Some(Self { landmarks, pulls, middle, left_over })
    }

    /// What was learned from just these examples before, out of [`Separator::learned`].
    /// `None` where that cannot be.
    pub(super) fn recalled(examples: &[Taught], learned: &[f32]) -> Option<Self> {
        let landmarks = landmarks(examples);
        let (pulls, rest) = learned.split_at_checked(landmarks.len())?;
        let (middle, mut left) = rest.split_first()?;
        let mut left_over = Vec::new();
        for some in examples {
            let (own, others) = left.split_at_checked(some.places.len())?;
            left_over.push(Taught { bank: some.bank.clone(), places: own.to_vec() });
            left = others;
        }
        let all = left.is_empty();
        all.then(|| Self { landmarks, pulls: pulls.to_vec(), middle: *middle, left_over })
    }

    /// What takes long to learn, without the examples themselves.
    pub(super) fn learned(&self) -> Vec<f32> {
        let left = self.left_over.iter().flat_map(|some| &some.places);
        self.pulls.iter().chain([&self.middle]).chain(left).copied().collect()
    }

    /// Where each vector lies: about 1 among the one kind, about -1 among the other.
    pub fn places(&self, vectors: &[&Vector]) -> Vec<f32> {
        let corrections = self.corrections(vectors);
        vectors.iter().zip(corrections).map(|(vector, more)| self.by_landmarks(vector) + more).collect()
    }

    fn corrections(&self, vectors: &[&Vector]) -> Vec<f32> {
        let mut sums = vec![(DOUBT, 0.0); vectors.len()];
        for (examples, range, left) in self.left_over.iter().flat_map(|some| some.chunks(NEAR_AT_HAND)) {
            for ((weights, sum), vector) in sums.iter_mut().zip(vectors) {
                let near = examples.cosines(range.clone(), vector).zip(left).filter(|(cosine, _)| *cosine > FAR);
                for (cosine, left) in near {
                    let weight = (CLOSENESS * (cosine - 1.0)).exp();
                    *weights += weight;
                    *sum += weight * left;
                }
            }
        }
        sums.into_iter().map(|(weights, sum)| sum / weights).collect()
    }

    fn by_landmarks(&self, vector: &Vector) -> f32 {
        let near = self.landmarks.cosines(0..self.landmarks.len(), vector).map(nearness);
        near.zip(&self.pulls).map(|(near, pull)| near * pull).sum::<f32>() + self.middle
    }
}

/// The same examples with how much further each should lie than the landmarks say.
fn left_over(examples: Vec<Taught>, landmarks: &NdTensor<f32, 2>, pulls: &[f32]) -> Option<Vec<Taught>> {
    let pulls = NdTensor::from_data([pulls.len(), 1], pulls.to_vec());
    let mut left_over = Vec::new();
    for some in examples {
        let mut left = Vec::with_capacity(some.places.len());
        for (vectors, range, places) in some.chunks(AT_ONCE) {
            let near = described(&rows(vectors, range), landmarks)?;
            let found = near.matmul(pulls.as_dyn()).ok()?.to_vec();
            left.extend(places.iter().zip(found).map(|(place, found)| place - found));
        }
        left_over.push(Taught { bank: some.bank, places: left });
    }
    Some(left_over)
}

/// Some of the examples, as many of either side: where the two kinds are told
/// apart, both must be well described. Which ones is chance, but always the same
/// chance: one example more takes the place of one landmark at most. Every so
/// manieth was another one from there on, and messages far from what staff had
/// added were judged anew.
fn landmarks(examples: &[Taught]) -> Vectors {
    some_landmarks(examples, LANDMARKS)
}

fn some_landmarks(examples: &[Taught], count: usize) -> Vectors {
    let (one, other): (Vec<_>, Vec<_>) = examples.iter().flat_map(Taught::each).partition(|(_, place)| *place > 0.0);
    let mut landmarks = Vectors::default();
    for side in [one, other] {
        let mut drawn: Vec<_> = side.into_iter().map(|(bytes, _)| (lot(bytes), bytes)).collect();
        drawn.sort();
        drawn.dedup();
        drawn.into_iter().take(count / 2).for_each(|(_, bytes)| landmarks.push(bytes));
    }
    landmarks
}

/// The lot that an example draws, by what it is and not by where it stands.
fn lot(bytes: &[i8; SIZE]) -> [u8; 32] {
    Sha256::digest(bytes.map(i8::cast_unsigned)).into()
}

fn rows(vectors: &Vectors, range: Range<usize>) -> NdTensor<f32, 2> {
    NdTensor::from_data([range.len(), SIZE], vectors.numbers(range).collect::<Vec<f32>>())
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// A direction in the plane of the first two numbers.
    fn at(degrees: f32) -> Vector {
        let mut numbers = [0.0; SIZE];
        (numbers[0], numbers[1]) = (degrees.to_radians().cos(), degrees.to_radians().sin());
        Vector::of(&numbers).unwrap()
    }

    fn taught(examples: &[(f32, f32)]) -> Vec<Taught> {
        // In two parts, as they come: no part may be taken for the other.
        let part = |some: &[(f32, f32)]| {
            let mut vectors = Vectors::default();
            for (degrees, _) in some {
                vectors.push(at(*degrees).bytes());
            }
            Taught { bank: Bank::full(vectors), places: some.iter().map(|(_, place)| *place).collect() }
        };
        examples.chunks(examples.len().div_ceil(2).max(1)).map(part).collect()
    }

    fn learn(examples: &[(f32, f32)]) -> Separator {
        // Several times each: a handful of examples weighs little beside the penalty.
        Separator::learn(taught(&examples.repeat(20))).unwrap()
    }

    fn place(separator: &Separator, degrees: f32) -> f32 {
        let [place] = separator.places(&[&at(degrees)])[..] else { panic!("one place for one vector") };
        place
    }

    #[test]
    fn each_side_is_told_from_the_other() {
        let separator = learn(&[(0.0, 1.0), (20.0, 1.0), (90.0, -1.0), (110.0, -1.0)]);
        for (degrees, side) in [(10.0, true), (-15.0, true), (100.0, false), (130.0, false)] {
            assert_eq!(place(&separator, degrees) > 0.0, side, "{degrees}");
        }
    }

    #[test]
    fn several_at_once_lie_where_each_lies_alone() {
        let separator = learn(&[(0.0, 1.0), (20.0, 1.0), (90.0, -1.0), (110.0, -1.0)]);
        let (one, other) = (at(5.0), at(100.0));
        let alone = [place(&separator, 5.0), place(&separator, 100.0)];
        assert_eq!(separator.places(&[&one, &other]), alone);
        assert_eq!(separator.places(&[]), [0.0; 0]);
    }

    #[test]
    fn what_was_learned_before_tells_apart_just_the_same_and_of_others_it_is_not_taken() {
        let examples = taught(&[(0.0, 1.0), (20.0, 0.5), (90.0, -1.0)]);
        let learned = Separator::learn(examples.clone()).unwrap();
        let recalled = Separator::recalled(&examples, &learned.learned()).unwrap();
        for degrees in [10.0, 50.0, 120.0] {
            assert_eq!(place(&recalled, degrees).to_bits(), place(&learned, degrees).to_bits(), "{degrees}");
        }
        assert!(Separator::recalled(&examples[1..], &learned.learned()).is_none());
        assert!(Separator::recalled(&examples, &[]).is_none());
    }

    #[test]
    fn what_should_lie_between_does() {
        let separator = learn(&[(0.0, 1.0), (45.0, 0.2), (90.0, -1.0)]);
        let (one, between, other) = (place(&separator, 0.0), place(&separator, 45.0), place(&separator, 90.0));
        assert!(one > between && between > other, "{one} {between} {other}");
    }

    #[test]
    fn what_the_landmarks_leave_over_is_made_good_beside_the_example() {
        let separator = learn(&[(0.0, 1.0), (20.0, -1.0), (40.0, 1.0), (160.0, -1.0)]);
        let miss = |found: f32| (found + 1.0).abs();
        let (with, without) = (place(&separator, 20.0), separator.by_landmarks(&at(20.0)));
        assert!(miss(with) < miss(without), "{with} {without}");
        let far = place(&separator, 100.0) - separator.by_landmarks(&at(100.0));
        assert!(far.abs() < 0.05, "far from it nothing changes");
    }

    #[test]
    fn one_example_more_takes_the_place_of_one_landmark_at_most() {
        let many: Vec<(f32, f32)> =
            (0_u8..240).map(|at| (f32::from(at), if at % 2 == 0 { 1.0 } else { -1.0 })).collect();
        let drawn = |examples: &[(f32, f32)]| -> BTreeSet<[i8; SIZE]> {
            super::some_landmarks(&taught(examples), 20).bytes().iter().copied().collect()
        };
        let (before, after) = (drawn(&many[..239]), drawn(&many));
        assert_eq!(before.len(), 20);
        assert!(after.difference(&before).count() <= 1 && before.difference(&after).count() <= 1);
    }

    #[test]
    fn without_examples_there_is_nothing_to_learn() {
        assert!(Separator::learn(Vec::new()).is_none());
    }
}
