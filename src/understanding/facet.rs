//! Which fact about a service a message asks for: "is it free", "wit time dae
//! they shut", "will my mum find out".
//!
//! It recognises the question only. Whether the record holds the answer, and
//! which service is meant, is decided elsewhere.

mod days;
mod languages;
mod patterns;

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

pub use self::days::AskedDay;
pub use self::languages::language_name;
use self::patterns::PATTERNS;
use super::pattern::pattern;

/// What a follow-up asks of a service; the names are part of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facet {
    /// What it costs.
    Cost,
    /// When it is open.
    Hours,
    /// Its telephone number.
    Phone,
    /// Its text number.
    Text,
    /// Its page.
    Web,
    /// Who would be told.
    Confidential,
    /// How to join, and who must refer.
    How,
    /// Who it is for, and from which age.
    Who,
    /// Where it is.
    Where,
    /// What happens there.
    Expect,
    /// Whether a friend may come.
    Bring,
    /// Languages and BSL.
    Language,
    /// Films.
    Video,
    /// What to say.
    Words,
}

/// A facet that a message asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedFacet {
    /// Which.
    pub facet: Facet,
    /// What the message says besides, without the small words: the name of a
    /// service, a place, or a need that makes it a new question.
    pub rest: Vec<String>,
    /// The days that it names, where it asks for opening hours.
    pub days: Vec<AskedDay>,
    /// The code of the language that it names, where it asks for one.
    pub language: Option<&'static str>,
}

static COMPILED: LazyLock<Vec<(Facet, Regex)>> =
    LazyLock::new(|| PATTERNS.iter().map(|(facet, patterns)| (*facet, pattern(&patterns.join("|")))).collect());

/// Small words that make no message a new question.
const SMALL: &[&str] = &[
    "a", "aboot", "about", "actually", "ae", "again", "ah", "all", "also", "although", "am", "an", "and", "anaw",
    "anything", "any", "are", "as", "at", "aw", "be", "btw", "but", "by", "can", "could", "cos", "course", "dae", "do",
    "does", "either", "even", "first", "for", "fur", "from", "go", "going", "gonna", "have", "he", "hey", "hi", "how",
    "i", "id", "if", "ill", "im", "in", "is", "it", "its", "ive", "jist", "just", "kinda", "know", "like", "long",
    "lol", "m", "ma", "maybe", "me", "my", "n", "need", "nae", "no", "noo", "not", "now", "of", "oh", "ok", "okay",
    "on", "one", "ones", "or", "oor", "out", "place", "please", "pls", "plz", "r", "really", "right", "s", "same",
    "she", "so", "some", "someone", "still", "t", "ta", "tae", "than", "thanks", "that", "the", "their", "them",
    "then", "there", "these", "they", "thing", "this", "those", "though", "tho", "thru", "to", "too", "try", "u", "ur",
    "us", "use", "ve", "wait", "want", "was", "we", "well", "what", "whit", "when", "which", "who", "wi", "will",
    "with", "would", "yeah", "yes", "you", "your", "second", "third", "last", "number", "two", "three", "1", "2", "3",
    "1st", "2nd", "3rd", "thats", "theyre", "service", "line", "people", "folk", "person", "somebody", "speak", "talk",
    "phone", "call", "text",
];

/// The facet that a message asks for, if it asks for one.
///
/// `text` is the plain form. A message may ask for a facet and hold a need of
/// its own ("free condoms"): `rest` tells the two apart.
pub fn asked_facet(text: &str) -> Option<AskedFacet> {
    let (facet, found) = COMPILED.iter().find_map(|(facet, asked)| Some((*facet, asked.find(text)?)))?;
    let before = text.get(..found.start()).unwrap_or_default();
    let after = text.get(found.end()..).unwrap_or_default();
    let rest = before
        .split(' ')
        .chain(after.split(' '))
        .filter(|word| !word.is_empty() && !SMALL.contains(word))
        .map(str::to_owned)
        .collect();
    let days = if facet == Facet::Hours { days::days(text) } else { Vec::new() };
    let language = languages::named(text).filter(|_| facet == Facet::Language);
    Some(AskedFacet { facet, rest, days, language })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str, expected: Option<Facet>) -> Option<String> {
        let asked = asked_facet(&crate::understanding::plain(text));
        let facet = asked.as_ref().map(|asked| asked.facet);
        (facet != expected).then(|| format!("{text}: {asked:?}, not {expected:?}"))
    }

    #[test]
    fn every_pattern_can_be_read() {
        assert_eq!(COMPILED.len(), PATTERNS.len());
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table of cases")]
    fn each_fact_is_recognised_in_any_register() {
        use Facet::{
            Bring, Confidential, Cost, Expect, Hours, How, Language, Phone, Text, Video, Web, Where, Who, Words,
        };
        let mut failures: Vec<String> = Vec::new();
        for (facet, texts) in [
            (
                Cost,
                &[
                    "is it free",
                    "does it cost anything",
                    "whats it cost",
                    "how much is it",
                    "dae ye hae tae pay",
                    "do i have to pay",
                    "free?",
                    "will it cost me",
                    "is it aw free",
                    "kooth, is it free",
                    "will it show on my phone bill",
                ][..],
            ),
            (
                Hours,
                &[
                    "is it open now",
                    "are they open now",
                    "and at weekends?",
                    "opening times",
                    "when do they close",
                    "are they open the noo",
                    "what time do they shut",
                    "is it 24 hours",
                    "can i phone them tonight",
                    "is that open on sundays",
                    "whit time dae they open",
                ],
            ),
            (
                Phone,
                &[
                    "number please",
                    "whats their number",
                    "can my mum ring",
                    "is that a landline",
                    "gies the number",
                    "can i phone them",
                    "phone number?",
                ],
            ),
            (
                Text,
                &[
                    "can i text instead",
                    "i hate phoning",
                    "is there a text number",
                    "can i whatsapp them",
                    "cannae phone",
                ],
            ),
            (Web, &["do they have a website", "whats the link", "send me the link", "website?"]),
            (
                Confidential,
                &[
                    "will my mum find out",
                    "do they tell school",
                    "is it confidential",
                    "i dont want my parents to know",
                    "do i have to tell my name",
                    "will they phone the polis",
                    "is it anonymous",
                    "wull they tell ma maw",
                    "do i have to give my real name",
                ],
            ),
            (
                How,
                &[
                    "do i need a doctor for that",
                    "how do i book",
                    "do i need a voucher or that",
                    "how do i join",
                    "can i just turn up",
                    "do i need to be referred",
                    "hoo dae a get it",
                    "is there a waiting list",
                    "can i refer myself",
                ],
            ),
            (
                Who,
                &[
                    "how old are you meant to be for it",
                    "what age is it for",
                    "am i too young",
                    "is it just for girls",
                    "can i go if im 12",
                    "whats the age limit",
                    "am a too auld",
                ],
            ),
            (
                Where,
                &[
                    "where is it",
                    "whaur is it",
                    "bus there from blantyre?",
                    "whats the address",
                    "how far is it",
                    "is it near me",
                ],
            ),
            (
                Expect,
                &[
                    "what happens there",
                    "is there a group or is it just one to one",
                    "what do they do",
                    "who will i be speaking to",
                    "tell me more",
                    "whit happens when ye phone",
                    "what happens if i ring them",
                    "what happens when i ring at night",
                    "can you tell me about winstons wish",
                    "how does it work",
                ],
            ),
            (
                Bring,
                &["can i bring a friend", "can ma pal come wi me", "do i have to go alone", "can my mum come with me"],
            ),
            (Language, &["they have polish person?", "is there bsl", "do they speak urdu", "can i get an interpreter"]),
            (Video, &["is there a video", "have you got a video about it"]),
            (Words, &["what do i even say to them", "whit dae a say", "i dont know what to say", "how do i start"]),
        ] {
            failures.extend(texts.iter().filter_map(|text| wrong(text, Some(facet))));
        }
        assert!(failures.is_empty(), "{failures:#?}");
    }

    #[test]
    fn a_need_is_not_a_fact() {
        for text in
            ["i feel sad", "getting bullied at school", "my mum drinks", "skint", "thanks that helps", "right ta", "ok"]
        {
            assert_eq!(wrong(text, None), None);
        }
    }

    #[test]
    fn what_else_is_said_remains() {
        let rest =
            |text: &str| asked_facet(&crate::understanding::plain(text)).map(|asked| asked.rest).unwrap_or_default();
        assert_eq!(rest("kooth, is it free"), ["kooth"]);
        assert!(rest("is it free then").is_empty());
        assert!(!rest("how much is rent for a flat in hamilton").is_empty());
    }
}
