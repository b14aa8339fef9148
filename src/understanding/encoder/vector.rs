//! One vector of the encoder, in bytes.

use std::sync::Arc;

/// How many numbers the encoder gives for a text.
pub const SIZE: usize = 384;

/// A unit vector, each number in one byte: a quarter of the memory, and the
/// angle between two changes by less than a thousandth. Clones share it.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector {
    values: Arc<[i8; SIZE]>,
    scale: f32,
}

impl Vector {
    /// The direction of these numbers; `None` unless there are [`SIZE`] of
    /// them, finite and not all zero.
    pub fn of(numbers: &[f32]) -> Option<Self> {
        let largest = numbers.iter().fold(0.0_f32, |largest, number| largest.max(number.abs()));
        if numbers.len() != SIZE || !largest.is_finite() || largest <= 0.0 || numbers.iter().any(|n| n.is_nan()) {
            return None;
        }
        let mut values = [0_i8; SIZE];
        for (value, number) in values.iter_mut().zip(numbers) {
            #[expect(clippy::cast_possible_truncation, reason = "scaled to -127 to 127 just before")]
            let byte = (number / largest * 127.0).round() as i8;
            *value = byte;
        }
        Some(Self::from_bytes(&values))
    }

    /// From bytes that [`Vector::bytes`] gave.
    pub(super) fn from_bytes(values: &[i8; SIZE]) -> Self {
        let length = values.iter().map(|value| f32::from(*value).powi(2)).sum::<f32>().sqrt();
        Self { values: Arc::new(*values), scale: if length > 0.0 { length.recip() } else { 0.0 } }
    }

    /// The numbers of the unit vector.
    pub(super) fn numbers(&self) -> impl Iterator<Item = f32> + '_ {
        self.values.iter().map(|value| f32::from(*value) * self.scale)
    }

    /// The bytes that a cache keeps.
    pub(super) fn bytes(&self) -> &[i8; SIZE] {
        &self.values
    }

    /// The cosine of the angle between the two: 1 for the same direction.
    pub fn cosine(&self, other: &Self) -> f32 {
        // Products of bytes summed as integers: the compiler turns this into
        // vector instructions, and it is the same on every machine.
        let sum: i32 = self
            .values
            .iter()
            .zip(other.values.iter())
            .map(|(one, two)| i32::from(i16::from(*one) * i16::from(*two)))
            .sum();
        #[expect(clippy::cast_precision_loss, reason = "at most 384 * 127 * 127, far below 2^24")]
        let sum = sum as f32;
        sum * self.scale * other.scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_points_where_its_numbers_do() {
        let rising: Vec<f32> = (0_u16..384).map(f32::from).collect();
        let falling: Vec<f32> = rising.iter().map(|number| -number).collect();
        let (up, down) = (Vector::of(&rising).unwrap(), Vector::of(&falling).unwrap());
        assert!((up.cosine(&up) - 1.0).abs() < 1e-4);
        assert!((up.cosine(&down) + 1.0).abs() < 1e-4);
    }

    #[test]
    fn what_has_no_direction_is_no_vector() {
        assert!(Vector::of(&[]).is_none());
        assert!(Vector::of(&[0.0; SIZE]).is_none());
        assert!(Vector::of(&[f32::NAN; SIZE]).is_none());
        assert!(Vector::of(&[f32::INFINITY; SIZE]).is_none());
    }
}
