//! Reads the folder `knowledge-base/` into one [`Knowledge`].
//!
//! Every file is read even when another is broken, so that staff see all
//! problems at once; nothing is guessed and nothing is dropped silently.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::holidays::{FILE as HOLIDAYS_FILE, Holidays};
use super::out_of_scope::FILE as OUT_OF_SCOPE_FILE;
use super::short_numbers::FILE as SHORT_NUMBERS_FILE;
use super::topic::TopicsFile;
use super::{ConcernFile, Knowledge, Problem, Service, ServiceId, Severity};

/// The text of every file that was read, by the name that problems give it.
pub type Sources = BTreeMap<PathBuf, String>;

/// What was read, with everything that was wrong with it.
#[derive(Debug, Default)]
pub struct Loaded {
    /// What could be read.
    pub knowledge: Knowledge,
    /// The texts that it was read from, so that problems can name lines.
    pub sources: Sources,
    /// What could not.
    pub problems: Vec<Problem>,
}

impl Loaded {
    /// The same with the bank holidays of a file, which stands outside the
    /// knowledge base because it is a setting of the place, not a service.
    #[must_use]
    pub fn with_holidays(mut self, file: &Path) -> Self {
        let name = Path::new(HOLIDAYS_FILE);
        match std::fs::read_to_string(file) {
            Ok(text) => {
                self.knowledge.holidays = parse::<Holidays>(name, &text, &mut self.problems).unwrap_or_default();
                self.sources.insert(name.to_path_buf(), text);
            }
            Err(error) => self.problems.push(unreadable(name, &error)),
        }
        self
    }

    /// The same with a service's file, or the vocabulary, replaced by a text or
    /// added: what the folder would hold once that is saved.
    #[must_use]
    pub fn with_file(mut self, file: &Path, text: String) -> Self {
        self.problems.retain(|problem| problem.file != file);
        if file.parent() == Some(Path::new("services")) {
            let id = ServiceId::from(stem(file).as_str());
            self.knowledge.services.remove(&id);
            if let Some(mut service) = parse::<Service>(file, &text, &mut self.problems) {
                service.id = id.clone();
                self.knowledge.services.insert(id, Arc::new(service));
            }
        } else {
            self.knowledge.vocabulary = parse(file, &text, &mut self.problems).unwrap_or_default();
        }
        self.sources.insert(file.to_path_buf(), text);
        self
    }

    /// Whether this must not replace what runs.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

/// Reads every file of the folder. Never fails: what cannot be read is a problem.
pub fn load(folder: &Path) -> Loaded {
    let mut problems = Vec::new();
    let mut sources = Sources::new();
    let mut knowledge = Knowledge::default();
    for (file, text) in texts(folder, "services", &mut problems) {
        if let Some(mut service) = parse::<Service>(&file, &text, &mut problems) {
            let id = ServiceId::from(stem(&file).as_str());
            service.id = id.clone();
            knowledge.services.insert(id, Arc::new(service));
        }
        sources.insert(file, text);
    }
    for (file, text) in texts(folder, "safety", &mut problems) {
        if let Some(mut concern) = parse::<ConcernFile>(&file, &text, &mut problems) {
            concern.id = stem(&file);
            concern.text = text.as_str().into();
            knowledge.concerns.push(concern);
        }
        sources.insert(file, text);
    }
    let mut out = (&mut sources, &mut problems);
    let topics: TopicsFile = single(folder, "topics.toml", &mut out);
    knowledge.topics = topics.topics;
    knowledge.topics.sort_by_key(|topic| topic.order);
    knowledge.places = single(folder, "places.toml", &mut out);
    knowledge.vocabulary = single(folder, "vocabulary.toml", &mut out);
    knowledge.out_of_scope = single(folder, OUT_OF_SCOPE_FILE, &mut out);
    let written = out.0.get(Path::new(OUT_OF_SCOPE_FILE)).map(String::as_str).unwrap_or_default();
    out.1.extend(knowledge.out_of_scope.problems(Path::new(OUT_OF_SCOPE_FILE), |start| line_of(written, start)));
    knowledge.safety_words = single(folder, "safety-words.toml", &mut out);
    knowledge.short_numbers = single(folder, SHORT_NUMBERS_FILE, &mut out);
    Loaded { knowledge, sources, problems }
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

fn single<T: DeserializeOwned + Default>(
    folder: &Path,
    name: &str,
    (sources, problems): &mut (&mut Sources, &mut Vec<Problem>),
) -> T {
    let Some((file, text)) = text(folder, &folder.join(name), problems) else { return T::default() };
    let value = parse(&file, &text, problems).unwrap_or_default();
    sources.insert(file, text);
    value
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
pub(super) fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn unreadable(file: &Path, error: &std::io::Error) -> Problem {
    Problem::error(file, None, format!("cannot be read: {error}"), "Check that it is there and may be read.")
}
