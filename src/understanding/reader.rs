//! The door of this module: a text to what it says.

use super::needs;
use super::person;
use super::place::PlaceFinder;
use super::understood::Understood;
use crate::knowledge::Knowledge;

/// Reads messages. Built once from the knowledge base and then never changed.
#[derive(Debug)]
pub struct Reader {
    places: PlaceFinder,
}

impl Reader {
    /// Prepares everything that reading needs.
    pub fn new(knowledge: &Knowledge) -> Self {
        Self { places: PlaceFinder::new(&knowledge.places) }
    }

    /// The plain English form of a text: what sentences are compared in.
    pub fn normal(&self, text: &str) -> String {
        text.to_lowercase()
    }

    /// What a message says. Takes any text and never fails.
    pub fn read(&self, text: &str) -> Understood {
        let normal = self.normal(text);
        let person = person::read(text, &normal);
        Understood {
            age: person.age,
            age_of_other: person.age_of_other,
            about: person.about,
            audience: person.audience,
            place: self.places.find(text),
            language: None,
            chat: None,
            needs: needs::split(text, |part| self.normal(part)),
            raw: text.to_owned(),
            normal,
        }
    }
}
