//! Fingers on a keyboard, with nothing meant by it.

use super::words::Words;

/// Rows of a keyboard, and the alphabet; a run along one is no word.
const ROWS: [&str; 7] =
    ["qwertyuiop", "asdfghjkl", "zxcvbnm", "poiuytrewq", "lkjhgfdsa", "mnbvcxz", "abcdefghijklmnopqrstuvwxyz"];

/// What people add to nonsense.
const FILLERS: [&str; 8] = ["lol", "haha", "hahaha", "xd", "lmao", "x", "xx", "hehe"];

/// Whether a message is nonsense. `typed` is its plain form. Emoji and other
/// scripts mean something, so a message that holds them is never nonsense.
pub(super) fn is_gibberish(raw: &str, typed: &str, words: &Words) -> bool {
    if !raw.is_ascii() {
        return false;
    }
    if typed.is_empty() {
        return !raw.trim().is_empty();
    }
    let rest: Vec<&str> = typed
        .split(' ')
        .filter(|word| !FILLERS.contains(word) && !word.bytes().all(|letter| letter.is_ascii_digit()))
        .collect();
    let nonsense = |word: &&str| !words.knows(word) && (is_mash(word) || is_repeated(word));
    !rest.is_empty() && rest.iter().all(|word| nonsense(word) || is_mash_of_known(word))
}

/// "asdf" and "qwerty" may stand in a list of words and are mash all the same.
fn is_mash_of_known(word: &str) -> bool {
    along_a_row(word, 4) && word.len() <= 12
}

fn is_mash(word: &str) -> bool {
    let vowels = word.bytes().filter(|letter| b"aeiouy".contains(letter)).count();
    let letters = word.len();
    let longest = word.as_bytes().split(|letter| b"aeiouy".contains(letter)).map(<[u8]>::len).max().unwrap_or(0);
    (letters >= 4 && vowels == 0)
        || (letters >= 5 && longest >= 5)
        || (letters >= 8 && longest >= 4 && vowels * 4 <= letters)
        || along_a_row(word, 4)
        || (letters >= 8 && jumps(word))
}

/// "qpwoeiruty": every step crosses the keyboard.
fn jumps(word: &str) -> bool {
    let [top, ..] = ROWS;
    let at: Vec<i32> =
        word.chars().filter_map(|letter| top.find(letter).and_then(|place| i32::try_from(place).ok())).collect();
    at.len() == word.len() && at.windows(2).all(|pair| matches!(pair, [a, b] if (a - b).abs() >= 1)) && at.len() >= 8
}

fn along_a_row(word: &str, length: usize) -> bool {
    let bytes = word.as_bytes();
    bytes
        .windows(length)
        .any(|part| std::str::from_utf8(part).is_ok_and(|part| ROWS.iter().any(|row| row.contains(part))))
}

/// "hhhhhhh", "bloopbloopbloop", "hahfhahf".
fn is_repeated(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.len() >= 5
        && (1..=letters.len() / 3).any(|size| letters.chunks(size).all(|chunk| letters.starts_with(chunk)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn nonsense_is_known_and_words_are_not_nonsense() {
        let words = Words::new(&Knowledge::default());
        let check = |text: &str| is_gibberish(text, &crate::understanding::plain(text), &words);
        for text in ["hhhhhhh", ";;;;'''##", "asdfgh lol", "kjhgkjhg", "...", "qpwoeiruty 99", "sdfkjh sdfkjh", "zxcv"]
        {
            assert!(check(text), "{text}");
        }
        for text in [
            "",
            " ",
            "help",
            "sos",
            "im sad",
            "plz hlp",
            "camhs",
            "ptsd",
            "14",
            "nhs 24",
            "wtf",
            "skl",
            "ema",
            "dnt knw",
            "strength",
            "rhythm",
            "😭😭",
            "idk",
            "asdf help me",
            "cba",
            "scrnshts of me",
        ] {
            assert!(!check(text), "{text}");
        }
    }
}
