//! The files of the knowledge base: read whole, replaced whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::is_id;
use crate::staff::token;

/// A file as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::staff) struct Current {
    pub(in crate::staff) text: String,
    /// By which a later change of it is noticed.
    pub(in crate::staff) hash: String,
}

impl Current {
    pub(super) fn of(text: String) -> Self {
        Self { hash: token::hash(&text), text }
    }
}

/// The name of a service's file below the knowledge base; `None` for what is
/// no id.
pub(super) fn name(id: &str) -> Option<PathBuf> {
    is_id(id).then(|| Path::new("services").join(format!("{id}.toml")))
}

/// A service's file; `None` where there is none.
pub(in crate::staff) fn read(folder: &Path, id: &str) -> io::Result<Option<Current>> {
    let Some(name) = name(id) else { return Ok(None) };
    match fs::read_to_string(folder.join(name)) {
        Ok(text) => Ok(Some(Current::of(text))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Puts a text in the place of a file. Whoever reads it, and whenever the
/// power goes, finds the old text or the new one and never half of either.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // Hidden and of another kind: the loader passes it over should it be left behind.
    let temporary = folder.join(format!(".{name}.{}.part", token::new_id()));
    let written = write(&temporary, text).and_then(|()| fs::rename(&temporary, path));
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

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
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
