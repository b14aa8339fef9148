//! The words that rules look for, and slips of the finger towards them.

use std::collections::{HashMap, HashSet};

use crate::understanding::is_surely_right;

/// Words that are known, and those among them that a slip is mended to.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    known: HashSet<String>,
    /// Words of four letters or more by their first letter, each with the
    /// letters that stand in it.
    targets: HashMap<char, Vec<(u32, String)>>,
}

/// Words shorter than this are never mended: too many of them lie side by side.
const SHORTEST: usize = 4;

/// From this many letters on two slips are mended.
const LONG: usize = 7;

impl Lexicon {
    /// `targets` are the words that rules look for, `known` those that are
    /// spelt right without being looked for.
    pub(super) fn new(targets: impl IntoIterator<Item = String>, known: impl IntoIterator<Item = String>) -> Self {
        let mut lexicon = Self { known: known.into_iter().collect(), targets: HashMap::new() };
        for word in targets {
            let Some(first) = word.chars().next() else { continue };
            if lexicon.known.insert(word.clone()) && word.len() >= SHORTEST && word.is_ascii() {
                lexicon.targets.entry(first).or_default().push((letters(&word), word));
            }
        }
        for words in lexicon.targets.values_mut() {
            words.sort_by(|one, other| one.1.cmp(&other.1));
        }
        lexicon
    }

    /// Whether exactly this word is known.
    pub(super) fn has(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    /// Whether the word, or what is left without its ending, is spelt right.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.known.contains(word)
            || is_surely_right(word)
            || ["s", "d", "r", "y", "es", "ed", "er", "ly", "ing"].iter().any(|ending| {
                let stem = word.strip_suffix(ending).filter(|stem| stem.len() >= 3);
                stem.is_some_and(|stem| self.known.contains(stem) || (stem.len() >= LONG && is_surely_right(stem)))
            })
    }

    /// The word that was meant: the nearest that a rule looks for, by one slip,
    /// or two in a long word. The first letter must be right, or the first two
    /// be swapped: "wnat", "cuting", "depresed".
    pub(super) fn mend(&self, word: &str) -> Option<&str> {
        if word.len() < SHORTEST || !word.bytes().all(|byte| byte.is_ascii_lowercase()) || self.knows(word) {
            return None;
        }
        let allowed = if word.len() >= LONG { 2 } else { 1 };
        let (mut start, held) = (word.chars(), letters(word));
        let starts = [start.next(), start.next()];
        starts
            .iter()
            .flatten()
            .filter_map(|first| self.targets.get(first))
            .flatten()
            .filter(|(_, target)| target.len().abs_diff(word.len()) <= allowed)
            // A slip changes at most two letters of those that stand in a word:
            // this alone rules out nearly all, and costs nothing.
            .filter(|(others, _)| usize::try_from((held ^ others).count_ones()).is_ok_and(|off| off <= 2 * allowed))
            .filter_map(|(_, target)| {
                let slips = strsim::osa_distance(word, target);
                if slips > allowed {
                    return None;
                }
                let swapped = same_letters(word, target);
                let same_start = target.as_bytes().first() == word.as_bytes().first();
                let likely = swapped || squeeze(word, 1, 2) == squeeze(target, 1, 2);
                (same_start || swapped).then_some((slips, !likely, target))
            })
            .min()
            .map(|(_, _, target)| target.as_str())
    }

    /// The word behind a run of one letter, "soooo": with it twice where that
    /// is a word ("pillls"), else once.
    pub(super) fn shorten(&self, word: &str) -> Option<String> {
        let (twice, once) = (squeeze(word, 2, 3), squeeze(word, 1, 3));
        if once == word {
            return None;
        }
        Some(if self.known.contains(&twice) && !self.known.contains(&once) { twice } else { once })
    }

    /// The word behind stars: "s*icide". The first known one that fits.
    pub(super) fn uncover(&self, word: &str) -> Option<&str> {
        if !word.contains('*') || !word.bytes().any(|byte| byte.is_ascii_alphabetic()) {
            return None;
        }
        let first = word.chars().next().filter(|first| *first != '*')?;
        let fits = |target: &&String| {
            target.len() == word.len()
                && target.bytes().zip(word.bytes()).all(|(known, seen)| seen == b'*' || seen == known)
        };
        self.targets.get(&first)?.iter().map(|(_, target)| target).find(fits).map(String::as_str)
    }

    /// The known words that a text without spaces is made of, as few as can be.
    pub(super) fn segment(&self, text: &str) -> Option<Vec<String>> {
        if !text.is_ascii() || text.len() > 120 || self.known.contains(text) {
            return None;
        }
        // best[end] is where the last word of the best reading of text[..end] begins, and of how many words it is.
        let mut best: Vec<Option<(usize, usize)>> = vec![None; text.len() + 1];
        if let Some(start) = best.first_mut() {
            *start = Some((0, 0));
        }
        for end in 1..=text.len() {
            for start in end.saturating_sub(14)..end {
                let Some((_, words)) = best.get(start).copied().flatten() else { continue };
                let word = text.get(start..end).unwrap_or_default();
                let fits = matches!(word, "i" | "a" | "u") || (word.len() > 1 && self.known.contains(word));
                let slot = best.get_mut(end)?;
                if fits && slot.is_none_or(|(_, known)| words + 1 < known) {
                    *slot = Some((start, words + 1));
                }
            }
        }
        let mut words = Vec::new();
        let mut end = text.len();
        while end > 0 {
            let (start, _) = best.get(end).copied().flatten()?;
            words.push(text.get(start..end)?.to_owned());
            end = start;
        }
        words.reverse();
        Some(words)
    }
}

/// Which of the letters a to z stand in a word, a bit each.
fn letters(word: &str) -> u32 {
    word.bytes().filter(u8::is_ascii_lowercase).fold(0, |held, letter| held | 1 << (letter - b'a'))
}

/// The word with every run of `from` or more of one letter cut to `keep`.
fn squeeze(word: &str, keep: usize, from: usize) -> String {
    let mut out = String::new();
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let mut run = 1;
        while letters.next_if_eq(&letter).is_some() {
            run += 1;
        }
        let kept = if run >= from && letter.is_alphabetic() { keep } else { run };
        out.extend(std::iter::repeat_n(letter, kept));
    }
    out
}

/// Whether both words are made of the same letters: swapped neighbours are, with
/// a letter typed once instead of twice, the likeliest slip.
fn same_letters(left: &str, right: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters = word.as_bytes().to_vec();
        letters.sort_unstable();
        letters
    };
    sorted(left) == sorted(right)
}
