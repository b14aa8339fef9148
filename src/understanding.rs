//! A message to what is asked: spelling, vocabulary, age, place, intent and
//! the sentence encoder. It never chooses a service and never answers.
//!
//! [`Reader`] is the door: built once from the knowledge base, it turns any
//! text at all into [`Understood`], without waiting and without failing.

pub mod encoder;
mod needs;
mod pattern;
mod person;
mod place;
mod plain;
mod reader;
mod understood;

pub use self::plain::plain;
pub use self::reader::Reader;
pub use self::understood::{About, Language, Need, Understood};
pub use crate::knowledge::ChatKind;
