//! One line of a question set.

use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A question with the services that answer it, or a message that none does.
#[derive(Debug, Clone, Deserialize)]
pub struct Line {
    /// By which it is found again in its file.
    #[serde(default)]
    pub id: String,
    /// What is asked.
    pub text: String,
    /// How it is written; absent for what is out of scope.
    #[serde(default)]
    pub register: Option<String>,
    /// Any of these first is right.
    #[serde(default)]
    pub best: Vec<String>,
    /// These may be shown too.
    #[serde(default)]
    pub good: Vec<String>,
    /// Somebody is in danger: reported apart.
    #[serde(default)]
    pub crisis: bool,
    /// Nothing in the knowledge base answers it.
    #[serde(default)]
    pub none: bool,
    /// What it is, where it is out of scope.
    #[serde(default)]
    pub kind: Option<String>,
}

impl Line {
    /// No service answers it.
    pub fn is_out_of_scope(&self) -> bool {
        self.kind.is_some() || self.none || self.best.is_empty()
    }
}

/// Every line of a file, each a JSON object; empty ones are passed over. A line
/// that cannot be read is an error that names it.
pub fn read<T: DeserializeOwned>(file: &Path) -> Result<Vec<T>, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| serde_json::from_str(line).map_err(|error| format!("{}:{}: {error}", file.display(), at + 1)))
        .collect()
}
