//! What somebody answers to "are you safe?": only a message that says nothing
//! else. It never takes danger for its opposite: "I'm not safe" is no answer
//! here, it is screened.

use std::sync::LazyLock;

use regex::Regex;

/// What the whole message says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhetherSafe {
    /// "I'm safe", "not in danger".
    Safe,
    /// "I'm fine": safe where that was asked, and small talk elsewhere.
    Fine,
    /// "I was only joking".
    Joking,
    /// "Aye", and nothing else.
    Yes,
    /// "No", "not really".
    No,
}

const AGREEING: &str = "yes|yeah|aye|yep|ye|yea|oh|ok|okay|honestly|sorry|lol|haha|omg|chill|calm down|dont worry|dinnae worry|its ok|its fine|all good";
const WHO: &str = r"(?:i ?m|i am|am|ah ?m|a ?m|we ?re|we are|she ?s|he ?s|she is|he is|they are|they ?re|everyone ?s|everyone is|both)";
const QUITE: &str = r"(?:(?:all|both|totally|really|perfectly|actually|definitely|quite|just|fine and|ok and|only|jist|obviously|clearly|a)\s+)*";
const AFTER: &str = r"(?:\s+(?:now|here|thanks|thank you|ta|honestly|tho|though|really|the noo|at the moment|rn|btw|promise|just now|today|tonight|lol|haha|sorry|mate|man|chill|calm down|about|around))*";

static PATTERNS: LazyLock<Vec<(WhetherSafe, Regex)>> = LazyLock::new(|| {
    let agreeing = format!("(?:(?:{AGREEING})\\s+)*");
    let before = format!("(?:(?:{AGREEING}|no|naw|nah)\\s+)*");
    // "No safe" is Scots for "not safe": who is safe must be said. "No a joke"
    // is no joke either: after a bare "no" it must be said what was one.
    let said = |what: &str| Regex::new(&format!("^{before}{WHO}\\s+{QUITE}(?:{what}){AFTER}$"));
    let safe = said("safe|(?:not|no) in (?:any )?danger|in no danger");
    let fine = said("ok|okay|fine|alright|aw ?right|all right|grand|good");
    let joking = Regex::new(&format!(
        "^(?:{agreeing}|{before}(?:i was|ah wis|a wis|it was|it wis|its|it is|that was|was|i ?m|i am|am)\\s+){QUITE}(?:joking|jokin|kidding|kiddin|joke|messing|messin|having a laugh|jk|being dramatic|bein dramatic|exaggerating){AFTER}$"
    ));
    let yes = Regex::new("^(?:yes|yeah|aye|yep|yup|yea|yas)(?: (?:i ?m|i am|am|we are|thanks|ta|i think so))*$");
    let no = Regex::new(
        "^(?:no|naw|nope|nah|nae)(?: (?:no|naw|really|im not|i am not|am no|im no))*$|^(?:not|no) really$|^(?:im not|i am not|am no|im no)$",
    );
    [
        (WhetherSafe::Safe, safe),
        (WhetherSafe::Fine, fine),
        (WhetherSafe::Joking, joking),
        (WhetherSafe::Yes, yes),
        (WhetherSafe::No, no),
    ]
    .into_iter()
    .filter_map(|(meant, pattern)| Some((meant, pattern.ok()?)))
    .collect()
});

/// What the message says about safety, and nothing else. `text` is the plain form.
pub fn whether_safe(text: &str) -> Option<WhetherSafe> {
    PATTERNS.iter().find(|(_, pattern)| pattern.is_match(text)).map(|(meant, _)| *meant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::plain;

    #[test]
    fn each_answer_is_understood_and_danger_never_is_one() {
        for (text, expected) in [
            ("I'm safe", Some(WhetherSafe::Safe)),
            ("yes im safe", Some(WhetherSafe::Safe)),
            ("aye am safe the noo", Some(WhetherSafe::Safe)),
            ("we're both safe thanks", Some(WhetherSafe::Safe)),
            ("I'm not in danger", Some(WhetherSafe::Safe)),
            ("im ok now", Some(WhetherSafe::Fine)),
            ("ah'm fine honestly", Some(WhetherSafe::Fine)),
            ("i was only kidding", Some(WhetherSafe::Joking)),
            ("it was a joke lol", Some(WhetherSafe::Joking)),
            ("jk", Some(WhetherSafe::Joking)),
            ("naw it was just a joke", Some(WhetherSafe::Joking)),
            ("no a joke", None),
            ("no joke", None),
            ("naw no jokin", None),
            ("no kidding", None),
            ("its no a joke", None),
            ("am no joking", None),
            ("aye", Some(WhetherSafe::Yes)),
            ("yes I am", Some(WhetherSafe::Yes)),
            ("no", Some(WhetherSafe::No)),
            ("naw no really", Some(WhetherSafe::No)),
            ("not really", Some(WhetherSafe::No)),
            ("no I'm not", Some(WhetherSafe::No)),
            ("ok", None),
            ("yes please", None),
            ("no thanks", None),
            ("none of these", None),
            ("I'm not safe", None),
            ("am no safe", None),
            ("no safe", None),
            ("no in danger", None),
            ("no im not ok", None),
            ("in danger", None),
            ("im in danger now", None),
            ("im safe but he has my sister", None),
            ("im fine it was only a slap", None),
            ("is it safe", None),
            ("the joke is on me", None),
        ] {
            assert_eq!(whether_safe(&plain(text)), expected, "{text}");
        }
    }
}
