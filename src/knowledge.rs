//! What staff write: services, topics, places, vocabulary, safety rules.
//!
//! Loads the files of `knowledge-base/`, checks them and hands out one
//! immutable [`Knowledge`]. It never searches, never talks to a channel and
//! never reads the clock: whoever needs "today" passes it in.

mod check;
mod concern;
mod contact;
mod date;
mod go_live;
mod holidays;
mod hours;
mod load;
mod out_of_scope;
mod place;
pub(crate) mod power;
mod problem;
mod release;
mod report;
mod safety_words;
mod save;
mod service;
mod short_numbers;
#[cfg(test)]
pub(crate) mod tiny;
mod topic;
mod vocabulary;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use self::check::{CRISIS_REVIEW_DAYS, REVIEW_DAYS, check, reading_age, unsafe_wording};
pub use self::concern::{AgeBand, ConcernContacts, ConcernExamples, ConcernFile, ConcernRule, Level};
pub use self::contact::{Confirmed, Contact, ContactKind};
pub use self::go_live::{Unproved, go_live};
pub use self::holidays::{Holiday, Holidays};
pub use self::hours::{Day, Moment, Opening, open_on, opening};
pub use self::load::{Loaded, Sources, load};
pub use self::out_of_scope::{ChatKind, OutOfScope, OutOfScopeKind};
pub use self::place::{Place, PlaceId, Places};
pub use self::problem::{Problem, Severity};
pub use self::release::{Brought, Outcome as Merged, Plan, plan, service_of};
pub use self::report::{Belief, Report, RouteOf, report};
pub use self::safety_words::SafetyWords;
pub use self::save::replace;
pub use self::service::{Access, Audience, How, Service, ServiceId, State, Video, Who};
pub use self::short_numbers::{SharedNumber, ShortNumber, ShortNumbers};
pub use self::topic::{Topic, TopicId};
pub use self::vocabulary::{Register, Vocabulary, Word};

/// Everything that staff wrote, at one moment: read once, never changed.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    /// Every record by its id, shown or not.
    pub services: BTreeMap<ServiceId, Arc<Service>>,
    /// The topics in the order in which they are offered.
    pub topics: Vec<Topic>,
    /// Places and what lies within what.
    pub places: Places,
    /// Slang, Scots and texting to plain English.
    pub vocabulary: Vocabulary,
    /// What is no question for a service.
    pub out_of_scope: OutOfScope,
    /// Safety rules, one file a concern.
    pub concerns: Vec<ConcernFile>,
    /// Words that screening reads in plain English, and groups that its rules share.
    pub safety_words: SafetyWords,
    /// Numbers that are right although the telephone library calls them invalid.
    pub short_numbers: ShortNumbers,
    /// Scottish bank holidays and council closures.
    pub holidays: Holidays,
}

impl Knowledge {
    /// The record with this id, shown or not.
    pub fn service(&self, id: &str) -> Option<&Arc<Service>> {
        self.services.get(id)
    }

    /// The records that young people may see on `today`.
    pub fn shown(&self, today: chrono::NaiveDate) -> impl Iterator<Item = &Arc<Service>> {
        self.services.values().filter(move |service| service.is_visible(today))
    }

    /// The topic with this id.
    pub fn topic(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id.as_str() == id)
    }
}
