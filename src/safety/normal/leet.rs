//! Digits and signs that stand for letters: "k1ll mys3lf". Real numbers stay:
//! an age, a time, a dose or a phone number must not turn into a word.

/// The word that a token spells with digits and signs, or `None` where it is
/// a plain word or a real number.
pub(super) fn read(word: &str) -> Option<String> {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    let masked = word.chars().filter(|letter| is_mask(*letter)).count();
    if masked == 0 || letters == 0 || is_number_with_unit(word) || longest_digits(word) > 2 || masked > letters + 1 {
        return None;
    }
    // Two digits at an end are an age ("im15"), one behind a short word is a
    // school year, a console or a room ("s3", "ps5"), unless that is a word.
    let trailing = word.chars().rev().take_while(char::is_ascii_digit).count();
    let leading = word.chars().take_while(char::is_ascii_digit).count();
    let short_word = ["m3", "h3", "w3", "b3", "n0", "g0", "s0", "d0", "t0", "sh3", "th3", "di3"].contains(&word);
    if trailing == 2 || leading == 2 || (letters <= 2 && trailing == 1 && !short_word) {
        return None;
    }
    Some(word.chars().map(|letter| plain(letter).unwrap_or(letter)).collect())
}

fn is_mask(letter: char) -> bool {
    plain(letter).is_some()
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
