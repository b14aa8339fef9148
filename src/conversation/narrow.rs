//! Age and place: understood when they are said, asked for only when the
//! answer would change, and never asked twice.

use super::action::{Action, Choice};
use super::airt::{Airt, Scene};
use super::reply::{Block, Outcome, Reply};
use super::session::Pending;
use crate::knowledge::PlaceId;
use crate::understanding::{About, Understood, number};
use crate::wording::Phrase;

/// Words that only say who and where somebody is.
const WHO_WORDS: &[&str] = &[
    "a",
    "about",
    "actually",
    "age",
    "aged",
    "ah",
    "am",
    "an",
    "and",
    "are",
    "around",
    "at",
    "ayr",
    "but",
    "by",
    "fae",
    "from",
    "girl",
    "boy",
    "guy",
    "lassie",
    "laddie",
    "i",
    "im",
    "in",
    "is",
    "its",
    "jist",
    "just",
    "live",
    "m",
    "ma",
    "me",
    "my",
    "near",
    "nearly",
    "no",
    "noo",
    "now",
    "of",
    "oh",
    "ok",
    "old",
    "only",
    "or",
    "s",
    "so",
    "sorry",
    "stay",
    "tae",
    "the",
    "though",
    "tho",
    "to",
    "turned",
    "turning",
    "we",
    "were",
    "wee",
    "year",
    "years",
    "yo",
    "yr",
    "yrs",
    "btw",
    "it",
    "if",
    "that",
    "matters",
    "helps",
    "auld",
    "somewhere",
    "area",
    "way",
    "side",
    "for",
    "for someone",
];

/// Parts of an age that are no age alone: "twenty wan".
const PARTS_OF_NUMBERS: [&str; 5] = ["wan", "one", "two", "three", "twinty"];

/// An age that is the whole message: "14", "im 14", "fourteen".
pub(super) fn bare_age(plain_text: &str) -> Option<u8> {
    plain_text.split(' ').find_map(number).filter(|age| (4..=99).contains(age))
}

/// Whether a message says nothing but an age or a place.
pub(super) fn says_only_who(plain_text: &str, understood: &Understood) -> bool {
    if understood.age.is_none() && understood.place.is_none() {
        return false;
    }
    let place = understood.place.as_ref().map(|place| place.as_str().replace('-', " ")).unwrap_or_default();
    plain_text.split(' ').all(|word| {
        WHO_WORDS.contains(&word)
            || PARTS_OF_NUMBERS.contains(&word)
            || number(word).is_some()
            || word.chars().all(|letter| letter.is_ascii_digit())
            || place.split(' ').any(|part| part == word)
            || (understood.place.is_some() && is_short_place(word))
    })
}

/// "ek", "ml9", "larky": short forms and half postcodes; the reader has
/// already said that a place was named.
fn is_short_place(word: &str) -> bool {
    let postcode = word.chars().any(|letter| letter.is_ascii_digit()) && word.chars().count() <= 4;
    postcode
        || matches!(
            word,
            "ek" | "larky" | "uddy" | "cambo" | "camglen" | "stra" | "gow" | "ruglen" | "wishy" | "coatie" | "glesga"
        )
}

/// "ok ill phone them", "gonna call": somebody is about to reach out.
pub(super) fn is_going_to_call(plain_text: &str) -> bool {
    let words: Vec<&str> = plain_text.split(' ').collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    words.len() <= 12
        && has(&[
            "phone", "call", "ring", "text", "phoning", "calling", "texting", "ringing", "phoned", "called", "fone",
        ])
        && has(&["ill", "il", "gonna", "gonnae", "going", "will", "wull", "ok", "okay", "am", "al", "ahll"])
        && !has(&["not", "no", "cant", "cannae", "wont", "dont", "scared", "what", "how", "who", "can", "should"])
}

impl Airt {
    pub(super) fn narrowed(&self, scene: &mut Scene, understood: &Understood) -> Reply {
        learn(scene, understood);
        self.again(scene)
    }

    pub(super) fn age_given(&self, scene: &mut Scene, age: Option<u8>) -> Reply {
        scene.session.pending = None;
        scene.session.asked_age = true;
        scene.session.age = age.or(scene.session.age);
        self.again(scene)
    }

    pub(super) fn place_given(&self, scene: &mut Scene, place: Option<PlaceId>) -> Reply {
        scene.session.pending = None;
        scene.session.asked_place = true;
        place_learned(scene, place);
        self.again(scene)
    }

    /// The last question again, with what is known now.
    pub(super) fn again(&self, scene: &mut Scene) -> Reply {
        let held = scene.session.question(scene.now).map(|question| question.text.clone());
        let Some(text) = held else {
            let mut reply = self.topics(Outcome::Command, Phrase::ThanksAskMe);
            self.say_if_outside(scene, &mut reply);
            return reply;
        };
        self.answer(scene, &text)
    }

    /// Says once, where somebody is outside South Lanarkshire, that they are:
    /// nobody must wonder why the club round the corner is not among the answers.
    pub(super) fn say_if_outside(&self, scene: &Scene, reply: &mut Reply) {
        let place = scene.session.place.as_ref().filter(|_| scene.new_place);
        let place = place.and_then(|place| self.parts.knowledge.places.get(place.as_str()));
        if let Some(place) = place.filter(|place| place.outside) {
            let line = self.parts.wording.say_with(Phrase::OutsideArea, &[("name", &place.name)]);
            reply.blocks.insert(0, Block::say(line));
        }
    }

    /// Asks how old somebody is, once, where the services found differ by age.
    pub(super) fn ask_age_if_it_matters(&self, scene: &mut Scene, reply: &mut Reply) {
        let session = &scene.session;
        if session.age.is_some() || session.asked_age || session.concern.is_some() || reply.services.len() < 2 {
            return;
        }
        let records: Vec<_> =
            reply.services.iter().filter_map(|shown| self.parts.knowledge.service(shown.id.as_str())).collect();
        // Only an age for which the first one is wrong and another right changes the answer.
        let differs = [10, 14, 17, 20].iter().any(|age| {
            records.first().is_some_and(|first| !first.fits_age(*age))
                && records.iter().any(|service| service.fits_age(*age))
        });
        if !differs {
            return;
        }
        scene.session.asked_age = true;
        scene.session.pending = Some(Pending::Age);
        reply.blocks.push(Block::say(self.say(Phrase::AskAge)));
        let bands =
            [(Phrase::AgeUnder12, 10), (Phrase::AgeUnder16, 14), (Phrase::AgeUnder19, 17), (Phrase::AgeOver18, 20)];
        let mut choices: Vec<Choice> =
            bands.iter().map(|(phrase, age)| self.choice(*phrase, Action::Age(Some(*age)))).collect();
        choices.push(self.choice(Phrase::RatherNotSay, Action::Age(None)));
        choices.append(&mut reply.choices);
        reply.choices = choices;
    }
}

/// Takes what a message says about age and place into the session.
pub(super) fn learn(scene: &mut Scene, understood: &Understood) {
    if matches!(understood.about, None | Some(About::Myself)) && understood.age.is_some() {
        scene.session.age = understood.age;
    }
    place_learned(scene, understood.place.clone());
}

fn place_learned(scene: &mut Scene, place: Option<PlaceId>) {
    if place.is_some() && place != scene.session.place {
        scene.new_place = true;
        scene.session.place = place;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn going_to_call_is_not_being_afraid_to() {
        for text in ["ok ill phone them", "im gonna call", "ok will text them now"] {
            assert!(is_going_to_call(text), "{text}");
        }
        for text in [
            "i cant phone them",
            "should i call",
            "what if they call my mum",
            "how do i phone",
            "im scared to phone ok",
        ] {
            assert!(!is_going_to_call(text), "{text}");
        }
    }

    #[test]
    fn an_age_or_a_place_alone_is_told_from_a_need() {
        let aged = Understood { age: Some(11), ..Understood::default() };
        let placed = Understood { place: Some("carluke".into()), ..Understood::default() };
        assert!(says_only_who("im only 11", &aged));
        assert!(says_only_who("in carluke", &placed));
        assert!(!says_only_who("im 11 and getting bullied", &aged));
        assert!(!says_only_who("food bank in carluke", &placed));
    }
}
