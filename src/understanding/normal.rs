//! A message in plain English: spelling, texting, slang and Scots undone.
//!
//! Any text at all has a plain form, and the plain form of a plain form is
//! itself. It never changes a word that is spelt right, a name or a phrase
//! that the vocabulary says must stay.

mod apostrophes;
mod letters;
mod slang;
mod spelling;
mod token;

use std::collections::HashMap;

use self::slang::Slang;
use self::spelling::Mended;
use super::readings::{Form, Readings};
use super::words::Words;
use crate::knowledge::Knowledge;

/// Slang may mean slang, which means English; more rounds would be a circle.
const ROUNDS: usize = 4;

/// A longer message is read no further than this: nobody types it, and the
/// sentence encoder would cut it anyway.
const LONGEST: usize = 2_000;

/// Turns messages into plain English.
#[derive(Debug)]
pub(super) struct Normaliser {
    words: Words,
    slang: Slang,
    form: Form,
}

impl Normaliser {
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let (words, vocabulary) = (Words::new(knowledge), &knowledge.vocabulary);
        let form = Form::new("plain", [words.ours(), format!("{vocabulary:?}").as_bytes()]);
        Self { words, slang: Slang::new(vocabulary), form }
    }

    /// The words that are spelt right.
    pub(super) fn words(&self) -> &Words {
        &self.words
    }

    /// Whether it gives every text the same plain form as another.
    pub(super) fn reads_like(&self, other: &Self) -> bool {
        self.form == other.form
    }

    /// The plain English form.
    pub(super) fn normal(&self, text: &str) -> String {
        self.read(text, &mut Mended::new())
    }

    /// The plain English form of each of many texts. What stands there twice is
    /// read once, a slip that many of them make is mended once, and what was read
    /// before is not read at all. A single message leaves nothing behind, so this
    /// is for what staff wrote.
    pub(super) fn all(&self, texts: &[String], readings: &Readings) -> Vec<String> {
        let (mut mended, mut read) = (Mended::new(), HashMap::new());
        let mut plain = |text: &String| readings.of(&self.form, text, || self.read(text, &mut mended));
        texts.iter().map(|text| read.entry(text).or_insert_with(|| plain(text)).clone()).collect()
    }

    fn read(&self, text: &str, mended: &mut Mended) -> String {
        let mut tokens = token::tokens(text);
        tokens.truncate(LONGEST);
        for _ in 0..ROUNDS {
            let before = tokens.clone();
            tokens = self.slang.translate(&letters::calm(tokens, self));
            tokens = spelling::correct(tokens, self, mended);
            if tokens == before {
                break;
            }
        }
        token::join(&tokens)
    }

    /// Whether a word needs no mending.
    fn is_fine(&self, word: &str) -> bool {
        self.words.knows(word) || self.slang.knows(word)
    }
}
