//! Which words are ordinary, which are first names, and what the knowledge
//! base says in public.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::words::Words;
use crate::knowledge::{ContactKind, Knowledge};

/// Words that are no names, though they may follow "I'm" or "my pal".
const COMMON: &str = include_str!("common.txt");

/// First names, most of them frequent in Scotland.
const FIRST_NAMES: &str = include_str!("first_names.txt");

/// First names that are also words, places or surnames: names only where
/// something else says so.
const AMBIGUOUS_NAMES: &str = include_str!("ambiguous_names.txt");

/// A word counts as ordinary when the knowledge base uses it so often in small
/// letters; once could be a slip.
const USES: usize = 2;

/// The longest public phrase that is looked for, in words.
const PHRASE: usize = 8;

/// What is known of words and numbers.
#[derive(Debug)]
pub(super) struct Lexicon {
    common: HashSet<String>,
    first_names: HashSet<&'static str>,
    ambiguous: HashSet<&'static str>,
    places: HashSet<String>,
    phrases: HashSet<String>,
    numbers: HashSet<String>,
    hosts: HashSet<String>,
}

impl Lexicon {
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let ambiguous: HashSet<&str> = AMBIGUOUS_NAMES.split_whitespace().collect();
        let first_names: HashSet<&str> =
            FIRST_NAMES.split_whitespace().filter(|name| !ambiguous.contains(name)).collect();
        let mut lexicon = Self {
            common: COMMON.split_whitespace().map(str::to_owned).collect(),
            first_names,
            ambiguous,
            places: HashSet::new(),
            phrases: HashSet::new(),
            numbers: HashSet::new(),
            hosts: HashSet::new(),
        };
        lexicon.learn_places(knowledge);
        lexicon.learn_services(knowledge);
        lexicon.learn_ordinary_words(knowledge);
        lexicon
    }

    fn learn_places(&mut self, knowledge: &Knowledge) {
        for place in &knowledge.places.places {
            for name in std::iter::once(&place.name).chain(&place.also_known_as) {
                self.learn_phrase(name);
                // "The Murray" must not make a place of "the".
                self.places.extend(words_of(name).filter(|word| !self.common.contains(word)));
            }
        }
    }

    fn learn_services(&mut self, knowledge: &Knowledge) {
        for number in &knowledge.short_numbers.numbers {
            self.numbers.insert(digits(&number.number));
        }
        for service in knowledge.services.values() {
            for name in [Some(&service.name), service.provider.as_ref()].into_iter().flatten() {
                self.learn_phrase(name);
            }
            for name in &service.also_known_as {
                self.learn_phrase(name);
                self.numbers.insert(digits(name));
            }
            for contact in &service.contacts {
                self.numbers.insert(digits(&contact.value));
                match contact.kind {
                    ContactKind::Address => self.learn_phrase(&contact.value),
                    _ => self.hosts.extend(host(&contact.value)),
                }
            }
        }
        self.numbers.remove("");
    }

    fn learn_phrase(&mut self, phrase: &str) {
        let words: Vec<String> = words_of(phrase).collect();
        // Each part that stands alone, as "Strathaven" in an address, is as public.
        for part in phrase.split([',', '(', ')', ';']) {
            self.phrases.insert(words_of(part).collect::<Vec<_>>().join(" "));
        }
        self.phrases.insert(words.join(" "));
        self.phrases.remove("");
    }

    /// What the knowledge base writes in small letters is an ordinary word.
    fn learn_ordinary_words(&mut self, knowledge: &Knowledge) {
        let mut uses: HashMap<String, usize> = HashMap::new();
        for service in knowledge.services.values() {
            let texts = service.questions.iter().chain([&service.summary]).chain(&service.what_to_expect);
            for text in texts {
                for word in text.split(|c: char| !(c.is_alphanumeric() || c == '\'')) {
                    if word.chars().next().is_some_and(char::is_lowercase) {
                        *uses.entry(word.to_owned()).or_default() += 1;
                    }
                }
            }
        }
        let ordinary = uses.into_iter().filter(|(_, times)| *times >= USES).map(|(word, _)| word);
        let names = &self.first_names;
        self.common.extend(ordinary.filter(|word| !names.contains(word.as_str())));
    }

    /// An ordinary word: no name unless something strong says so.
    pub(super) fn is_common(&self, plain: &str) -> bool {
        let bare = plain.strip_suffix("'s").unwrap_or(plain);
        self.common.contains(plain)
            || self.common.contains(bare)
            || self.common.contains(&plain.replace('\'', ""))
            || bare.chars().count() < 2
    }

    /// A name that is hardly anything else.
    pub(super) fn is_first_name(&self, plain: &str) -> bool {
        let bare = plain.strip_suffix("'s").unwrap_or(plain);
        self.first_names.contains(bare) || bare.strip_suffix('s').is_some_and(|bare| self.first_names.contains(bare))
    }

    /// A name among other things.
    pub(super) fn may_be_first_name(&self, plain: &str) -> bool {
        self.is_first_name(plain) || self.ambiguous.contains(plain.strip_suffix("'s").unwrap_or(plain))
    }

    /// A part of a place's name.
    pub(super) fn is_place(&self, plain: &str) -> bool {
        self.places.contains(plain)
    }

    /// A single word that the knowledge base names: a service, a place.
    pub(super) fn is_public(&self, plain: &str) -> bool {
        self.phrases.contains(plain)
    }

    /// A number that the knowledge base holds.
    pub(super) fn is_public_number(&self, number: &str) -> bool {
        let digits = digits(number);
        self.numbers.contains(&digits)
            || digits.strip_prefix("44").is_some_and(|rest| self.numbers.contains(&format!("0{rest}")))
    }

    /// A site that the knowledge base links to.
    pub(super) fn is_public_host(&self, link: &str) -> bool {
        let bare = link.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
        let bare = bare.strip_prefix("www.").unwrap_or(bare);
        self.hosts.contains(&bare.to_lowercase())
    }

    /// Where the text names what the knowledge base names.
    pub(super) fn public_phrases(&self, words: &Words<'_>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for first in 0..words.len() {
            let mut phrase = String::new();
            for last in first..words.len().min(first + PHRASE) {
                if last > first {
                    phrase.push(' ');
                }
                phrase.push_str(words.plain(last));
                if self.phrases.contains(&phrase) {
                    found.extend(words.range(first, last));
                }
            }
        }
        found
    }
}

fn words_of(text: &str) -> impl Iterator<Item = String> {
    let words = Words::of(text);
    (0..words.len()).map(|at| words.plain(at).to_owned()).collect::<Vec<_>>().into_iter()
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn host(value: &str) -> Option<String> {
    let url = url::Url::parse(value).ok()?;
    let host = url.host_str()?.to_lowercase();
    Some(host.strip_prefix("www.").unwrap_or(&host).to_owned())
}
