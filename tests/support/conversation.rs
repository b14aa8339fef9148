//! The form of a golden conversation, and holding a channel to it.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::bot::TestClock;

/// A Tuesday afternoon, when most services are open.
pub const DEFAULT_START: &str = "2026-11-24T15:00:00Z";

/// One promise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conversation {
    /// The file's name: the promise in words.
    #[serde(skip)]
    pub name: String,
    at: Option<String>,
    #[serde(rename = "turn")]
    pub turns: Vec<Turn>,
}

/// Something done, and what must come of it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Turn {
    /// Typed words.
    pub say: Option<String>,
    /// What the tapped button says.
    pub tap: Option<String>,
    /// photo, voice, sticker, location or other.
    pub send: Option<String>,
    /// The last typed message, changed.
    pub edit: Option<String>,
    /// Repeats the words of `say` so often: for messages too long to write out.
    pub times: Option<usize>,
    /// Seconds since the turn before.
    pub after: Option<i64>,

    outcome: Option<OneOrMore>,
    facet: Option<String>,
    /// The first service is one of these.
    first: Option<OneOrMore>,
    /// These services are shown, in any order.
    shows: Vec<String>,
    /// One of these services is shown.
    shows_any: Vec<String>,
    /// These are not.
    never_shows: Vec<String>,
    /// At most so many services.
    at_most: Option<usize>,
    /// Raised concerns, all of them and no other.
    concerns: Option<Vec<String>>,
    /// Words that stand in the reply.
    says: Vec<String>,
    /// Words that do not.
    never_says: Vec<String>,
    /// Choices that are offered.
    offers: Vec<String>,
    /// Choices that are not.
    never_offers: Vec<String>,
    /// It takes the place of the reply before.
    replaces: Option<bool>,
}

/// `"a"` or `["a", "b"]`, any of which will do.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn allows(&self, what: &str) -> bool {
        match self {
            Self::One(one) => one == what,
            Self::More(more) => more.iter().any(|one| one == what),
        }
    }
}

/// What came back over a channel.
#[derive(Debug, Default, Clone)]
pub struct Seen {
    pub outcome: String,
    pub facet: Option<String>,
    pub concerns: Vec<String>,
    pub services: Vec<String>,
    pub text: String,
    pub choices: Vec<String>,
    pub replaces: bool,
    /// Where this channel does not show what the engine said.
    pub lost: Vec<String>,
}

impl Seen {
    /// What the web answered, before anything of it is on a screen.
    pub fn of_json(answer: &Value) -> Self {
        let word = |field: &str| answer[field].as_str().map(str::to_owned);
        Self {
            outcome: word("outcome").unwrap_or_default(),
            facet: word("facet"),
            concerns: each(&answer["concerns"], "id"),
            services: each(&answer["services"], "id"),
            text: word("text").unwrap_or_default(),
            choices: each(&answer["reply"]["choices"], "label"),
            replaces: answer["reply"]["replaces_previous"].as_bool().unwrap_or_default(),
            lost: Vec::new(),
        }
    }
}

/// One field of each item of a list.
pub fn each(items: &Value, field: &str) -> Vec<String> {
    items.as_array().into_iter().flatten().filter_map(|item| item[field].as_str().map(str::to_owned)).collect()
}

/// One channel.
pub trait Player {
    /// Whether the channel has everything that the conversation does.
    fn can_play(&self, conversation: &Conversation) -> bool;

    /// A conversation begins.
    async fn begin(&mut self);

    /// One turn.
    async fn play(&mut self, turn: &Turn) -> Seen;
}

impl Conversation {
    /// Reads one; a file that promises nothing is a mistake.
    pub fn load(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        let mut conversation: Self =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        conversation.name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let last = conversation.turns.last().unwrap_or_else(|| panic!("{}: no turns", path.display()));
        assert!(last.promises(), "{}: the last turn expects nothing", path.display());
        for turn in &conversation.turns {
            let done = [&turn.say, &turn.tap, &turn.send, &turn.edit].iter().filter(|done| done.is_some()).count();
            assert_eq!(done, 1, "{}: a turn does one thing: {turn:?}", path.display());
        }
        conversation
    }
}

impl Turn {
    /// What is typed, as often as it is repeated.
    pub fn words(&self) -> Option<String> {
        self.say.as_ref().map(|words| words.repeat(self.times.unwrap_or(1)))
    }

    fn promises(&self) -> bool {
        let lists = [
            &self.shows,
            &self.shows_any,
            &self.never_shows,
            &self.says,
            &self.never_says,
            &self.offers,
            &self.never_offers,
        ];
        self.outcome.is_some()
            || self.facet.is_some()
            || self.first.is_some()
            || self.concerns.is_some()
            || self.replaces.is_some()
            || lists.iter().any(|list| !list.is_empty())
    }

    fn broken(&self, seen: &Seen) -> Vec<String> {
        let mut broken = seen.lost.clone();
        let mut hold = |kept: bool, what: String| broken.extend((!kept).then_some(what));
        let outcome = |expected: &OneOrMore| expected.allows(&seen.outcome);
        hold(self.outcome.as_ref().is_none_or(outcome), format!("outcome {} is not {:?}", seen.outcome, self.outcome));
        hold(
            self.facet.is_none() || self.facet == seen.facet,
            format!("facet {:?} is not {:?}", seen.facet, self.facet),
        );
        let first = seen.services.first().map_or("", String::as_str);
        hold(
            self.first.as_ref().is_none_or(|expected| expected.allows(first)),
            format!("{first:?} is first, not {:?}", self.first),
        );
        for service in &self.shows {
            hold(seen.services.contains(service), format!("{service} is not shown"));
        }
        hold(
            self.shows_any.is_empty() || self.shows_any.iter().any(|service| seen.services.contains(service)),
            format!("none of {:?} is shown", self.shows_any),
        );
        for service in &self.never_shows {
            hold(!seen.services.contains(service), format!("{service} is shown"));
        }
        hold(
            self.at_most.is_none_or(|most| seen.services.len() <= most),
            format!("{} services are shown", seen.services.len()),
        );
        if let Some(expected) = &self.concerns {
            hold(*expected == seen.concerns, format!("concerns {:?} are not {expected:?}", seen.concerns));
        }
        let reads = squeezed(&seen.text);
        for words in &self.says {
            hold(reads.contains(&squeezed(words)), format!("{words:?} is not said"));
        }
        for words in &self.never_says {
            hold(!reads.contains(&squeezed(words)), format!("{words:?} is said"));
        }
        for label in &self.offers {
            hold(seen.choices.contains(label), format!("{label:?} is not offered"));
        }
        for label in &self.never_offers {
            hold(!seen.choices.contains(label), format!("{label:?} is offered"));
        }
        hold(self.replaces.is_none_or(|replaces| replaces == seen.replaces), format!("replaces: {}", seen.replaces));
        broken
    }
}

/// Plays a conversation; every promise that is broken, with what came back.
pub async fn check(player: &mut impl Player, conversation: &Conversation, clock: &TestClock) -> Vec<String> {
    clock.set(conversation.at.as_deref().unwrap_or(DEFAULT_START));
    player.begin().await;
    let mut broken = Vec::new();
    for (number, turn) in conversation.turns.iter().enumerate() {
        if number > 0 {
            clock.advance(turn.after.unwrap_or(60));
        }
        let seen = player.play(turn).await;
        let problems = turn.broken(&seen);
        if !problems.is_empty() {
            let done = turn.say.as_ref().or(turn.tap.as_ref()).or(turn.send.as_ref()).or(turn.edit.as_ref()).unwrap();
            let short: String = done.chars().take(60).collect();
            broken.push(format!(
                "{}, turn {}, {short:?}:\n  {}\n  got {} {:?} {:?} {:?}\n  {}",
                conversation.name,
                number + 1,
                problems.join("\n  "),
                seen.outcome,
                seen.services,
                seen.concerns,
                seen.choices,
                seen.text.chars().take(600).collect::<String>().replace('\n', "\n  "),
            ));
        }
    }
    broken
}

/// Words alone: where a channel breaks its lines is its own business.
pub fn squeezed(text: &str) -> String {
    text.to_lowercase().replace('’', "'").split_whitespace().collect::<Vec<_>>().join(" ")
}
