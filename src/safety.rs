//! Screening: every message, before anything else happens.
//!
//! Needs neither index, database nor network, and never waits. It says what
//! it noticed; what is answered then is the conversation's business.
//!
//! Staff write the rules in `knowledge-base/safety/<concern>.toml` and the
//! words behind them in `knowledge-base/safety-words.toml`; [`rules`] tells how.

mod nearest;
mod normal;
mod proof;
mod rules;
mod texts;
mod votes;

use std::fmt;
use std::sync::Arc;

use crate::knowledge::{Knowledge, Level, Problem};
use crate::understanding::encoder::Encoder;
use crate::understanding::{Form, Readings};

use self::nearest::{Examples, Likeness};
use self::normal::Normaliser;
use self::rules::RuleSet;
use self::texts::Texts;

/// The concern whose examples speak of somebody else.
pub const OF_A_FRIEND: &str = "friend-at-risk";

/// What may end a life: said outright, it comes before whatever else a message is about.
const OF_LIFE: [&str; 2] = ["suicide", "overdose-or-poisoning"];

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
    /// It lies among the examples that must alarm; the nearest of them.
    Example {
        /// The example.
        example: String,
        /// How surely the message is of the kind that must alarm: 1 surely, -1 surely not.
        score: f32,
    },
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rule(pattern) => write!(f, "rule {pattern:?}"),
            Self::Example { example, score } => write!(f, "like the example {example:?}, score {score:.2}"),
        }
    }
}

/// The rules of every concern, and their examples where there is an
/// encoder. Cloning it is cheap.
#[derive(Debug, Clone, Default)]
pub struct Screen {
    normaliser: Arc<Normaliser>,
    rules: Arc<RuleSet>,
    examples: Option<Arc<Examples>>,
    /// What is heard in a text by just these rules, over just this plain form.
    heard: Form,
}

impl Screen {
    /// Reads the rules and proves each file on its own examples, unless
    /// just these rules proved themselves before. A file with problems must not
    /// replace what runs.
    pub fn new(knowledge: &Knowledge, readings: &Readings) -> (Self, Vec<Problem>) {
        let (concerns, words) = (&knowledge.concerns, &knowledge.safety_words);
        let (rules, mut problems) = RuleSet::new(concerns, words, readings);
        let normaliser = Normaliser::new(words, RuleSet::words(concerns, words));
        let heard = Form::new("heard", [normaliser.form().as_bytes(), rules.written(words).as_bytes()]);
        let screen = Self { normaliser: Arc::new(normaliser), rules: Arc::new(rules), examples: None, heard };
        problems.extend(concerns.iter().flat_map(|concern| proof::prove(&screen, concern, readings)));
        (screen, problems)
    }

    /// The same screen, which from now on also compares messages with the
    /// examples; those that it has already stay where nothing in them changed.
    /// They are encoded in the background; until then, and without an encoder,
    /// the rules stand alone.
    #[must_use]
    pub fn with_examples(self, knowledge: &Knowledge, encoder: Option<&Encoder>, readings: &Readings) -> Self {
        let texts = Texts::of(knowledge, &self, readings);
        self.rules.forget();
        let examples = encoder.map(|encoder| match self.examples {
            Some(known) if known.are_of(&texts) => known,
            _ => Arc::new(Examples::new(texts, encoder)),
        });
        Self { examples, ..self }
    }

    /// Waits until the examples are encoded: for the command line, which would
    /// rather be late than wrong. A channel never waits.
    pub fn wait(&self) {
        self.examples.iter().for_each(|examples| examples.wait());
    }

    /// Compiles the rules that no message needed yet. For whoever runs for long,
    /// and beside the answers: no message should wait for it.
    pub fn compile(&self) {
        self.rules.compile();
    }

    /// What is noticed in a message, the strongest first: what the rules say,
    /// and what the examples say to that. Danger now is never doubted.
    pub fn screen(&self, text: &str) -> Vec<Concern> {
        let normal = self.normalise(text);
        let mut raised = self.rules.matches(&normal);
        if !raised.iter().any(|concern| concern.now)
            && let Some(likeness) =
                self.examples.as_ref().and_then(|examples| examples.likeness(&normal, !raised.is_empty()))
        {
            weigh(&mut raised, &likeness);
        }
        strongest_first(raised)
    }

    /// On which side of the examples a message lies, about 1 among what must alarm
    /// and about -1 among the ordinary; `None` without the encoder. For staff and
    /// for those who choose the thresholds.
    pub fn place(&self, text: &str) -> Option<f32> {
        Some(self.examples.as_ref()?.likeness(&self.normalise(text), false)?.score())
    }

    /// What the rules alone notice: under a millisecond, without the encoder.
    pub fn screen_by_rules(&self, text: &str) -> Vec<Concern> {
        strongest_first(self.rules.matches(&self.normalise(text)))
    }

    /// The same of a text that staff wrote, which may have been read before.
    fn normal_of(&self, text: &str, readings: &Readings) -> String {
        readings.of(self.normaliser.form(), text, || self.normalise(text))
    }

    /// Whether no rule notices anything in a normalised text that staff wrote.
    fn is_silent_at(&self, normal: &str, readings: &Readings) -> bool {
        readings.is(&self.heard, normal, || self.rules.matches(normal).is_empty())
    }

    /// The form of a message over which the rules are written, for staff who try one.
    pub fn normalise(&self, text: &str) -> String {
        self.normaliser.normalise(text)
    }
}

/// Brings together what rules noticed and how a message lies to the examples.
fn weigh(raised: &mut Vec<Concern>, likeness: &Likeness) {
    for known in raised.iter_mut() {
        if likeness.is_ordinary() {
            known.level = Level::CheckIn;
        } else if likeness.supports_a_rule() {
            known.level = Level::Urgent;
        }
    }
    if let Some(near) = likeness.concern() {
        take_in(raised, near, likeness);
    }
    raised.sort_by(|left, right| likeness.weight(right).total_cmp(&likeness.weight(left)));
    raised.sort_by_key(|concern| !(matches!(concern.why, Why::Rule(_)) && OF_LIFE.contains(&concern.id.as_str())));
}

/// Adds the concern that the examples hear: always where no rule is urgent, and
/// otherwise where it is far likelier than every one that a rule names. A rule
/// says surely that something is wrong, but not as surely what: "he said he'd
/// put my pictures everywhere" is found by words about a partner.
fn take_in(raised: &mut Vec<Concern>, mut near: Concern, likeness: &Likeness) {
    let weight = likeness.weight(&near);
    if is_urgent(raised) {
        // "My friend" is often the one who writes: a rule that hears them speak of
        // themselves is not turned into words for a helper.
        let of_themselves = near.id == OF_A_FRIEND && raised.iter().any(|known| !known.friend);
        if of_themselves || raised.iter().any(|known| likeness.weight(known) >= weight) {
            return;
        }
        near.level = Level::Urgent;
        // Who writes for a friend is spoken to as a friend.
        near.friend |= raised.iter().all(|known| known.friend);
    }
    match raised.iter_mut().find(|known| known.id == near.id) {
        Some(known) => known.join(near),
        None => raised.push(near),
    }
}

fn is_urgent(raised: &[Concern]) -> bool {
    raised.iter().any(|concern| concern.level == Level::Urgent)
}

fn strongest_first(mut raised: Vec<Concern>) -> Vec<Concern> {
    raised.sort_by(|a, b| b.level.cmp(&a.level).then(b.now.cmp(&a.now)));
    raised
}
