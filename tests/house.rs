//! The rules of the house, as tests: what each part never mentions.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so loudly"
)]

use std::path::{Path, PathBuf};

use airt::knowledge;
use regex::Regex;

/// The modules that answer: pure, so that every channel gives the same answer.
const CORE: &[&str] = &["knowledge", "safety", "understanding", "search", "conversation"];
/// What no file of the house is longer than.
const LINES: usize = 400;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
}

/// Every source file by its name below `src/`, as it is written.
fn sources() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    files(&root().join("src"), ".rs", &mut paths);
    assert!(paths.len() > 50, "the sources are gone");
    let name = |path: &Path| path.strip_prefix(root().join("src")).unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
}

/// The code alone: without its tests, comments and texts, which may mention anything.
fn code(text: &str) -> String {
    let (text, _) = text.split_once("#[cfg(test)]").unwrap_or((text, ""));
    let comments = Regex::new(r"(?m)//.*$").unwrap();
    let strings = Regex::new(r#""(?:[^"\\]|\\.)*""#).unwrap();
    comments.replace_all(&strings.replace_all(text, "\"\""), "").into_owned()
}

fn is_in(file: &str, module: &str) -> bool {
    file == format!("{module}.rs") || file.starts_with(&format!("{module}/"))
}

/// `words` stand in the code of files for which `may` says so and in no other.
fn only(words: &[&str], may: impl Fn(&str) -> bool) {
    let mut wrong = Vec::new();
    for (file, text) in sources().iter().filter(|(file, _)| !may(file) && !file.ends_with("tests.rs")) {
        let code = code(text);
        wrong.extend(words.iter().filter(|word| code.contains(**word)).map(|word| format!("{file}: {word}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_core_knows_no_channel_no_store_and_no_clock() {
    let outside = |file: &str| !CORE.iter().any(|module| is_in(file, module));
    only(&["teloxide", "axum", "sqlx", "reqwest"], outside);
    only(&["Utc::now", "Local::now", "SystemTime", "Instant::now"], outside);
    let layers = ["crate::channels", "crate::insights", "crate::staff", "crate::desk", "crate::app", "crate::cli"];
    only(&layers, outside);
}

#[test]
fn each_outside_world_has_one_door() {
    only(&["teloxide"], |file| is_in(file, "channels/telegram"));
    only(&["tantivy"], |file| is_in(file, "search"));
    only(&["sqlx"], |file| is_in(file, "insights") || is_in(file, "staff"));
    only(&["axum"], |file| {
        is_in(file, "channels/web") || is_in(file, "channels/telegram") || is_in(file, "staff") || is_in(file, "app")
    });
}

#[test]
fn nothing_imports_a_channel_but_what_starts_them() {
    only(&["crate::channels"], |file| is_in(file, "channels") || is_in(file, "app") || is_in(file, "cli"));
}

#[test]
fn no_file_is_too_long_to_read_in_one_go() {
    let mut paths = Vec::new();
    for folder in ["src", "tests", "benches"] {
        files(&root().join(folder), ".rs", &mut paths);
    }
    let lines = |path: &PathBuf| std::fs::read_to_string(path).unwrap().lines().count();
    let long: Vec<_> = paths.iter().map(|path| (path, lines(path))).filter(|(_, lines)| *lines > LINES).collect();
    assert!(long.is_empty(), "{long:?}");
}

#[test]
fn a_module_stands_beside_its_folder() {
    assert!(sources().iter().all(|(file, _)| !file.ends_with("mod.rs")));
}

/// The texts in code that read like a sentence. What is logged is for staff.
fn sentences(text: &str) -> Vec<String> {
    let (text, _) = text.split_once("#[cfg(test)]").unwrap_or((text, ""));
    let comments = Regex::new(r"(?m)^\s*//.*$").unwrap();
    let logged = Regex::new(r"(?s)tracing::\w+!\(.*?\)[;,]?\n").unwrap();
    let sentence = Regex::new(r#""[A-Z][a-z']*(?: [\w',-]+){3,}[.?!]?""#).unwrap();
    let text = logged.replace_all(text, "").into_owned();
    sentence.find_iter(&comments.replace_all(&text, "")).map(|found| found.as_str().to_owned()).collect()
}

#[test]
fn a_sentence_in_code_is_found_and_a_line_of_the_log_is_not() {
    let text =
        "// \"This is a note here\"\ntracing::warn!(\"It could not be read\");\nsay(\"You can call them now.\");\n";
    assert_eq!(sentences(text), ["\"You can call them now.\""]);
}

/// What a young person reads stands in `config/messages` and `knowledge-base`:
/// a sentence in code is one that staff cannot change.
#[test]
fn no_sentence_lives_in_the_code_that_answers() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let answers = ["conversation", "search", "channels", "desk"].iter().any(|module| is_in(&file, module));
        if !answers || file.ends_with("tests.rs") {
            continue;
        }
        wrong.extend(sentences(&text).into_iter().map(|found| format!("{file}: {found}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Numbers that nobody may be given stand in their own list and nowhere else,
/// not even in a test or a document, from where somebody could copy them.
#[test]
fn refused_numbers_stand_in_their_list_alone() {
    let knowledge = knowledge::load(&root().join("knowledge-base")).knowledge;
    let number = Regex::new(r"\+?\d(?:[ ()-]{0,2}\d){4,14}").unwrap();
    let mut paths = Vec::new();
    for folder in ["src", "config", "docs", "knowledge-base", "tests", "scripts"] {
        files(&root().join(folder), "", &mut paths);
    }
    for path in paths {
        let name = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        // The sealed sets are read by nobody but the evaluation.
        if name.ends_with("short-numbers.toml") || name.contains("sealed") {
            continue;
        }
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for found in number.find_iter(&text) {
            let refused = knowledge.short_numbers.refused(found.as_str());
            assert!(refused.is_none(), "{name}: {}", found.as_str());
        }
    }
}

#[test]
fn the_reader_of_code_leaves_out_what_may_mention_anything() {
    let text = "let a = \"teloxide \\\" axum\"; // sqlx\nuse tantivy::x;\n#[cfg(test)]\nmod tests { use sqlx; }\n";
    let code = code(text);
    assert!(code.contains("tantivy"));
    assert!(!code.contains("teloxide") && !code.contains("axum") && !code.contains("sqlx"));
}
