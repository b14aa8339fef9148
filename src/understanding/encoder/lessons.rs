//! What a separator learned, kept on disk for the next start.

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::super::kept;
use super::{Separator, Taught};

/// The file in the data folder, and in the models folder the one that is shipped.
const FILE: &str = "separator.bin";
/// Says what the file is; another format, or another way to learn, gets another mark.
const MARK: &[u8; 8] = b"AIRTSEP2";

/// The files that may hold what was learned.
#[derive(Debug)]
pub(super) struct Lessons {
    shipped: PathBuf,
    own: Option<PathBuf>,
}

impl Lessons {
    pub(super) fn new(models: &Path, data: Option<&Path>) -> Self {
        Self { shipped: models.join(FILE), own: data.map(|data| data.join(FILE)) }
    }

    /// What was learned from just these examples before, or is learned now.
    pub(super) fn separator(&self, examples: Vec<Taught>) -> Option<Separator> {
        let mark = mark(&examples);
        let kept = self.own.iter().chain([&self.shipped]).find_map(|file| kept::load(file, &mark));
        let recalled = kept.and_then(|body| Separator::recalled(&examples, &numbers(&body)));
        recalled.or_else(|| {
            let learned = Separator::learn(examples)?;
            if let Some(file) = &self.own {
                let body: Vec<u8> = learned.learned().iter().flat_map(|number| number.to_le_bytes()).collect();
                kept::save(file, &mark, &body);
            }
            Some(learned)
        })
    }
}

/// Of the examples it was learned from: of others it says nothing.
fn mark(examples: &[Taught]) -> Vec<u8> {
    let mut digest = Sha256::new();
    for (bytes, place) in examples.iter().flat_map(Taught::each) {
        digest.update(bytes.map(i8::cast_unsigned));
        digest.update(place.to_le_bytes());
    }
    [MARK.as_slice(), digest.finalize().as_slice()].concat()
}

fn numbers(body: &[u8]) -> Vec<f32> {
    body.chunks_exact(4).filter_map(|bytes| Some(f32::from_le_bytes(bytes.try_into().ok()?))).collect()
}
