//! The plainest form of a message: lower case, words and single spaces.
//!
//! What recognisers of fixed phrases ("is it free", "forget me") are written
//! over. It corrects nothing and translates nothing.

use unicode_normalization::UnicodeNormalization;

/// Lower case, accents and apostrophes gone, everything else that is no letter
/// or digit one space. "I'm  ok?!" becomes "im ok".
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.nfkd().flat_map(char::to_lowercase) {
        match letter {
            '\'' | '’' | '‘' | '`' | '´' => {}
            _ if unicode_normalization::char::is_combining_mark(letter) => {}
            _ if letter.is_alphanumeric() => out.push(letter),
            _ if out.is_empty() || out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn words_and_single_spaces_remain() {
        for (text, expected) in
            [("I'm  ok?!", "im ok"), ("  Café — 24/7\n", "cafe 24 7"), ("", ""), ("?!", ""), ("don’t", "dont")]
        {
            assert_eq!(plain(text), expected);
        }
    }
}
