//! Screening: every message, before anything else happens.
//!
//! Needs neither index, database nor network, and never waits. It says what
//! it noticed; what is answered then is the conversation's business.

mod normal;
mod rules;

use crate::knowledge::{ConcernFile, Level, Problem};

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

/// The compiled rules of every concern.
#[derive(Debug)]
pub struct Screen {
    rules: RuleSet,
}

impl Screen {
    /// Compiles the rules and proves each file on its own examples. A file
    /// with problems must not replace what runs.
    pub fn new(concerns: &[ConcernFile]) -> (Self, Vec<Problem>) {
        let (rules, problems) = RuleSet::new(concerns);
        (Self { rules }, problems)
    }

    /// What the rules notice in a message, the strongest first.
    pub fn screen(&self, text: &str) -> Vec<Concern> {
        let mut raised = self.rules.matches(&normal::normalise(text));
        raised.sort_by(|a, b| b.level.cmp(&a.level).then(b.now.cmp(&a.now)));
        raised
    }
}
