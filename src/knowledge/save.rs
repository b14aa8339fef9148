//! Puts a text, or any bytes, in the place of a file, whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use super::power;

/// Tells temporary files of one process apart.
static WRITTEN: AtomicU64 = AtomicU64::new(0);

/// Puts a text in the place of a file. Whoever reads it, and whenever the
/// power goes, finds the old text or the new one and never half of either.
///
/// # Errors
/// When it cannot be written; the old text stands there then.
pub fn replace(path: &Path, text: impl AsRef<[u8]>) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let nth = WRITTEN.fetch_add(1, Ordering::Relaxed);
    // Hidden and of another kind: the loader passes it over should it be left behind.
    let temporary = folder.join(format!(".{name}.{}-{nth}.part", std::process::id()));
    let written = write(&temporary, text.as_ref()).and_then(|()| fs::rename(&temporary, path));
    power::may_go("the new text has its name");
    if written.is_err() {
        // It may never have been made.
        let _ = fs::remove_file(&temporary);
        return written;
    }
    // The new name is safe once the folder is. Some file systems cannot do
    // this; the file is whole in any case.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

fn write(path: &Path, text: &[u8]) -> io::Result<()> {
    // What a process of the same number left behind when it died is in nobody's way.
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(path)?;
    power::may_go("there is an empty file beside it");
    file.write_all(text)?;
    power::may_go("the new text is written beside it");
    file.sync_all()?;
    power::may_go("the new text is on the disk");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        replace(&path, "old").unwrap();
        replace(&path, "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_cannot_be_written_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        fs::create_dir(&path).unwrap();
        assert!(replace(&path, "new").is_err(), "a folder stands in its place");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(replace(&folder.path().join("gone/a.toml"), "new").is_err());
    }
}
