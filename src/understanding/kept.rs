//! Files in which something is kept to be made sooner next time: a mark, a
//! body and a checksum. They can always be made anew, so one that is damaged,
//! or of another kind, is passed over.

use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use sha2::{Digest, Sha256};

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
    Some(bytes.split_off(mark.len()))
}

/// Writes the file whole, or leaves the old one: beside it first, then renamed
/// over it.
pub(super) fn save(file: &Path, mark: &[u8], body: &[u8]) {
    let mut digest = Sha256::new();
    digest.update(mark);
    digest.update(body);
    if let Err(error) = write(file, &[mark, body, &digest.finalize()]) {
        // The next start makes it again: slower, not wrong.
        tracing::warn!(%error, file = ?file.file_name(), "a file could not be kept");
    }
}

fn write(file: &Path, parts: &[&[u8]]) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        // The data folder is nobody else's business, whoever comes to make it first.
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    // Two processes may save at once: each writes a file of its own.
    let beside = file.with_extension(format!("{}.tmp", std::process::id()));
    let mut out = std::fs::File::create(&beside)?;
    parts.iter().try_for_each(|part| out.write_all(part))?;
    out.sync_all()?;
    std::fs::rename(&beside, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_whole_comes_back_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new/kept.bin");
        assert_eq!(load(&file, b"MARK"), None);
        save(&file, b"MARK", b"body");
        assert_eq!(load(&file, b"MARK").as_deref(), Some(b"body".as_slice()));
        assert_eq!(load(&file, b"OTHER"), None);
        for damaged in [b"MARKbodx".as_slice(), b"", b"MARK"] {
            std::fs::write(&file, damaged).unwrap();
            assert_eq!(load(&file, b"MARK"), None, "{damaged:?}");
        }
    }
}
