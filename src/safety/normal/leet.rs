//! Digits and signs that stand for letters: "k1ll mys3lf". Real numbers stay:
//! an age, a time, a dose or a phone number must not turn into a word.

/// The word that a token spells with digits and signs, or `None` where it is
/// a plain word or a real number. `is_word` tells what is a word for certain.
pub(super) fn read(word: &str, is_word: impl Fn(&str) -> bool) -> Option<String> {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    let masked = word.chars().filter(|letter| plain(*letter).is_some()).count();
    if masked == 0 || letters == 0 || is_number_with_unit(word) {
        return None;
    }
    if is_school_year(word) {
        return None;
    }
    let read: String = word.chars().map(|letter| plain(letter).unwrap_or(letter)).collect();
    if is_word(&read) {
        return Some(read);
    }
    // Two digits at an end are an age ("im15"), one behind a short word is a
    // school year, a console or a room ("s3", "ps5").
    let trailing = word.chars().rev().take_while(char::is_ascii_digit).count();
    let leading = word.chars().take_while(char::is_ascii_digit).count();
    let is_number = longest_digits(word) > 2 || trailing == 2 || leading == 2 || (letters <= 2 && trailing == 1);
    (!is_number && masked <= letters + 1).then_some(read)
}

fn plain(letter: char) -> Option<char> {
    Some(match letter {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '6' | '9' => 'g',
        '7' | '+' => 't',
        '8' => 'b',
        _ => return None,
    })
}

/// "s4" and "p5", whatever two letters may stand for.
fn is_school_year(word: &str) -> bool {
    matches!(word.as_bytes(), [b's' | b'p', b'1'..=b'7'])
}

fn longest_digits(word: &str) -> usize {
    word.split(|letter: char| !letter.is_ascii_digit()).map(str::len).max().unwrap_or(0)
}

/// "10pm", "15yo", "3rd", "500mg", "2x".
fn is_number_with_unit(word: &str) -> bool {
    let unit = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    unit.len() < word.len()
        && matches!(
            unit,
            "am" | "pm"
                | "st"
                | "nd"
                | "rd"
                | "th"
                | "yo"
                | "yr"
                | "yrs"
                | "y"
                | "yearold"
                | "mg"
                | "ml"
                | "g"
                | "kg"
                | "k"
                | "x"
                | "m"
                | "h"
                | "hr"
                | "hrs"
                | "min"
                | "mins"
                | "s"
                | "sec"
                | "secs"
                | "p"
                | "ish"
                | "ft"
                | "lb"
                | "lbs"
                | "cm"
                | "mm"
                | "km"
                | "d"
                | "days"
                | "weeks"
                | "months"
                | "years"
                | "e"
                | "ers"
        )
}
