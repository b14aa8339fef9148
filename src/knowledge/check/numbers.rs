//! Telephone numbers: every one valid or on the closed list of short ones,
//! none of those that were withdrawn, are wrong or serve another nation.
//!
//! A wrong number is the worst thing that a record can hold, so refused ones
//! are looked for in every line of every file, comments too.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use phonenumber::country::Id::GB;
use regex::Regex;

use super::super::load::Sources;
use super::super::short_numbers::FILE;
use super::super::{ContactKind, Knowledge, Service, ServiceId};
use super::completeness::texts;
use super::findings::Findings;
use super::spot::Spot;
use super::{contacts, file_of};

/// What looks like a number to ring or text, however it is spaced.
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\+?\d(?:[ ()-]{0,2}\d){2,14}").ok());

pub(super) fn service(knowledge: &Knowledge, service: &Service, findings: &mut Findings<'_>) {
    let file = file_of(&service.id);
    for (spot, contact) in contacts(service) {
        let is_number = matches!(contact.kind, ContactKind::Phone | ContactKind::Text | ContactKind::Whatsapp);
        if is_number && costs_extra(&contact.value) {
            let what = format!("{:?} costs more than an ordinary call", contact.value);
            let todo =
                "Find a number that is free or costs what any call does; nobody may run up a bill by asking for help.";
            findings.error(&file, &spot.key("value"), what, todo);
        } else if is_number && !is_valid(knowledge, &contact.value) {
            let what = format!("{:?} is not a number that can be reached from Scotland", contact.value);
            let todo = format!("Compare it with its source; a short number that is right goes into {FILE}.");
            findings.error(&file, &spot.key("value"), what, todo);
        }
    }
    for (spot, text) in texts(service) {
        for number in numbers_in(text).filter(|number| looks_whole(number)) {
            if !is_on_file(knowledge, service, number) {
                let what = format!("the number {number} is written into a sentence and is on no list");
                let todo = "Give it a [[contact]] with a source, so that it is checked like the others.";
                findings.error(&file, &spot, what, todo);
            }
        }
    }
}

fn is_valid(knowledge: &Knowledge, number: &str) -> bool {
    // The library reads letters as the keys of a telephone, so that a slip of
    // the finger becomes somebody else's number.
    let has_letters = number.chars().any(char::is_alphabetic);
    // It also takes a number without its first 0, which nobody can ring.
    let is_whole = number.trim().starts_with(['0', '+', '(']);
    knowledge.short_numbers.allows(number)
        || !has_letters
            && is_whole
            && phonenumber::parse(Some(GB), number)
                .is_ok_and(|parsed| parsed.is_valid() && parsed.country().id().is_some_and(|country| country == GB))
}

/// Whether Ofcom lets it cost more than a call to a house: premium numbers,
/// directory enquiries, personal numbers, and those with a service charge.
fn costs_extra(number: &str) -> bool {
    let digits = digits(number);
    digits.len() >= 6 && ["09", "118", "070", "084", "087"].iter().any(|dear| digits.starts_with(dear))
}

/// Long enough, and begun, like a number of the telephone network: not a year,
/// an age or a sum of money.
fn looks_whole(number: &str) -> bool {
    let digits = digits(number);
    (digits.starts_with('0') && digits.len() >= 10) || (digits.starts_with("116") && digits.len() == 6)
}

/// A number in a sentence must be one of the knowledge base's own.
fn is_on_file(knowledge: &Knowledge, service: &Service, number: &str) -> bool {
    let known = digits(number);
    let is_it = |contact: &super::super::Contact| digits(&contact.value) == known;
    service.contacts.iter().any(is_it)
        || knowledge.short_numbers.allows(number)
        || knowledge.services.values().any(|other| other.routes().any(is_it))
}

/// Two services with one number: rightly so, or one of them copied wrongly.
/// Each of them is told of the other, since either may be the wrong one.
pub(super) fn shared(knowledge: &Knowledge, findings: &mut Findings<'_>) {
    let mut all: BTreeMap<String, Vec<(&ServiceId, Spot, &str)>> = BTreeMap::new();
    for service in knowledge.services.values() {
        for (spot, contact) in contacts(service) {
            let is_number = matches!(contact.kind, ContactKind::Phone | ContactKind::Text | ContactKind::Whatsapp);
            let rightly = || knowledge.short_numbers.is_shared_by(&contact.value, &service.id);
            if is_number && contact.hold.is_none() && !rightly() {
                let entry = (&service.id, spot.key("value"), contact.value.as_str());
                all.entry(digits(&contact.value)).or_default().push(entry);
            }
        }
    }
    for (digits, places) in all {
        for (id, spot, number) in &places {
            let of_another = places.iter().find(|(other, _, _)| other != id);
            let elsewhere = of_another.map(|(other, there, _)| findings.place(&file_of(other), there));
            if let Some(there) = elsewhere.or_else(|| knowledge.short_numbers.owner(&digits, id)) {
                let what = format!("{number} stands at {there} too");
                let todo = format!("If both are right, say why under [[shared]] in {FILE}.");
                findings.warning(&file_of(id), spot, what, todo);
            }
        }
    }
}

/// Refused numbers and addresses, in any line of any file but their own list.
pub(super) fn refused(knowledge: &Knowledge, sources: &Sources, findings: &mut Findings<'_>) {
    let words: Vec<_> =
        knowledge.short_numbers.refused.iter().filter(|entry| digits(&entry.number).is_empty()).collect();
    for (file, text) in sources.iter().filter(|(file, _)| file.as_path() != Path::new(FILE)) {
        for (nth, line) in text.lines().enumerate() {
            for number in numbers_in(line) {
                if let Some(entry) = knowledge.short_numbers.refused(number) {
                    refuse(&entry.number, &entry.what, file, nth + 1, findings);
                }
            }
            for entry in &words {
                if line.to_lowercase().contains(&entry.number.to_lowercase()) {
                    refuse(&entry.number, &entry.what, file, nth + 1, findings);
                }
            }
        }
    }
}

fn refuse(number: &str, why: &str, file: &Path, line: usize, findings: &mut Findings<'_>) {
    let what = format!("{number} must not be given to anybody: {why}");
    findings.error_at(file, line, what, format!("Take it out; {FILE} says where that was read."));
}

fn numbers_in(text: &str) -> impl Iterator<Item = &str> {
    NUMBER.iter().flat_map(move |number| number.find_iter(text)).map(|found| found.as_str())
}

/// The digits alone, as they are dialled inside the country.
fn digits(number: &str) -> String {
    super::super::short_numbers::digits(number)
}
