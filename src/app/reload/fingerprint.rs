//! Tells whether files changed without reading them.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// How many folders deep it looks: the knowledge base has one level of them.
const DEPTH: usize = 3;

/// Every file with what changes when it is written: time, length, and the
/// inode, which is all that an editor's save by rename of an old copy changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::app) struct Fingerprint(BTreeMap<PathBuf, (i64, i64, u64, u64)>);

impl Fingerprint {
    /// Of files and of whole folders. What is missing leaves no trace, so its
    /// coming and going is a change too.
    pub(in crate::app) fn of(paths: &[&Path]) -> Self {
        let mut print = Self::default();
        for path in paths {
            print.add(path, DEPTH);
        }
        print
    }

    fn add(&mut self, path: &Path, depth: usize) {
        let Ok(metadata) = std::fs::metadata(path) else { return };
        if metadata.is_dir() {
            let entries = std::fs::read_dir(path).into_iter().flatten().filter_map(Result::ok);
            // Only what is read counts: an editor's swap file must not cause a reload.
            for entry in entries.filter(|entry| depth > 0 && !is_hidden(&entry.path())) {
                self.add(&entry.path(), depth - 1);
            }
        } else if path.extension().is_some_and(|extension| extension == "toml" || extension == "ftl") {
            self.0.insert(path.to_path_buf(), mark(&metadata));
        }
    }
}

fn mark(metadata: &Metadata) -> (i64, i64, u64, u64) {
    (metadata.mtime(), metadata.mtime_nsec(), metadata.len(), metadata.ino())
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn changes(act: impl FnOnce(&Path)) -> bool {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("services")).unwrap();
        fs::write(folder.path().join("services/kooth.toml"), "name = 1").unwrap();
        let before = Fingerprint::of(&[folder.path()]);
        act(folder.path());
        Fingerprint::of(&[folder.path()]) != before
    }

    #[test]
    fn what_staff_do_is_a_change() {
        assert!(changes(|folder| fs::write(folder.join("services/kooth.toml"), "name = 22").unwrap()));
        assert!(changes(|folder| fs::remove_file(folder.join("services/kooth.toml")).unwrap()));
        assert!(changes(|folder| fs::remove_dir_all(folder.join("services")).unwrap()));
        assert!(changes(|folder| fs::write(folder.join("topics.toml"), "").unwrap()));
        assert!(changes(|folder| {
            fs::write(folder.join("services/kooth.toml.new"), "name = 2").unwrap();
            fs::rename(folder.join("services/kooth.toml.new"), folder.join("services/kooth.toml")).unwrap();
        }));
    }

    #[test]
    fn what_editors_leave_behind_is_none() {
        assert!(!changes(|folder| fs::write(folder.join("services/.kooth.toml.swp"), "x").unwrap()));
        assert!(!changes(|folder| fs::write(folder.join("services/kooth.toml~"), "x").unwrap()));
        assert!(!changes(|folder| fs::write(folder.join("services/.git.toml"), "x").unwrap()));
    }
}
