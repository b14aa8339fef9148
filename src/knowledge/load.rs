//! Reads the folder `knowledge-base/` into one [`Knowledge`].
//!
//! Every file is read even when another is broken, so that staff see all
//! problems at once; nothing is guessed and nothing is dropped silently.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::topic::TopicsFile;
use super::{ConcernFile, Knowledge, Problem, Service, ServiceId, Severity};

/// What was read, with everything that was wrong with it.
#[derive(Debug, Default)]
pub struct Loaded {
    /// What could be read.
    pub knowledge: Knowledge,
    /// What could not.
    pub problems: Vec<Problem>,
}

impl Loaded {
    /// Whether this must not replace what runs.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

/// Reads every file of the folder. Never fails: what cannot be read is a problem.
pub fn load(folder: &Path) -> Loaded {
    let mut problems = Vec::new();
    let mut knowledge = Knowledge::default();
    for (file, text) in texts(folder, "services", &mut problems) {
        if let Some(mut service) = parse::<Service>(&file, &text, &mut problems) {
            let id = ServiceId::from(stem(&file).as_str());
            service.id = id.clone();
            knowledge.services.insert(id, Arc::new(service));
        }
    }
    for (file, text) in texts(folder, "safety", &mut problems) {
        if let Some(mut concern) = parse::<ConcernFile>(&file, &text, &mut problems) {
            concern.id = stem(&file);
            knowledge.concerns.push(concern);
        }
    }
    let topics: TopicsFile = single(folder, "topics.toml", &mut problems);
    knowledge.topics = topics.topics;
    knowledge.topics.sort_by_key(|topic| topic.order);
    knowledge.places = single(folder, "places.toml", &mut problems);
    knowledge.vocabulary = single(folder, "vocabulary.toml", &mut problems);
    knowledge.short_numbers = single(folder, "short-numbers.toml", &mut problems);
    Loaded { knowledge, problems }
}

/// The `.toml` files of a folder by name, with their texts. Hidden files and
/// editors' leftovers are passed over: a swap file is not a service.
fn texts(folder: &Path, name: &str, problems: &mut Vec<Problem>) -> Vec<(PathBuf, String)> {
    let entries = match std::fs::read_dir(folder.join(name)) {
        Ok(entries) => entries,
        Err(error) => {
            problems.push(unreadable(Path::new(name), &error));
            return Vec::new();
        }
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .filter(|path| !stem(path).starts_with('.'))
        .collect();
    files.sort();
    files.into_iter().filter_map(|path| text(folder, &path, problems)).collect()
}

fn text(folder: &Path, path: &Path, problems: &mut Vec<Problem>) -> Option<(PathBuf, String)> {
    let relative = path.strip_prefix(folder).unwrap_or(path).to_path_buf();
    match std::fs::read_to_string(path) {
        Ok(text) => Some((relative, text)),
        Err(error) => {
            problems.push(unreadable(&relative, &error));
            None
        }
    }
}

fn single<T: DeserializeOwned + Default>(folder: &Path, name: &str, problems: &mut Vec<Problem>) -> T {
    text(folder, &folder.join(name), problems)
        .and_then(|(file, text)| parse(&file, &text, problems))
        .unwrap_or_default()
}

fn parse<T: DeserializeOwned>(file: &Path, text: &str, problems: &mut Vec<Problem>) -> Option<T> {
    match toml::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let line = error.span().map(|span| line_of(text, span.start));
            problems.push(Problem::error(
                file,
                line,
                error.message().to_owned(),
                "Mend this line; the rest of the file is not read until then.",
            ));
            None
        }
    }
}

/// The line, counted from 1, of a byte offset.
fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn unreadable(file: &Path, error: &std::io::Error) -> Problem {
    Problem::error(file, None, format!("cannot be read: {error}"), "Check that it is there and may be read.")
}
