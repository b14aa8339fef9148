//! Files in which something is kept to be made sooner next time: a mark, a
//! body and a checksum. They can always be made anew, so one that is damaged,
//! or of another kind, is passed over.

use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::knowledge;

/// The body, where the file is whole and begins with the mark.
pub(super) fn load(file: &Path, mark: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = std::fs::read(file).ok()?;
    let (whole, sum) = bytes.split_last_chunk::<32>()?;
    if !whole.starts_with(mark) {
        return None;
    }
    let found: [u8; 32] = Sha256::digest(whole).into();
    if found != *sum {
        tracing::warn!(file = ?file.file_name(), "a kept file is damaged and is made anew");
        return None;
    }
    bytes.truncate(bytes.len() - 32);
    // In place: a copy of a large file would show in what a start takes at most.
    bytes.drain(..mark.len());
    Some(bytes)
}

/// Writes the file whole, or leaves the old one; whether it was written.
pub(super) fn save(file: &Path, mark: &[u8], body: &[u8]) -> bool {
    let mut bytes = [mark, body].concat();
    let sum = Sha256::digest(&bytes);
    bytes.extend(sum);
    let written = folder(file).and_then(|()| knowledge::replace(file, bytes));
    // The next start makes it again: slower, not wrong.
    written.inspect_err(|error| tracing::warn!(%error, file = ?file.file_name(), "a file could not be kept")).is_ok()
}

/// The data folder is nobody else's business, whoever comes to make it first.
fn folder(file: &Path) -> std::io::Result<()> {
    let Some(folder) = file.parent() else { return Ok(()) };
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_whole_comes_back_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new/kept.bin");
        assert_eq!(load(&file, b"MARK"), None);
        assert!(save(&file, b"MARK", b"body"));
        assert_eq!(load(&file, b"MARK").as_deref(), Some(b"body".as_slice()));
        assert_eq!(load(&file, b"OTHER"), None);
        for damaged in [b"MARKbodx".as_slice(), b"", b"MARK"] {
            std::fs::write(&file, damaged).unwrap();
            assert_eq!(load(&file, b"MARK"), None, "{damaged:?}");
        }
    }
}
