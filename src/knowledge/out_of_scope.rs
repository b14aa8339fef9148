//! What people type that is no question for a service: small talk, homework,
//! trivia, insults, and how to know it.

use std::path::Path;

use regex::Regex;
use serde::{Deserialize, Serialize};
use strum::{EnumIter, IntoEnumIterator, IntoStaticStr};
use toml::Spanned;

use super::Problem;

/// Its name in the folder.
pub(super) const FILE: &str = "out-of-scope.toml";

/// Fewer examples teach the sentence encoder nothing.
const EXAMPLES: usize = 40;

/// A kind of message that no service answers. Each has its own sentence in
/// the wording, so the list is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum ChatKind {
    /// "hiya".
    Greeting,
    /// "cheers".
    Thanks,
    /// "bye".
    Goodbye,
    /// "how are you", "I had toast".
    SmallTalk,
    /// "you're good at this".
    Compliment,
    /// "you're useless".
    Insult,
    /// "will you marry me".
    Flirting,
    /// "tell me a joke".
    Joke,
    /// "what's 7 times 8", "write my essay".
    Homework,
    /// "what's the tallest mountain".
    Trivia,
    /// "best skin in fortnite", "let's play hangman".
    Games,
    /// "who sings that song".
    Entertainment,
    /// "how do I make scones".
    Recipes,
    /// "train times to Ayr".
    Travel,
    /// "will it rain".
    Weather,
    /// "what was the score".
    Sport,
    /// "who should I vote for".
    Politics,
    /// "my laptop won't start".
    TechSupport,
    /// "where can I buy a hoodie"; also what sellers post.
    Shopping,
    /// "when are the bins collected": the council, but nothing for young people.
    AdultService,
    /// "are you a robot", "repeat after me".
    TestTheBot,
    /// "asdfgh".
    Gibberish,
}

impl ChatKind {
    /// Its name in `out-of-scope.toml`.
    pub fn id(self) -> &'static str {
        self.into()
    }
}

/// How one kind is known.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutOfScopeKind {
    /// Which.
    pub id: ChatKind,
    /// Regular expressions over the plain form, any of which will do.
    pub patterns: Vec<Spanned<String>>,
    /// What makes it a real question after all.
    pub unless: Option<Spanned<String>>,
    /// How people say it; the sentence encoder learns from them.
    pub examples: Vec<String>,
}

/// `out-of-scope.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutOfScope {
    /// A message in which this is found is always a question.
    #[serde(default)]
    pub need: Option<Spanned<String>>,
    /// What else people type that no service answers, of any kind: it needs
    /// no pattern, and only the sentence encoder learns from it.
    #[serde(default)]
    pub beyond: Vec<String>,
    /// In the order in which they are tried.
    #[serde(default, rename = "kind")]
    pub kinds: Vec<OutOfScopeKind>,
}

impl OutOfScope {
    /// What is wrong with the file. `line` tells the line of a place in it.
    pub(super) fn problems(&self, file: &Path, line: impl Fn(usize) -> usize) -> Vec<Problem> {
        let patterns = self.kinds.iter().flat_map(|kind| kind.patterns.iter().chain(&kind.unless));
        let mut problems: Vec<Problem> = patterns
            .chain(&self.need)
            .filter_map(|written| {
                let error = Regex::new(written.get_ref()).err()?;
                let what = format!("the pattern cannot be read: {error}");
                Some(Problem::error(file, Some(line(written.span().start)), what, "Mend the pattern."))
            })
            .collect();
        problems.extend(self.kinds.iter().filter(|kind| kind.examples.len() < EXAMPLES).map(|kind| {
            let what = format!("{:?} has {} examples", kind.id.id(), kind.examples.len());
            Problem::warning(file, None, what, format!("Write at least {EXAMPLES}, in your own words."))
        }));
        problems.extend(ChatKind::iter().filter(|kind| self.kinds.iter().all(|known| known.id != *kind)).map(|kind| {
            let what = format!("the kind {:?} is missing", kind.id());
            Problem::warning(file, None, what, "Add a [[kind]] for it, or Airt searches for services instead.")
        }));
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_pattern_is_found_with_its_line() {
        let text = "[[kind]]\nid = \"joke\"\npatterns = [\n  'joke',\n  '(joke',\n]\nexamples = []\n";
        let file: OutOfScope = toml::from_str(text).unwrap();
        let problems = file.problems(Path::new("out-of-scope.toml"), |at| {
            text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
        });
        assert_eq!(problems.first().and_then(|problem| problem.line), Some(5), "{problems:?}");
    }
}
