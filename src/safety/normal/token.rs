//! A folded text to its words, with what stood between them.

/// One word, before anything about its spelling is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Letters, digits, and the signs that stand for letters.
    pub(super) text: String,
    /// How much room stood before it: 1 a dot or dash inside a word, 2 a
    /// space, 3 and more several spaces.
    pub(super) gap: usize,
    /// A sentence ended before it.
    pub(super) after_break: bool,
}

/// What is run into the word before it, besides "will".
const SHORT_FORMS: [&str; 4] = ["s", "d", "ve", "re"];

/// Signs that can stand for a letter inside a word.
fn is_sign(letter: char) -> bool {
    matches!(letter, '@' | '$' | '*' | '+' | '|' | '!' | '€' | '£')
}

/// The words of a folded text. Emoji must already be words.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut word = String::new();
    let (mut gap, mut after_break) = (2, false);
    let letters: Vec<char> = text.chars().collect();
    for (at, &letter) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        let inside = !word.is_empty() && next.is_alphanumeric();
        if letter.is_alphanumeric() || (is_sign(letter) && (inside || (next.is_alphanumeric() && letter != '!'))) {
            word.push(letter);
            continue;
        }
        if matches!(letter, '\'' | '’' | '‘' | '`' | '´' | 'ʼ') {
            // "i'll" must not become the sick "ill", nor "he'll" hell, nor
            // "i'd" a card to show; and "brither's" is two words. All other
            // apostrophes go.
            let after = letters.get(at + 1..).unwrap_or_default();
            let ending: String = after.iter().take_while(|letter| letter.is_alphanumeric()).take(3).collect();
            if next == 'l' || (!word.is_empty() && SHORT_FORMS.contains(&ending.as_str())) {
                word.push('\'');
            }
            continue;
        }
        if !word.is_empty() {
            tokens.push(Token { text: std::mem::take(&mut word), gap, after_break });
            (gap, after_break) = (0, false);
        }
        match letter {
            '.' | '!' | '?' | '…' | '。' | '؟' | '۔' if !next.is_alphanumeric() => {
                // An ellipsis trails off and goes on; it ends no sentence.
                let trails = letter == '…' || next == '.' || (at > 0 && letters.get(at - 1) == Some(&'.'));
                after_break |= !trails;
                gap = gap.max(2);
            }
            letter if letter.is_whitespace() => gap += if gap == 0 { 2 } else { 1 },
            _ => gap = gap.max(1),
        }
    }
    if !word.is_empty() {
        tokens.push(Token { text: word, gap, after_break });
    }
    tokens
}
