//! The data folder: made at the first start, readable by nobody else, with a
//! page that says what it holds.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use secrecy::{ExposeSecret, SecretString};

/// What the folder holds, for whoever opens it.
const README: &str = include_str!("data_folder/README.txt");

/// The database's file: insights and staff accounts.
pub const DATABASE: &str = "airt.sqlite";

/// Letters of a secret that this folder made: 32 bytes in hexadecimal.
const SECRET_LETTERS: usize = 64;

/// A folder that is there and can be written to.
#[derive(Debug, Clone)]
pub struct DataFolder {
    path: PathBuf,
}

impl DataFolder {
    /// Opens the folder, making it where it is missing.
    ///
    /// # Errors
    /// When it can be neither made nor written to.
    pub fn open(path: &Path) -> io::Result<Self> {
        if !path.is_dir() {
            DirBuilder::new().recursive(true).mode(0o700).create(path)?;
        }
        // A folder that somebody else made keeps its permissions: it may be a
        // mount, or hold more than ours. It is said, not changed.
        if fs::metadata(path)?.mode() & 0o077 != 0 {
            tracing::warn!(folder = %path.display(), "other users of this machine can open the data folder: chmod 700 it");
        }
        let readme = path.join("README.txt");
        if fs::read_to_string(&readme).ok().as_deref() != Some(README) {
            write_private(&readme, README.as_bytes())?;
        }
        Ok(Self { path: path.to_path_buf() })
    }

    /// The secret that keys the hashes of conversations: the one in the
    /// folder, made now where there is none.
    ///
    /// # Errors
    /// When it can be neither read nor made, or what is there is not one: a
    /// damaged secret must not be replaced silently, because every saved
    /// conversation would be lost with it.
    pub fn secret(&self) -> io::Result<SecretString> {
        let path = self.path.join("secret.key");
        if !path.exists() {
            let mut bytes = [0_u8; SECRET_LETTERS / 2];
            getrandom::fill(&mut bytes).map_err(io::Error::other)?;
            let letters = SecretString::from(HEXLOWER.encode(&bytes));
            write_private(&path, letters.expose_secret().as_bytes())?;
        }
        let secret = SecretString::from(fs::read_to_string(&path)?.trim());
        if secret.expose_secret().len() < SECRET_LETTERS {
            let what = format!("{} is damaged: restore it, or delete it to begin afresh", path.display());
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        Ok(secret)
    }
}

/// Writes a file that only its owner can read, whole or not at all: a crash
/// half-way leaves the temporary file behind and not half a secret.
fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = path.with_extension("new");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&temporary, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o777
    }

    #[test]
    fn a_first_start_makes_a_private_folder_that_says_what_it_holds() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("deep/data");
        let folder = DataFolder::open(&path).unwrap();
        folder.secret().unwrap();
        assert_eq!(mode(&path), 0o700);
        assert_eq!(mode(&path.join("secret.key")), 0o600);
        let readme = fs::read_to_string(path.join("README.txt")).unwrap();
        for held in ["airt.sqlite", "secret.key"] {
            assert!(readme.contains(held), "{held}");
        }
    }

    #[test]
    fn the_secret_is_made_once() {
        let parent = tempfile::tempdir().unwrap();
        let secret = || DataFolder::open(parent.path()).unwrap().secret().unwrap().expose_secret().to_owned();
        assert_eq!(secret(), secret());
        assert_eq!(secret().len(), SECRET_LETTERS);
    }

    #[test]
    fn a_damaged_secret_is_said_and_not_replaced() {
        let parent = tempfile::tempdir().unwrap();
        fs::write(parent.path().join("secret.key"), "short").unwrap();
        let error = DataFolder::open(parent.path()).unwrap().secret().unwrap_err();
        assert!(error.to_string().contains("secret.key is damaged"), "{error}");
        assert_eq!(fs::read_to_string(parent.path().join("secret.key")).unwrap(), "short");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_an_error() {
        let parent = tempfile::tempdir().unwrap();
        let file = parent.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(DataFolder::open(&file.join("data")).is_err());
    }
}
