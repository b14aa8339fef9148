//! One line of a question set.

use std::path::Path;

use serde::Deserialize;

/// A question with the services that answer it, or a message that none does.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Line {
    #[serde(default)]
    pub(super) id: String,
    pub(super) text: String,
    /// How it is written; absent for what is out of scope.
    #[serde(default)]
    pub(super) register: Option<String>,
    /// Any of these first is right.
    #[serde(default)]
    pub(super) best: Vec<String>,
    /// These may be shown too.
    #[serde(default)]
    pub(super) good: Vec<String>,
    /// Somebody is in danger: reported apart.
    #[serde(default)]
    pub(super) crisis: bool,
    /// Nothing in the knowledge base answers it.
    #[serde(default)]
    pub(super) none: bool,
    /// What it is, where it is out of scope.
    #[serde(default)]
    pub(super) kind: Option<String>,
}

impl Line {
    /// No service answers it.
    pub(super) fn is_out_of_scope(&self) -> bool {
        self.kind.is_some() || self.none || self.best.is_empty()
    }
}

/// Every line of a file; empty ones are passed over.
pub(super) fn read(file: &Path) -> Result<Vec<Line>, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| serde_json::from_str(line).map_err(|error| format!("{}:{}: {error}", file.display(), at + 1)))
        .collect()
}
