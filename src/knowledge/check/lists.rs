//! Topics, places and vocabulary: every entry once, and each within the other.

use std::collections::HashMap;
use std::hash::Hash;
use std::path::Path;

use super::super::Knowledge;
use super::super::load::Sources;
use super::findings::Findings;
use super::spot::Spot;

pub(super) fn check(knowledge: &Knowledge, sources: &Sources, findings: &mut Findings<'_>) {
    not_empty(knowledge, sources, findings);
    topics(knowledge, findings);
    places(knowledge, findings);
    vocabulary(knowledge, findings);
}

/// A list without entries is read without complaint and leaves nothing to tap.
/// One that could not be read is named already.
fn not_empty(knowledge: &Knowledge, sources: &Sources, findings: &mut Findings<'_>) {
    for (file, entry, is_empty, what) in [
        ("topics.toml", "[[topic]]", knowledge.topics.is_empty(), "there are no topics"),
        ("places.toml", "[[place]]", knowledge.places.places.is_empty(), "there are no places"),
    ] {
        let file = Path::new(file);
        if is_empty && sources.get(file).is_some_and(|text| !text.contains(entry)) {
            findings.error(file, &Spot::file(), what, format!("Put the {entry} entries back."));
        }
    }
}

fn topics(knowledge: &Knowledge, findings: &mut Findings<'_>) {
    let file = Path::new("topics.toml");
    let topics = &knowledge.topics;
    // Topics are sorted when they are loaded, so a line is found by its id.
    let at = |nth: usize, key| {
        topics.get(nth).map_or_else(Spot::file, |topic| Spot::at("topic").last("id", topic.id.as_str()).key(key))
    };
    for nth in twice(topics.iter().map(|topic| &topic.id)) {
        findings.error(file, &at(nth, "id"), "two topics have this id", "Give each an id of its own.");
    }
    for nth in twice(topics.iter().map(|topic| topic.order)) {
        findings.error(file, &at(nth, "order"), "two topics have this order", "Number them one by one.");
    }
    for (nth, topic) in topics.iter().enumerate() {
        if topic.title.trim().is_empty() {
            findings.error(file, &at(nth, "title"), "the title is empty", "Write what the button says.");
        }
    }
}

fn places(knowledge: &Knowledge, findings: &mut Findings<'_>) {
    let file = Path::new("places.toml");
    let places = &knowledge.places.places;
    for nth in twice(places.iter().map(|place| &place.id)) {
        let spot = Spot::at("place").nth(nth).key("id");
        findings.error(file, &spot, "two places have this id", "Give each an id of its own.");
    }
    for (nth, place) in places.iter().enumerate() {
        let spot = Spot::at("place").nth(nth).key("within");
        let Some(within) = &place.within else { continue };
        if knowledge.places.get(within.as_str()).is_none() {
            let what = format!("there is no place `{}`", within.as_str());
            findings.error(file, &spot, what, "Use the id of another place of this file.");
        }
        let ends = knowledge.places.path(place.id.as_str()).last().and_then(|last| knowledge.places.get(last.as_str()));
        if ends
            .is_some_and(|last| last.within.as_ref().is_some_and(|next| knowledge.places.get(next.as_str()).is_some()))
        {
            findings.error(file, &spot, "this place lies within itself", "Break the circle.");
        }
    }
}

fn vocabulary(knowledge: &Knowledge, findings: &mut Findings<'_>) {
    let file = Path::new("vocabulary.toml");
    let words = &knowledge.vocabulary.words;
    for nth in twice(words.iter().map(|word| word.say.to_lowercase())) {
        let spot = Spot::at("word").nth(nth).key("say");
        findings.error(file, &spot, "this word has two entries", "Put all its meanings into one.");
    }
    for (nth, word) in words.iter().enumerate() {
        let entry = Spot::at("word").nth(nth);
        if word.say.trim().is_empty() || word.mean.is_empty() || word.mean.iter().any(|mean| mean.trim().is_empty()) {
            findings.error(file, &entry, "the entry is not complete", "Write what people say and what it means.");
        }
        for (at, phrase) in word.not_in.iter().enumerate() {
            if !phrase.to_lowercase().contains(&word.say.to_lowercase()) {
                let what = format!("the phrase {phrase:?} does not hold the word {:?}", word.say);
                let todo = "Write a phrase in which the word must stay as it is.";
                findings.error(file, &entry.clone().key("not_in").nth(at), what, todo);
            }
        }
    }
}

/// The positions whose entry stood before.
fn twice<T: Hash + Eq>(entries: impl Iterator<Item = T>) -> Vec<usize> {
    let mut seen: HashMap<T, usize> = HashMap::new();
    entries.enumerate().filter_map(|(nth, entry)| seen.insert(entry, nth).map(|_| nth)).collect()
}
