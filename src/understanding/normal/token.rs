//! A message in pieces: words, the ends of sentences, emoji.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// One piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Lower case, except for a name.
    pub(super) text: String,
    pub(super) kind: Kind,
    /// Part of a phrase that must stay as it is.
    pub(super) fixed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// `.`, `?`, `!` or `,`.
    Mark,
    /// Anything else that may mean something: an emoji.
    Sign,
}

impl Token {
    pub(super) fn word(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: Kind::Word, fixed: false }
    }

    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// What the vocabulary is searched for: lower case without apostrophes.
    pub(super) fn key(&self) -> String {
        if self.text.contains(|letter: char| letter == '\'' || letter.is_uppercase()) {
            self.text.replace('\'', "").to_lowercase()
        } else {
            self.text.clone()
        }
    }
}

/// The pieces of a text. Capitals survive only in the middle of a sentence,
/// where they mark a name, and not in a message that is all capitals.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let text: String = text.nfkc().map(straight).collect();
    let shouted = !text.chars().any(char::is_lowercase);
    let mut pieces = Pieces { out: Vec::new(), word: String::new(), shouted };
    for grapheme in text.graphemes(true) {
        pieces.take(grapheme);
    }
    pieces.end_word();
    pieces.out
}

/// The pieces as one line: a mark follows its word, everything else a space.
pub(super) fn join(tokens: &[Token]) -> String {
    let mut line = String::new();
    for token in tokens {
        if token.kind != Kind::Mark && !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&token.text);
    }
    line
}

/// Every kind of apostrophe is one.
fn straight(letter: char) -> char {
    match letter {
        '’' | '‘' | '`' | '´' | 'ʼ' => '\'',
        other => other,
    }
}

struct Pieces {
    out: Vec<Token>,
    word: String,
    shouted: bool,
}

impl Pieces {
    fn take(&mut self, grapheme: &str) {
        let Some(first) = grapheme.chars().next() else { return };
        if first.is_alphanumeric() && !is_keycap(grapheme) {
            self.word.push_str(grapheme);
        } else if first == '\'' && !self.word.is_empty() {
            self.word.push('\'');
        } else {
            self.end_word();
            match first {
                '.' | '?' | '!' | ',' => self.mark(first),
                '\n' | '…' | ';' | '。' | '؟' => self.mark('.'),
                _ if first.is_ascii() || first.is_whitespace() || first.is_control() || is_combining_mark(first) => {}
                _ => self.sign(grapheme),
            }
        }
    }

    fn end_word(&mut self) {
        let word = std::mem::take(&mut self.word);
        let word = word.trim_matches('\'');
        if word.is_empty() {
            return;
        }
        let starts = self.out.iter().rfind(|token| token.kind != Kind::Sign).is_none_or(|last| last.kind == Kind::Mark);
        let mut letters = word.chars();
        let name = !self.shouted
            && !starts
            && letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
            && letters.all(|letter| !letter.is_uppercase());
        let text = if name { word.to_owned() } else { word.to_lowercase() };
        self.out.push(Token::word(text));
    }

    /// One mark after a word; of several in a row the one that says most.
    fn mark(&mut self, mark: char) {
        let text = mark.to_string();
        match self.out.last_mut() {
            None => {}
            Some(last) if last.kind == Kind::Mark && (last.text == "," || mark == '?') => last.text = text,
            Some(last) if last.kind == Kind::Mark => {}
            Some(_) => self.out.push(Token { text, kind: Kind::Mark, fixed: false }),
        }
    }

    /// An emoji without its skin and colour; a row of the same is one.
    fn sign(&mut self, grapheme: &str) {
        let text: String = grapheme.chars().filter(|letter| !is_modifier(*letter)).collect();
        let again = self.out.last().is_some_and(|last| last.kind == Kind::Sign && last.text == text);
        if !text.is_empty() && !again {
            self.out.push(Token { text, kind: Kind::Sign, fixed: false });
        }
    }
}

fn is_keycap(grapheme: &str) -> bool {
    grapheme.contains('\u{20e3}')
}

fn is_modifier(letter: char) -> bool {
    matches!(letter, '\u{fe0e}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}') || letter.is_control()
}
