//! Many vectors of the encoder, one behind the other in memory.
//!
//! A question is compared with tens of thousands of them. Where each lay by
//! itself, nine tenths of that time went by in waiting for memory.

use std::ops::Range;

use super::vector::{SIZE, Vector, dot, scale};

/// Vectors in the order in which they were given.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vectors {
    values: Vec<[i8; SIZE]>,
    /// What makes each of them a unit vector.
    scales: Vec<f32>,
}

impl Vectors {
    /// None yet, with room for so many.
    pub(super) fn with_room_for(count: usize) -> Self {
        Self { values: Vec::with_capacity(count), scales: Vec::with_capacity(count) }
    }

    /// One more, from bytes that [`Vectors::bytes`] gave.
    pub(super) fn push(&mut self, bytes: &[i8; SIZE]) {
        self.values.push(*bytes);
        self.scales.push(scale(bytes));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// One of them, by itself.
    pub fn get(&self, at: usize) -> Option<Vector> {
        self.values.get(at).map(Vector::from_bytes)
    }

    /// The bytes of each.
    pub(super) fn bytes(&self) -> &[[i8; SIZE]] {
        &self.values
    }

    /// The numbers of some of them, those of one behind those of the other.
    pub(super) fn numbers(&self, range: Range<usize>) -> impl Iterator<Item = f32> + '_ {
        self.rows(range).flat_map(|(values, scale)| values.iter().map(move |value| f32::from(*value) * scale))
    }

    /// The cosine of the angle between a vector and each of these: 1 for the
    /// same direction. Nothing for what lies beyond the end.
    pub fn cosines(&self, range: Range<usize>, vector: &Vector) -> impl Iterator<Item = f32> + '_ {
        let (own, by) = vector.parts();
        let own = *own;
        self.rows(range).map(move |(values, scale)| dot(&own, values) * by * scale)
    }

    fn rows(&self, range: Range<usize>) -> impl Iterator<Item = (&[i8; SIZE], f32)> + '_ {
        let values = self.values.get(range.clone()).unwrap_or_default();
        values.iter().zip(self.scales.get(range).unwrap_or_default().iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rising() -> Vector {
        Vector::of(&(0_u16..384).map(f32::from).collect::<Vec<_>>()).unwrap()
    }

    fn falling() -> Vector {
        Vector::of(&(0_u16..384).rev().map(f32::from).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn each_is_compared_as_it_would_be_alone() {
        let mut vectors = Vectors::with_room_for(2);
        for vector in [rising(), falling()] {
            vectors.push(vector.bytes());
        }
        let found: Vec<f32> = vectors.cosines(0..2, &rising()).collect();
        assert_eq!(found, [rising().cosine(&rising()), rising().cosine(&falling())]);
        assert_eq!(vectors.get(1), Some(falling()));
        assert_eq!(vectors.numbers(1..2).collect::<Vec<_>>(), falling().numbers().collect::<Vec<_>>());
    }

    #[test]
    fn beyond_the_end_there_is_nothing() {
        let vectors = Vectors::default();
        assert!(vectors.is_empty() && vectors.get(0).is_none());
        assert_eq!(vectors.cosines(0..3, &rising()).count(), 0);
    }
}
