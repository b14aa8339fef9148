//! One message, two needs: "i feel low and i need money for food".
//!
//! Splits only where the message itself says that something else begins: a
//! story cut in two finds two wrong services.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;
use super::understood::Need;

/// A part with fewer words asks for nothing.
const WORDS_OF_A_NEED: usize = 3;

/// Longer than this is a story, and its "and" joins what belongs together.
const WORDS_OF_A_STORY: usize = 45;

/// Where a second need begins. Group `next` stays with the second need.
static JOINTS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let and = r"(?:and|an|n|&|\+|plus)";
    [
        format!(r"(?i)[\s,.;!?]+{and}?\s*(?:also|as well as that|on top of that|another thing(?: is)?|secondly)[\s,:]+(?P<next>\S)"),
        format!(
            r"(?i)[\s,.;!?]+{and}\s+(?P<next>(?:i|we|ah|a)\s+(?:need|want|am looking for|cannae afford|can'?t afford|cant afford|don'?t have|dont have|have no|hae nae|could do with)\s)"
        ),
        format!(
            r"(?i)[\s,.;!?]+{and}\s+(?P<next>(?:where|how|who|what)\s+(?:can|do|could|would|dae|wid|about)\s|(?:is|are) there\s|can (?:i|you|u|we) (?:get|help))"
        ),
        r"(?i)[\s,;]+plus[\s,]+(?P<next>\S)".to_owned(),
    ]
    .iter()
    .map(|text| pattern(text))
    .collect()
});

/// "and i need it now" asks for nothing new.
static NOTHING_NEW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:i|we|ah|a)\s+)?(?:need|want)\s+(?:it|this|that|them|to know|to stop|help|it to|him|her|you|u|someone|somebody|to talk|advice)\b|^(?:how|what|where|who)\s+(?:do|can|could|would|should)\s+(?:i|we|u|you)\s+(?:do|get it|go|fix|stop|tell|cope|help)\b|^what about",
    )
});

/// The needs of a message, with `normal` telling the plain English of each.
pub(super) fn split(text: &str, normal: impl Fn(&str) -> String) -> Vec<Need> {
    let need = |part: &str| {
        let raw = part.trim_matches(|letter: char| letter.is_whitespace() || ",;".contains(letter)).to_owned();
        Need { normal: normal(&raw), raw }
    };
    let parts = joint(text).map_or_else(|| vec![text], |(first, second)| vec![first, second]);
    parts.into_iter().map(need).filter(|need| !need.raw.is_empty()).collect()
}

fn joint(text: &str) -> Option<(&str, &str)> {
    if text.split_whitespace().count() > WORDS_OF_A_STORY {
        return None;
    }
    JOINTS.iter().flat_map(|joint| joint.captures_iter(text)).find_map(|found| {
        let first = text.get(..found.get(0)?.start())?;
        let second = text.get(found.name("next")?.start()..)?;
        (asks(first) && asks(second) && !NOTHING_NEW.is_match(second)).then_some((first, second))
    })
}

fn asks(part: &str) -> bool {
    part.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() >= WORDS_OF_A_NEED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_holds_one_need_or_two() {
        let check = |text: &str, expected: &[&str]| {
            let needs = split(text, str::to_owned);
            assert_eq!(needs.iter().map(|need| need.raw.as_str()).collect::<Vec<_>>(), expected, "{text}");
        };
        check("i feel low and i need money for food", &["i feel low", "i need money for food"]);
        check("my dad drinks a lot and also im getting bullied", &["my dad drinks a lot", "im getting bullied"]);
        check("cant sleep at all, plus i need a dentist", &["cant sleep at all", "i need a dentist"]);
        check(
            "im pregnant and scared and where can i get a free bus pass",
            &["im pregnant and scared", "where can i get a free bus pass"],
        );
        check("my mum is ill and i need someone to talk to", &["my mum is ill and i need someone to talk to"]);
        check("i need help and i need it now", &["i need help and i need it now"]);
        check("me and my pal fell out and i feel sick", &["me and my pal fell out and i feel sick"]);
        check("food and also money", &["food and also money"]);
        check("", &[]);
        check("  ", &[]);
    }
}
