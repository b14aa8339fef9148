//! How an answer came about, from the same steps that made it, for staff and
//! for whoever tunes. Never shown to a young person.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::airt::{Airt, Scene};
use super::reply::{Raised, Reply};
use super::session::Session;
use crate::search::Explanation;
use crate::understanding::{Need, asked_facet, command, plain};

/// An answer taken apart.
#[derive(Debug, Clone, Serialize)]
pub struct Explained {
    /// What screening raised; a level of urgent comes before everything below.
    pub concerns: Vec<Raised>,
    /// The age that services must fit, where it is known.
    pub age: Option<u8>,
    /// The place, where it is known.
    pub place: Option<String>,
    /// For whom it is, where that is not the young person who writes.
    pub audience: Option<String>,
    /// What it is instead of a question for services: a command, a kind of
    /// chat, another language.
    pub instead: Option<String>,
    /// How it was answered.
    pub outcome: &'static str,
    /// The ranking of each need; of a message with two, of the whole as well.
    pub rankings: Vec<Explanation>,
}

impl Airt {
    /// Takes apart how a message is answered after `session`, `reply` being
    /// the answer.
    pub fn explain(&self, session: &Session, text: &str, reply: &Reply, now: DateTime<Utc>) -> Explained {
        let understood = self.parts.reader.read(text);
        let scene =
            Scene { session: session.clone(), now, events: Vec::new(), replaces: false, new_place: false, typed: None };
        let plain = plain(text);
        let instead = command(&plain)
            .map(|command| format!("a command: {command:?}"))
            .or_else(|| understood.language.map(|language| format!("another language: {language:?}")))
            .or_else(|| understood.chat.map(|chat| format!("chat: {chat:?}")))
            .or_else(|| asked_facet(&plain).filter(|_| !session.shown.is_empty()).map(|_| "a fact".to_owned()));
        let whole = Need { raw: understood.raw.clone(), normal: understood.normal.clone() };
        let mut needs = understood.needs.clone();
        if !needs.contains(&whole) {
            needs.push(whole);
        }
        let queries: Vec<_> = needs.iter().map(|need| super::found::query(&scene, &understood, need)).collect();
        let first = queries.first();
        Explained {
            concerns: reply.concerns.clone(),
            age: first.and_then(|query| query.age),
            place: first.and_then(|query| query.place.as_ref().map(ToString::to_string)),
            audience: first.and_then(|query| query.audience.map(|audience| format!("{audience:?}"))),
            instead,
            outcome: reply.outcome.as_str(),
            rankings: queries.iter().map(|query| self.parts.finder.explain(query)).collect(),
        }
    }
}

impl Explained {
    /// Line by line, for a terminal or a page.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        lines.extend(self.concerns.iter().map(|concern| format!("concern:    {} ({:?})", concern.id, concern.level)));
        let who = [
            self.age.map(|age| format!("age {age}")),
            self.place.as_ref().map(|place| format!("in {place}")),
            self.audience.as_ref().map(|audience| format!("for {audience}")),
        ];
        let who: Vec<String> = who.into_iter().flatten().collect();
        if !who.is_empty() {
            lines.push(format!("who:        {}", who.join(", ")));
        }
        lines.extend(self.instead.iter().map(|instead| format!("read as:    {instead}")));
        lines.push(format!("outcome:    {}", self.outcome));
        for ranking in &self.rankings {
            lines.push(String::new());
            lines.extend(ranking.lines());
        }
        lines
    }
}
