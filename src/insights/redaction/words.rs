//! A text as words, with what stands between them.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// One word.
#[derive(Debug)]
pub(super) struct Word {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// In lower case, with straight apostrophes.
    pub(super) plain: String,
    /// It begins with a capital letter.
    pub(super) capital: bool,
    /// A digit is in it.
    pub(super) digit: bool,
}

/// The words of a text.
#[derive(Debug)]
pub(super) struct Words<'a> {
    text: &'a str,
    list: Vec<Word>,
}

impl<'a> Words<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut list: Vec<Word> = Vec::new();
        for (start, piece) in text.unicode_word_indices() {
            let end = start + piece.len();
            // "Smith-Jones" and "o'hara" are one word each.
            let joined = list.last_mut().filter(|last| {
                text.get(last.range.end..start).is_some_and(|gap| gap == "-" || gap == "’" || gap == "'")
                    && !last.digit
                    && !has_digit(piece)
            });
            if let Some(last) = joined {
                last.range.end = end;
                last.plain = plain(text.get(last.range.clone()).unwrap_or_default());
            } else {
                list.push(Word {
                    range: start..end,
                    plain: plain(piece),
                    capital: piece.chars().next().is_some_and(char::is_uppercase),
                    digit: has_digit(piece),
                });
            }
        }
        Self { text, list }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Word> {
        self.list.get(at)
    }

    /// The word in lower case; empty past either end.
    pub(super) fn plain(&self, at: usize) -> &str {
        self.list.get(at).map_or("", |word| word.plain.as_str())
    }

    /// The word some places before another.
    pub(super) fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.plain(at))
    }

    /// What stands between a word and the one before it.
    pub(super) fn gap(&self, at: usize) -> &str {
        let end = self.get(at).map_or(self.text.len(), |word| word.range.start);
        let start = at.checked_sub(1).and_then(|before| self.get(before)).map_or(0, |word| word.range.end);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether nothing but space stands before a word.
    pub(super) fn follows(&self, at: usize) -> bool {
        let gap = self.gap(at);
        !gap.is_empty() && gap.trim().is_empty()
    }

    /// From one word to the end of another.
    pub(super) fn range(&self, first: usize, last: usize) -> Option<Range<usize>> {
        Some(self.get(first)?.range.start..self.get(last)?.range.end)
    }
}

/// Whether a word stands in a list of words with spaces between.
pub(super) fn is_among(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

fn plain(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

fn has_digit(word: &str) -> bool {
    word.chars().any(|letter| letter.is_ascii_digit())
}
