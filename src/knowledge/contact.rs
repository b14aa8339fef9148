//! One way to reach a service, with where it was read and when.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What kind of route it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContactKind {
    /// A number to ring.
    Phone,
    /// A number to text, with [`Contact::keyword`].
    Text,
    /// A `WhatsApp` number.
    Whatsapp,
    /// A page with a chat on it.
    Webchat,
    /// A page.
    Website,
    /// An e-mail address.
    Email,
    /// An app, by name or link.
    App,
    /// A place to walk into.
    Address,
    /// A route in British Sign Language.
    Bsl,
}

/// That a member of staff tried a route.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmed {
    /// Who, by role or name.
    pub by: String,
    /// When.
    #[serde(with = "super::date")]
    pub on: NaiveDate,
}

/// One route.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Call, text, chat, web, visit.
    pub kind: ContactKind,
    /// The number, link or address, as it is shown.
    pub value: String,
    /// For text services: the word to send.
    pub keyword: Option<String>,
    /// One plain thing that a person must know to use it ("Press 55 if you cannot speak").
    pub note: Option<String>,
    /// When it is open, in `OpenStreetMap` `opening_hours` syntax. Absent: not known.
    pub hours: Option<String>,
    /// The number is good, its hours are not settled: why.
    pub hours_hold: Option<String>,
    /// The page or document that says so.
    pub source: String,
    /// When it was last held against its source.
    #[serde(with = "super::date")]
    pub checked: NaiveDate,
    /// By a member of staff; absent until then.
    pub confirmed: Option<Confirmed>,
    /// Why it is kept on file and not shown.
    pub hold: Option<String>,
}

impl Contact {
    /// Whether it is open at all hours, every day.
    pub fn is_always_open(&self) -> bool {
        self.hours_hold.is_none() && self.hours.as_deref().is_some_and(|hours| hours.trim() == "24/7")
    }

    /// The hours that may be said aloud: known and not in doubt.
    pub fn known_hours(&self) -> Option<&str> {
        if self.hours_hold.is_some() { None } else { self.hours.as_deref() }
    }
}
