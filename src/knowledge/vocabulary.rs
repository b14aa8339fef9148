//! Slang, Scots, texting, school and care words, each with its plain English.

use serde::{Deserialize, Serialize};

/// Where a word comes from; figures are reported by register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Register {
    /// Lanarkshire Scots.
    Scots,
    /// Young people's slang.
    Slang,
    /// Shortenings of texting.
    Texting,
    /// Words of school.
    School,
    /// Words of the care system, of law and of benefits.
    Care,
    /// A misspelling, of a service's name or of a common word.
    Misspelling,
    /// What an emoji says.
    Emoji,
}

/// One entry.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// What people say, one word or more, lower case.
    pub say: String,
    /// What it means, in plain English; the first is the usual meaning.
    pub mean: Vec<String>,
    /// Where it comes from.
    pub register: Register,
    /// Phrases that hold the word and must stay as they are.
    #[serde(default)]
    pub not_in: Vec<String>,
}

/// `vocabulary.toml`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Every entry, in the order of the file.
    #[serde(default, rename = "word")]
    pub words: Vec<Word>,
}
