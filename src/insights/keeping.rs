//! What of a turn may be kept at all.
//!
//! The engine gives a text only where staff need it; this looks again, because
//! a text that slips past one check must not reach the disk.

use super::Redactor;
use crate::conversation::{Event, Outcome, Session, Turn};

/// The longest text that is kept, in letters: a question, not a life.
const LONGEST: usize = 500;

/// The text of a turn as it would be kept, redacted; `None` where none is.
pub fn kept(turn: &Turn, redactor: &Redactor) -> Option<String> {
    turn.events.iter().find_map(|event| kept_text(event, turn, redactor))
}

/// The same for one of its events.
pub fn kept_text(event: &Event, turn: &Turn, redactor: &Redactor) -> Option<String> {
    if holds_concern(&turn.events, &turn.session) || !turn.reply.concerns.is_empty() {
        return None;
    }
    let text = match event {
        Event::Answered { outcome: Outcome::Unanswered | Outcome::Unsure, text, .. }
        | Event::Feedback { helpful: false, text, .. } => text.as_deref(),
        _ => None,
    }?;
    let redacted: String = redactor.redact(text).chars().take(LONGEST).collect();
    let redacted = redacted.trim();
    (!redacted.is_empty()).then(|| redacted.to_owned())
}

fn holds_concern(events: &[Event], session: &Session) -> bool {
    session.concern.is_some() || events.iter().any(|event| matches!(event, Event::Concern { .. }))
}
