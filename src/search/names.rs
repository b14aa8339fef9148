//! Which services a message asks for by name.
//!
//! A message that is about a name and nothing else ("what is shout", "kooth")
//! asks for it, and it wins over everything. Said in passing a name only adds
//! ("waiting for camhs"), and one that is an ordinary word too (Calm, Shout,
//! Frank, chemist) adds little ("they shout at me"). Who was turned away there
//! ("camhs dropped me") is not sent back.

use std::collections::{BTreeSet, HashMap};

use super::corpus::Corpus;
use crate::understanding::plain;

/// How a name was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Said {
    /// An ordinary word that is a name too, used in passing.
    AsAWord,
    /// A name that is nothing but a name, said in passing.
    InPassing,
    /// The same of several words: nobody says those by chance.
    InFull,
    /// The message is about the name and nothing else.
    ByName,
    /// Anything but this one: "not childline", "i already tried camhs", "camhs dropped me".
    Refused,
}

impl Said {
    /// For the explanation of an answer.
    pub(super) fn explained(self) -> &'static str {
        match self {
            Self::AsAWord => "its name as an ordinary word",
            Self::InPassing => "named in passing",
            Self::InFull => "named in full",
            Self::ByName => "asked for by name",
            Self::Refused => "not wanted",
        }
    }
}

/// A name that stands in the texts of so many other services is an ordinary
/// word or phrase as well.
const ORDINARY: usize = 3;

/// What stands before the name of a service that somebody does not want.
const REFUSING: &[&str] = &[
    "but not",
    "anything but",
    "anyone but",
    "no more",
    "except",
    "apart from",
    "other than",
    "instead of",
    "dont want",
    "dinnae want",
    "dont like",
    "hate",
    "already tried",
    "already phoned",
    "already rang",
    "dont want to call",
    "dont want to phone",
    "dont want to ring",
    "dont want to speak to",
    "dont want to talk to",
    "dont want to use",
];

/// What stands after the name of a service that turned somebody away.
const TURNED_AWAY: &[&str] = &[
    "dropped me",
    "dropped us",
    "dropped him",
    "dropped her",
    "discharged",
    "chucked me",
    "binned me",
    "booted me",
    "rejected",
    "refused",
    "said no",
    "knocked me back",
    "knocked us back",
    "turned me down",
    "turned me away",
    "turned us down",
    "turned us away",
    "sent me away",
    "finished with me",
    "finished wi me",
    "signed me off",
    "closed my case",
    "shut my case",
    "wont see me",
    "wont take me",
    "widnae see me",
    "widnae take me",
    "were useless",
    "wur useless",
    "didnt help",
    "didnae help",
];

/// What may stand between the two.
const BETWEEN: &[&str] = &["just", "jist", "have", "has", "hav", "theyve", "they", "only", "now", "noo"];

/// Words before "no" that make a number of it: "samh phone no".
const NUMBER: &[&str] = &["phone", "fone", "tel", "telephone", "contact", "mobile", "helpline"];

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
    "num",
    "tel",
    "telephone",
    "fone",
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
    "sign",
    "up",
    "free",
    "open",
    "now",
    "near",
    "there",
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
        names.mark_ordinary(corpus);
        names
    }

    fn add(&mut self, name: &str, record: usize) {
        let plain = plain(name);
        let words: Vec<String> = plain.split_whitespace().map(str::to_owned).collect();
        // Staff write proper names with a capital: "abortion" is a word that
        // people use, "Abortion Care Lanarkshire" is a service. Short ones
        // are words too often ("HES", "GP").
        let proper = name.chars().any(char::is_uppercase) || name.contains('.');
        let ordinary = !proper || plain.chars().count() < 4;
        if let Some(first) = words.first().cloned() {
            self.by_first.entry(first).or_default().push(Name { words, record, ordinary });
        }
    }

    /// Marks the names that other services' texts use as words.
    fn mark_ordinary(&mut self, corpus: &Corpus) {
        let mut used: HashMap<(String, usize), BTreeSet<usize>> = HashMap::new();
        for (record, entry) in corpus.records.iter().enumerate() {
            for text in corpus.texts.get(entry.texts.clone()).into_iter().flatten() {
                let plain = plain(text);
                let words: Vec<&str> = plain.split_whitespace().collect();
                for found in self.standing_in(&words) {
                    if found.name.record != record {
                        used.entry((found.first.to_owned(), found.at)).or_default().insert(record);
                    }
                }
            }
        }
        for ((first, at), records) in used {
            if let Some(name) = self.by_first.get_mut(&first).and_then(|names| names.get_mut(at)) {
                name.ordinary |= records.len() >= ORDINARY;
            }
        }
    }

    /// The records whose names stand in the text, each with how it was said.
    pub(super) fn said(&self, text: &str) -> Vec<(usize, Said)> {
        let plain = plain(text);
        let words: Vec<&str> = plain.split_whitespace().take(200).collect();
        let mut said: Vec<(usize, Said)> = Vec::new();
        for found in self.found(&words) {
            let how = match (found.is_all(&words), found.name.ordinary) {
                _ if found.is_refused(&words) => Said::Refused,
                (true, _) => Said::ByName,
                (false, false) if found.name.words.len() > 1 => Said::InFull,
                (false, false) => Said::InPassing,
                (false, true) => Said::AsAWord,
            };
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
    fn found<'a>(&'a self, words: &[&'a str]) -> Vec<Found<'a>> {
        let found = self.standing_in(words);
        found.iter().filter(|one| !found.iter().any(|other| one.is_within(other))).copied().collect()
    }

    /// Every name in the words, also one within another.
    fn standing_in<'a>(&'a self, words: &[&'a str]) -> Vec<Found<'a>> {
        let mut found = Vec::new();
        for (start, first) in words.iter().enumerate() {
            for (at, name) in self.by_first.get(*first).into_iter().flatten().enumerate() {
                let end = start + name.words.len();
                if words.get(start..end).is_some_and(|here| here == name.words.as_slice()) {
                    found.push(Found { start, end, first, at, name });
                }
            }
        }
        found
    }
}

/// A name and the words that it takes up.
#[derive(Debug, Clone, Copy)]
struct Found<'a> {
    start: usize,
    end: usize,
    /// Where the name is kept: its first word, and which of those.
    first: &'a str,
    at: usize,
    name: &'a Name,
}

impl Found<'_> {
    fn is_within(&self, other: &Self) -> bool {
        other.start <= self.start && self.end <= other.end && other.end - other.start > self.end - self.start
    }

    /// Whether the words before it say that it is not wanted.
    fn is_refused(&self, words: &[&str]) -> bool {
        let before = words.get(..self.start).unwrap_or_default().join(" ");
        let ends =
            |refusing: &str| before.strip_suffix(refusing).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
        // "They do not shout" is about no service, "there is no CAMHS here" asks for it.
        let by_name = before == "not" || (!self.name.ordinary && ends("not"));
        by_name || REFUSING.iter().any(|refusing| ends(refusing)) || self.turned_away(words)
    }

    /// Whether the words after it say that somebody was turned away there.
    fn turned_away(&self, words: &[&str]) -> bool {
        let after = words.get(self.end..).unwrap_or_default().iter().copied();
        let after = after.skip_while(|word| BETWEEN.contains(word)).take(3).collect::<Vec<_>>().join(" ");
        let begins = |said: &str| after.strip_prefix(said).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        TURNED_AWAY.iter().any(|said| begins(said))
    }

    /// Whether the words around it say nothing more than that it is asked about.
    fn is_all(&self, words: &[&str]) -> bool {
        let before = |at: usize| at.checked_sub(1).and_then(|before| words.get(before));
        words.iter().enumerate().all(|(at, word)| {
            (self.start..self.end).contains(&at)
                || ABOUT.contains(word)
                || (*word == "no" && before(at).is_some_and(|before| NUMBER.contains(before)))
        })
    }
}
