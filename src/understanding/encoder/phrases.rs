//! Tells two kinds of texts apart by their words and pairs of words, having
//! seen examples of both.
//!
//! Ridge regression: each word or pair pulls a text to one side or the other, the
//! seldom ones harder, so that all examples come out as right as can be. It hears
//! what the vectors blur, "to die" beside "to die for", and errs elsewhere than
//! they do; what both say together is right more often than either. It knows
//! nothing of what the two kinds mean, nor of spelling: texts come in plain form.

use std::collections::HashMap;

use sha2::{Digest as _, Sha256};

use super::solver::{add, solve};

/// How much is paid for a strong pull, so that a word of one example says little.
/// Chosen with `SHARE` in `src/safety/nearest.rs`; half or twice as much does as well.
const PENALTY: f32 = 0.5;

/// What stands in fewer examples says nothing of other texts.
const SEEN: f32 = 2.0;

/// So many bytes stand for each phrase in what is kept.
const ENTRY: usize = 12;

/// What words and pairs of words say.
#[derive(Debug)]
pub struct Phrases {
    /// By the phrase's number, in order.
    known: Vec<Phrase>,
    /// Where a text without any of them lies.
    middle: f32,
}

/// How much a word or pair of words says.
#[derive(Debug, Clone, Copy)]
struct Phrase {
    number: u32,
    /// The larger, the fewer examples have it.
    rarity: f32,
    /// To which side, and how hard.
    pull: f32,
}

impl Phrase {
    fn of(bytes: &[u8; ENTRY]) -> Option<Self> {
        let ([number, rarity, pull], []) = bytes.as_chunks::<4>() else { return None };
        let (rarity, pull) = (f32::from_le_bytes(*rarity), f32::from_le_bytes(*pull));
        Some(Self { number: u32::from_le_bytes(*number), rarity, pull })
    }

    fn bytes(self) -> impl Iterator<Item = u8> {
        [self.number.to_le_bytes(), self.rarity.to_le_bytes(), self.pull.to_le_bytes()].into_iter().flatten()
    }
}

/// A text by the places of its phrases among the known, each with its weight; the
/// squares of the weights add up to 1.
type Row = Vec<(usize, f32)>;

impl Phrases {
    /// Learns from texts, each with where it should lie: 1 for one kind, -1 for the
    /// other, and what lies between in between. A second for forty thousand of
    /// them. `None` where there is nothing to learn from, or the arithmetic fails.
    pub fn learn(texts: &[(&str, f32)]) -> Option<Self> {
        let read: Vec<Vec<u32>> = texts.iter().map(|(text, _)| phrases(text)).collect();
        let mut learned = Self { known: known(&read), middle: mean(texts)? };
        let rows: Vec<Row> = read.into_iter().map(|phrases| learned.row(phrases)).collect();
        let mut sums = vec![0.0_f32; learned.known.len()];
        for (row, (_, place)) in rows.iter().zip(texts) {
            spread(&mut sums, row, place - learned.middle);
        }
        let pulls = solve(&sums, |step| {
            let mut moved = vec![0.0; step.len()];
            add(&mut moved, PENALTY, step);
            for row in &rows {
                spread(&mut moved, row, along(row, step));
            }
            Some(moved)
        })?;
        learned.known.iter_mut().zip(pulls).for_each(|(known, pull)| known.pull = pull);
        Some(learned)
    }

    /// What was learned before, out of [`Phrases::learned`]. `None` where that cannot be.
    pub(super) fn recalled(learned: &[u8]) -> Option<Self> {
        let (middle, rest) = learned.split_first_chunk()?;
        let (entries, []) = rest.as_chunks::<ENTRY>() else { return None };
        let known = entries.iter().map(Phrase::of).collect::<Option<_>>()?;
        Some(Self { known, middle: f32::from_le_bytes(*middle) })
    }

    /// What takes long to learn, in bytes.
    pub(super) fn learned(&self) -> Vec<u8> {
        let known = self.known.iter().flat_map(|known| known.bytes());
        self.middle.to_le_bytes().into_iter().chain(known).collect()
    }

    /// Where a text lies: about 1 among the one kind, about -1 among the other.
    pub fn place(&self, text: &str) -> f32 {
        let pull = |at: &usize| self.known.get(*at).map_or(0.0, |known| known.pull);
        self.row(phrases(text)).iter().map(|(at, weight)| weight * pull(at)).sum::<f32>() + self.middle
    }

    fn row(&self, phrases: Vec<u32>) -> Row {
        let place = |number: u32| self.known.binary_search_by_key(&number, |known| known.number).ok();
        let found = phrases.into_iter().filter_map(place);
        let rarities: Row = found.filter_map(|at| Some((at, self.known.get(at)?.rarity))).collect();
        let length = rarities.iter().map(|(_, rarity)| rarity * rarity).sum::<f32>().sqrt();
        rarities.into_iter().map(|(at, rarity)| (at, rarity / length)).collect()
    }
}

/// Every phrase that stands in more than one of the texts, none of them pulling yet.
fn known(texts: &[Vec<u32>]) -> Vec<Phrase> {
    let mut seen: HashMap<u32, f32> = HashMap::new();
    for phrase in texts.iter().flatten() {
        *seen.entry(*phrase).or_default() += 1.0;
    }
    let all = count(texts.len());
    let often = seen.into_iter().filter(|(_, times)| *times >= SEEN);
    let mut known: Vec<Phrase> = often
        .map(|(number, times)| Phrase { number, rarity: 1.0 + ((1.0 + all) / (1.0 + times)).ln(), pull: 0.0 })
        .collect();
    known.sort_unstable_by_key(|known| known.number);
    known
}

/// The words of a text and each two that follow one another, as numbers, each once.
fn phrases(text: &str) -> Vec<u32> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let pairs = words.array_windows().map(|[one, two]| number(&format!("{one} {two}")));
    let mut phrases: Vec<u32> = words.iter().map(|word| number(word)).chain(pairs).collect();
    phrases.sort_unstable();
    phrases.dedup();
    phrases
}

/// A number for a phrase, always the same; of a hundred thousand phrases one or two
/// share theirs with another.
fn number(phrase: &str) -> u32 {
    let digest: [u8; 32] = Sha256::digest(phrase).into();
    digest.first_chunk().map_or(0, |first| u32::from_le_bytes(*first))
}

fn along(row: &Row, step: &[f32]) -> f32 {
    row.iter().map(|(at, weight)| step.get(*at).map_or(0.0, |step| step * weight)).sum()
}

fn spread(to: &mut [f32], row: &Row, times: f32) {
    for (at, weight) in row {
        if let Some(to) = to.get_mut(*at) {
            *to += times * weight;
        }
    }
}

fn mean(texts: &[(&str, f32)]) -> Option<f32> {
    (!texts.is_empty()).then(|| texts.iter().map(|(_, place)| place).sum::<f32>() / count(texts.len()))
}

fn count(texts: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "some ten thousands")]
    let count = texts as f32;
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [(&str, f32); 6] = [
        ("i want to die", 1.0),
        ("she wants me to die tonight", 1.0),
        ("that cake is to die for", -1.0),
        ("chips to die for tonight", -1.0),
        ("where can i get chips", -1.0),
        ("i get a bit low", -0.1),
    ];

    fn learn() -> Phrases {
        // Several times each: a handful of examples weighs little beside the penalty.
        Phrases::learn(&TEXTS.repeat(20)).unwrap()
    }

    #[test]
    fn each_example_lies_near_where_it_should() {
        let learned = learn();
        for (text, place) in TEXTS {
            assert!((learned.place(text) - place).abs() < 0.2, "{text}: {}", learned.place(text));
        }
    }

    #[test]
    fn two_words_together_say_what_neither_says_alone() {
        let learned = learn();
        assert!(learned.place("to die") > learned.place("to die for") + 0.5);
    }

    #[test]
    fn a_text_of_unknown_words_lies_in_the_middle() {
        let learned = learn();
        for text in ["", "xylophone", "кот"] {
            assert_eq!(learned.place(text).to_bits(), learned.middle.to_bits(), "{text}");
        }
    }

    #[test]
    fn what_was_learned_before_tells_apart_just_the_same() {
        let learned = learn();
        let recalled = Phrases::recalled(&learned.learned()).unwrap();
        for (text, _) in TEXTS {
            assert_eq!(recalled.place(text).to_bits(), learned.place(text).to_bits(), "{text}");
        }
        assert!(Phrases::recalled(&[]).is_none());
        assert!(Phrases::recalled(&[0; 5]).is_none(), "a phrase that broke off");
    }

    #[test]
    fn from_nothing_is_learned_nothing() {
        assert!(Phrases::learn(&[]).is_none());
        assert!(Phrases::learn(&[("only", 1.0)]).is_none(), "no phrase twice");
    }
}
