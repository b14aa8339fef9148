//! The words that are spelt right: common English, modern words, first names,
//! and whatever the knowledge base itself uses.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use fst::{IntoStreamer, Map, MapBuilder, Streamer};
use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder};

use super::plain;
use super::sound::sound;
use crate::knowledge::Knowledge;

/// Made by `scripts/make-words`, most used first.
const ENGLISH: &str = include_str!("words/english.txt");
/// Ours: what the list is too old or too American for.
const MODERN: &str = include_str!("words/modern.txt");
/// First names that are given in Lanarkshire: never a misspelling.
const NAMES: &str = include_str!("words/names.txt");

/// How common the words of [`MODERN`] and of the knowledge base count as.
const RANK_OF_OURS: u64 = 1_500;

static COMMON: LazyLock<Map<Vec<u8>>> = LazyLock::new(|| {
    let ours = MODERN.lines().map(|word| (word.to_owned(), RANK_OF_OURS));
    let english = (0..).zip(ENGLISH.lines()).map(|(rank, word)| (word.to_owned(), rank));
    map(english.chain(ours).collect())
});

/// Rarer words are right where they stand, but nobody meant them otherwise.
const COMMON_TARGET: u64 = 25_000;

/// How much rarer a form such as "plumbed" counts than "plumb".
const RANK_OF_A_FORM: u64 = 5_000;

/// Rarer words may be anybody's: "pot", "sunt" and "jest" are in the list too.
const COMMON_IN_ENGLISH: u64 = 5_000;

/// Only words as common as this are guessed by their sound.
const COMMON_SOUND: usize = 8_000;

static SOUNDS: LazyLock<HashMap<String, Vec<(String, u64)>>> = LazyLock::new(|| {
    by_sound((0..).zip(ENGLISH.lines()).take(COMMON_SOUND).map(|(rank, word)| (word.to_owned(), rank)))
});

/// The words that a misspelling may be mended to: with every rare word among
/// them, "wich" would be a tree.
static TARGETS: LazyLock<Map<Vec<u8>>> = LazyLock::new(|| {
    let ours = MODERN.lines().map(|word| (word.to_owned(), RANK_OF_OURS));
    let english = (0..COMMON_TARGET).zip(ENGLISH.lines()).map(|(rank, word)| (word.to_owned(), rank));
    map(english.chain(ours).collect())
});

static FIRST_NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| NAMES.lines().collect());

/// Up to which rank a word of so many letters is never taken for a slip: of the
/// short ones only the commonest, because "flor" and "jest" are in the list too.
const SURE: [(usize, u64); 4] = [(4, 12_000), (5, 25_000), (6, 40_000), (7, 60_000)];

/// Building one takes milliseconds, so both are built once.
static NEAR: LazyLock<[LevenshteinAutomatonBuilder; 2]> =
    LazyLock::new(|| [LevenshteinAutomatonBuilder::new(1, true), LevenshteinAutomatonBuilder::new(2, true)]);

/// Whether the word is so plainly right as it stands that nobody meant another
/// one: common English, a modern word, a first name. `false` for shorter words
/// than four letters, and for whatever else is not listed.
pub fn is_surely_right(word: &str) -> bool {
    let up_to = SURE.iter().rev().find(|(letters, _)| word.len() >= *letters);
    let common = up_to.is_some_and(|(_, rank)| COMMON.get(word).is_some_and(|found| found < *rank));
    common || (up_to.is_some() && FIRST_NAMES.contains(word))
}

/// A known word near to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Neighbour {
    pub(super) word: String,
    /// Edits between them; two letters that changed places are one.
    pub(super) distance: u8,
    /// 0 for the most used word.
    pub(super) rank: u64,
    /// The knowledge base uses it.
    pub(super) ours: bool,
}

/// The words that are known to be spelt right.
#[derive(Debug)]
pub(super) struct Words {
    ours: Map<Vec<u8>>,
    our_sounds: HashMap<String, Vec<(String, u64)>>,
    /// Slang and the like: right as it stands, but nothing to correct to.
    slang: HashSet<String>,
}

impl Words {
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let mut ours: Vec<(String, u64)> = Vec::new();
        let mut add = |text: &str| {
            let words = plain(text);
            ours.extend(words.split(' ').filter(|word| is_letters(word)).map(|word| (word.to_owned(), RANK_OF_OURS)));
        };
        for service in knowledge.services.values() {
            let expect = service.what_to_expect.iter();
            let said = std::iter::once(&service.name).chain(&service.also_known_as).chain([&service.summary]);
            said.chain(expect).chain(&service.provider).for_each(|text| add(text));
        }
        knowledge.topics.iter().for_each(|topic| add(&topic.title));
        for place in &knowledge.places.places {
            std::iter::once(&place.name).chain(&place.also_known_as).for_each(|text| add(text));
        }
        let mut slang = HashSet::new();
        for word in &knowledge.vocabulary.words {
            word.mean.iter().for_each(|text| add(text));
            slang.extend(plain(&word.say).split(' ').map(str::to_owned));
        }
        let our_sounds = by_sound(ours.iter().cloned());
        Self { ours: map(ours), our_sounds, slang }
    }

    /// The words of the knowledge base, as bytes that differ where they do.
    pub(super) fn ours(&self) -> &[u8] {
        self.ours.as_fst().as_bytes()
    }

    /// Whether the word is right as it stands.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.rank(word).is_some() || self.slang.contains(word) || FIRST_NAMES.contains(word)
    }

    /// Whether the word belongs to English or to the slang of the vocabulary.
    /// First names and short words do not count: they are in every language.
    pub(super) fn is_english(&self, word: &str) -> bool {
        word.len() > 2 && (self.rank(word).is_some_and(|rank| rank < COMMON_IN_ENGLISH) || self.slang.contains(word))
    }

    /// How common it is; `None` for a word that is no plain English.
    pub(super) fn rank(&self, word: &str) -> Option<u64> {
        self.whole(word).or_else(|| self.stem(word))
    }

    /// How common the word itself is, whatever it may be a form of.
    pub(super) fn whole(&self, word: &str) -> Option<u64> {
        self.ours.get(word).or_else(|| COMMON.get(word))
    }

    /// "plumbed" is right because "plumb" is; "unhear" because "hear" is.
    fn stem(&self, word: &str) -> Option<u64> {
        const ENDINGS: [&str; 8] = ["s", "es", "ed", "ing", "ly", "er", "ish", "less"];
        let long = |stem: &&str| stem.len() > 3;
        let ended = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending)).filter(long);
        let silent =
            |stem: &str| self.whole(stem).or_else(|| self.whole(&format!("{stem}e")).filter(|_| !word.ends_with("es")));
        let doubles = |stem: &&str| word.ends_with('s') || !doubles_its_end(stem);
        let mut stems = ended.filter(doubles).filter_map(silent);
        let mut begun = ["un", "re", "mis"].iter().filter_map(|start| word.strip_prefix(start)).filter(long);
        stems.next().or_else(|| begun.find_map(|stem| self.whole(stem))).map(|rank| rank + RANK_OF_A_FORM)
    }

    /// Known common words that sound the same.
    pub(super) fn sounds_like(&self, word: &str) -> Vec<Neighbour> {
        let sound = sound(word);
        let by_sound = |sounds: &HashMap<String, Vec<(String, u64)>>, ours: bool| -> Vec<Neighbour> {
            let same = sounds.get(&sound).map(Vec::as_slice).unwrap_or_default();
            same.iter()
                .map(|(other, rank)| Neighbour {
                    distance: u8::try_from(strsim::osa_distance(word, other)).unwrap_or(u8::MAX),
                    word: other.clone(),
                    rank: *rank,
                    ours,
                })
                .collect()
        };
        let mut found = by_sound(&self.our_sounds, true);
        found.extend(by_sound(&SOUNDS, false));
        found
    }

    /// The known words at most `distance` (1 or 2) edits away.
    pub(super) fn near(&self, word: &str, distance: u8) -> Vec<Neighbour> {
        let [one, two] = &*NEAR;
        let automaton = if distance < 2 { one.build_dfa(word) } else { two.build_dfa(word) };
        let mut found = Vec::new();
        collect(&self.ours, &automaton, true, &mut found);
        collect(&TARGETS, &automaton, false, &mut found);
        found
    }
}

fn collect(words: &Map<Vec<u8>>, automaton: &DFA, ours: bool, found: &mut Vec<Neighbour>) {
    let mut stream = words.search(automaton).into_stream();
    while let Some((word, rank)) = stream.next() {
        if let (Distance::Exact(distance), Ok(word)) = (automaton.eval(word), std::str::from_utf8(word)) {
            found.push(Neighbour { word: word.to_owned(), distance, rank, ours });
        }
    }
}

fn by_sound(words: impl Iterator<Item = (String, u64)>) -> HashMap<String, Vec<(String, u64)>> {
    let mut sounds: HashMap<String, Vec<(String, u64)>> = HashMap::new();
    for (word, rank) in words.filter(|(word, _)| word.len() > 3) {
        let same = sounds.entry(sound(&word)).or_default();
        if !same.iter().any(|(other, _)| *other == word) {
            same.push((word, rank));
        }
    }
    sounds
}

/// "stab" becomes "stabbing", so "stabing" is wrong; "bicker" stays single.
fn doubles_its_end(stem: &str) -> bool {
    let vowel = |letter: char| "aeiou".contains(letter);
    let mut letters = stem.chars().rev();
    let end = [letters.next(), letters.next(), letters.next()];
    stem.len() < 6
        && matches!(end, [Some(last), Some(middle), Some(before)]
            if !vowel(last) && !"wxy".contains(last) && vowel(middle) && !vowel(before))
}

fn is_letters(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase())
}

/// An fst wants its keys sorted and each once; the lower rank wins. A map that
/// cannot be built is empty: then nothing is corrected, and nothing breaks.
fn map(mut words: Vec<(String, u64)>) -> Map<Vec<u8>> {
    words.sort();
    words.dedup_by(|next, first| next.0 == first.0);
    let mut builder = MapBuilder::memory();
    for (word, rank) in words {
        if builder.insert(word, rank).is_err() {
            return Map::default();
        }
    }
    builder.into_map()
}
