//! A reply as HTML. Everything that comes from a person or a record is
//! escaped by the templates; nothing here is put on a page as it is.

use askama::Template;

use super::asset;
use super::conversation_id::ConversationId;
use super::{Shared, Site};
use crate::config::Council;
use crate::conversation::{
    Action, Airt, Block, Card, CardKind, Channel, Choice, Message, Outcome, Reply, Route, Session,
};
use crate::knowledge::ContactKind;
use crate::wording::{Phrase, Wording};

/// What every page shares: head, exit, help now, foot.
pub(super) struct Frame<'a> {
    pub(super) words: &'a Wording,
    pub(super) council: &'a Council,
    pub(super) exit: &'a str,
    pub(super) version: &'static str,
    /// Shown in a frame on somebody else's page.
    pub(super) embedded: bool,
}

impl<'a> Frame<'a> {
    /// For a page of our own.
    pub(super) fn new(site: &'a Site, airt: &'a Airt) -> Self {
        Self {
            words: airt.wording(),
            council: &site.council,
            exit: site.web.exit_url.as_str(),
            version: asset::version(),
            embedded: false,
        }
    }

    /// A sentence.
    pub(super) fn say(&self, phrase: Phrase) -> String {
        self.words.say(phrase)
    }
}

/// One reply, ready for the log.
#[derive(Template)]
#[template(path = "web/message.html")]
pub(super) struct MessageView<'a> {
    reply: &'a Reply,
    words: &'a Wording,
    /// Where its buttons post to.
    path: &'a str,
    conversation: &'a str,
}

impl<'a> MessageView<'a> {
    /// `path` is the page that it stands on; without a conversation its
    /// buttons begin one.
    pub(super) fn new(
        reply: &'a Reply,
        words: &'a Wording,
        path: &'a str,
        conversation: Option<&'a ConversationId>,
    ) -> Self {
        Self { reply, words, path, conversation: conversation.map_or("", ConversationId::as_str) }
    }

    /// The HTML; empty only if a template is broken, which its own tests would show.
    pub(super) fn html(&self) -> String {
        self.render().unwrap_or_default()
    }

    fn say(&self, phrase: Phrase) -> String {
        self.words.say(phrase)
    }

    /// Whether it is about danger: an urgent reply, or "help now". A crisis
    /// line beside an ordinary answer does not make it one.
    fn is_crisis(&self) -> bool {
        let asked_for = || self.reply.cards().any(|card| card.kind == CardKind::Crisis);
        match self.reply.outcome {
            Outcome::Urgent => true,
            Outcome::Command => asked_for(),
            _ => self.reply.blocks.iter().any(|block| matches!(block, Block::Warm { .. })),
        }
    }

    /// Whether it is an answer that can have helped or not.
    fn asks_for_feedback(&self) -> bool {
        matches!(self.reply.outcome, Outcome::Answered | Outcome::Unsure | Outcome::FollowUp | Outcome::Unanswered)
            || self.reply.choices.iter().any(|choice| matches!(choice.action, Action::Feedback(_)))
    }

    /// The choices of one card.
    fn choices_of(&self, card: &Card) -> Vec<&'a Choice> {
        self.reply.choices.iter().filter(|choice| belongs_to(&choice.action, card)).collect()
    }

    /// The choices that belong to no card; thumbs and wrong numbers have
    /// places of their own.
    fn choices(&self) -> Vec<&'a Choice> {
        let own_place = |action: &Action| {
            matches!(action, Action::Feedback(_) | Action::WrongNumber(_) | Action::Hide)
                || self.reply.cards().any(|card| belongs_to(action, card))
        };
        self.reply.choices.iter().filter(|choice| !own_place(&choice.action)).collect()
    }
}

fn belongs_to(action: &Action, card: &Card) -> bool {
    matches!(action, Action::Details(id) if *id == card.service)
}

/// The link of a route, where it is of a kind that may stand on the page. A
/// record must never be able to put a script behind a button.
fn link(route: &Route) -> Option<&str> {
    let schemes = ["tel:", "sms:", "mailto:", "https://"];
    route.link.as_deref().filter(|link| schemes.iter().any(|scheme| link.starts_with(scheme)))
}

/// Whether it leaves the page; the chat then stays open beside it.
fn is_outside(route: &Route) -> bool {
    link(route).is_some_and(|link| link.starts_with("https://"))
}

/// What the button does not say already: the number, the address, the host of a link.
fn shown_value(route: &Route) -> Option<String> {
    if route.label.contains(&route.value) {
        return None;
    }
    match link(route).filter(|link| link.starts_with("https://")) {
        Some(link) => url::Url::parse(link)
            .ok()
            .and_then(|url| url.host_str().map(|host| host.trim_start_matches("www.").to_owned())),
        None => Some(route.value.clone()),
    }
}

/// The name under which the style sheet knows a kind of route.
fn route_class(route: &Route) -> &'static str {
    match route.kind {
        ContactKind::Phone => "call",
        ContactKind::Text | ContactKind::Whatsapp => "text",
        ContactKind::Webchat => "chat",
        ContactKind::Email => "email",
        ContactKind::Address => "visit",
        ContactKind::Website | ContactKind::App | ContactKind::Bsl => "web",
    }
}

/// What a tap answers outside any conversation, for the pages beside the chat.
pub(super) fn outside(site: &Shared, action: Action) -> Reply {
    let now = chrono::Utc::now();
    let message = Message::tap(Channel::Web, action);
    site.desk.airt().reply(Session::new("outside", now), &message, now).reply
}

/// Whether a reply says that everything is hidden, for a tap and for "hide
/// this" typed alike: the page then takes the talk off the screen.
pub(super) fn hides(reply: &Reply, words: &Wording) -> bool {
    reply.outcome == Outcome::Command && reply.text() == words.say(Phrase::Hidden)
}

/// What a tap said, for the person's own bubble on a page without JavaScript.
pub(super) fn tapped(airt: &Airt, action: &Action) -> Option<String> {
    let words = airt.wording();
    let phrase = match action {
        Action::Topic(id) => return airt.knowledge().topic(id.as_str()).map(|topic| topic.title.clone()),
        Action::Details(id) => {
            let service = airt.knowledge().service(id.as_str())?;
            return Some(words.say_with(Phrase::ChoiceDetails, &[("name", &service.name)]));
        }
        Action::Topics => Phrase::ChoiceTopics,
        Action::More => Phrase::ChoiceMore,
        Action::SomethingElse => Phrase::ChoiceSomethingElse,
        Action::HelpNow => Phrase::ChoiceHelpNow,
        Action::MorePeople => Phrase::ChoiceMorePeople,
        Action::TalkToPerson => Phrase::ChoiceTalkToPerson,
        Action::NotWhatIMeant => Phrase::ChoiceNotWhatIMeant,
        Action::IAmSafe => Phrase::ChoiceSafe,
        Action::Privacy => Phrase::ChoicePrivacy,
        Action::Forget => Phrase::ChoiceForget,
        Action::WhatYouHold => Phrase::ChoiceWhatYouHold,
        Action::Back => Phrase::ChoiceBack,
        Action::Consent(false) => Phrase::ChoiceDontKeep,
        Action::Age(None) | Action::Place(None) => Phrase::RatherNotSay,
        _ => return None,
    };
    Some(words.say(phrase))
}
