//! One turn as it is written down.

use chrono::{DateTime, Timelike, Utc};
use chrono_tz::Europe::London;
use data_encoding::HEXLOWER;

use super::{Redactor, kept_text};
use crate::conversation::{Channel, Event, Outcome, Turn};
use crate::knowledge::ServiceId;

/// Everything about one turn that goes to the store, already redacted.
#[derive(Debug, Clone)]
pub struct Record {
    /// The keyed hash of the conversation.
    pub(super) conversation: String,
    /// Where it happened.
    pub(super) channel: &'static str,
    /// Unix milliseconds.
    pub(super) at: i64,
    /// The conversation as it stands now; `None` after "forget me".
    pub(super) session: Option<String>,
    /// Delete what is held of this conversation, before anything is written.
    pub(super) forget: bool,
    /// Delete the last text that was kept of this conversation.
    pub(super) withdraw: bool,
    /// What happened.
    pub(super) events: Vec<EventRow>,
    /// Services whose number somebody called wrong.
    pub(super) wrong_numbers: Vec<String>,
}

/// A row of the table `events`, with the text that goes with it.
#[derive(Debug, Clone, Default)]
pub(super) struct EventRow {
    pub(super) id: String,
    pub(super) hour: i64,
    pub(super) kind: &'static str,
    pub(super) outcome: Option<&'static str>,
    pub(super) facet: Option<String>,
    pub(super) services: Option<String>,
    pub(super) concern: Option<String>,
    pub(super) level: Option<String>,
    pub(super) helpful: Option<i64>,
    pub(super) text: Option<String>,
}

impl Record {
    /// What of a turn is written down.
    pub fn of(turn: &Turn, conversation: &str, channel: Channel, now: DateTime<Utc>, redactor: &Redactor) -> Self {
        let forget = turn.events.contains(&Event::Forget);
        let mut record = Self {
            conversation: conversation.to_owned(),
            channel: channel.as_str(),
            at: now.timestamp_millis(),
            session: (!forget).then(|| turn.session.save()),
            forget,
            withdraw: turn.events.contains(&Event::ConsentRefused),
            events: Vec::new(),
            wrong_numbers: Vec::new(),
        };
        for event in &turn.events {
            if let Event::WrongNumber { service } = event {
                record.wrong_numbers.push(service.to_string());
            }
            if let Some(row) = row(event) {
                let text = kept_text(event, turn, redactor);
                let hour = now.with_timezone(&London).hour().into();
                record.events.push(EventRow { id: new_id(), hour, text, ..row });
            }
        }
        record
    }

    /// The text that is kept of the turn, redacted, if any is.
    pub fn kept_text(&self) -> Option<&str> {
        self.events.iter().find_map(|event| event.text.as_deref())
    }

    /// Whether it must be written whatever else is dropped: somebody was told
    /// that it is done.
    pub(super) fn is_promise(&self) -> bool {
        self.forget || self.withdraw
    }
}

fn row(event: &Event) -> Option<EventRow> {
    let row = match event {
        Event::Answered { outcome, facet, services, .. } => EventRow {
            kind: "answered",
            outcome: Some(outcome.as_str()),
            facet: facet.and_then(|facet| name(&facet)),
            services: ids(services),
            ..EventRow::default()
        },
        Event::Concern { concern, level } => {
            EventRow { kind: "concern", concern: Some(concern.clone()), level: name(level), ..EventRow::default() }
        }
        Event::Feedback { helpful, services, .. } => EventRow {
            kind: "feedback",
            helpful: Some(i64::from(*helpful)),
            services: ids(services),
            ..EventRow::default()
        },
        Event::Forget => EventRow { kind: "forget", ..EventRow::default() },
        Event::Fault { .. } => EventRow { kind: "fault", ..EventRow::default() },
        Event::WrongNumber { .. } | Event::ConsentRefused => return None,
    };
    Some(row)
}

impl EventRow {
    /// Under which outcome its text is read by staff.
    pub(super) fn text_outcome(&self) -> &'static str {
        self.outcome.unwrap_or(if self.kind == "feedback" { "thumbs_down" } else { Outcome::Unanswered.as_str() })
    }
}

/// The name that JSON gives a value of a plain enumeration.
fn name(value: &impl serde::Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

fn ids(services: &[ServiceId]) -> Option<String> {
    serde_json::to_string(services).ok()
}

/// A random id. Without randomness the time would do; a row lost to an id used
/// twice is better than a panic.
pub(super) fn new_id() -> String {
    let mut bytes = [0_u8; 16];
    if getrandom::fill(&mut bytes).is_err() {
        return format!("{:032x}", Utc::now().timestamp_nanos_opt().unwrap_or_default());
    }
    HEXLOWER.encode(&bytes)
}
