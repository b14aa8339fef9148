//! What a young person can tap instead of typing.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A topic's id, as services name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TopicId(Arc<str>);

impl TopicId {
    /// The id as it stands in `topics.toml`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for TopicId {
    fn from(id: &str) -> Self {
        Self(id.into())
    }
}

impl Borrow<str> for TopicId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TopicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One topic, in young people's words.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// What the button says.
    pub title: String,
    /// Where it stands among the others, 1 first.
    pub order: u16,
    /// Whoever asks about this may want to talk to somebody: a line that
    /// listens to anything is then among the answers.
    #[serde(default)]
    pub listener: bool,
}

/// `topics.toml` as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TopicsFile {
    #[serde(default, rename = "topic")]
    pub(super) topics: Vec<Topic>,
}
