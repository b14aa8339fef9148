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

/// Words that announce another need, whatever it is. Group `next` stays with
/// the second need.
static ANOTHER: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let and = r"(?:and|an|n|&|\+|plus)";
    [
        format!(r"(?i)[\s,.;!?]+{and}\s*(?:also|on top of that|another thing(?: is)?|secondly)[\s,:]+(?P<next>\S)"),
        r"(?i)[.;!?]\s*(?:also|on top of that|another thing(?: is)?|secondly)[\s,:]+(?P<next>\S)".to_owned(),
        r"(?i)[\s,;]+plus[\s,]+(?P<next>(?:i|we|my|ma|can|where|how|is|do|im|am)\b)".to_owned(),
    ]
    .iter()
    .map(|text| pattern(text))
    .collect()
});

/// Words after which a second need stands only where it is about something
/// else: "i feel low and i need money", not "im hungry and i need food".
static PERHAPS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[\s,.;!?]+(?:and|an|n|&|\+|plus)\s+(?P<next>(?:i|we|ah|a)\s+(?:need|want|also need|am looking for|cannae afford|can'?t afford|don'?t have|have no|hae nae|could do with)\s|(?:where|how|who)\s+(?:can|do|could|would|dae|wid)\s+(?:i|we|a|ah)\s|(?:is|are)\s+there\s|can\s+(?:i|we)\s+get\s)",
    )
});

/// Words that only tell more of oneself. A second need begins there where both
/// parts are about something, and neither about how it feels: "i need a job
/// and i look after my mum", not "im getting bullied and i feel sad".
static MORE_OF_ME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[\s,.;!?]+(?:(?:and|an|n|&|\+|plus)\s+)(?P<next>(?:(?:i|ah|a|we)\s+(?:look|care|keep|get|got|am|can'?t|cannot|cannae|might|think)|i'?m|am|my|ma|our|oor|some(?:one|body)|who)\s)",
    )
});

/// How somebody feels.
const FEELINGS: usize = 5;

/// What needs are about. Two that share a subject are one.
static SUBJECTS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"money|cash|food|foodbank|skint|grants?|benefits?|debts?|bills?|electric|gas|heating|nappies|hungry|clothes|uniform|afford|eat",
        r"somewhere to (?:live|stay|sleep)|place to (?:live|stay)|home|homeless|house|hoose|flat|evicted|tenancy|kicked out",
        r"jobs?|work|cv|apprenticeship|college|course|training|tutor|exams?",
        r"dentist|tooth|toothache|doctor|gp|glasses|optician|inhaler|asthma|spots|rash",
        r"condoms?|pill|contraception|pregnan\w*|sti|chlamydia|baby|abortion",
        r"low|sad|depress\w*|anxi\w*|worried|stress\w*|lonely|panic\w*|sleep|cry\w*|mental health|talk to|feel\w*|scared|cope",
        r"bull(?:y|ied|ying)|picked on",
        r"drink\w*|drunk|drugs?|weed|hash|alcohol|smok\w*|vap\w*|gambl\w*",
        r"young carer|car(?:e|ing) for|look\w* after|respite",
        r"bus pass|bus card|young scot|saltire|clubs?|youth club|football team|gym|swimming",
        r"passport|visa|asylum|lawyer|solicitor|court|interpreter",
        r"autis\w*|adhd|dyslexi\w*|assessment",
    ]
    .iter()
    .map(|words| pattern(&format!(r"(?i)\b(?:{words})\b")))
    .collect()
});

/// A home that says who asks, and is no subject: "i'm in a children's house and i need a tutor"
/// is no question for a place to live.
static WHO_ASKS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:(?:child(?:ren)?|weans?|kids?)['’]?s?|care|foster|residential) (?:house|hoose|home|hame|unit)\b")
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
    let cut = |joint: &Regex, allowed: fn(&str, &str) -> bool| {
        joint.captures_iter(text).find_map(|found| {
            let first = text.get(..found.get(0)?.start())?;
            let second = text.get(found.name("next")?.start()..)?;
            let two = asks(first) && asks(second) && !NOTHING_NEW.is_match(second) && allowed(first, second);
            two.then_some((first, second))
        })
    };
    let another = ANOTHER.iter().find_map(|joint| cut(joint, |_, _| true));
    another
        .or_else(|| cut(&PERHAPS, |first, second| are_different(&subjects(first), &subjects(second))))
        .or_else(|| cut(&MORE_OF_ME, are_two_matters))
}

/// About different things, and neither about a feeling that the other may cause.
fn are_two_matters(first: &str, second: &str) -> bool {
    let (first, second) = (subjects(first), subjects(second));
    let feels = |about: &[bool]| about.get(FEELINGS) == Some(&true);
    are_different(&first, &second) && !feels(&first) && !feels(&second)
}

fn subjects(part: &str) -> Vec<bool> {
    let part = WHO_ASKS.replace_all(part, " ");
    SUBJECTS.iter().map(|subject| subject.is_match(&part)).collect()
}

/// Whether both parts have a subject, and none in common.
fn are_different(first: &[bool], second: &[bool]) -> bool {
    first.contains(&true) && second.contains(&true) && !first.iter().zip(second).any(|(one, other)| *one && *other)
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
        check("im 15 and pregnant and i want an abortion", &["im 15 and pregnant and i want an abortion"]);
        check("no money this week and we have no food", &["no money this week and we have no food"]);
        check("i left care and i dont have a doctor", &["i left care and i dont have a doctor"]);
        check("my mum is ill and i need someone to talk to", &["my mum is ill and i need someone to talk to"]);
        check("i need help and i need it now", &["i need help and i need it now"]);
        check("me and my pal fell out and i feel sick", &["me and my pal fell out and i feel sick"]);
        check("i need a job and i look after my mum", &["i need a job", "i look after my mum"]);
        let of_care = "i'm in a children's house and i need a tutor for maths";
        check(of_care, &[of_care]);
        check("looking for work and my flat is damp", &["looking for work", "my flat is damp"]);
        check("im getting bullied and i feel sad", &["im getting bullied and i feel sad"]);
        check("my mum drinks and my dad is never here", &["my mum drinks and my dad is never here"]);
        check("food and also money", &["food and also money"]);
        check("", &[]);
        check("  ", &[]);
    }
}
