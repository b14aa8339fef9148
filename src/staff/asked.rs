//! *Try it*: what Airt answers now. Nobody is told of it, nothing is kept.

use std::sync::Arc;

use chrono::Utc;

use crate::conversation::{Airt, Channel, Message, Outcome, Session, Turn};
use crate::desk::Desk;

/// An answer as staff read it.
#[derive(Debug, Clone)]
pub(super) struct Tried {
    pub(super) text: String,
    pub(super) outcome: &'static str,
    /// Services were shown with confidence.
    pub(super) answered: bool,
    /// Id and name, in the order shown.
    pub(super) services: Vec<(String, String)>,
    pub(super) reply: String,
    pub(super) explained: Vec<String>,
}

/// What Airt answers to each of these texts now.
pub(super) async fn ask(desk: &Desk, texts: Vec<String>) -> Vec<Tried> {
    let airt = desk.airt();
    // Ranking is arithmetic: never on the threads that serve pages.
    tokio::task::spawn_blocking(move || texts.into_iter().map(|text| one(&airt, text)).collect())
        .await
        .unwrap_or_default()
}

fn one(airt: &Arc<Airt>, text: String) -> Tried {
    let now = Utc::now();
    let session = || Session::new("staff", now);
    let Turn { reply, .. } = airt.reply(session(), &Message::text(Channel::Web, text.clone()), now);
    let name = |id: &str| airt.knowledge().service(id).map_or_else(|| id.to_owned(), |service| service.name.clone());
    Tried {
        outcome: in_words(reply.outcome),
        answered: matches!(reply.outcome, Outcome::Answered | Outcome::Urgent),
        services: reply.services.iter().map(|shown| (shown.id.to_string(), name(shown.id.as_str()))).collect(),
        reply: reply.text(),
        explained: airt.explain(&session(), &text, &reply, now).lines(),
        text,
    }
}

fn in_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Answered => "answers with",
        Outcome::Unsure => "asks “is it one of these?” and shows",
        Outcome::AskBack => "asks back to find out more",
        Outcome::FollowUp => "answers about a service shown before",
        Outcome::SmallTalk => "takes it for a chat, and says something kind",
        Outcome::Command => "takes it for a question about Airt itself",
        Outcome::Urgent => "shows the crisis contacts first",
        Outcome::Unanswered => "has no answer",
    }
}
