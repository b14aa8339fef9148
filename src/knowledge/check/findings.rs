//! Collects what the checks find, each with its file and line.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use toml_edit::Document;

use super::super::load::Sources;
use super::super::{Problem, Severity};
use super::spot::Spot;

/// What was found so far. Texts are parsed for their lines only where
/// something is wrong: a clean knowledge base pays nothing.
#[derive(Debug)]
pub(super) struct Findings<'a> {
    sources: &'a Sources,
    parsed: HashMap<PathBuf, Option<Document<String>>>,
    problems: Vec<Problem>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self { sources, parsed: HashMap::new(), problems: Vec::new() }
    }

    /// Something that must not go live.
    pub(super) fn error(&mut self, file: &Path, spot: &Spot, what: impl Into<String>, todo: impl Into<String>) {
        let line = self.line(file, spot);
        self.problems.push(Problem::error(file, line, what, todo));
    }

    /// Something that staff should look at.
    pub(super) fn warning(&mut self, file: &Path, spot: &Spot, what: impl Into<String>, todo: impl Into<String>) {
        let line = self.line(file, spot);
        self.problems.push(Problem::warning(file, line, what, todo));
    }

    /// An error whose line is known already.
    pub(super) fn error_at(&mut self, file: &Path, line: usize, what: impl Into<String>, todo: impl Into<String>) {
        self.problems.push(Problem::error(file, Some(line), what, todo));
    }

    /// Everything, errors first, then by file and line, so that two runs over
    /// the same files print the same list.
    pub(super) fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by(|a, b| order(a).cmp(&order(b)));
        self.problems
    }

    /// Where else something stands, for the words of a problem.
    pub(super) fn place(&mut self, file: &Path, spot: &Spot) -> String {
        match self.line(file, spot) {
            Some(line) => format!("{}:{line}", file.display()),
            None => file.display().to_string(),
        }
    }

    fn line(&mut self, file: &Path, spot: &Spot) -> Option<usize> {
        let text = self.sources.get(file)?;
        let document =
            self.parsed.entry(file.to_path_buf()).or_insert_with(|| Document::parse(text.clone()).ok()).as_ref()?;
        spot.line(text, document)
    }
}

fn order(problem: &Problem) -> (Severity, &Path, Option<usize>) {
    (problem.severity, &problem.file, problem.line)
}
