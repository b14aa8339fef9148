//! Every sentence that the bot says, from `config/messages/<language>.ftl`.
//!
//! Typed: a sentence is asked for by its [`Phrase`], so one that is missing is
//! found when the file is loaded and not when a young person should read it.
//! It never decides anything; it only says.

mod phrase;

use std::fmt;
use std::path::Path;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use strum::IntoEnumIterator;
use unic_langid::LanguageIdentifier;

pub use self::phrase::Phrase;
use crate::knowledge::Problem;

/// The sentences that Airt was built with: the last resort when the file is gone.
const BUILT_IN: &str = include_str!("../config/messages/en-GB.ftl");

/// The name of the file that every installation has.
const FILE: &str = "en-GB.ftl";

/// The sentences of one language.
pub struct Wording {
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Wording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wording")
    }
}

impl Wording {
    /// The sentences of a folder, and what is wrong with them. A file that
    /// cannot be read, or lacks a sentence, must not replace what runs.
    pub fn load(folder: &Path) -> (Self, Vec<Problem>) {
        match std::fs::read_to_string(folder.join(FILE)) {
            Ok(text) => Self::parse(&text),
            Err(error) => (
                Self::built_in(),
                vec![Problem::error(FILE, None, format!("cannot be read: {error}"), "Put the file of sentences back.")],
            ),
        }
    }

    /// The sentences that Airt was built with.
    pub fn built_in() -> Self {
        Self::parse(BUILT_IN).0
    }

    fn parse(text: &str) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let language: LanguageIdentifier = "en-GB".parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Isolation marks are invisible letters: screen readers stumble over
        // them and a copied phone number would carry them along.
        bundle.set_use_isolating(false);
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                problems.extend(errors.iter().map(|error| {
                    let line = text.bytes().take(error.pos.start).filter(|byte| *byte == b'\n').count() + 1;
                    Problem::error(FILE, Some(line), error.kind.to_string(), "Mend this line.")
                }));
                resource
            }
        };
        if let Err(errors) = bundle.add_resource(resource) {
            problems.extend(
                errors.iter().map(|error| {
                    Problem::error(FILE, None, error.to_string(), "Give each sentence a name of its own.")
                }),
            );
        }
        for phrase in Phrase::iter() {
            if bundle.get_message(phrase.into()).and_then(|message| message.value()).is_none() {
                problems.push(Problem::error(
                    FILE,
                    None,
                    format!("the sentence `{}` is missing", phrase.id()),
                    "Add it.",
                ));
            }
        }
        (Self { bundle }, problems)
    }

    /// A sentence without blanks to fill.
    pub fn say(&self, phrase: Phrase) -> String {
        self.say_with(phrase, &[])
    }

    /// A sentence with its blanks filled.
    pub fn say_with(&self, phrase: Phrase, blanks: &[(&'static str, &str)]) -> String {
        let mut arguments = FluentArgs::new();
        for (name, value) in blanks {
            arguments.set(*name, (*value).to_owned());
        }
        let Some(pattern) = self.bundle.get_message(phrase.id()).and_then(|message| message.value()) else {
            return String::new();
        };
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned()
    }

    /// A sentence whose one blank is a count, so that the language can decline it.
    pub fn count(&self, phrase: Phrase, count: usize) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set("count", count);
        let Some(pattern) = self.bundle.get_message(phrase.id()).and_then(|message| message.value()) else {
            return String::new();
        };
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_holds_every_sentence_and_no_other() {
        let (_, problems) = Wording::parse(BUILT_IN);
        assert!(problems.is_empty(), "{problems:?}");
        let known: Vec<&str> = Phrase::iter().map(Phrase::id).collect();
        for line in BUILT_IN.lines() {
            if let Some((id, _)) =
                line.split_once(" =").filter(|(id, _)| id.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                assert!(known.contains(&id), "nothing says `{id}`");
            }
        }
    }

    #[test]
    fn a_missing_sentence_is_named() {
        let (_, problems) = Wording::parse("greeting = Hello");
        assert!(problems.iter().any(|problem| problem.what.contains("`privacy`")));
    }

    #[test]
    fn a_broken_line_is_named_with_its_number() {
        let (_, problems) = Wording::parse("greeting = Hello\nthis is not a sentence\n");
        assert!(problems.iter().any(|problem| problem.line == Some(2)), "{problems:?}");
    }
}
