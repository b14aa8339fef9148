//! The form of a message over which the rules are written: lower case, plain
//! letters, single spaces, no tricks of spelling.

use unicode_normalization::UnicodeNormalization;

/// The normalised form. Any text at all gives one, the same one every time.
pub(super) fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.nfkd().flat_map(char::to_lowercase) {
        match letter {
            '\'' | '’' | '‘' | '`' => {}
            letter if letter.is_alphanumeric() => out.push(letter),
            letter if unicode_normalization::char::is_combining_mark(letter) => {}
            _ if out.ends_with(' ') || out.is_empty() => {}
            _ => out.push(' '),
        }
    }
    out.trim_end().to_owned()
}
