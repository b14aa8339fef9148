//! The engine's one door: [`Airt::reply`].

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;

use super::Turn;
use super::event::Event;
use super::message::{Channel, Input, Message};
use super::names::Names;
use super::reply::{Block, Outcome, Reply, ShownService};
use super::session::Session;
use crate::knowledge::{Knowledge, Service};
use crate::safety::Screen;
use crate::search::Finder;
use crate::understanding::Reader;
use crate::understanding::encoder::{Encoder, Vector};
use crate::wording::{Phrase, Wording};

/// What an [`Airt`] is made of.
#[derive(Debug)]
pub struct Parts {
    /// What staff wrote.
    pub knowledge: Arc<Knowledge>,
    /// The sentences.
    pub wording: Arc<Wording>,
    /// The safety rules; snapshots that differ in other things share them.
    pub screen: Arc<Screen>,
    /// Reads messages.
    pub reader: Reader,
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
    pub(super) names: Names,
}

/// A turn while it is being made.
#[derive(Debug)]
pub(super) struct Scene {
    pub(super) session: Session,
    pub(super) now: DateTime<Utc>,
    pub(super) events: Vec<Event>,
    /// The message changes an earlier one, or is answered together with it.
    pub(super) replaces: bool,
    /// A place was said for the first time in this turn.
    pub(super) new_place: bool,
    /// What was typed, where the outcome may let it be kept.
    pub(super) typed: Option<String>,
}

impl Airt {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        let names = Names::new(&parts.knowledge);
        Self { parts, names }
    }

    /// The same with other services or words, as they would answer on `today`.
    /// The safety rules stay those of this snapshot.
    #[must_use]
    pub fn with_knowledge(&self, knowledge: Knowledge, today: NaiveDate) -> Self {
        let knowledge = Arc::new(knowledge);
        let (parts, reader) = (&self.parts, Reader::new(&knowledge));
        Self::new(Parts {
            finder: Finder::after(self.finder_read_by(&reader), &knowledge, &reader, parts.encoder.as_ref(), today),
            knowledge,
            reader,
            wording: Arc::clone(&parts.wording),
            screen: Arc::clone(&parts.screen),
            encoder: parts.encoder.clone(),
            keep_days: parts.keep_days,
        })
    }

    /// Every sentence that this snapshot says: channels label their own
    /// furniture (menus, headings) from the same file.
    pub fn wording(&self) -> &Wording {
        &self.parts.wording
    }

    /// What staff wrote, as this snapshot has it.
    pub fn knowledge(&self) -> &Knowledge {
        &self.parts.knowledge
    }

    /// What screens messages.
    pub fn screen(&self) -> &Screen {
        &self.parts.screen
    }

    /// Whether messages are compared by meaning at all; the model's files may be missing.
    pub fn has_encoder(&self) -> bool {
        self.parts.encoder.is_some()
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
        self.parts.screen.wait();
    }

    /// Answers a question that nobody asked. Word lists and patterns are made when
    /// they are first needed, which takes a tenth of a second: whoever runs for
    /// long does this beside the answers, so that no person waits for it.
    pub fn rehearse(&self, now: DateTime<Utc>) {
        self.parts.screen.compile();
        let question = Message::text(Channel::Terminal, "wen dus teh skait parc opne im 14");
        drop(self.reply(Session::new("rehearsal", now), &question, now));
    }

    /// What a text means as a whole, to be compared with others; nothing of it
    /// is kept. `None` without the encoder, and while it has too much to do.
    pub fn meaning(&self, text: &str) -> Option<Vector> {
        self.parts.encoder.as_ref()?.passing(text)
    }

    /// Finds services, for evaluation and explanation.
    pub fn finder(&self) -> &Finder {
        &self.parts.finder
    }

    /// The finder, where `reader` reads as the reader of this snapshot does:
    /// another need not read its texts again.
    pub fn finder_read_by(&self, reader: &Reader) -> Option<&Finder> {
        self.parts.reader.reads_like(reader).then_some(&self.parts.finder)
    }

    /// Answers one message. Never fails and never waits.
    pub fn reply(&self, session: Session, message: &Message, now: DateTime<Utc>) -> Turn {
        let session = if session.is_over(now) { Session::new(session.id, now) } else { session };
        let mut scene =
            Scene { session, now, events: Vec::new(), replaces: message.edited, new_place: false, typed: None };
        let mut reply = match &message.input {
            Input::Text(text) => self.heard(&mut scene, text),
            Input::Tap(action) => self.tapped(&mut scene, action),
            Input::Attachment(_) => self.cannot_see(&scene),
        };
        self.introduce(&mut scene, &mut reply);
        reply.replaces_previous |= scene.replaces;
        scene.session.last_seen = now;
        remember_shown(&mut scene.session, &reply);
        scene.events.insert(0, answered(&scene, &reply));
        Turn { reply, session: scene.session, events: scene.events }
    }

    pub(super) fn say(&self, phrase: Phrase) -> String {
        self.parts.wording.say(phrase)
    }

    /// A record that young people may see now.
    pub(super) fn visible(&self, id: &str, now: DateTime<Utc>) -> Option<&Arc<Service>> {
        self.parts.knowledge.service(id).filter(|service| service.is_visible(today(now)))
    }

    /// Says once in a conversation, after the first answer, that Airt is a
    /// computer and what to do in danger. After, not before: the person asked
    /// something and should read the answer first.
    fn introduce(&self, scene: &mut Scene, reply: &mut Reply) {
        if scene.session.greeted {
            return;
        }
        scene.session.greeted = true;
        if reply.outcome != Outcome::Urgent && reply.outcome != Outcome::Command {
            reply.blocks.push(Block::say(self.say(Phrase::WhatIAmShort)));
        }
    }
}

/// What was shown stays "the one just shown" until other services are: a
/// thank-you or a question about privacy in between does not change it.
fn remember_shown(session: &mut Session, reply: &Reply) {
    if reply.services.is_empty() {
        return;
    }
    let shown: Vec<_> = reply.services.iter().map(|ShownService { id, .. }| id.clone()).collect();
    if reply.outcome == Outcome::FollowUp {
        if let [one] = shown.as_slice() {
            session.focus = Some(one.clone());
        }
        if shown.iter().all(|id| session.shown.contains(id)) {
            return;
        }
    } else {
        session.focus = None;
    }
    session.shown = shown;
}

/// The event of the turn. The text goes with it only where it may be kept at all.
fn answered(scene: &Scene, reply: &Reply) -> Event {
    let may_keep = matches!(reply.outcome, Outcome::Unanswered | Outcome::Unsure)
        && reply.concerns.is_empty()
        && scene.session.concern.is_none();
    Event::Answered {
        outcome: reply.outcome,
        facet: reply.facet,
        services: reply.services.iter().map(|shown| shown.id.clone()).collect(),
        text: scene.typed.clone().filter(|_| may_keep),
    }
}

/// The day it is in Scotland.
pub(super) fn today(now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&London).date_naive()
}
