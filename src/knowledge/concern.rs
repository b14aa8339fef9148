//! A safety file: how one concern is noticed and what is said then.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::service::ServiceId;

/// How sure and how near the danger is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The answer comes, and above it a gentle "are you safe?".
    CheckIn,
    /// The crisis reply comes first, before any search result.
    Urgent,
}

/// The ages for which a list of contacts is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgeBand {
    /// Every age, where no narrower list is given.
    Any,
    /// Up to 15.
    #[serde(rename = "under-16")]
    Under16,
    /// 16, 17 and 18.
    #[serde(rename = "16-18")]
    From16To18,
    /// 19 and over.
    #[serde(rename = "19-plus")]
    From19,
    /// Nobody said.
    Unknown,
}

impl AgeBand {
    /// The band of an age in years.
    pub fn of(age: Option<u8>) -> Self {
        match age {
            None => Self::Unknown,
            Some(0..=15) => Self::Under16,
            Some(16..=18) => Self::From16To18,
            Some(_) => Self::From19,
        }
    }
}

/// A pattern over the normalised form of a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConcernRule {
    /// What alarms; `safety::rules` tells how patterns are written.
    pub pattern: String,
    /// What the pattern must not catch: where this matches in the same
    /// sentence, within ten words of the place, that place is passed over. The
    /// rest of the message still alarms.
    pub unless: Option<String>,
    /// How strongly it alarms.
    pub level: Level,
    /// The rule speaks of somebody else: the helper's reply is the right one.
    #[serde(default)]
    pub friend: bool,
    /// Danger now: 999 stands first.
    #[serde(default)]
    pub now: bool,
}

/// Who to show, for one age band.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConcernContacts {
    /// For which ages.
    pub ages: AgeBand,
    /// At which level; absent for both.
    pub level: Option<Level>,
    /// Only where a grown-up writes who worries about a child: a line for
    /// under 19s would turn away the one person who can act.
    #[serde(default)]
    pub carer: bool,
    /// The services in the order shown.
    pub show: Vec<ServiceId>,
    /// Behind "more people to talk to".
    #[serde(default)]
    pub more: Vec<ServiceId>,
}

/// What must alarm and what must not; also the sentence encoder's examples.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConcernExamples {
    /// Must raise this concern.
    pub alarm: Vec<String>,
    /// Must not.
    pub near_miss: Vec<String>,
    /// Too various for a rule: the sentence encoder alone learns from these.
    #[serde(default)]
    pub similar: Vec<String>,
    /// Weak signs, for the sentence encoder too: worth a gentle question, and
    /// no crisis reply.
    #[serde(default)]
    pub check_in: Vec<String>,
}

/// `safety/<concern>.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConcernFile {
    /// From the file's name.
    #[serde(skip)]
    pub id: String,
    /// The file as it was read, so that a problem can name its line.
    #[serde(skip)]
    pub text: Arc<str>,
    /// When a person last read it through.
    #[serde(with = "super::date")]
    pub reviewed: NaiveDate,
    /// One or two warm sentences to the person.
    pub reply: String,
    /// The same to somebody who worries about another.
    pub reply_for_friend: Option<String>,
    /// The same to a grown-up who worries about a child.
    pub reply_for_carer: Option<String>,
    /// Patterns, any of which alarms.
    #[serde(default, rename = "rule")]
    pub rules: Vec<ConcernRule>,
    /// Who to show.
    #[serde(default)]
    pub contacts: Vec<ConcernContacts>,
    /// Proof and examples.
    #[serde(default)]
    pub examples: ConcernExamples,
}

impl ConcernFile {
    /// The line, counted from 1, on which the file says this.
    pub fn line_of(&self, said: &str) -> Option<usize> {
        let plain = self.text.find(said);
        let at = plain.or_else(|| self.text.find(&said.replace('\\', "\\\\").replace('"', "\\\"")))?;
        Some(self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1)
    }

    /// The contacts for a grown-up who worries about a child, where the file
    /// has any; otherwise those for an age and a level: the narrowest list that fits.
    pub fn contacts_for(&self, age: Option<u8>, level: Level, carer: bool) -> Option<&ConcernContacts> {
        let band = AgeBand::of(age);
        let for_carers = carer && self.contacts.iter().any(|entry| entry.carer);
        let fits =
            |entry: &&ConcernContacts| entry.carer == for_carers && entry.level.is_none_or(|wanted| wanted == level);
        self.contacts
            .iter()
            .filter(fits)
            .find(|entry| entry.ages == band)
            .or_else(|| self.contacts.iter().filter(fits).find(|entry| entry.ages == AgeBand::Any))
    }
}
