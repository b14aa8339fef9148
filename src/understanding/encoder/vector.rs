//! One vector of the encoder, in bytes.

use std::sync::Arc;

use rten_simd::{Isa, SimdOp};

/// How many numbers the encoder gives for a text.
pub const SIZE: usize = 384;

/// What a text means, as a direction. Each number takes one byte: a quarter of
/// the memory, and the angle between two changes by less than a thousandth.
/// Clones share it.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector {
    values: Arc<[i8; SIZE]>,
    /// What makes the bytes a unit vector.
    scale: f32,
}

impl Vector {
    /// The direction of these numbers; `None` unless there are [`SIZE`] of
    /// them, finite and not all zero.
    pub fn of(numbers: &[f32]) -> Option<Self> {
        let mut values = [0_i8; SIZE];
        quantise(numbers, &mut values)?;
        Some(Self::from_bytes(&values))
    }

    /// From bytes that [`Vector::bytes`] gave.
    pub(super) fn from_bytes(values: &[i8; SIZE]) -> Self {
        Self { scale: scale(values), values: Arc::new(*values) }
    }

    /// The numbers of the unit vector.
    #[cfg(test)]
    pub(super) fn numbers(&self) -> impl Iterator<Item = f32> + '_ {
        self.values.iter().map(|value| f32::from(*value) * self.scale)
    }

    /// The bytes, and what makes them a unit vector.
    pub(super) fn parts(&self) -> (&[i8; SIZE], f32) {
        (&self.values, self.scale)
    }

    /// The bytes that a cache keeps.
    pub(super) fn bytes(&self) -> &[i8; SIZE] {
        &self.values
    }

    /// The cosine of the angle between the two: 1 for the same direction.
    pub fn cosine(&self, other: &Self) -> f32 {
        dot(&self.values, &other.values) * self.scale * other.scale
    }
}

/// Products of bytes summed as whole numbers: the same on every machine,
/// however many of them its processor takes at a time.
pub(super) fn dot(one: &[i8; SIZE], two: &[i8; SIZE]) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "at most 384 * 127 * 127, far below 2^24")]
    let sum = Dot { one, two }.dispatch() as f32;
    sum
}

/// The sum for [`dot`]. A question is compared with tens of thousands of texts;
/// compiled for any processor, that took half the time of an answer.
struct Dot<'a> {
    one: &'a [i8; SIZE],
    two: &'a [i8; SIZE],
}

impl SimdOp for Dot<'_> {
    type Output = i32;

    /// Plain arithmetic: it is compiled anew for each kind of processor, and the
    /// compiler finds the widest instructions that it has.
    #[expect(clippy::inline_always, reason = "only what is inlined is compiled for that kind of processor")]
    #[inline(always)]
    fn eval<I: Isa>(self, _isa: I) -> i32 {
        self.one.iter().zip(self.two).map(|(one, two)| i32::from(*one) * i32::from(*two)).sum()
    }
}

fn quantise(numbers: &[f32], values: &mut [i8]) -> Option<()> {
    let largest = numbers.iter().fold(0.0_f32, |largest, number| largest.max(number.abs()));
    if numbers.len() != values.len() || !largest.is_finite() || largest <= 0.0 || numbers.iter().any(|n| n.is_nan()) {
        return None;
    }
    for (value, number) in values.iter_mut().zip(numbers) {
        #[expect(clippy::cast_possible_truncation, reason = "scaled to -127 to 127 just before")]
        let byte = (number / largest * 127.0).round() as i8;
        *value = byte;
    }
    Some(())
}

/// What makes these bytes a unit vector.
pub(super) fn scale(values: &[i8]) -> f32 {
    let length = values.iter().map(|value| f32::from(*value).powi(2)).sum::<f32>().sqrt();
    if length > 0.0 { length.recip() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rising() -> Vec<f32> {
        (0_u16..384).map(f32::from).collect()
    }

    fn falling() -> Vec<f32> {
        rising().iter().map(|number| -number).collect()
    }

    #[test]
    fn a_vector_points_where_its_numbers_do() {
        let (up, down) = (Vector::of(&rising()).unwrap(), Vector::of(&falling()).unwrap());
        assert!((up.cosine(&up) - 1.0).abs() < 1e-4);
        assert!((up.cosine(&down) + 1.0).abs() < 1e-4);
    }

    #[test]
    fn a_vector_is_the_same_from_its_bytes() {
        let vector = Vector::of(&rising()).unwrap();
        assert_eq!(Vector::from_bytes(vector.bytes()), vector);
    }

    #[test]
    fn what_has_no_direction_is_no_vector() {
        assert!(Vector::of(&[]).is_none());
        assert!(Vector::of(&[0.0; SIZE]).is_none());
        assert!(Vector::of(&[f32::NAN; SIZE]).is_none());
        assert!(Vector::of(&[f32::INFINITY; SIZE]).is_none());
    }
}
