//! One vector of the encoder, in bytes.

use std::sync::Arc;

/// How many numbers each of the encoder's two readings gives for a text.
pub const SIZE: usize = 384;
/// Both readings, one after the other.
pub(super) const BOTH: usize = 2 * SIZE;

/// The share of the second reading in [`Vector::likeness`]. Found on `tune`;
/// `docs/retrieval.md` has the figures.
const SERVICES_SHARE: f32 = 0.4;

/// A text in two readings, each a unit vector: what it means in general, and
/// what it means as a question for a service (made by layers of our own,
/// absent without their file). Each number takes one byte: a quarter of the
/// memory, and the angle between two changes by less than a thousandth.
/// Clones share it.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector {
    values: Arc<[i8; BOTH]>,
    general: f32,
    /// 0 where there is no second reading.
    services: f32,
}

impl Vector {
    /// The directions of these numbers, the second where there is one; `None`
    /// unless there are [`SIZE`] of them, finite and not all zero.
    pub fn of(general: &[f32], services: Option<&[f32]>) -> Option<Self> {
        let mut values = [0_i8; BOTH];
        let (first, second) = values.split_at_mut(SIZE);
        quantise(general, first)?;
        if let Some(services) = services {
            quantise(services, second)?;
        }
        Some(Self::from_bytes(&values))
    }

    /// From bytes that [`Vector::bytes`] gave.
    pub(super) fn from_bytes(values: &[i8; BOTH]) -> Self {
        let (general, services) = values.split_at(SIZE);
        let (general, services) = (scale(general), scale(services));
        Self { values: Arc::new(*values), general, services }
    }

    /// The numbers of the unit vector.
    pub(super) fn numbers(&self) -> impl Iterator<Item = f32> + '_ {
        self.values.split_at(SIZE).0.iter().map(|value| f32::from(*value) * self.general)
    }

    /// The bytes that a cache keeps.
    pub(super) fn bytes(&self) -> &[i8; BOTH] {
        &self.values
    }

    /// The cosine of the angle between the two in general: 1 for the same
    /// direction.
    pub fn cosine(&self, other: &Self) -> f32 {
        let (one, two) = (self.values.split_at(SIZE).0, other.values.split_at(SIZE).0);
        dot(one, two) * self.general * other.general
    }

    /// How alike the two are as questions for services: both readings
    /// together, the first alone where one of the two has no second.
    pub fn likeness(&self, other: &Self) -> f32 {
        let general = self.cosine(other);
        let scale = self.services * other.services;
        if scale <= 0.0 {
            return general;
        }
        let (one, two) = (self.values.split_at(SIZE).1, other.values.split_at(SIZE).1);
        (1.0 - SERVICES_SHARE) * general + SERVICES_SHARE * dot(one, two) * scale
    }
}

/// Products of bytes summed as integers: the compiler turns this into vector
/// instructions, and it is the same on every machine.
fn dot(one: &[i8], two: &[i8]) -> f32 {
    let sum: i32 = one.iter().zip(two).map(|(one, two)| i32::from(i16::from(*one) * i16::from(*two))).sum();
    #[expect(clippy::cast_precision_loss, reason = "at most 384 * 127 * 127, far below 2^24")]
    let sum = sum as f32;
    sum
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
fn scale(values: &[i8]) -> f32 {
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
        let (up, down) = (Vector::of(&rising(), None).unwrap(), Vector::of(&falling(), None).unwrap());
        assert!((up.cosine(&up) - 1.0).abs() < 1e-4);
        assert!((up.cosine(&down) + 1.0).abs() < 1e-4);
    }

    #[test]
    fn a_second_reading_counts_only_where_both_have_one() {
        let one = Vector::of(&rising(), Some(&rising())).unwrap();
        let other = Vector::of(&rising(), Some(&falling())).unwrap();
        let without = Vector::of(&rising(), None).unwrap();
        assert!((one.cosine(&other) - 1.0).abs() < 1e-4, "in general they say the same");
        assert!((one.likeness(&other) - (1.0 - 2.0 * SERVICES_SHARE)).abs() < 1e-4);
        assert!((one.likeness(&without) - 1.0).abs() < 1e-4);
        assert_eq!(Vector::from_bytes(other.bytes()), other);
    }

    #[test]
    fn what_has_no_direction_is_no_vector() {
        assert!(Vector::of(&[], None).is_none());
        assert!(Vector::of(&[0.0; SIZE], None).is_none());
        assert!(Vector::of(&[f32::NAN; SIZE], None).is_none());
        assert!(Vector::of(&[f32::INFINITY; SIZE], None).is_none());
        assert!(Vector::of(&rising(), Some(&[0.0; SIZE])).is_none());
    }
}
