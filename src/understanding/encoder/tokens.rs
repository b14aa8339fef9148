//! A text to the numbers that the network reads: `WordPiece` over BERT's form.

use std::collections::HashMap;

use rten_text::models::{Model, WordPiece};
use rten_text::normalizers::{Bert as Lowercase, BertOptions, Normalizer};
use rten_text::pre_tokenizers::{Bert as Split, PreTokenizer};

/// At most so many tokens of a sentence are read, its two marks included: time
/// grows with them, and people say what they need in fewer.
pub(super) const MOST: usize = 64;

/// Marks the beginning of a text.
const BEGIN: &str = "[CLS]";
/// Marks its end.
const END: &str = "[SEP]";

/// The tokenizer.
#[derive(Clone)]
pub(super) struct Tokens {
    lowercase: Lowercase,
    pieces: WordPiece,
    begin: i32,
    end: i32,
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tokens")
    }
}

impl Tokens {
    /// With a vocabulary of one piece a line.
    pub(super) fn new(vocabulary: &str) -> Self {
        let ids: HashMap<String, u32> = vocabulary.lines().map(str::to_owned).zip(0..).collect();
        let pieces = WordPiece::from_vocab(ids, rten_text::models::WordPieceOptions::default());
        let id = |mark| pieces.get_token_id(mark).and_then(|id| i32::try_from(id).ok()).unwrap_or_default();
        let (begin, end) = (id(BEGIN), id(END));
        let lowercase = Lowercase::new(BertOptions { lowercase: true, strip_accents: true });
        Self { lowercase, pieces, begin, end }
    }

    /// The tokens of a text between the two marks. Any text at all gives some.
    pub(super) fn of(&self, text: &str) -> Vec<i32> {
        let mut tokens = vec![self.begin];
        let clean: String = text.chars().filter_map(clean).collect();
        if let Ok((lower, _)) = self.lowercase.normalize(&clean) {
            for word in Split::new().pre_tokenize(&lower).unwrap_or_default() {
                if tokens.len() >= MOST {
                    break;
                }
                let pieces = self.pieces.encode(word).unwrap_or_default();
                tokens.extend(pieces.into_iter().filter_map(|id| i32::try_from(id).ok()));
            }
        }
        tokens.truncate(MOST - 1);
        tokens.push(self.end);
        tokens
    }
}

/// BERT drops what cannot be seen and reads every kind of space as one.
fn clean(letter: char) -> Option<char> {
    match letter {
        '\0' | '\u{fffd}' => None,
        letter if letter.is_whitespace() => Some(' '),
        letter if letter.is_control() || is_format(letter) => None,
        letter => Some(letter),
    }
}

/// Marks of direction and joining: an attack on the reader's eye, not words.
fn is_format(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{feff}')
}
