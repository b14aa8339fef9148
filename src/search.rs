//! Services for what was understood, best first, with a confidence that can
//! be explained. Only this module knows tantivy. A person's text never
//! reaches a query parser.

mod index;

pub use self::index::Index;

use crate::knowledge::{Audience, PlaceId, ServiceId};

/// What is looked for, and for whom.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// As it was typed.
    pub raw: String,
    /// In plain English.
    pub normal: String,
    /// In years, where it is known.
    pub age: Option<u8>,
    /// Where it is known.
    pub place: Option<PlaceId>,
    /// For whom, where the message says.
    pub audience: Option<Audience>,
}

/// One service, with how well it matched.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Which.
    pub service: ServiceId,
    /// 0 to 1.
    pub score: f32,
    /// Which field and words matched.
    pub why: Vec<Match>,
}

/// One reason why a service was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The field of the record.
    pub field: &'static str,
    /// The words, or the sentence, that matched.
    pub words: String,
    /// Its part of the score.
    pub score: f32,
}

/// How sure a ranking is of its first service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// Show it as the answer.
    Sure,
    /// Show it as "is it one of these?".
    Unsure,
    /// Show nothing.
    Nothing,
}

/// Services, best first.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// Best first.
    pub hits: Vec<Hit>,
    /// Of the first.
    pub confidence: Confidence,
}
