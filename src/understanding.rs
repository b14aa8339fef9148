//! A message to what is asked: spelling, vocabulary, age, place, intent and
//! the sentence encoder. It never chooses a service and never answers.
//!
//! [`Reader`] is the door: built once from the knowledge base, it turns any
//! text at all into [`Understood`], without waiting and without failing.
//! [`command()`], [`asked_facet`] and [`repair()`] recognise what is said to the
//! chat itself and about what was shown before.

mod chat;
mod command;
pub mod encoder;
mod facet;
mod gibberish;
mod kept;
mod language;
mod needs;
mod normal;
mod pattern;
mod person;
mod place;
mod plain;
mod reader;
mod readings;
mod repair;
mod sound;
mod understood;
mod whether_safe;
mod words;

pub use self::command::{Command, command};
pub use self::facet::{AskedDay, AskedFacet, Facet, asked_facet, language_name};
pub(crate) use self::person::number;
pub use self::plain::plain;
pub use self::reader::Reader;
pub use self::readings::{Form, Readings};
pub use self::repair::{Repair, repair};
pub use self::understood::{About, Language, Need, Understood};
pub use self::whether_safe::{WhetherSafe, whether_safe};
pub use self::words::is_surely_right;
pub use crate::knowledge::ChatKind;
