//! What insights hear of a turn. The engine decides what may be kept at all;
//! insights redact it before anything is written.

use crate::knowledge::{Level, ServiceId};

use super::reply::Outcome;
use crate::understanding::Facet;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A message was answered, somehow.
    Answered {
        /// How.
        outcome: Outcome,
        /// What a follow-up was about.
        facet: Option<Facet>,
        /// What was shown, in order.
        services: Vec<ServiceId>,
        /// The message, not yet redacted, where the outcome is `unanswered` or
        /// `unsure` and neither the turn nor its session holds a concern.
        text: Option<String>,
    },
    /// A concern was raised. No text ever goes with it.
    Concern {
        /// Its id.
        concern: String,
        /// How strongly.
        level: Level,
    },
    /// Thumbs up or down.
    Feedback {
        /// Up.
        helpful: bool,
        /// What had been shown.
        services: Vec<ServiceId>,
        /// On thumbs down: the question, not yet redacted, under the same rule as above.
        text: Option<String>,
    },
    /// "This number is wrong".
    WrongNumber {
        /// Whose.
        service: ServiceId,
    },
    /// The person withdrew the last kept text.
    ConsentRefused,
    /// Everything about this conversation is to be deleted at once.
    Forget,
    /// Something broke inside; what, without any text of the person's.
    Fault {
        /// For the log.
        what: String,
    },
}
