//! The door of this module: a text to what it says.

use super::chat::ChatFinder;
use super::language::LanguageFinder;
use super::needs;
use super::normal::Normaliser;
use super::person;
use super::place::PlaceFinder;
use super::readings::Readings;
use super::understood::Understood;
use crate::knowledge::Knowledge;

/// Reads messages. Built once from the knowledge base and then never changed.
#[derive(Debug)]
pub struct Reader {
    normaliser: Normaliser,
    places: PlaceFinder,
    chat: ChatFinder,
    languages: LanguageFinder,
    readings: Readings,
}

impl Reader {
    /// Prepares everything that reading needs.
    pub fn new(knowledge: &Knowledge) -> Self {
        Self {
            normaliser: Normaliser::new(knowledge),
            places: PlaceFinder::new(&knowledge.places),
            chat: ChatFinder::new(knowledge),
            languages: LanguageFinder::new(),
            readings: Readings::default(),
        }
    }

    /// The same, which reads of what staff wrote only what was not read before.
    #[must_use]
    pub fn with_readings(self, readings: &Readings) -> Self {
        Self { readings: readings.clone(), ..self }
    }

    /// The plain English form of a text: what sentences are compared in.
    pub fn normal(&self, text: &str) -> String {
        self.normaliser.normal(text)
    }

    /// The same of each of many texts that staff wrote, sooner than one by one.
    pub fn normals(&self, texts: &[String]) -> Vec<String> {
        self.normaliser.all(texts, &self.readings)
    }

    /// Whether it gives every text the same plain form as another: what that
    /// one has read need not be read again.
    pub fn reads_like(&self, other: &Self) -> bool {
        self.normaliser.reads_like(&other.normaliser)
    }

    /// What a message says. Takes any text and never fails.
    pub fn read(&self, text: &str) -> Understood {
        let normal = self.normal(text);
        let language = self.languages.find(text, self.normaliser.words());
        let person = person::read(text, &normal);
        Understood {
            age: person.age,
            age_of_other: person.age_of_other,
            about: person.about,
            audience: person.audience,
            carer: person.carer,
            place: self.places.find(text),
            chat: if language.is_some() { None } else { self.chat.find(text, &normal, self.normaliser.words()) },
            language,
            needs: needs::split(text, |part| if part == text.trim() { normal.clone() } else { self.normal(part) }),
            raw: text.to_owned(),
            normal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::ChatKind;
    use crate::understanding::plain;
    use proptest::prelude::*;
    use std::path::Path;
    use std::sync::LazyLock;

    static READER: LazyLock<Reader> =
        LazyLock::new(|| Reader::new(&crate::knowledge::load(Path::new("knowledge-base")).knowledge));

    /// Staff add words all the time; each must keep its promises.
    #[test]
    fn every_word_of_the_vocabulary_means_something_and_stays_where_it_must() {
        let knowledge = crate::knowledge::load(Path::new("knowledge-base")).knowledge;
        let mut broken = Vec::new();
        for word in &knowledge.vocabulary.words {
            let said = READER.normal(&word.say);
            if READER.normal(&said) != said {
                broken.push(format!("{:?} -> {said:?} -> {:?}", word.say, READER.normal(&said)));
            }
            for phrase in &word.not_in {
                let read = READER.normal(phrase);
                if plain(&read) != plain(phrase) {
                    broken.push(format!("{phrase:?} must stay but reads {read:?}"));
                }
            }
        }
        assert!(broken.is_empty(), "{} broken:\n{}", broken.len(), broken.join("\n"));
    }

    /// What is not read again after a reload must not be what would read otherwise now.
    #[test]
    fn a_reader_with_another_word_reads_otherwise() {
        let mut knowledge = crate::knowledge::load(Path::new("knowledge-base")).knowledge;
        assert!(READER.reads_like(&Reader::new(&knowledge)));
        let word = knowledge.vocabulary.words.pop().unwrap();
        assert!(!READER.reads_like(&Reader::new(&knowledge)), "without {:?}", word.say);
    }

    /// Or a fresh machine starts slowly, and a part of the reading code that
    /// `build.rs` does not name is found out here.
    #[test]
    fn all_that_is_asked_is_shipped_as_read_and_just_as_it_is_read() {
        let knowledge = crate::knowledge::load(Path::new("knowledge-base")).knowledge;
        let shown = knowledge.services.values().filter(|service| service.is_visible("2026-11-29".parse().unwrap()));
        let texts: Vec<String> = shown.flat_map(|service| service.questions.clone()).collect();
        let (folder, read) = (tempfile::tempdir().unwrap(), READER.normals(&texts));
        let shipped = Readings::open(Path::new("models"), folder.path());
        assert_eq!(Reader::new(&knowledge).with_readings(&shipped).normals(&texts), read);
        shipped.close();
        let new = folder.path().read_dir().unwrap().count();
        assert_eq!(new, 0, "something was read anew: run scripts/keep and commit what it makes");
    }

    #[test]
    fn many_texts_are_read_as_one_by_one() {
        let texts: Vec<String> =
            ["i cnat slepe", "ma maw's no well", "i cnat slepe", "cnat", ""].map(str::to_owned).to_vec();
        let single: Vec<String> = texts.iter().map(|text| READER.normal(text)).collect();
        assert_eq!(READER.normals(&texts), single);
    }

    /// Ordinary sentences, none of them in need of a dictionary.
    #[test]
    fn ordinary_english_is_left_alone() {
        for text in [
            "i am going to the park after school with a few people from my class.",
            "is there a number i can ring at night?",
            "we have a meeting about the plan on tuesday and nobody told us what it is for.",
            "the doctor gave her tablets and she feels worse.",
            "i want to learn to cook before i move out.",
            "could somebody explain how the money is paid?",
            "it was cold in the house so we put the heating on.",
            "my back is sore and i cannot sit at the desk.",
            "they are nice to me and i like it here.",
        ] {
            assert_eq!(READER.normal(text), text);
        }
    }

    #[test]
    fn chat_is_known_and_a_need_inside_it_is_a_question() {
        for (text, kind) in [
            ("hiya", Some(ChatKind::Greeting)),
            ("thanks pal", Some(ChatKind::Thanks)),
            ("who won the football celtic or hearts", Some(ChatKind::Sport)),
            ("hi im being bullied", None),
            ("ur useless nobody ever helps me", None),
            ("thanks but my mum still hits me", None),
            ("ma maw's ragin cos bake off got moved", None),
            ("help with my homework because i have dyslexia", None),
            ("i cant afford a prom dress", None),
            ("my phone is broken and i cant afford another", None),
        ] {
            assert_eq!(READER.read(text).chat, kind, "{text}");
        }
    }

    /// The examples are what the encoder learns from: each must be read as its kind.
    #[test]
    fn every_example_of_chat_is_read_as_its_kind() {
        let knowledge = crate::knowledge::load(Path::new("knowledge-base")).knowledge;
        for kind in &knowledge.out_of_scope.kinds {
            for example in &kind.examples {
                assert_eq!(READER.read(example).chat, Some(kind.id), "{example}");
            }
        }
    }

    #[test]
    fn misspelt_words_are_mended_and_right_ones_stay() {
        for (text, normal) in [
            ("i cnat slepe an im anxoius", "i can't sleep an i'm anxious"),
            ("im soooo saaaad", "i'm so sad"),
            ("HEEEELP ME", "help me"),
            ("i hvae a phoiba of being sick", "i have a phobia of being sick"),
            ("chidline in rutherglne", "childline in rutherglen"),
            ("my freind is depresed", "my friend is depressed"),
            ("needhelp with my depres sion", "need help with my depression"),
            ("I spoke to Yonas about it", "i spoke to Yonas about it"),
            ("my pal Kacper is sad", "my friend Kacper is sad"),
            ("My mum is ill, were going home.", "my mum is ill, were going home."),
            ("don’t know... help?!", "don't know. help?"),
            ("", ""),
            ("   ", ""),
        ] {
            assert_eq!(READER.normal(text), normal, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_read_and_its_plain_form_stays(text in any::<String>()) {
            let once = READER.read(&text).normal;
            prop_assert_eq!(READER.normal(&once), once);
        }

        #[test]
        fn the_plain_form_of_words_stays(text in "([a-zA-Z']{1,9}[ ,.?!\n😭👍🏽-]{1,2}){0,12}") {
            let once = READER.normal(&text);
            prop_assert_eq!(READER.normal(&once), once);
        }
    }
}
