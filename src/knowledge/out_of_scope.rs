//! What people type that is no question for a service: small talk, homework,
//! trivia, insults, and how to know it.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, IntoStaticStr};

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
    /// "what's the tallest mountain"; also games, films, music, recipes, animals.
    Trivia,
    /// "who should I vote for".
    Politics,
    /// "what was the score".
    Sport,
    /// "will it rain".
    Weather,
    /// "my laptop won't start".
    TechSupport,
    /// "where can I buy a hoodie".
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
