//! Screening: every message, before anything else happens.
//!
//! Needs neither index, database nor network, and never waits. It says what
//! it noticed; what is answered then is the conversation's business.
//!
//! Staff write the rules in `knowledge-base/safety/<concern>.toml` and the
//! words behind them in `knowledge-base/safety-words.toml`; [`rules`] tells how.

mod normal;
mod proof;
mod rules;

use std::fmt;

use crate::knowledge::{Knowledge, Level, Problem};

use self::normal::Normaliser;
use self::rules::RuleSet;

/// A concern that a message raised.
#[derive(Debug, Clone, PartialEq)]
pub struct Concern {
    /// Its id, the name of its file.
    pub id: String,
    /// How strongly.
    pub level: Level,
    /// The message speaks of somebody else.
    pub friend: bool,
    /// Danger now: 999 stands first.
    pub now: bool,
    /// What noticed it, for staff.
    pub why: Why,
}

impl Concern {
    /// Takes in what another rule noticed of the same concern: the stronger
    /// level counts, and one rule that speaks of the person themselves is
    /// enough, for "my friend" is often the one who writes.
    fn join(&mut self, other: Self) {
        self.now |= other.now;
        self.friend &= other.friend;
        if other.level > self.level {
            self.level = other.level;
            self.why = other.why;
        }
    }
}

/// What noticed a concern.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// A written rule, with its pattern.
    Rule(String),
    /// The nearest example, and by how much it is nearer than any ordinary one.
    Example {
        /// The example.
        example: String,
        /// Cosine to it less the cosine to the nearest ordinary example.
        margin: f32,
    },
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rule(pattern) => write!(f, "rule {pattern:?}"),
            Self::Example { example, margin } => write!(f, "example {example:?}, nearer by {margin:.2}"),
        }
    }
}

/// The compiled rules of every concern.
#[derive(Debug, Default)]
pub struct Screen {
    normaliser: Normaliser,
    rules: RuleSet,
}

impl Screen {
    /// Compiles the rules and proves each file on its own examples. A file
    /// with problems must not replace what runs.
    pub fn new(knowledge: &Knowledge) -> (Self, Vec<Problem>) {
        let (concerns, words) = (&knowledge.concerns, &knowledge.safety_words);
        let (rules, mut problems) = RuleSet::new(concerns, words);
        let screen = Self { normaliser: Normaliser::new(words, RuleSet::words(concerns, words)), rules };
        problems.extend(concerns.iter().flat_map(|concern| proof::prove(&screen, concern)));
        (screen, problems)
    }

    /// What the rules notice in a message, the strongest first.
    pub fn screen(&self, text: &str) -> Vec<Concern> {
        let mut raised = self.rules.matches(&self.normalise(text));
        raised.sort_by(|a, b| b.level.cmp(&a.level).then(b.now.cmp(&a.now)));
        raised
    }

    /// The form of a message over which the rules are written, for staff who try one.
    pub fn normalise(&self, text: &str) -> String {
        self.normaliser.normalise(text)
    }
}
