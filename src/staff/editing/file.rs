//! The files of the knowledge base, as they are now.

use std::fs;
use std::io;
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
