//! The engine's one door: [`Airt::reply`].

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;

use super::Turn;
use super::action::{Action, Choice};
use super::card::CardKind;
use super::event::Event;
use super::message::{Input, Message};
use super::reply::{Block, Outcome, Reply, ShownService};
use super::session::Session;
use crate::knowledge::{Knowledge, Level};
use crate::safety::Screen;
use crate::search::{Confidence, Finder, Query};
use crate::understanding::encoder::Encoder;
use crate::wording::{Phrase, Wording};

/// What an [`Airt`] is made of.
#[derive(Debug)]
pub struct Parts {
    /// What staff wrote.
    pub knowledge: Arc<Knowledge>,
    /// The sentences.
    pub wording: Arc<Wording>,
    /// The safety rules.
    pub screen: Screen,
    /// Reads sentences; absent where its files are missing or damaged.
    pub encoder: Option<Encoder>,
    /// Finds services.
    pub finder: Finder,
    /// Days after which kept texts are deleted, for the privacy sentence.
    pub keep_days: u32,
}

/// Everything that Airt knows, at one moment. Immutable: a reload builds a
/// new one beside it and swaps it in.
#[derive(Debug)]
pub struct Airt {
    pub(super) parts: Parts,
}

impl Airt {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        Self { parts }
    }

    /// Answers one message. Never fails and never waits.
    pub fn reply(&self, session: Session, message: &Message, now: DateTime<Utc>) -> Turn {
        let mut session = if session.is_over(now) { Session::new(session.id, now) } else { session };
        session.last_seen = now;
        let reply = match &message.input {
            Input::Text(text) => self.heard(&session, text, now),
            Input::Tap(Action::HelpNow) => self.help_now(&session, now),
            Input::Tap(Action::MorePeople) => self.more_people(&session, now),
            Input::Tap(Action::Details(id)) => self.details(id.as_str(), now),
            Input::Tap(_) | Input::Attachment(_) => Reply::saying(Outcome::Command, self.say(Phrase::AskMe)),
        };
        session.shown = reply.services.iter().map(|shown| shown.id.clone()).collect();
        let events = vec![Event::Answered {
            outcome: reply.outcome,
            facet: reply.facet,
            services: session.shown.clone(),
            text: None,
        }];
        Turn { reply, session, events }
    }

    /// The sentences that this snapshot says.
    pub fn wording(&self) -> &Wording {
        &self.parts.wording
    }

    /// What staff wrote, as this snapshot knows it.
    pub fn knowledge(&self) -> &Knowledge {
        &self.parts.knowledge
    }

    /// Whether everything that answers is ready: until then words, names and
    /// rules answer alone.
    pub fn is_warm(&self) -> bool {
        self.parts.finder.is_warm()
    }

    /// Waits until it is: for the command line, which would rather be late
    /// than wrong. A channel never waits.
    pub fn warm_up(&self) {
        self.parts.finder.wait();
    }

    /// Finds services, for evaluation and explanation.
    pub fn finder(&self) -> &Finder {
        &self.parts.finder
    }

    pub(super) fn say(&self, phrase: Phrase) -> String {
        self.parts.wording.say(phrase)
    }

    fn heard(&self, session: &Session, text: &str, now: DateTime<Utc>) -> Reply {
        let concerns = self.parts.screen.screen(text);
        if concerns.iter().any(|concern| concern.level == Level::Urgent) {
            return self.crisis_reply(session, &concerns, now);
        }
        let mut reply = self.search(text, now);
        if !concerns.is_empty() {
            let mut above = self.check_in(&concerns, now);
            above.append(&mut reply.blocks);
            reply.blocks = above;
        }
        reply
    }

    fn search(&self, text: &str, now: DateTime<Utc>) -> Reply {
        let query = Query { raw: text.to_owned(), normal: text.to_owned(), ..Query::default() };
        let ranking = self.parts.finder.find(&query);
        if ranking.confidence == Confidence::Nothing {
            return Reply::saying(Outcome::Unanswered, self.say(Phrase::NothingFound));
        }
        let (outcome, intro) = match ranking.confidence {
            Confidence::Sure => (Outcome::Answered, Phrase::HereAreSome),
            Confidence::Unsure | Confidence::Nothing => (Outcome::Unsure, Phrase::IsItOneOfThese),
        };
        let mut reply = Reply::saying(outcome, self.say(intro));
        for hit in ranking.shown() {
            if let Some(service) = self.parts.knowledge.service(hit.service.as_str()) {
                reply.services.push(ShownService { id: service.id.clone(), score: hit.score });
                reply.blocks.push(Block::Card(self.card(service, CardKind::Answer, now)));
                reply.choices.push(Choice {
                    label: self.parts.wording.say_with(Phrase::ChoiceDetails, &[("name", &service.name)]),
                    action: Action::Details(service.id.clone()),
                });
            }
        }
        reply
    }

    fn details(&self, id: &str, now: DateTime<Utc>) -> Reply {
        let Some(service) = self.parts.knowledge.service(id).filter(|service| service.is_visible(today(now))) else {
            return Reply::saying(Outcome::Unanswered, self.say(Phrase::NothingFound));
        };
        let mut reply = Reply::saying(Outcome::FollowUp, "");
        reply.blocks = vec![Block::Card(self.card(service, CardKind::Details, now))];
        reply.services = vec![ShownService { id: service.id.clone(), score: 1.0 }];
        reply
    }
}

/// The day it is in Scotland.
pub(super) fn today(now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&London).date_naive()
}
