//! A message to what is asked: spelling, vocabulary, age, place, intent and
//! the sentence encoder. It never chooses a service and never answers.

mod plain;

pub use self::plain::plain;

/// What a message says, as far as it can be told without looking for services.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Understood {
    /// As it was typed.
    pub raw: String,
    /// In plain English, as far as the vocabulary knows it.
    pub normal: String,
    /// The age in years that it names as the person's own.
    pub age: Option<u8>,
    /// The place that it names.
    pub place: Option<crate::knowledge::PlaceId>,
}
