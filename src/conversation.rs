//! The engine: one message in, one turn out.
//!
//! Pure: no input or output, no clock, no randomness. It cannot fail either;
//! a fault inside becomes the fallback reply and an [`Event::Fault`], never
//! silence. It knows no channel, no database and no network.

mod action;
mod airt;
mod answer;
mod card;
mod chat;
mod crisis;
mod event;
mod explained;
mod fact;
mod found;
mod heard;
mod hours;
mod label;
mod message;
mod names;
mod narrow;
mod refused;
mod reply;
mod safe;
mod screening;
mod session;
mod tapped;
#[cfg(test)]
mod tests;

pub use self::action::{Action, Choice};
pub use self::airt::{Airt, Parts};
pub use self::answer::Answer;
pub use self::card::{Card, CardKind, Route, Row};
pub use self::crisis::{crisis_page, last_resort};
pub use self::event::Event;
pub use self::explained::Explained;
pub use self::message::{Attachment, Channel, Input, Message};
pub use self::reply::{Block, Outcome, Raised, Reply, ShownService};
pub use self::session::{Browsing, Pending, Question, RaisedConcern, Session};
pub use crate::understanding::Facet;

/// What one message led to.
#[derive(Debug, Clone)]
pub struct Turn {
    /// What to show; the channel sends it before anything else happens.
    pub reply: Reply,
    /// The conversation as it stands now.
    pub session: Session,
    /// What insights hear of it.
    pub events: Vec<Event>,
}
