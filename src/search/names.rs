//! Which services a message asks for by name.
//!
//! An exact name wins over everything else. But many names are ordinary words
//! too (Calm, Shout, Frank, Beat, chemist): those count only where the message
//! is about the name ("what is shout", "shout"), not where the word is used
//! ("they shout at me").

use std::collections::HashMap;

use super::corpus::Corpus;
use crate::understanding::plain;

/// How a name was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Said {
    /// An ordinary word that is a name too, used in passing.
    InPassing,
    /// A name that is nothing else, or the message is only about it.
    ByName,
}

/// Names that are ordinary words, or ordinary phrases, as well.
const ORDINARY: &[&str] = &[
    "999",
    "112",
    "111",
    "101",
    "aspire",
    "advocacy",
    "beat",
    "brook",
    "calm",
    "contact",
    "enquire",
    "fearless",
    "frank",
    "goals",
    "landed",
    "reach",
    "shout",
    "guidance",
    "the mix",
    "the beacons",
    "universal connections",
    "regen",
    "covey",
    "cas",
    "cab",
    "hv",
    "chs",
    "nca",
    "gp",
    "saas",
    "arch",
    "iap",
    "adp",
    "family fund",
    "care day",
    "my rights my say",
    "text 999",
    "999 text",
    "childline",
    "carers trust",
    "peer support workers",
    "mind of my own",
    "home start",
    "emergency services",
    "ambulance",
];

/// Words around a name in a message that is about nothing but the name.
const ABOUT: &[&str] = &[
    "what",
    "whats",
    "who",
    "whos",
    "is",
    "are",
    "the",
    "a",
    "an",
    "of",
    "about",
    "tell",
    "me",
    "more",
    "info",
    "information",
    "on",
    "how",
    "do",
    "does",
    "i",
    "can",
    "you",
    "contact",
    "call",
    "phone",
    "ring",
    "text",
    "number",
    "for",
    "website",
    "find",
    "to",
    "get",
    "in",
    "touch",
    "with",
    "reach",
    "please",
    "pls",
    "hi",
    "hello",
    "hey",
    "whit",
    "wit",
    "wots",
    "where",
    "service",
    "helpline",
    "charity",
    "thing",
    "called",
    "and",
    "use",
    "app",
    "it",
    "s",
    "my",
    "any",
    "need",
    "want",
    "speak",
    "talk",
    "heard",
    "scotland",
    "lanarkshire",
    "south",
    "join",
    "apply",
    "mean",
    "means",
    "does",
    "stand",
];

/// Every name of every record.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By the first word of the plain form.
    by_first: HashMap<String, Vec<Name>>,
}

#[derive(Debug)]
struct Name {
    words: Vec<String>,
    record: usize,
    ordinary: bool,
}

impl Names {
    pub(super) fn new(corpus: &Corpus) -> Self {
        let mut names = Self::default();
        for (record, entry) in corpus.records.iter().enumerate() {
            let service = &entry.service;
            for name in std::iter::once(&service.name).chain(&service.also_known_as) {
                names.add(name, record);
            }
        }
        names
    }

    fn add(&mut self, name: &str, record: usize) {
        let plain = plain(name);
        let words: Vec<String> = plain.split_whitespace().map(str::to_owned).collect();
        // Staff write proper names with a capital: "abortion" is a word that
        // people use, "Abortion Care Lanarkshire" is a service.
        let proper = name.chars().any(char::is_uppercase) || name.contains('.');
        let ordinary = !proper || ORDINARY.contains(&plain.as_str()) || plain.chars().count() < 3;
        if let Some(first) = words.first().cloned() {
            self.by_first.entry(first).or_default().push(Name { words, record, ordinary });
        }
    }

    /// The records whose names stand in the text, each with how it was said.
    pub(super) fn said(&self, text: &str) -> Vec<(usize, Said)> {
        let plain = plain(text);
        let words: Vec<&str> = plain.split_whitespace().take(200).collect();
        let mut said: Vec<(usize, Said)> = Vec::new();
        for found in self.found(&words) {
            let how = if found.is_all(&words) || !found.name.ordinary { Said::ByName } else { Said::InPassing };
            match said.iter_mut().find(|(record, _)| *record == found.name.record) {
                Some((_, said)) => *said = (*said).max(how),
                None => said.push((found.name.record, how)),
            }
        }
        said
    }

    /// Whether the text asks about a name and nothing else: "what is childline".
    pub(super) fn is_all(&self, text: &str) -> bool {
        let plain = plain(text);
        let words: Vec<&str> = plain.split_whitespace().take(200).collect();
        self.found(&words).iter().any(|found| found.is_all(&words))
    }

    /// Every name in the words. A name within a longer one that is said too
    /// ("Beat" in "Beat Scotland") does not count.
    fn found(&self, words: &[&str]) -> Vec<Found<'_>> {
        let mut found: Vec<Found<'_>> = Vec::new();
        for start in 0..words.len() {
            for name in words.get(start).and_then(|word| self.by_first.get(*word)).into_iter().flatten() {
                let end = start + name.words.len();
                if words.get(start..end).is_some_and(|here| here == name.words.as_slice()) {
                    found.push(Found { start, end, name });
                }
            }
        }
        found.iter().filter(|one| !found.iter().any(|other| one.is_within(other))).copied().collect()
    }
}

/// A name and the words that it takes up.
#[derive(Debug, Clone, Copy)]
struct Found<'a> {
    start: usize,
    end: usize,
    name: &'a Name,
}

impl Found<'_> {
    fn is_within(&self, other: &Self) -> bool {
        other.start <= self.start && self.end <= other.end && other.end - other.start > self.end - self.start
    }

    /// Whether the words around it say nothing more than that it is asked about.
    fn is_all(&self, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(at, word)| (self.start..self.end).contains(&at) || ABOUT.contains(word))
    }
}
