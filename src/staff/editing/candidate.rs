//! What `airt check` would say, once a text were saved.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml_edit::{Document, Item, TableLike};

use super::file;
use crate::config::Config;
use crate::knowledge::{self, Knowledge, Loaded, Problem, Service, Severity};
use crate::staff::Site;
use crate::staff::trouble::Trouble;
use crate::staff::view::today;

/// A text that was held against every check.
#[derive(Debug)]
pub(in crate::staff) struct Checked {
    /// What it says; absent where it cannot be read.
    pub(in crate::staff) service: Option<Arc<Service>>,
    /// What is published now.
    pub(in crate::staff) published: Option<Arc<Service>>,
    /// With the field that each stands at.
    pub(in crate::staff) problems: Vec<(String, Problem)>,
    /// Errors elsewhere that saving it would bring about.
    pub(in crate::staff) elsewhere: Vec<Problem>,
}

impl Checked {
    /// Everything that stands in the way of publishing it.
    pub(in crate::staff) fn errors(&self) -> Vec<String> {
        let own = self.problems.iter().map(|(_, problem)| problem);
        own.chain(&self.elsewhere)
            .filter(|problem| problem.severity == Severity::Error)
            .map(|problem| format!("{}. {}", problem.what.trim_end_matches('.'), problem.todo))
            .collect()
    }
}

/// Checks the text of a service as if it were saved.
pub(in crate::staff) async fn check(site: &Site, id: &str, text: &str) -> Result<Checked, Trouble> {
    let name = file::name(id).ok_or(Trouble::NotFound)?;
    let (config, text, id) = (site.config.clone(), text.to_owned(), id.to_owned());
    let published = site.desk.airt().knowledge().service(&id).cloned();
    // Reads and checks every file: not on the threads that serve pages.
    let checked = tokio::task::spawn_blocking(move || {
        let (after, problems) = whole(&config, Some((&name, text.clone())));
        let (own, elsewhere): (Vec<_>, Vec<_>) = problems.into_iter().partition(|problem| problem.file == name);
        Checked {
            service: after.service(&id).cloned(),
            published,
            problems: own.into_iter().map(|problem| (field(&text, problem.line), problem)).collect(),
            elsewhere: brought_about(&config, elsewhere),
        }
    });
    checked.await.map_err(|_| Trouble::Fault)
}

/// The errors that a new text of the vocabulary would bring about.
pub(super) fn vocabulary_errors(config: &Config, file: &Path, text: String) -> Vec<String> {
    let (_, problems) = whole(config, Some((file, text)));
    let errors = brought_about(config, problems);
    errors.iter().map(|problem| format!("{}. {}", problem.what, problem.todo)).collect()
}

/// The errors among these that are not there already.
fn brought_about(config: &Config, mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.retain(|problem| problem.severity == Severity::Error);
    if !problems.is_empty() {
        let (_, before) = whole(config, None);
        problems.retain(|problem| !before.iter().any(|old| same(old, problem)));
    }
    problems
}

/// Lines move when a text grows; what is wrong does not.
fn same(one: &Problem, other: &Problem) -> bool {
    one.file == other.file && one.what == other.what && one.severity == other.severity
}

/// The knowledge base as it is, or with one file replaced, and its problems:
/// those of the safety rules apart, which neither services nor words change.
fn whole(config: &Config, replaced: Option<(&Path, String)>) -> (Knowledge, Vec<Problem>) {
    let mut loaded: Loaded = knowledge::load(&config.paths.knowledge_base).with_holidays(&config.paths.holidays);
    if let Some((file, text)) = replaced {
        loaded = loaded.with_file(file, text);
    }
    let mut problems = std::mem::take(&mut loaded.problems);
    problems.extend(knowledge::check(&loaded, today()));
    (loaded.knowledge, problems)
}

/// The field of the form that a line belongs to: `summary`, `who.areas`,
/// `contact.2.value`. Empty for the file as a whole.
fn field(text: &str, line: Option<usize>) -> String {
    let (Some(line), Ok(document)) = (line, Document::parse(text.to_owned())) else { return String::new() };
    let mut fields = Vec::new();
    collect(document.as_table(), "", &mut fields);
    let line_of = |at: usize| text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
    let mut fields: Vec<(usize, String)> = fields.into_iter().map(|(at, name)| (line_of(at), name)).collect();
    fields.sort();
    fields.into_iter().rfind(|(at, _)| *at <= line).map(|(_, name)| name).unwrap_or_default()
}

fn collect(table: &dyn TableLike, before: &str, fields: &mut Vec<(usize, String)>) {
    for (key, item) in table.iter() {
        let name = format!("{before}{key}");
        let at = table.key(key).and_then(toml_edit::Key::span).map(|span| span.start);
        match item {
            Item::ArrayOfTables(tables) => {
                for (nth, table) in tables.iter().enumerate() {
                    fields.extend(table.span().map(|span| (span.start, format!("{name}.{nth}"))));
                    collect(table, &format!("{name}.{nth}."), fields);
                }
            }
            Item::Table(table) => {
                fields.extend(table.span().map(|span| (span.start, name.clone())));
                collect(table, &format!("{name}."), fields);
            }
            _ => fields.extend(at.map(|at| (at, name))),
        }
    }
}

/// The file that the vocabulary stands in.
pub(super) fn vocabulary() -> PathBuf {
    PathBuf::from("vocabulary.toml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_leads_to_its_field() {
        let text = "name = \"A\"\nquestions = [\n  \"one\",\n]\n\n[who]\nareas = [\"uk\"]\n\n[[contact]]\nkind = \"x\"\n\n[[contact]]\nkind = \"y\"\nvalue = \"1\"\n";
        for (line, expected) in [
            (Some(1), "name"),
            (Some(3), "questions"),
            (Some(6), "who"),
            (Some(7), "who.areas"),
            (Some(12), "contact.1"),
            (Some(14), "contact.1.value"),
            (None, ""),
        ] {
            assert_eq!(field(text, line), expected, "{line:?}");
        }
        assert_eq!(field("not = [", Some(1)), "");
    }
}
