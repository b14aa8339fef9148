//! Tells two kinds of vectors apart, having seen examples of both.
//!
//! Kernel ridge regression: every example pulls what lies near it towards its
//! own side, and how hard each may pull is worked out from all of them
//! together. So a hundred examples that say the same count no more than one
//! that is alone, which plain nearness to the nearest example gets wrong. It
//! knows nothing of what the two sides mean.

use rten::FloatOperators;
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor};

use super::vector::{SIZE, Vector};

/// How quickly the pull of an example fades with the angle. Chosen on
/// `tests/safety/tune.jsonl`; half and double of it tell apart as well.
const SHARPNESS: f32 = 4.0;

/// How far the answers at the examples themselves may be off, so that one in
/// the wrong place cannot bend everything around it.
const TOLERANCE: f32 = 0.15;

/// So many steps of the solver are enough for any number of examples here;
/// it stops earlier once nothing changes any more.
const STEPS: usize = 200;

/// What the steps may leave over, as a share of where they began.
const LEFT_OVER: f32 = 1e-5;

/// Examples and how hard each pulls: above zero to one side, below to the other.
#[derive(Debug)]
pub struct Separator {
    /// The examples, one a column.
    examples: NdTensor<f32, 2>,
    pulls: Vec<f32>,
}

impl Separator {
    /// Learns from examples, of which `true` are on one side. Takes about a
    /// second for some thousands of them, so never where somebody waits.
    /// `None` when there are none, or when the arithmetic fails.
    pub fn learn(examples: &[(Vector, bool)]) -> Option<Self> {
        let sides: Vec<f32> = examples.iter().map(|(_, side)| if *side { 1.0 } else { -1.0 }).collect();
        let vectors: Vec<&Vector> = examples.iter().map(|(vector, _)| vector).collect();
        let rows = rows(&vectors);
        let pulls = solve(&pulls_between(&rows)?, &sides)?;
        Some(Self { examples: rows.transposed().to_tensor(), pulls })
    }

    /// On which side each vector lies: about 1 among the `true` examples,
    /// about -1 among the others, near 0 far from all.
    pub fn sides(&self, vectors: &[&Vector]) -> Vec<f32> {
        // One product with all examples at once: this is asked of every message.
        let Ok(cosines) = rows(vectors).matmul(self.examples.as_dyn()) else { return Vec::new() };
        let side =
            |cosines: &[f32]| cosines.iter().zip(&self.pulls).map(|(cosine, pull)| pull * nearness(*cosine)).sum();
        cosines.to_vec().chunks(self.pulls.len().max(1)).map(side).collect()
    }
}

fn rows(vectors: &[&Vector]) -> NdTensor<f32, 2> {
    NdTensor::from_data([vectors.len(), SIZE], vectors.iter().flat_map(|vector| vector.numbers()).collect::<Vec<f32>>())
}

/// 1 for the same vector, less the wider the angle.
fn nearness(cosine: f32) -> f32 {
    (SHARPNESS * (cosine - 1.0)).exp()
}

/// How near every example lies to every other.
fn pulls_between(rows: &NdTensor<f32, 2>) -> Option<Tensor<f32>> {
    let count = rows.size(0);
    if count == 0 {
        return None;
    }
    let mut near = rows.matmul(rows.transposed().as_dyn()).ok()?;
    near.apply(|cosine| nearness(*cosine));
    for at in 0..count {
        *near.get_mut([at, at])? += TOLERANCE;
    }
    Some(near)
}

/// Solves `near * pulls = sides` by conjugate gradients: it needs nothing but
/// products with the matrix, which stays as it is.
fn solve(near: &Tensor<f32>, sides: &[f32]) -> Option<Vec<f32>> {
    let count = sides.len();
    let mut pulls = vec![0.0_f32; count];
    let mut rest = sides.to_vec();
    let mut step = rest.clone();
    let mut left = dot(&rest, &rest);
    let enough = left * LEFT_OVER;
    for _ in 0..STEPS {
        // The matrix is its own mirror image, so a row times it will do.
        let row = NdTensor::from_data([1, count], step.clone());
        let moved = row.matmul(near.view()).ok()?.to_vec();
        let length = left / dot(&step, &moved);
        if !length.is_finite() {
            return None;
        }
        add(&mut pulls, length, &step);
        add(&mut rest, -length, &moved);
        let now = dot(&rest, &rest);
        if now <= enough {
            break;
        }
        let onward: Vec<f32> = rest.iter().zip(&step).map(|(rest, step)| rest + now / left * step).collect();
        (step, left) = (onward, now);
    }
    Some(pulls)
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
        Vector::of(&numbers, None).unwrap()
    }

    #[test]
    fn each_side_is_told_from_the_other() {
        let examples = [(at(0.0), true), (at(20.0), true), (at(90.0), false), (at(110.0), false)];
        let separator = Separator::learn(&examples).unwrap();
        for (degrees, side) in [(10.0, true), (-15.0, true), (100.0, false), (130.0, false)] {
            assert_eq!(separator.sides(&[&at(degrees)])[0] > 0.0, side, "{degrees}");
        }
    }

    #[test]
    fn many_that_say_the_same_do_not_drown_one_that_is_alone() {
        let mut examples = vec![(at(0.0), true)];
        examples.extend(std::iter::repeat_n((at(60.0), false), 50));
        assert!(Separator::learn(&examples).unwrap().sides(&[&at(5.0)])[0] > 0.3);
    }

    #[test]
    fn without_examples_there_is_nothing_to_learn() {
        assert!(Separator::learn(&[]).is_none());
    }
}
