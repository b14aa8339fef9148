//! How well question sets are answered, through the engine's own door, so that
//! the figures are those of what young people get.
//!
//! The command line prints them; the staff pages hold a draft against them
//! before it is published. Nothing here decides what is shown.

mod figures;
mod floors;
mod line;

use std::time::Instant;

use chrono::{DateTime, Utc};

pub use self::figures::{Figures, Given, Group, Share};
pub use self::floors::Floors;
pub use self::line::{Line, read};
use crate::conversation::{Airt, Channel, Message, Session};

/// Asks one line in a conversation of its own.
pub fn ask(airt: &Airt, line: Line, now: DateTime<Utc>) -> Given {
    let started = Instant::now();
    let turn = airt.reply(Session::new("eval", now), &Message::text(Channel::Terminal, line.text.as_str()), now);
    let micros = started.elapsed().as_micros();
    let reply = turn.reply;
    Given {
        line,
        outcome: reply.outcome,
        concerns: reply.concerns.into_iter().map(|concern| concern.id).collect(),
        services: reply.services.into_iter().map(|shown| (shown.id.as_str().to_owned(), shown.score)).collect(),
        micros,
    }
}
