//! What was learned from examples, kept on disk for the next start.

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::super::kept;
use super::{Phrases, Separator, Taught};

/// The files in the data folder, and in the models folder those that are shipped;
/// and what says what each is: another format, or another way to learn, gets
/// another mark.
const SEPARATOR: (&str, [u8; 8]) = ("separator.bin", *b"AIRTSEP2");
const PHRASES: (&str, [u8; 8]) = ("phrases.bin", *b"AIRTPHR1");

/// The folders that may hold what was learned.
#[derive(Debug)]
pub(super) struct Lessons {
    shipped: PathBuf,
    own: Option<PathBuf>,
}

impl Lessons {
    pub(super) fn new(models: &Path, data: Option<&Path>) -> Self {
        Self { shipped: models.to_owned(), own: data.map(Path::to_owned) }
    }

    /// What was learned from just these examples before, or is learned now.
    pub(super) fn separator(&self, examples: Vec<Taught>) -> Option<Separator> {
        let mut digest = Sha256::new();
        for (bytes, place) in examples.iter().flat_map(Taught::each) {
            digest.update(bytes.map(i8::cast_unsigned));
            digest.update(place.to_le_bytes());
        }
        let recalled = |body: Vec<u8>| Separator::recalled(&examples, &numbers(&body));
        let mark = mark(SEPARATOR.1, digest);
        self.before(SEPARATOR.0, &mark).and_then(recalled).or_else(|| {
            let learned = Separator::learn(examples)?;
            let body = learned.learned().iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
            self.keep(SEPARATOR.0, &mark, &body);
            Some(learned)
        })
    }

    /// The same of texts.
    pub(super) fn phrases(&self, texts: &[(&str, f32)]) -> Option<Phrases> {
        let mut digest = Sha256::new();
        for (text, place) in texts {
            digest.update(text.len().to_le_bytes());
            digest.update(text);
            digest.update(place.to_le_bytes());
        }
        let mark = mark(PHRASES.1, digest);
        self.before(PHRASES.0, &mark).and_then(|body| Phrases::recalled(&body)).or_else(|| {
            let learned = Phrases::learn(texts)?;
            self.keep(PHRASES.0, &mark, &learned.learned());
            Some(learned)
        })
    }

    fn before(&self, file: &str, mark: &[u8]) -> Option<Vec<u8>> {
        self.own.iter().chain([&self.shipped]).find_map(|folder| kept::load(&folder.join(file), mark))
    }

    fn keep(&self, file: &str, mark: &[u8], body: &[u8]) {
        if let Some(folder) = &self.own {
            kept::save(&folder.join(file), mark, body);
        }
    }
}

/// Of the examples it was learned from: of others it says nothing.
fn mark(kind: [u8; 8], examples: Sha256) -> Vec<u8> {
    [kind.as_slice(), examples.finalize().as_slice()].concat()
}

fn numbers(body: &[u8]) -> Vec<f32> {
    body.chunks_exact(4).filter_map(|bytes| Some(f32::from_le_bytes(bytes.try_into().ok()?))).collect()
}
