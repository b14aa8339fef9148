//! What happened: outcomes, unanswered questions, feedback.
//!
//! Redaction comes first, then the store. Nothing here can delay or lose an
//! answer: a record is handed to one writer task through a bounded queue, and
//! when the store is locked, full or gone, records wait, and in the end are
//! counted and dropped. Names, numbers, addresses and raw ids never get here.

mod keeping;
mod record;
mod recorder;
pub mod redaction;
mod store;
mod unanswered;

pub use self::keeping::{kept, kept_text};
pub use self::record::Record;
pub use self::recorder::{Recorder, RecorderState, Writer};
pub use self::redaction::Redactor;
pub use self::store::{Counts, Missed, Outage, Store, StoreError, TextRow};
pub use self::unanswered::{Group, group, merge};
