//! What a release brings, and what staff made of what releases brought before.
//!
//! Three texts are held against one another for each file: the one in use, the
//! release's, and the one that the release before brought, of which the hash
//! is known. What staff never touched follows the release; what they edited or
//! took away stays as they left it. Decides, and writes nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::Sources;

/// The hash of every file as a release brought it.
pub type Brought = BTreeMap<PathBuf, String>;

/// What comes of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is new, and is written.
    New,
    /// Staff never edited it: it follows the release.
    Updated,
    /// Staff edited it and the release changes it: what staff wrote stays.
    Kept,
    /// Staff took it away and the release changes it: it stays away.
    StaysAway,
    /// The release has it no more: it stays, for others may lead to it.
    NoMore,
}

impl Outcome {
    /// For the log.
    pub fn words(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Updated => "brought up to date; nobody had edited it",
            Self::Kept => "kept as staff wrote it; the release has another text",
            Self::StaysAway => "staff took it away, and it stays away; the release has another text",
            Self::NoMore => "no longer in the release; it stays until staff take it away",
        }
    }
}

/// What is to be done.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Files to write, with their texts.
    pub write: Sources,
    /// What staff are told; files that stay as they are without a question are left out.
    pub told: Vec<(PathBuf, Outcome)>,
    /// What the release brought: the third text of the next time.
    pub brought: Brought,
}

/// Holds the three against one another.
pub fn plan(release: &Sources, live: &Sources, before: &Brought) -> Plan {
    let mut plan = Plan::default();
    for (file, text) in release {
        let new = hash(text);
        if let Some(outcome) = outcome(&new, live.get(file), before.get(file)) {
            plan.told.push((file.clone(), outcome));
            if matches!(outcome, Outcome::New | Outcome::Updated) {
                plan.write.insert(file.clone(), text.clone());
            }
        }
        plan.brought.insert(file.clone(), new);
    }
    let gone = before.keys().filter(|file| !release.contains_key(*file) && live.contains_key(*file));
    plan.told.extend(gone.map(|file: &PathBuf| (file.clone(), Outcome::NoMore)));
    plan
}

/// `None` where nothing is to be done and nothing to be said.
fn outcome(new: &str, live: Option<&String>, before: Option<&String>) -> Option<Outcome> {
    let changed = before.is_none_or(|before| before != new);
    match (live.map(|text| hash(text)), before) {
        (None, None) => Some(Outcome::New),
        (None, Some(_)) => changed.then_some(Outcome::StaysAway),
        (Some(live), _) if live == new => None,
        (Some(live), Some(before)) if live == *before => Some(Outcome::Updated),
        (Some(_), _) => changed.then_some(Outcome::Kept),
    }
}

fn hash(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text.as_bytes()))
}

/// The id of the service that a file is about.
pub fn service_of(file: &Path) -> Option<String> {
    let is_service = file.parent() == Some(Path::new("services"));
    is_service.then(|| file.file_stem().map(|stem| stem.to_string_lossy().into_owned())).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(all: &[(&str, &str)]) -> Sources {
        all.iter().map(|(file, text)| (PathBuf::from(file), (*text).to_owned())).collect()
    }

    #[test]
    fn what_staff_edited_stays_and_what_they_never_touched_follows_the_release() {
        let old =
            texts(&[("same", "1"), ("untouched", "1"), ("edited", "1"), ("both", "1"), ("away", "1"), ("out", "1")]);
        let before = plan(&old, &old, &Brought::new()).brought;
        let live = texts(&[
            ("same", "1"),
            ("untouched", "1"),
            ("edited", "staff"),
            ("both", "staff"),
            ("own", "staff"),
            ("out", "1"),
            ("theirs", "staff"),
        ]);
        let release = texts(&[
            ("same", "1"),
            ("untouched", "2"),
            ("edited", "1"),
            ("both", "2"),
            ("away", "1"),
            ("new", "2"),
            ("theirs", "2"),
        ]);
        let plan_made = plan(&release, &live, &before);
        assert_eq!(plan_made.write, texts(&[("new", "2"), ("untouched", "2")]));
        let told: Vec<(&str, Outcome)> =
            plan_made.told.iter().map(|(file, outcome)| (file.to_str().unwrap(), *outcome)).collect();
        assert_eq!(
            told,
            [
                ("both", Outcome::Kept),
                ("new", Outcome::New),
                ("theirs", Outcome::Kept),
                ("untouched", Outcome::Updated),
                ("out", Outcome::NoMore),
            ]
        );
        // The next start with the same release has nothing to do and nothing to say.
        let mut after = live;
        after.extend(plan_made.write);
        let again = plan(&release, &after, &plan_made.brought);
        assert_eq!((again.write, again.told), (Sources::new(), Vec::new()));
    }

    #[test]
    fn what_staff_took_away_does_not_come_back() {
        let before = plan(&texts(&[("a", "1")]), &Sources::new(), &Brought::new()).brought;
        for (text, told) in [("1", None), ("2", Some(Outcome::StaysAway))] {
            let plan = plan(&texts(&[("a", text)]), &Sources::new(), &before);
            assert!(plan.write.is_empty());
            assert_eq!(plan.told.first().map(|(_, outcome)| *outcome), told);
        }
    }
}
