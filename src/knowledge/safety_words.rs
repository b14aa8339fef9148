//! The words of screening: what tricks of spelling, Scots, texting and emoji
//! mean in plain English, and named groups of words that rules share.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// `safety-words.toml`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SafetyWords {
    /// What people type, one word or more without apostrophes, to plain
    /// English: `masel = "myself"`. Longer phrases go before shorter ones.
    pub words: BTreeMap<String, String>,
    /// What an emoji says: `"💊" = "pills"`.
    pub emoji: BTreeMap<String, String>,
    /// Words that rules share: `<family>` in a pattern is any word of the group
    /// `family`. An entry may be a small pattern itself.
    pub groups: BTreeMap<String, Vec<String>>,
    /// Words that are spelt right although they lie one slip from a word that
    /// a rule looks for: `bills` is not `pills`.
    pub real: String,
    /// Ordinary messages, so that the sentence encoder knows the other side too.
    pub ordinary: Vec<String>,
    /// Ordinary messages that a rule calls urgent by itself, until it is
    /// narrowed: only the sentence encoder knows better.
    pub misread: Vec<String>,
}
