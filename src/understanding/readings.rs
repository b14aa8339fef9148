//! What texts that staff wrote were read as, in memory and on disk, so that a
//! start need not read fifteen thousand of them again.
//!
//! Never anything that a young person writes. A reading is found by its text
//! and by everything that it depends on: the words and rules behind it, and
//! the code that read it. So one that is out of date is never found.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use super::kept;

/// The file in the data folder, and in the models folder the one that is shipped.
const FILE: &str = "readings.bin";
/// Says what the file is; another format gets another mark.
const MARK: &[u8; 8] = b"AIRTREA1";
/// Of the code that reads; see `build.rs`.
const READERS: &str = env!("AIRT_READERS");
/// How it is kept that something holds of a text.
const YES: &str = "yes";
/// With more than this in the file, what this start did not use is left out.
const MOST: usize = 100_000;

/// The first half of a SHA-256.
type Key = [u8; 16];

/// A way to read: its name and everything that it depends on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form([u8; 32]);

impl Form {
    /// `depends_on` in a fixed order: words, rules, whatever changes a reading.
    pub fn new<'a>(name: &'a str, depends_on: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut digest = Sha256::new();
        for part in [READERS.as_bytes(), name.as_bytes()].into_iter().chain(depends_on) {
            digest.update(part.len().to_le_bytes());
            digest.update(part);
        }
        Self(digest.finalize().into())
    }

    /// For another form that depends on this one.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    fn key(&self, text: &str) -> Key {
        let digest = Sha256::new().chain_update(self.0).chain_update(text).finalize();
        let mut key = Key::default();
        key.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
        key
    }
}

/// What was read before. Cloning it is cheap; [`Readings::default`] keeps nothing.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    kept: Option<Arc<Kept>>,
}

#[derive(Debug)]
struct Kept {
    file: PathBuf,
    /// Nothing any more once it is closed.
    known: Mutex<Option<HashMap<Key, Reading>>>,
    /// Something was read that the file does not hold.
    grown: AtomicBool,
}

#[derive(Debug)]
struct Reading {
    text: String,
    used: bool,
}

impl Readings {
    /// What both folders hold; new readings go into `data`.
    pub fn open(models: &Path, data: &Path) -> Self {
        let file = data.join(FILE);
        let mut known = load(&models.join(FILE)).unwrap_or_default();
        known.extend(load(&file).unwrap_or_default());
        let kept = Kept { file, known: Mutex::new(Some(known)), grown: AtomicBool::new(false) };
        Self { kept: Some(Arc::new(kept)) }
    }

    /// What the text reads as in this form; `read` is asked where nobody asked before.
    pub fn of(&self, form: &Form, text: &str, read: impl FnOnce() -> String) -> String {
        let Some(kept) = &self.kept else { return read() };
        let key = form.key(text);
        if let Some(reading) = kept.known().as_mut().and_then(|known| known.get_mut(&key)) {
            reading.used = true;
            return reading.text.clone();
        }
        let made = read();
        if let Some(known) = kept.known().as_mut() {
            known.insert(key, Reading { text: made.clone(), used: true });
            kept.grown.store(true, Ordering::Relaxed);
        }
        made
    }

    /// Whether this holds of a text; `holds` is asked where nobody asked before.
    pub fn is(&self, form: &Form, text: &str, holds: impl FnOnce() -> bool) -> bool {
        self.of(form, text, || if holds() { YES } else { "" }.to_owned()) == YES
    }

    /// Writes what is new, where anything is, and lets all of it go: whoever
    /// read has what they read.
    pub fn close(&self) {
        let Some(kept) = &self.kept else { return };
        let Some(known) = kept.known().take() else { return };
        if kept.grown.load(Ordering::Relaxed) {
            kept::save(&kept.file, MARK, &body(&known));
        }
    }
}

fn body(known: &HashMap<Key, Reading>) -> Vec<u8> {
    let all = known.len() <= MOST;
    let mut sorted: Vec<(&Key, &Reading)> = known.iter().filter(|(_, reading)| all || reading.used).collect();
    // In a fixed order, so that the file changes only when the texts do.
    sorted.sort_by_key(|(key, _)| **key);
    let mut body = Vec::new();
    for (key, reading) in sorted {
        let Ok(length) = u32::try_from(reading.text.len()) else { continue };
        body.extend(key);
        body.extend(length.to_le_bytes());
        body.extend(reading.text.as_bytes());
    }
    body
}

impl Kept {
    fn known(&self) -> std::sync::MutexGuard<'_, Option<HashMap<Key, Reading>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn load(file: &Path) -> Option<HashMap<Key, Reading>> {
    let body = kept::load(file, MARK)?;
    let mut known = HashMap::new();
    let mut rest = body.as_slice();
    while let Some((key, after)) = rest.split_first_chunk::<16>() {
        let (length, after) = after.split_first_chunk::<4>()?;
        let (text, after) = after.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
        let reading = Reading { text: String::from_utf8(text.to_vec()).ok()?, used: false };
        known.insert(*key, reading);
        rest = after;
    }
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_once_is_not_read_again_until_what_it_depends_on_changes() {
        let (models, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let form = Form::new("plain", [b"words".as_slice()]);
        let first = Readings::open(models.path(), data.path());
        assert_eq!(first.of(&form, "a text", || "read".to_owned()), "read");
        assert!(!first.is(&form, "another", || false) && first.is(&form, "a third", || true));
        first.close();
        assert_eq!(first.of(&form, "a text", || "read after all".to_owned()), "read after all");
        let again = Readings::open(models.path(), data.path());
        assert_eq!(again.of(&form, "a text", || panic!("it was read before")), "read");
        assert!(again.is(&form, "a third", || panic!("it held before")));
        assert!(!again.is(&form, "another", || panic!("it did not hold before")));
        for other in [Form::new("plain", [b"others".as_slice()]), Form::new("safety", [b"words".as_slice()])] {
            assert_eq!(again.of(&other, "a text", || "read otherwise".to_owned()), "read otherwise");
        }
    }

    #[test]
    fn without_a_folder_nothing_is_kept() {
        let (none, form) = (Readings::default(), Form::new("plain", []));
        assert_eq!(none.of(&form, "a text", || "one".to_owned()), "one");
        assert_eq!(none.of(&form, "a text", || "two".to_owned()), "two");
        none.close();
    }
}
