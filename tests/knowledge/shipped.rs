//! The knowledge base that ships, held to what the checks ask of any other.

use std::process::Command;

use airt::knowledge::{self, Loaded, State};
use chrono::NaiveDate;

use crate::{root, shipped};

/// The newest date in the data: tests must not fail by the calendar.
fn day_of_the_data(loaded: &Loaded) -> NaiveDate {
    let services = loaded.knowledge.services.values();
    let checked = services.flat_map(|service| &service.contacts).map(|contact| contact.checked);
    checked.chain(loaded.knowledge.concerns.iter().map(|concern| concern.reviewed)).max().unwrap()
}

#[test]
fn the_shipped_knowledge_base_has_neither_errors_nor_warnings() {
    let loaded = shipped();
    assert_eq!(loaded.problems, []);
    let problems = knowledge::check(&loaded, day_of_the_data(&loaded));
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn every_record_reads_at_12_or_younger_and_half_at_10() {
    let loaded = shipped();
    let report = knowledge::report(&loaded.knowledge);
    assert!(report.reading.first().unwrap().0 <= 12.0);
    assert!(report.median_reading_age().unwrap() <= 10.0);
}

#[test]
fn every_shown_service_stands_in_a_topic_and_every_topic_has_services() {
    let knowledge = shipped().knowledge;
    assert!((12..=16).contains(&knowledge.topics.len()));
    for topic in &knowledge.topics {
        let shown = knowledge.services.values().filter(|service| service.state == State::Show);
        let services = shown.filter(|service| service.topics.contains(&topic.id)).count();
        assert!(services >= 3, "{} leads to {services} services", topic.id.as_str());
    }
}

fn airt(arguments: &[&str]) -> (Option<i32>, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_airt")).args(arguments).current_dir(root()).env_clear().output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_go_live_list_is_the_one_that_the_data_makes() {
    let committed = std::fs::read_to_string(root().join("docs/go-live.md")).unwrap();
    let (code, made) = airt(&["check", "--go-live", "--now", "2026-11-22"]);
    assert_eq!(code, Some(0));
    assert!(committed == made, "run: airt check --go-live > docs/go-live.md");
}

#[test]
fn the_command_says_what_is_wrong_and_exits_with_1() {
    let (code, clean) = airt(&["check", "--json", "--now", "2026-11-22"]);
    assert_eq!((code, clean.contains("\"errors\":0")), (Some(0), true), "{clean}");
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("broken");
    std::fs::create_dir_all(broken.join("services")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_airt"))
        .args(["check", "--now", "2026-11-22"])
        .current_dir(root())
        .env_clear()
        .env("AIRT_KNOWLEDGE_BASE", &broken)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("error: topics.toml: cannot be read"));
}
