//! Vectors of texts that were encoded before, in memory and on disk.
//!
//! Only what staff wrote is kept here, never a message. A damaged or foreign
//! file is passed over and written anew.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use sha2::{Digest, Sha256};

use super::super::kept;
use super::vector::{SIZE, Vector};

/// The file in the data folder; the models folder ships one of the same kind,
/// so that a fresh machine answers in full from its first second.
const FILE: &str = "vectors.bin";
/// Says what the file is; another format gets another mark.
const MARK: &[u8; 8] = b"AIRTVEC3";
/// A text's hash with its vector.
const ENTRY: usize = 16 + SIZE;

/// The first half of a SHA-256 over the text.
type Key = [u8; 16];

/// Vectors by their texts.
#[derive(Debug)]
pub(super) struct Cache {
    file: Option<PathBuf>,
    model: [u8; 32],
    vectors: RwLock<HashMap<Key, Vector>>,
}

impl Cache {
    /// What both folders hold for the model with these checksums.
    pub(super) fn open(models: &Path, data: Option<&Path>, sums: &str) -> Self {
        let file = data.map(|data| data.join(FILE));
        let model: [u8; 32] = Sha256::digest(sums).into();
        let mut vectors = load(&models.join(FILE), &model).unwrap_or_default();
        vectors.extend(file.as_deref().and_then(|file| load(file, &model)).unwrap_or_default());
        Self { file, model, vectors: RwLock::new(vectors) }
    }

    pub(super) fn get(&self, text: &str) -> Option<Vector> {
        self.vectors.read().unwrap_or_else(PoisonError::into_inner).get(&key(text)).cloned()
    }

    pub(super) fn put(&self, text: &str, vector: &Vector) {
        self.vectors.write().unwrap_or_else(PoisonError::into_inner).insert(key(text), vector.clone());
    }

    pub(super) fn save(&self) {
        let Some(file) = &self.file else { return };
        let mut body = Vec::new();
        let vectors = self.vectors.read().unwrap_or_else(PoisonError::into_inner);
        // In a fixed order, so that the file changes only when the texts do.
        let mut sorted: Vec<(&Key, &Vector)> = vectors.iter().collect();
        sorted.sort_by_key(|(key, _)| **key);
        for (key, vector) in sorted {
            body.extend(key);
            body.extend(vector.bytes().iter().map(|byte| byte.cast_unsigned()));
        }
        drop(vectors);
        kept::save(file, &mark(&self.model), &body);
    }
}

/// Says what the file is, and of which model.
fn mark(model: &[u8; 32]) -> Vec<u8> {
    [MARK.as_slice(), model].concat()
}

fn key(text: &str) -> Key {
    let mut key = Key::default();
    key.iter_mut().zip(Sha256::digest(text)).for_each(|(to, from)| *to = from);
    key
}

fn load(file: &Path, model: &[u8; 32]) -> Option<HashMap<Key, Vector>> {
    let body = kept::load(file, &mark(model))?;
    let entry = |bytes: &[u8]| {
        let (key, rest) = bytes.split_first_chunk::<16>()?;
        let (values, _) = rest.split_first_chunk::<SIZE>()?;
        Some((*key, Vector::from_bytes(&values.map(u8::cast_signed))))
    };
    body.chunks(ENTRY).map(entry).collect()
}
