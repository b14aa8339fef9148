//! What Airt remembers of a conversation: as little as an answer needs.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::knowledge::{Level, PlaceId, ServiceId, TopicId};

/// The version that this code writes. A saved session of another version is
/// read as far as it fits and otherwise begun afresh, never an error: people
/// must not be locked out by an upgrade.
const VERSION: u32 = 1;

/// After this long without a message the conversation is over.
const IDLE_HOURS: i64 = 24;

/// After this long the last question is forgotten, though the session lives.
const QUESTION_MINUTES: i64 = 30;

/// What Airt asked last, and waits to hear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pending {
    /// How old are you?
    Age,
    /// Where are you?
    Place,
    /// Is it one of these?
    OneOfThese,
    /// Are you safe?
    Safe,
    /// May staff see this question?
    Consent,
    /// An urgent reply stands on the screen: "not what I meant" leads back.
    Urgent,
}

/// A question, in memory only: overwritten by the next, gone after 30 minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// As it was typed.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
    /// How often the same was asked in a row, 1 for the first time.
    pub times: u32,
    /// What was shown for it: "more" brings others.
    pub seen: Vec<ServiceId>,
}

/// A concern that was raised in this conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaisedConcern {
    /// Its id.
    pub id: String,
    /// How strongly.
    pub level: Level,
    /// When last.
    pub at: DateTime<Utc>,
    /// Raised by a grown-up who worries about a child.
    #[serde(default)]
    pub carer: bool,
}

/// A topic that somebody looks through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Browsing {
    /// Which.
    pub topic: TopicId,
    /// How many of its services have been shown.
    pub offset: usize,
}

/// One conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Of this format.
    pub version: u32,
    /// The keyed hash of channel and id: nobody can read the id back out of it.
    pub id: String,
    /// When it began.
    pub created: DateTime<Utc>,
    /// When the person last wrote.
    pub last_seen: DateTime<Utc>,
    /// In years, when it was said.
    #[serde(default)]
    pub age: Option<u8>,
    /// When it was said.
    #[serde(default)]
    pub place: Option<PlaceId>,
    /// What was shown last, in order.
    #[serde(default)]
    pub shown: Vec<ServiceId>,
    /// The one that was last talked about.
    #[serde(default)]
    pub focus: Option<ServiceId>,
    /// What a follow-up brought up besides, such as the doctor in "do I need a
    /// doctor for that": "how do I get one" means this, and not what was shown.
    #[serde(default)]
    pub aside: Option<ServiceId>,
    /// The topic that is being looked through, until a question is asked.
    #[serde(default)]
    pub browsing: Option<Browsing>,
    /// What Airt waits to hear.
    #[serde(default)]
    pub pending: Option<Pending>,
    /// What was raised, if anything was.
    #[serde(default)]
    pub concern: Option<RaisedConcern>,
    /// Airt asked for an age; it never asks twice.
    #[serde(default)]
    pub asked_age: bool,
    /// Airt asked for a place; it never asks twice.
    #[serde(default)]
    pub asked_place: bool,
    /// The greeting was shown.
    #[serde(default)]
    pub greeted: bool,
    /// Never written anywhere.
    #[serde(skip)]
    pub last_question: Option<Question>,
}

impl Session {
    /// A conversation that begins now.
    pub fn new(id: impl Into<String>, now: DateTime<Utc>) -> Self {
        Self {
            version: VERSION,
            id: id.into(),
            created: now,
            last_seen: now,
            age: None,
            place: None,
            shown: Vec::new(),
            focus: None,
            aside: None,
            browsing: None,
            pending: None,
            concern: None,
            asked_age: false,
            asked_place: false,
            greeted: false,
            last_question: None,
        }
    }

    /// A saved conversation, or a fresh one where the saved text is of a
    /// version that does not fit, is broken, or is over.
    pub fn load(saved: &str, id: &str, now: DateTime<Utc>) -> Self {
        serde_json::from_str::<Self>(saved)
            .ok()
            .filter(|session| session.version <= VERSION && !session.is_over(now))
            .map_or_else(|| Self::new(id, now), |session| Self { version: VERSION, id: id.to_owned(), ..session })
    }

    /// The form that is kept.
    pub fn save(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether the person has been away so long that this is a new conversation.
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        now - self.last_seen >= Duration::hours(IDLE_HOURS)
    }

    /// The last question, while it may still be held.
    pub fn question(&self, now: DateTime<Utc>) -> Option<&Question> {
        self.last_question.as_ref().filter(|question| now - question.at < Duration::minutes(QUESTION_MINUTES))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u32) -> DateTime<Utc> {
        format!("2026-11-22T{hour:02}:00:00Z").parse().unwrap()
    }

    #[test]
    fn a_saved_session_comes_back_without_the_question() {
        let mut session = Session::new("k", at(10));
        session.age = Some(14);
        session.last_question = Some(Question { text: "secret".into(), at: at(10), times: 1, seen: Vec::new() });
        let saved = session.save();
        assert!(!saved.contains("secret"));
        assert_eq!(Session::load(&saved, "k", at(11)).age, Some(14));
    }

    #[test]
    fn a_session_of_another_version_or_a_broken_one_starts_afresh() {
        for saved in ["", "{", "null", r#"{"version":0}"#, r#"{"version":99,"id":"k"}"#] {
            assert_eq!(Session::load(saved, "k", at(10)), Session::new("k", at(10)), "{saved}");
        }
    }

    #[test]
    fn an_older_session_without_the_newer_fields_loads() {
        let saved =
            r#"{"version":0,"id":"k","created":"2026-11-22T09:00:00Z","last_seen":"2026-11-22T09:00:00Z","age":12}"#;
        assert_eq!(Session::load(saved, "k", at(10)).age, Some(12));
    }

    #[test]
    fn a_question_is_forgotten_after_half_an_hour() {
        let mut session = Session::new("k", at(10));
        session.last_question = Some(Question { text: "x".into(), at: at(10), times: 1, seen: Vec::new() });
        assert!(session.question(at(10) + Duration::minutes(29)).is_some());
        assert!(session.question(at(10) + Duration::minutes(30)).is_none());
    }
}
