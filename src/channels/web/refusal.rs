//! What is said when a message cannot be taken as it is: kindly, and never
//! without the people who can be reached now.

use std::any::Any;
use std::time::Duration;

use askama::Template;
use axum::Json;
use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::Shared;
use super::api::Answered;
use super::body::BodyError;
use super::conversation_id::ConversationId;
use super::page::render;
use super::view::{Frame, MessageView};
use crate::conversation::{Answer, Block, Channel, Outcome, Reply};
use crate::wording::Phrase;

/// A page that says one thing and shows the crisis contacts.
#[derive(Template)]
#[template(path = "web/refused.html")]
struct RefusedPage<'a> {
    frame: Frame<'a>,
    what: String,
    message: String,
}

/// The page for a body that was not read.
pub(super) fn page(site: &Shared, path: &str, error: BodyError) -> Response {
    let (status, phrase) = status_of(error);
    refuse(site, path, status, phrase)
}

/// The same for programs.
pub(super) fn json(site: &Shared, error: BodyError) -> Response {
    let (status, phrase) = status_of(error);
    let airt = site.desk.airt();
    let reply = with_help(site, airt.wording().say(phrase));
    let answered = Answered {
        answer: Answer::new("", &reply, None, Duration::ZERO),
        conversation: None,
        reply: &reply,
        html: MessageView::new(&reply, airt.wording(), "/", None).html(),
        hides: false,
    };
    (status, Json(answered)).into_response()
}

/// Something inside is broken.
pub(super) fn out_of_order(site: &Shared) -> Response {
    refuse(site, "/", StatusCode::SERVICE_UNAVAILABLE, Phrase::FaultInside)
}

/// A handler panicked: the person who wrote must not be left with a dead page.
pub(super) fn after_panic(site: Shared) -> impl Fn(Box<dyn Any + Send>) -> Response<Body> + Clone + Send + 'static {
    move |_| {
        tracing::error!("a request ended in a panic");
        refuse(&site, "/", StatusCode::INTERNAL_SERVER_ERROR, Phrase::FaultInside)
    }
}

/// What the page shows by itself when nothing can be reached any more.
pub(super) fn line_is_dead(site: &Shared, path: &str, conversation: &ConversationId) -> String {
    let airt = site.desk.airt();
    let reply = with_help(site, airt.wording().say(Phrase::WebNoLine));
    MessageView::new(&reply, airt.wording(), path, Some(conversation)).html()
}

fn status_of(error: BodyError) -> (StatusCode, Phrase) {
    match error {
        BodyError::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, Phrase::WebTooLong),
        BodyError::Broken => (StatusCode::BAD_REQUEST, Phrase::FaultInside),
    }
}

fn refuse(site: &Shared, path: &str, status: StatusCode, phrase: Phrase) -> Response {
    let airt = site.desk.airt();
    let what = airt.wording().say(phrase);
    let help = site.desk.refused(Channel::Web, "");
    let message = MessageView::new(&help, airt.wording(), path, None).html();
    render(status, &RefusedPage { frame: Frame::new(site, &airt), what, message })
}

/// The crisis contacts, after a sentence of ours.
fn with_help(site: &Shared, text: String) -> Reply {
    let mut reply = site.desk.refused(Channel::Web, "");
    reply.outcome = Outcome::Command;
    reply.blocks.insert(0, Block::say(text));
    reply
}
