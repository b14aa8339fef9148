//! Sample questions: enough of them, and no two alike.

use std::collections::HashMap;

use super::super::{Knowledge, Service, ServiceId, State};
use super::file_of;
use super::findings::Findings;
use super::spot::Spot;

/// How many a shown service needs: fewer, and people are found by luck.
const WHEN_SHOWN: usize = 20;
/// How many a record needs that is kept to be asked for by name.
const OTHERWISE: usize = 8;

pub(super) fn check(knowledge: &Knowledge, findings: &mut Findings<'_>) {
    let mut seen: HashMap<String, (&ServiceId, usize)> = HashMap::new();
    for service in knowledge.services.values() {
        enough(service, findings);
        for (nth, question) in service.questions.iter().enumerate() {
            let Some((other, at)) = seen.insert(plain(question), (&service.id, nth)) else { continue };
            let there = findings.place(&file_of(other), &Spot::at("questions").nth(at));
            findings.warning(
                &file_of(&service.id),
                &Spot::at("questions").nth(nth),
                format!("the question {question:?} stands at {there} too"),
                "Keep it where it fits best, or word this one after another need.",
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
