//! Misspellings, one word at a time, and words that lost or gained a space.

use std::collections::HashMap;

use super::Normaliser;
use super::token::Token;
use crate::understanding::sound::sound;
use crate::understanding::words::Neighbour;

/// Shorter words are too near to too many others.
const SHORTEST: usize = 4;
/// From this length two edits are believed.
const TWO_EDITS: usize = 7;
/// A word of four letters is only taken for one as common as this.
const COMMON_ENOUGH: u64 = 2_500;
/// A word two edits away is at least as common as this.
const COMMON: u64 = 15_000;
/// A word one edit away is at least as common as this.
const TARGET: u64 = 20_000;
/// Words that nobody is told they meant.
const RUDE: [&str; 12] =
    ["tits", "anal", "anus", "fuck", "fucks", "cunt", "cock", "cocks", "whore", "slut", "sluts", "porn"];
/// The halves of a joined word are at least as common as this.
const HALF: u64 = 3_000;

/// What was found for each misspelt word, `None` where nothing was: it is the
/// dearest part of reading, and no word need be looked for twice.
pub(super) type Mended = HashMap<String, Option<Vec<String>>>;

/// Mends what is no known word; everything else stays.
pub(super) fn correct(tokens: Vec<Token>, known: &Normaliser, mended: &mut Mended) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if !can_be_wrong(&token, known) {
            out.push(token);
        } else if let Some(joined) = joined(out.last(), &token, known) {
            out.pop();
            out.push(Token::word(joined));
        } else if let Some(joined) = tokens.peek().and_then(|next| joined(Some(&token), next, known)) {
            tokens.next();
            out.push(Token::word(joined));
        } else {
            match mended.entry(token.text.clone()).or_insert_with(|| meant(&token.text, known)) {
                Some(words) => out.extend(words.iter().map(Token::word)),
                None => out.push(token),
            }
        }
    }
    out
}

/// The word that was meant, or the two.
fn meant(word: &str, known: &Normaliser) -> Option<Vec<String>> {
    nearest(word, known).map(|word| vec![word]).or_else(|| halves(word, known).map(|(one, two)| vec![one, two]))
}

/// Letters of plain English only: no names, no numbers, no other script.
fn can_be_wrong(token: &Token, known: &Normaliser) -> bool {
    token.is_word()
        && !token.fixed
        && token.text.len() >= SHORTEST
        && token.text.len() <= 24
        && token.text.bytes().all(|letter| letter.is_ascii_lowercase())
        && !known.is_fine(&token.text)
}

/// "depres sion": with the word before it, a word that is known.
fn joined(before: Option<&Token>, token: &Token, known: &Normaliser) -> Option<String> {
    let before = before.filter(|before| before.is_word() && !before.fixed && before.text.len() > 2)?;
    let whole = format!("{}{}", before.text, token.text);
    known.words().rank(&whole).map(|_| whole)
}

/// The known word that was most likely meant.
fn nearest(word: &str, known: &Normaliser) -> Option<String> {
    let length = word.len();
    let whole = format!("{word}g");
    if word.ends_with("in") && known.words().rank(&whole).is_some() {
        return Some(whole);
    }
    let same_start = |neighbour: &Neighbour| first(word) == first(&neighbour.word);
    let mut candidates = known.words().near(word, 1);
    candidates.retain(|neighbour| {
        let limit = if length > SHORTEST { TARGET } else { COMMON_ENOUGH };
        neighbour.ours
            || (length > SHORTEST && sorted(word) == sorted(&neighbour.word))
            || (neighbour.rank < limit && (length > SHORTEST || same_start(neighbour)))
    });
    let by_ear = known.words().sounds_like(word);
    candidates.extend(by_ear.into_iter().filter(|other| usize::from(other.distance) * 2 <= length));
    if candidates.is_empty() && length >= TWO_EDITS {
        candidates = known.words().near(word, 2);
        candidates.retain(|neighbour| (neighbour.ours || neighbour.rank < COMMON) && same_start(neighbour));
    }
    candidates
        .into_iter()
        .filter(|neighbour| neighbour.word.len() >= SHORTEST && !RUDE.contains(&neighbour.word.as_str()))
        .min_by_key(|neighbour| (cost(word, neighbour), neighbour.word.clone()))
        .map(|neighbour| neighbour.word)
}

/// What is cheapest was meant: near, common, of our own words; letters that
/// changed places or vowels that were guessed are cheaper than other slips.
fn cost(typed: &str, neighbour: &Neighbour) -> i64 {
    let meant = neighbour.word.as_str();
    let common = i64::from(u64::BITS - neighbour.rank.leading_zeros()) * 2;
    // Who spells by ear is further from the word, but means it all the same.
    let by_ear = sound(typed) == sound(meant);
    let mut cost = i64::from(neighbour.distance) * if by_ear { 8 } else { 20 } + common;
    if neighbour.ours {
        cost -= 4;
    }
    if sorted(typed) == sorted(meant) {
        cost -= 8;
    } else if skeleton(typed) == skeleton(meant) {
        cost -= 6;
    }
    if !by_ear && first(typed) != first(meant) {
        cost += 8;
    }
    if typed.chars().next_back() != meant.chars().next_back() {
        cost += 2;
    }
    cost
}

fn first(word: &str) -> Option<char> {
    word.chars().next()
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}

/// The consonants, doubled ones once: what a guesser of vowels gets right.
fn skeleton(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().filter(|letter| !"aeiouy".contains(*letter)).collect();
    letters.dedup();
    letters
}

/// "needhelp": two common words without their space.
fn halves(word: &str, known: &Normaliser) -> Option<(String, String)> {
    (2..=word.len().saturating_sub(2))
        .filter_map(|middle| word.split_at_checked(middle))
        .filter_map(|(first, second)| {
            let common = known.words().whole(first)?.max(known.words().whole(second)?);
            (common < HALF).then(|| (common, (first.to_owned(), second.to_owned())))
        })
        .min_by_key(|(common, _)| *common)
        .map(|(_, halves)| halves)
}
