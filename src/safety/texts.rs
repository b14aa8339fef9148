//! What messages are compared with: texts that staff wrote, in the form that is
//! screened. Never anything that a young person writes.

use std::collections::HashSet;

use sha2::{Digest as _, Sha256};

use crate::knowledge::Knowledge;
use crate::understanding::Readings;

use super::Screen;

/// So many sample questions of each service count as ordinary messages: what
/// young people ask most is no cry for help, and every service has its say.
const QUESTIONS: usize = 12;

/// So many others at most: with a hundred thousand services a start would be
/// busy with them for minutes.
const ASKED: usize = 40_000;

/// Where a weak sign should lie, between what must alarm (1) and what is
/// ordinary (-1).
const WEAK: f32 = -0.1;

/// A SHA-256.
pub(super) type Digest = [u8; 32];

/// What is compared: the examples of every concern, and ordinary messages to
/// hold against them, all in the form that is screened.
#[derive(Debug)]
pub(super) struct Texts {
    /// The concern of each alarm, and the example as staff wrote it.
    pub(super) written: Vec<(String, String)>,
    pub(super) alarms: Vec<String>,
    /// Where each of the alarms should lie.
    pub(super) places: Vec<f32>,
    pub(super) ordinary: Vec<String>,
    /// What else is asked of services: ordinary too, for whoever goes by words,
    /// which cost nothing to compare with.
    asked: Vec<String>,
}

impl Texts {
    pub(super) fn of(knowledge: &Knowledge, screen: &Screen, readings: &Readings) -> Self {
        let plain = |text: &String| screen.normal_of(text, readings).trim().to_owned();
        let (mut written, mut places) = (Vec::new(), Vec::new());
        let words = &knowledge.safety_words;
        let mut ordinary: Vec<String> = words.ordinary.iter().chain(&words.misread).map(plain).collect();
        for concern in &knowledge.concerns {
            let examples = &concern.examples;
            let strong = examples.alarm.iter().chain(&examples.similar).map(|text| (text, 1.0));
            for (text, place) in strong.chain(examples.check_in.iter().map(|text| (text, WEAK))) {
                written.push((concern.id.clone(), text.clone()));
                places.push(place);
            }
            ordinary.extend(examples.near_miss.iter().map(plain));
        }
        ordinary.extend(chatter(knowledge).map(plain));
        let alarms: Vec<String> = written.iter().map(|(_, text)| plain(text)).collect();
        let silent = |normal: &str| screen.is_silent_at(normal, readings);
        let (first, asked) = questions(knowledge, plain, silent, &alarms.iter().map(String::as_str).collect());
        ordinary.extend(first);
        Self { written, alarms, places, ordinary, asked }
    }

    /// Every text with where it should lie.
    pub(super) fn placed(&self) -> Vec<(String, f32)> {
        let alarms = self.alarms.iter().zip(self.places.iter().copied());
        let others = self.ordinary.iter().chain(&self.asked).map(|text| (text, -1.0));
        alarms.chain(others).map(|(text, place)| (text.clone(), place)).collect()
    }

    pub(super) fn digest(&self) -> Digest {
        let mut digest = Sha256::new();
        let written = self.written.iter().flat_map(|(concern, text)| [concern, text]);
        for text in written.chain(&self.alarms).chain(&self.ordinary).chain(&self.asked) {
            digest.update(text);
            // No text holds this byte, so none can run into the next.
            digest.update([0xff]);
        }
        self.places.iter().for_each(|place| digest.update(place.to_le_bytes()));
        digest.finalize().into()
    }
}

/// What people say to a bot that is neither a need nor a cry for help.
fn chatter(knowledge: &Knowledge) -> impl Iterator<Item = &String> {
    let written = &knowledge.out_of_scope;
    written.kinds.iter().flat_map(|kind| &kind.examples).chain(&written.beyond)
}

/// What young people ask of services, as far as no concern has it among its
/// `alarms`: a question that is a cry for help stands among the examples of a
/// concern as well. The first of each service in which no rule hears anything, and
/// the others.
fn questions(
    knowledge: &Knowledge,
    plain: impl Fn(&String) -> String,
    silent: impl Fn(&str) -> bool,
    alarms: &HashSet<&str>,
) -> (Vec<String>, Vec<String>) {
    let (mut ordinary, mut others) = (Vec::new(), Vec::new());
    for service in knowledge.services.values() {
        let mut first = 0;
        for normal in service.questions.iter().map(&plain).filter(|normal| !alarms.contains(normal.as_str())) {
            if first < QUESTIONS && silent(&format!(" {normal} ")) {
                first += 1;
                ordinary.push(normal);
            } else if others.len() < ASKED {
                others.push(normal);
            }
        }
    }
    (ordinary, others)
}
