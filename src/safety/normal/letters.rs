//! One letter at a time: case, accents, look-alikes, invisible characters.

use unicode_normalization::UnicodeNormalization;

/// The plain letters of a text: lower case, no accents, no invisible or
/// direction characters, letters of fancy alphabets as ordinary ones.
/// Everything else stays as it is.
pub(in crate::safety) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| !is_invisible(*letter)).flat_map(squared).nfkd() {
        if unicode_normalization::char::is_combining_mark(letter) {
            continue;
        }
        for letter in letter.to_lowercase() {
            // Lower-casing can bring accents back (İ), so they are dropped here too.
            if !unicode_normalization::char::is_combining_mark(letter) {
                out.push(small_capital(letter));
            }
        }
    }
    out
}

/// Letters of other alphabets that were mixed into a Latin word to hide it
/// ("kіll" with a Ukrainian і). A word of one alphabet alone stays: it is in
/// that language.
pub(super) fn unmask(word: &str) -> String {
    if word.is_ascii() || !word.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return word.to_owned();
    }
    word.chars().map(|letter| look_alike(letter).unwrap_or(letter)).collect()
}

/// Characters that nobody sees: zero-width, direction, soft hyphen, variation
/// selectors, tags. Joiners inside an emoji go with them, which leaves its parts.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Letters in boxes and balloons, which Unicode does not count as letters.
fn squared(letter: char) -> impl Iterator<Item = char> {
    let code = u32::from(letter);
    let first = match code {
        0x1f150..=0x1f169 => Some(0x1f150),
        0x1f170..=0x1f189 => Some(0x1f170),
        0x1f1e6..=0x1f1ff => Some(0x1f1e6),
        _ => None,
    };
    let plain = first.and_then(|first| char::from_u32(u32::from('a') + code - first));
    std::iter::once(plain.unwrap_or(letter))
}

fn small_capital(letter: char) -> char {
    match letter {
        'ᴀ' => 'a',
        'ʙ' => 'b',
        'ᴄ' => 'c',
        'ᴅ' => 'd',
        'ᴇ' => 'e',
        'ꜰ' => 'f',
        'ɢ' => 'g',
        'ʜ' => 'h',
        'ɪ' | 'ı' => 'i',
        'ᴊ' => 'j',
        'ᴋ' => 'k',
        'ʟ' | 'ł' => 'l',
        'ᴍ' => 'm',
        'ɴ' => 'n',
        'ᴏ' | 'ø' => 'o',
        'ᴘ' => 'p',
        'ʀ' => 'r',
        'ꜱ' => 's',
        'ᴛ' => 't',
        'ᴜ' => 'u',
        'ᴠ' => 'v',
        'ᴡ' => 'w',
        'ʏ' => 'y',
        'ᴢ' => 'z',
        letter => letter,
    }
}

fn look_alike(letter: char) -> Option<char> {
    Some(match letter {
        'а' | 'α' => 'a',
        'в' | 'ь' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'є' | 'ε' => 'e',
        'ɡ' => 'g',
        'һ' | 'н' => 'h',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' => 'l',
        'м' => 'm',
        'п' | 'η' => 'n',
        'о' | 'ο' | 'σ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'μ' => 'u',
        'ѵ' | 'ν' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        _ => return None,
    })
}
