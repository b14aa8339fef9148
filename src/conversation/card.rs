//! The answer card: what a service is and how to reach it, ready to show.

use chrono::NaiveDate;
use serde::Serialize;

use crate::knowledge::{ContactKind, ServiceId};

/// How much of a service a card says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CardKind {
    /// In a list of answers.
    Answer,
    /// Everything that is known.
    Details,
    /// In a crisis: name and routes, nothing to read first.
    Crisis,
}

/// One labelled line of a card. Rows that nobody knows are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// "Who it's for", "Cost" ...
    pub label: String,
    /// What the record says.
    pub text: String,
}

/// One way to reach the service, ready to tap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Route {
    /// Call, text, chat, web, visit.
    pub kind: ContactKind,
    /// What the button says: "Call 0800 1111".
    pub label: String,
    /// The number, link or address alone, to copy.
    pub value: String,
    /// `tel:`, `sms:`, `mailto:` or `https:`; `None` where there is nothing to open.
    pub link: Option<String>,
    /// "Open now until 10pm", "Open day and night"; `None` where hours are not known.
    pub hours: Option<String>,
    /// One plain thing to know before using it.
    pub note: Option<String>,
}

/// One service as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Card {
    /// Which service.
    pub service: ServiceId,
    /// How much it says.
    pub kind: CardKind,
    /// Its name.
    pub name: String,
    /// One plain sentence.
    pub summary: String,
    /// What else is known.
    pub rows: Vec<Row>,
    /// In the order call, text, chat, web, visit.
    pub routes: Vec<Route>,
    /// When its routes were last held against their sources.
    pub checked: Option<NaiveDate>,
    /// The same as a sentence.
    pub checked_line: Option<String>,
}

mod build;
