//! Vectors of texts that were encoded before, on disk, and in memory while
//! banks are made of them.
//!
//! Only what staff wrote is kept here, never a message. A damaged or foreign
//! file is passed over and written anew.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use super::super::kept;
use super::vector::SIZE;
use super::vectors::Vectors;

/// The file in the data folder; the models folder ships one of the same kind,
/// so that a fresh machine answers in full from its first second.
const FILE: &str = "vectors.bin";
/// Says what the file is; another format gets another mark.
const MARK: &[u8; 8] = b"AIRTVEC3";
/// A text's hash with its vector.
const ENTRY: usize = 16 + SIZE;

/// The first half of a SHA-256 over the text.
type Key = [u8; 16];
/// The bytes of a vector.
type Values = [i8; SIZE];

/// Vectors by their texts.
#[derive(Debug)]
pub(super) struct Cache {
    shipped: PathBuf,
    own: Option<PathBuf>,
    model: [u8; 32],
    held: Mutex<Option<Arc<Entries>>>,
}

/// What is known: the entries as they stand in a file, and where each is.
#[derive(Debug, Clone, Default)]
pub(super) struct Entries {
    body: Vec<u8>,
    at: HashMap<Key, usize>,
    /// Something of it stands in no file.
    unsaved: bool,
}

impl Cache {
    /// Of both folders, for the model with these checksums.
    pub(super) fn new(models: &Path, data: Option<&Path>, sums: &str) -> Self {
        let own = data.map(|data| data.join(FILE));
        Self { shipped: models.join(FILE), own, model: Sha256::digest(sums).into(), held: Mutex::new(None) }
    }

    /// What is known, out of the files where it is not in memory.
    pub(super) fn entries(&self) -> Arc<Entries> {
        Arc::clone(self.held().get_or_insert_with(|| Arc::new(self.load())))
    }

    /// More of them, in memory and on disk.
    pub(super) fn add(&self, made: Vec<(Key, Values)>) {
        if made.is_empty() {
            return;
        }
        let mut held = self.held();
        let mut entries = held.take().map_or_else(|| self.load(), Arc::unwrap_or_clone);
        for (key, values) in made {
            entries.add(key, &values.map(i8::cast_unsigned));
        }
        entries.unsaved = !self.save(&entries);
        *held = Some(Arc::new(entries));
    }

    /// Lets go of what stands in the files: it is needed while banks are made,
    /// and they hold their own.
    pub(super) fn let_go(&self) {
        let mut held = self.held();
        if held.as_ref().is_some_and(|entries| !entries.unsaved) {
            *held = None;
        }
    }

    fn held(&self) -> MutexGuard<'_, Option<Arc<Entries>>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn load(&self) -> Entries {
        let load = |file: &PathBuf| kept::load(file, &mark(&self.model)).unwrap_or_default();
        // What a file in the data folder holds is as a rule all of what is shipped, and more.
        let mut entries = Entries::of(self.own.as_ref().map(load).unwrap_or_default());
        for (key, values) in load(&self.shipped).chunks(ENTRY).filter_map(entry) {
            entries.add(key, values);
        }
        entries
    }

    /// Whether it was written.
    fn save(&self, entries: &Entries) -> bool {
        let Some(file) = &self.own else { return false };
        // In a fixed order, so that the file changes only when the texts do.
        let mut sorted: Vec<(Key, &[u8; SIZE])> = entries.body.chunks(ENTRY).filter_map(entry).collect();
        sorted.sort_by_key(|(key, _)| *key);
        let mut body = Vec::with_capacity(entries.body.len());
        for (key, values) in sorted {
            body.extend(key);
            body.extend(values);
        }
        kept::save(file, &mark(&self.model), &body)
    }
}

impl Entries {
    fn of(body: Vec<u8>) -> Self {
        let at = body.chunks(ENTRY).enumerate().filter_map(|(at, bytes)| Some((entry(bytes)?.0, at))).collect();
        Self { body, at, unsaved: false }
    }

    fn add(&mut self, key: Key, values: &[u8; SIZE]) {
        if self.at.contains_key(&key) {
            return;
        }
        self.at.insert(key, self.body.len() / ENTRY);
        self.body.extend(key);
        self.body.extend(values);
    }

    pub(super) fn knows(&self, text: &str) -> bool {
        self.at.contains_key(&key(text))
    }

    /// The vectors of these texts; `None` unless all of them are known.
    pub(super) fn of_texts(&self, texts: &[String]) -> Option<Vectors> {
        let mut vectors = Vectors::with_room_for(texts.len());
        for text in texts {
            let first = self.at.get(&key(text))? * ENTRY;
            let (_, values) = entry(self.body.get(first..first + ENTRY)?)?;
            vectors.push(&values.map(u8::cast_signed));
        }
        Some(vectors)
    }
}

/// Says what the file is, and of which model.
fn mark(model: &[u8; 32]) -> Vec<u8> {
    [MARK.as_slice(), model].concat()
}

/// Under what the vector of a text is kept.
pub(super) fn key(text: &str) -> Key {
    let mut key = Key::default();
    key.iter_mut().zip(Sha256::digest(text)).for_each(|(to, from)| *to = from);
    key
}

fn entry(bytes: &[u8]) -> Option<(Key, &[u8; SIZE])> {
    let (key, values) = bytes.split_first_chunk::<16>()?;
    Some((*key, values.try_into().ok()?))
}
