//! One service: what it does, for whom, and how to reach it.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::contact::Contact;
use super::place::PlaceId;
use super::topic::TopicId;

/// The name of a service's file without `.toml`; fixed for ever, because
/// links, question sets and exports refer to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ServiceId(Arc<str>);

impl ServiceId {
    /// The id as it stands in file names.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for ServiceId {
    fn from(id: &str) -> Self {
        Self(id.into())
    }
}

impl Borrow<str> for ServiceId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ServiceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether young people see the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Published.
    Show,
    /// Kept on file until staff confirm it; asked for by name, Airt offers `instead`.
    Hold,
    /// It has ended: a question about it gets an honest answer and a living alternative.
    Ended,
}

/// Whom a service is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// A child or young person.
    YoungPerson,
    /// A parent, carer or other adult who worries about one.
    ParentCarer,
    /// Somebody who works with young people.
    Professional,
}

/// How somebody joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Go or call yourself.
    #[serde(rename = "self")]
    Yourself,
    /// Somebody else arranges it: see [`Access::ask`].
    Ask,
}

/// Who the service is for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Who {
    /// At least one.
    pub audience: Vec<Audience>,
    /// Youngest age in years, inclusive.
    pub min_age: Option<u8>,
    /// Oldest age in years, inclusive.
    pub max_age: Option<u8>,
    /// Where it serves; at least one.
    pub areas: Vec<PlaceId>,
    /// What else matters about who may come.
    pub note: Option<String>,
}

/// How to get in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// By oneself, or through somebody.
    pub how: How,
    /// The people who can arrange it.
    #[serde(default)]
    pub ask: Vec<String>,
    /// What it costs; absent where no source says so.
    pub cost: Option<String>,
    /// Whether parents or school are told.
    pub confidential: Option<String>,
    /// Whether a friend may come.
    pub bring_someone: Option<String>,
}

/// A film about the service.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Video {
    /// What it shows.
    pub title: String,
    /// Where it is, https only.
    pub url: String,
}

/// One record, as `knowledge-base/services/<id>.toml` holds it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// From the file's name, not from its text.
    #[serde(skip, default = "unnamed")]
    pub id: ServiceId,
    /// What it is called.
    pub name: String,
    /// Every other name that people use for it.
    #[serde(default)]
    pub also_known_as: Vec<String>,
    /// Who runs it.
    pub provider: Option<String>,
    /// Published, held back or ended.
    pub state: State,
    /// Crisis lines are reviewed every 90 days and never hidden or sunk.
    #[serde(default)]
    pub crisis: bool,
    /// One plain sentence: what it does for you.
    pub summary: String,
    /// What happens when you get in touch.
    pub what_to_expect: Option<String>,
    /// Ids from `topics.toml`.
    #[serde(default)]
    pub topics: Vec<TopicId>,
    /// "You could say: ..."
    pub words_to_say: Option<String>,
    /// How people ask for this, in their own words.
    #[serde(default)]
    pub questions: Vec<String>,
    /// What to offer in its place while it is held back or has ended.
    #[serde(default)]
    pub instead: Vec<ServiceId>,
    /// Films about it.
    #[serde(default)]
    pub videos: Vec<Video>,
    /// Languages it works in: `en`, `bsl` ...
    #[serde(default)]
    pub languages: Vec<String>,
    /// Temporarily closed until this day, which is the first open one.
    #[serde(default, with = "super::date::optional")]
    pub closed_until: Option<NaiveDate>,
    /// First day on which young people see it.
    #[serde(default, with = "super::date::optional")]
    pub visible_from: Option<NaiveDate>,
    /// Last day on which young people see it.
    #[serde(default, with = "super::date::optional")]
    pub visible_to: Option<NaiveDate>,
    /// Believed, not backed by a source: kept on file, never shown.
    #[serde(default)]
    pub unverified: BTreeMap<String, String>,
    /// Who it is for.
    pub who: Who,
    /// How to get in.
    pub access: Access,
    /// Every route, shown or held.
    #[serde(default, rename = "contact")]
    pub contacts: Vec<Contact>,
}

fn unnamed() -> ServiceId {
    ServiceId::from("")
}

impl Service {
    /// Whether young people see it on `today`. A crisis line is never hidden by a date.
    pub fn is_visible(&self, today: NaiveDate) -> bool {
        let by_date =
            self.visible_from.is_none_or(|from| from <= today) && self.visible_to.is_none_or(|to| today <= to);
        self.state == State::Show && (self.crisis || by_date)
    }

    /// The routes that may be shown, in the order of the file.
    pub fn routes(&self) -> impl Iterator<Item = &Contact> {
        self.contacts.iter().filter(|contact| contact.hold.is_none())
    }

    /// Whether somebody of this age may use it; an unstated limit excludes nobody.
    pub fn fits_age(&self, age: u8) -> bool {
        self.who.min_age.is_none_or(|min| min <= age) && self.who.max_age.is_none_or(|max| age <= max)
    }

    /// Whether it serves this audience.
    pub fn serves(&self, audience: Audience) -> bool {
        self.who.audience.contains(&audience)
    }

    /// The day on which its shown routes were last held against their sources:
    /// the oldest of them, so that a card never looks fresher than it is.
    pub fn checked(&self) -> Option<NaiveDate> {
        self.routes().map(|contact| contact.checked).min()
    }

    /// The day on which anything of it was last held against a source: where no
    /// route is shown, those that are held back, so that no record is forgotten.
    pub fn last_looked_at(&self) -> Option<NaiveDate> {
        self.checked().or_else(|| self.contacts.iter().map(|contact| contact.checked).min())
    }
}
