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

use std::collections::HashSet;

use self::slang::Slang;
use self::token::Token;
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
}

impl Normaliser {
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        Self { words: Words::new(knowledge), slang: Slang::new(&knowledge.vocabulary) }
    }

    /// The words that are spelt right.
    pub(super) fn words(&self) -> &Words {
        &self.words
    }

    /// The plain English form.
    pub(super) fn normal(&self, text: &str) -> String {
        let mut tokens = token::tokens(text);
        tokens.truncate(LONGEST);
        let mut strange = HashSet::new();
        for _ in 0..ROUNDS {
            let before = tokens.clone();
            tokens = self.round(tokens, &mut strange);
            if tokens == before {
                break;
            }
        }
        token::join(&tokens)
    }

    /// One round. `strange` keeps the words for which nothing was found, so
    /// that they are looked for once and not in every round.
    fn round(&self, tokens: Vec<Token>, strange: &mut HashSet<String>) -> Vec<Token> {
        let tokens = self.slang.translate(&letters::calm(tokens, self));
        spelling::correct(tokens, self, strange)
    }

    /// Whether a word needs no mending.
    fn is_fine(&self, word: &str) -> bool {
        self.words.knows(word) || self.slang.knows(word)
    }
}
