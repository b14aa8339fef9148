//! Services for what was understood, best first, with a confidence that can
//! be explained.
//!
//! [`Finder`] is the door. Words are matched by tantivy (only this module
//! knows it), meaning by the sentence encoder; a name that is said wins over
//! both. It never writes an answer, and a person's text never reaches a query
//! parser.

mod corpus;
mod exact;
mod explain;
mod finder;
mod fit;
mod lexical;
mod names;
mod ranking;
mod weights;

pub use self::explain::Explanation;
pub use self::finder::Finder;
pub use self::ranking::{Confidence, Hit, Match, Query, Ranking};
