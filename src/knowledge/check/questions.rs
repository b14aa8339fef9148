//! Sample questions: enough of them, none twice in one file, and none in so
//! many that it tells nothing.

use std::collections::HashMap;

use super::super::{Knowledge, Service, ServiceId, State};
use super::file_of;
use super::findings::Findings;
use super::spot::Spot;

/// How many a shown service needs: fewer, and people are found by luck.
const WHEN_SHOWN: usize = 20;
/// How many a record needs that is kept to be asked for by name.
const OTHERWISE: usize = 8;
/// So many services may share a question: where each of them is a right first
/// answer, it teaches that about each. One that stands everywhere says nothing.
const SHARED: usize = 3;

pub(super) fn check(knowledge: &Knowledge, findings: &mut Findings<'_>) {
    let mut seen: HashMap<String, Vec<(&ServiceId, usize)>> = HashMap::new();
    for service in knowledge.services.values() {
        enough(service, findings);
        for (nth, question) in service.questions.iter().enumerate() {
            let places = seen.entry(plain(question)).or_default();
            places.push((&service.id, nth));
            let own = places.iter().filter(|(id, _)| **id == service.id).count();
            let [.., (other, at), _] = places.as_slice() else { continue };
            if own < 2 && places.len() <= SHARED {
                continue;
            }
            let there = findings.place(&file_of(other), &Spot::at("questions").nth(*at));
            findings.warning(
                &file_of(&service.id),
                &Spot::at("questions").nth(nth),
                format!("the question {question:?} stands at {there} too"),
                format!("Keep it where it is a right first answer, {SHARED} services at most, once in each."),
            );
        }
    }
}

fn enough(service: &Service, findings: &mut Findings<'_>) {
    let needed = if service.state == State::Show { WHEN_SHOWN } else { OTHERWISE };
    let there = service.questions.len();
    if there < needed {
        let what = format!("{there} sample questions are too few to be found by");
        let todo = format!("Write at least {needed}, as young people would say it.");
        findings.warning(&file_of(&service.id), &Spot::at("questions"), what, todo);
    }
}

/// The letters and digits alone: two questions that differ by a comma are one.
fn plain(question: &str) -> String {
    question.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
