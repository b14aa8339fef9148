//! What is wrong with a file, said so that staff can mend it.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The files do not replace what runs.
    Error,
    /// Staff should look; nothing stops.
    Warning,
}

/// One thing to mend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Whether it stops a reload.
    pub severity: Severity,
    /// The file, relative to the knowledge base or config folder.
    pub file: PathBuf,
    /// The line, counted from 1, where one is to blame.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub todo: String,
}

impl Problem {
    /// An error at a line.
    pub fn error(
        file: impl Into<PathBuf>,
        line: Option<usize>,
        what: impl Into<String>,
        todo: impl Into<String>,
    ) -> Self {
        Self { severity: Severity::Error, file: file.into(), line, what: what.into(), todo: todo.into() }
    }

    /// A warning at a line.
    pub fn warning(
        file: impl Into<PathBuf>,
        line: Option<usize>,
        what: impl Into<String>,
        todo: impl Into<String>,
    ) -> Self {
        Self { severity: Severity::Warning, ..Self::error(file, line, what, todo) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{word}: {}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}. {}", self.what.trim_end_matches('.'), self.todo)
    }
}
