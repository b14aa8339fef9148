//! Gives the program a mark of the code that reads texts, so that what was read
//! and kept by other code is never taken for its own.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

/// What a plain form, and what a safety rule hears in it, depends on besides the
/// knowledge base: our code, and the versions of the crates that it uses.
const READERS: [&str; 13] = [
    "Cargo.lock",
    "src/understanding/normal",
    "src/understanding/normal.rs",
    "src/understanding/plain.rs",
    "src/understanding/sound.rs",
    "src/understanding/words",
    "src/understanding/words.rs",
    "src/safety.rs",
    "src/safety/normal",
    "src/safety/normal.rs",
    "src/safety/proof.rs",
    "src/safety/rules",
    "src/safety/rules.rs",
];

fn main() {
    let mut files = Vec::new();
    for path in READERS {
        println!("cargo::rerun-if-changed={path}");
        collect(Path::new(path), &mut files);
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        // A file that cannot be read fails the build of the module that it is.
        hasher.write(&fs::read(file).unwrap_or_default());
    }
    println!("cargo::rustc-env=AIRT_READERS={:016x}", hasher.finish());
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(path) else {
        files.push(path.to_owned());
        return;
    };
    for entry in entries.flatten() {
        collect(&entry.path(), files);
    }
}
