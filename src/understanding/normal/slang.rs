//! The vocabulary at work: longest phrase first, and never inside a phrase
//! that must stay as it is.

use std::collections::HashMap;

use super::token::{Kind, Token, tokens};
use crate::knowledge::Vocabulary;

/// What is run into the word before it.
const ENDINGS: [&str; 5] = ["'s", "'ll", "'d", "'ve", "'re"];

#[derive(Debug)]
struct Entry {
    say: Vec<String>,
    mean: Vec<Token>,
}

/// The vocabulary, ready to be matched.
#[derive(Debug)]
pub(in crate::understanding) struct Slang {
    /// By first word, the longest first.
    entries: HashMap<String, Vec<Entry>>,
    /// Phrases that stay, by first word.
    stays: HashMap<String, Vec<Vec<String>>>,
}

impl Slang {
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        let mut entries: HashMap<String, Vec<Entry>> = HashMap::new();
        let mut stays: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        for word in &vocabulary.words {
            let say = keys(&word.say);
            let mean = word.mean.first().map(|mean| tokens(&mean.to_lowercase())).unwrap_or_default();
            if let Some(first) = say.first().cloned().filter(|_| !mean.is_empty()) {
                // "low" means "feeling low": what already reads so must stay, or it grows for ever.
                let meaning: Vec<String> = mean.iter().map(Token::key).collect();
                if contains(&meaning, &say) {
                    keep(&mut stays, meaning);
                }
                entries.entry(first).or_default().push(Entry { say, mean });
            }
            word.not_in.iter().for_each(|phrase| keep(&mut stays, keys(phrase)));
        }
        for same_start in entries.values_mut() {
            same_start.sort_by_key(|entry| std::cmp::Reverse(entry.say.len()));
        }
        Self { entries, stays }
    }

    /// Whether the vocabulary holds this as an entry of one word.
    pub(in crate::understanding) fn knows(&self, word: &str) -> bool {
        self.entries.get(word).is_some_and(|entries| entries.iter().any(|entry| entry.say.len() == 1))
    }

    /// Every known phrase in plain English.
    pub(super) fn translate(&self, tokens: &[Token]) -> Vec<Token> {
        let mut tokens = tokens.to_vec();
        let keys: Vec<String> = tokens.iter().map(Token::key).collect();
        self.fix(&mut tokens, &keys);
        let mut out = Vec::with_capacity(tokens.len());
        let mut rest = tokens.as_slice();
        let mut rest_keys = keys.as_slice();
        while let Some((token, _)) = rest.split_first() {
            let entry = self.entry(rest, rest_keys);
            let length = entry.map_or(1, |entry| entry.say.len());
            match entry.map(|entry| entry.mean.clone()).or_else(|| self.before_an_ending(token)) {
                Some(mean) => out.extend(mean),
                None => out.push(token.clone()),
            }
            rest = rest.get(length..).unwrap_or_default();
            rest_keys = rest_keys.get(length..).unwrap_or_default();
        }
        out
    }

    /// Marks the phrases that must stay.
    fn fix(&self, tokens: &mut [Token], keys: &[String]) {
        for start in 0..keys.len() {
            let here = keys.get(start..).unwrap_or_default();
            let Some(phrases) = here.first().and_then(|first| self.stays.get(first)) else { continue };
            let longest = phrases.iter().filter(|phrase| here.starts_with(phrase)).map(Vec::len).max().unwrap_or(0);
            tokens.iter_mut().skip(start).take(longest).for_each(|token| token.fixed = true);
        }
    }

    /// "brither's" is "brother's": nobody can list every word with every ending.
    fn before_an_ending(&self, token: &Token) -> Option<Vec<Token>> {
        let (word, ending) = token.text.split_at_checked(token.text.rfind('\'').filter(|_| !token.fixed)?)?;
        let entry = self.entries.get(word)?.iter().find(|entry| entry.say.len() == 1)?;
        let mut mean = entry.mean.clone();
        let last = mean.last_mut().filter(|last| last.is_word() && ENDINGS.contains(&ending))?;
        last.text.push_str(ending);
        Some(mean)
    }

    fn entry(&self, tokens: &[Token], keys: &[String]) -> Option<&Entry> {
        let fits = |entry: &&Entry| {
            keys.starts_with(&entry.say)
                && tokens.iter().take(entry.say.len()).all(|token| !token.fixed && token.kind != Kind::Mark)
        };
        self.entries.get(keys.first()?)?.iter().find(fits)
    }
}

fn keys(phrase: &str) -> Vec<String> {
    tokens(&phrase.to_lowercase()).iter().filter(|token| token.kind != Kind::Mark).map(Token::key).collect()
}

fn keep(stays: &mut HashMap<String, Vec<Vec<String>>>, phrase: Vec<String>) {
    if let Some(first) = phrase.first() {
        stays.entry(first.clone()).or_default().push(phrase);
    }
}

fn contains(phrase: &[String], part: &[String]) -> bool {
    !part.is_empty() && phrase.windows(part.len()).any(|window| window == part)
}
