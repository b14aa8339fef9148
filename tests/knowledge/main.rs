//! What is promised of the knowledge base: mistakes are found and named with
//! file and line, the one that ships holds none, and every name in it leads to
//! its service.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so loudly"
)]

mod mistakes;
mod names;
mod shipped;

use std::path::{Path, PathBuf};

use airt::knowledge::{self, Loaded};
use chrono::NaiveDate;

/// The folder of the package, from which paths count.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// The knowledge base that ships, with the holidays.
fn shipped() -> Loaded {
    knowledge::load(&root().join("knowledge-base")).with_holidays(&root().join("config/holidays.toml"))
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
