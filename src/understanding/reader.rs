//! The door of this module: a text to what it says.

use super::chat::ChatFinder;
use super::language::LanguageFinder;
use super::needs;
use super::normal::Normaliser;
use super::person;
use super::place::PlaceFinder;
use super::understood::Understood;
use crate::knowledge::Knowledge;

/// Reads messages. Built once from the knowledge base and then never changed.
#[derive(Debug)]
pub struct Reader {
    normaliser: Normaliser,
    places: PlaceFinder,
    chat: ChatFinder,
    languages: LanguageFinder,
}

impl Reader {
    /// Prepares everything that reading needs.
    pub fn new(knowledge: &Knowledge) -> Self {
        Self {
            normaliser: Normaliser::new(knowledge),
            places: PlaceFinder::new(&knowledge.places),
            chat: ChatFinder::new(&knowledge.out_of_scope),
            languages: LanguageFinder::new(),
        }
    }

    /// The plain English form of a text: what sentences are compared in.
    pub fn normal(&self, text: &str) -> String {
        self.normaliser.normal(text)
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
            place: self.places.find(text),
            chat: if language.is_some() { None } else { self.chat.find(text, &normal, self.normaliser.words()) },
            language,
            needs: needs::split(text, |part| self.normal(part)),
            raw: text.to_owned(),
            normal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::path::Path;
    use std::sync::LazyLock;

    static READER: LazyLock<Reader> =
        LazyLock::new(|| Reader::new(&crate::knowledge::load(Path::new("knowledge-base")).knowledge));

    #[test]
    fn misspelt_words_are_mended_and_right_ones_stay() {
        for (text, normal) in [
            ("i cnat slepe an im anxoius", "i can't sleep an i'm anxious"),
            ("im soooo saaaad", "i'm so sad"),
            ("HEEEELP ME", "help me"),
            ("i hvae a phoiba of being sick", "i have a phobia of being sick"),
            ("foodbakn in rutherglne", "food bank in rutherglen"),
            ("my freind is depresed", "my friend is depressed"),
            ("needhelp with my depres sion", "need help with my depression"),
            ("I spoke to Yonas about it", "i spoke to Yonas about it"),
            ("my pal Kacper is sad", "my pal Kacper is sad"),
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
