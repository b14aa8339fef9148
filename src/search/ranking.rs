//! What is asked of the finder, and what it answers.

use serde::Serialize;

use crate::knowledge::{Audience, PlaceId, ServiceId, State};
use crate::understanding::encoder::Encoded;

/// What is looked for, and for whom.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// As it was typed.
    pub raw: String,
    /// In plain English.
    pub normal: String,
    /// The plain English form, encoded, where that was done already; the
    /// finder does it otherwise.
    pub encoded: Option<Encoded>,
    /// The age of whoever is in need, in years, where it is known.
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
    /// Held back and ended services come back only when they were asked for
    /// by name, so that the conversation can say so and offer `instead`.
    pub state: State,
    /// It was asked for by name.
    pub named: bool,
}

/// One reason why a service was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Match {
    /// The field of the record.
    pub field: &'static str,
    /// The words, or the sentence, that matched.
    pub words: String,
    /// The sentence in plain English, where that differs: the form compared.
    pub normal: Option<String>,
    /// Its part of the score.
    pub score: f32,
}

/// How sure a ranking is of its first service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Show nothing.
    Nothing,
    /// Show it as "is it one of these?".
    Unsure,
    /// Show it as the answer.
    Sure,
}

impl Confidence {
    /// The name in explanations.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Unsure => "unsure",
            Self::Sure => "sure",
        }
    }
}

/// Services, best first.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// Best first; more than are shown, so that "more" has something to give.
    pub hits: Vec<Hit>,
    /// Of the first.
    pub confidence: Confidence,
    /// How many of the first ones belong in the answer, at most three: those
    /// that are nearly as good as the best.
    pub show: usize,
}

impl Ranking {
    /// Nothing was found.
    pub fn nothing() -> Self {
        Self { hits: Vec::new(), confidence: Confidence::Nothing, show: 0 }
    }

    /// The ones to show.
    pub fn shown(&self) -> &[Hit] {
        self.hits.get(..self.show).unwrap_or(&self.hits)
    }
}
