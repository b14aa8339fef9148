//! What the documents promise is held against what they speak of.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so loudly"
)]

use std::path::{Path, PathBuf};

use airt::knowledge;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap()
}

/// The left column of the table in docs/voice.md.
fn words_not_said() -> Vec<String> {
    let guide = read("docs/voice.md");
    let rows = guide.lines().skip_while(|line| *line != "| Not | But |").skip(2);
    let words: Vec<String> = rows
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.split('|').nth(1).unwrap().trim().to_lowercase())
        .collect();
    assert!(words.len() > 20, "the table of words is gone");
    words
}

/// Which of the words stand in a text as words of their own.
fn said(words: &[String], text: &str) -> Vec<String> {
    let spaced = |text: &str| {
        let plain = text.to_lowercase().replace('’', "'");
        let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '%').collect();
        format!(" {} ", words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
    };
    let text = spaced(text);
    words.iter().filter(|word| text.contains(&spaced(word))).cloned().collect()
}

#[test]
fn no_sentence_of_the_bot_uses_a_word_that_the_guide_rules_out() {
    let words = words_not_said();
    let wrong: Vec<_> = read("config/messages/en-GB.ftl")
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#'))
        .map(|(nth, line)| (nth + 1, said(&words, line)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    assert!(wrong.is_empty(), "line and word: {wrong:?}");
}

#[test]
fn no_card_uses_one_either() {
    let words = words_not_said();
    let knowledge = knowledge::load(&root().join("knowledge-base")).knowledge;
    let mut wrong = Vec::new();
    for service in knowledge.services.values() {
        let access = &service.access;
        let shown = [
            Some(&service.summary),
            service.what_to_expect.as_ref(),
            service.words_to_say.as_ref(),
            service.who.note.as_ref(),
            access.cost.as_ref(),
            access.confidential.as_ref(),
            access.bring_someone.as_ref(),
        ];
        let notes = service.contacts.iter().map(|contact| contact.note.as_ref());
        for text in shown.into_iter().chain(notes).flatten() {
            wrong.extend(said(&words, text).into_iter().map(|word| format!("{}: {word} in {text:?}", service.id)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_card_speaks_to_staff() {
    let knowledge = knowledge::load(&root().join("knowledge-base")).knowledge;
    for service in knowledge.services.values() {
        let shown = [Some(&service.summary), service.what_to_expect.as_ref(), service.who.note.as_ref()];
        for text in shown.into_iter().flatten() {
            let text = text.to_lowercase();
            for words in ["staff must", "to be confirmed", "staff to confirm", "fact sheet"] {
                assert!(!text.contains(words), "{}: {text:?} is a note for staff", service.id);
            }
        }
    }
}

#[test]
fn what_the_guide_rules_out_is_found_where_it_stands() {
    let words = words_not_said();
    assert_eq!(said(&words, "Please note: opens at nine."), ["please note"]);
    assert_eq!(said(&words, "Our clients are noted"), Vec::<String>::new());
}

/// Every file that a document names is there: a map that leads nowhere is worse than none.
#[test]
fn documents_name_only_files_that_are_there() {
    for entry in std::fs::read_dir(root().join("docs")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for name in text.split('`').skip(1).step_by(2) {
            let first = name.split('/').next().unwrap();
            let is_path = name.contains('/') && !name.contains([' ', '<', '*', '{', '=', ':']);
            if is_path && ["src", "docs", "config", "knowledge-base", "tests", "scripts", "models"].contains(&first) {
                assert!(root().join(name).exists(), "{}: there is no {name}", path.display());
            }
        }
    }
}

/// The lines that a document gives to be typed: those between ```sh and ```.
fn commands(text: &str) -> Vec<&str> {
    let mut typed = false;
    let mut found = Vec::new();
    for line in text.lines() {
        match line {
            "```sh" => typed = true,
            "```" => typed = false,
            line if typed => found.push(line),
            _ => {}
        }
    }
    found
}

#[test]
fn every_script_that_a_document_says_to_run_is_there_and_can_be_run() {
    use std::os::unix::fs::PermissionsExt;

    let mut documents = vec![root().join("README.md")];
    documents.extend(std::fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path()));
    let mut found = Vec::new();
    for path in documents.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md")) {
        let text = std::fs::read_to_string(path).unwrap();
        for line in commands(&text) {
            let first = line.split_whitespace().next().unwrap_or_default();
            if !first.starts_with("scripts/") {
                continue;
            }
            let script = std::fs::metadata(root().join(first));
            assert!(script.is_ok_and(|file| file.permissions().mode() & 0o100 != 0), "{}: {first}", path.display());
            found.push(first.to_owned());
        }
    }
    for script in ["scripts/test", "scripts/bench-peers"] {
        assert!(found.iter().any(|one| one == script), "no document says how to run {script}");
    }
}
