//! The sentence encoder, loaded once in a process: a reload must not read the
//! model again, and two snapshots must not hold it twice.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, PoisonError};

use crate::config::Config;
use crate::knowledge::Problem;
use crate::understanding::encoder::Encoder;

/// By models folder and data folder: tests run several in one process.
static LOADED: LazyLock<Mutex<HashMap<(PathBuf, PathBuf), Encoder>>> = LazyLock::new(Mutex::default);

/// The encoder that the settings name, or why there is none. A file that is
/// put back is found at the next reload.
pub(super) fn encoder(config: &Config) -> Result<Encoder, Problem> {
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    let folders = (config.paths.models.clone(), config.paths.data.clone());
    if let Some(encoder) = loaded.get(&folders) {
        return Ok(encoder.clone());
    }
    let encoder = Encoder::open(&config.paths.models, Some(&config.paths.data))?;
    loaded.insert(folders, encoder.clone());
    Ok(encoder)
}
