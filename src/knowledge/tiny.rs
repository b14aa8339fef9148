//! A knowledge base with one service and no safety rules, for tests that read
//! it many times over.

use std::fs;
use std::path::Path;

/// Fills a folder: the words, places and topics as they ship, and Kooth.
pub(crate) fn fill(folder: &Path) {
    let shipped = Path::new("knowledge-base");
    for below in ["services", "safety"] {
        fs::create_dir_all(folder.join(below)).unwrap();
    }
    for file in fs::read_dir(shipped).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        fs::copy(&file, folder.join(file.file_name().unwrap())).unwrap();
    }
    fs::copy(shipped.join("services/kooth.toml"), folder.join("services/kooth.toml")).unwrap();
}
