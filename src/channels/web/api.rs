//! `POST /api/messages`: the page's own script, and any other program.

use axum::Json;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::body::{self, Incoming};
use super::page::exchange;
use super::view::{self, MessageView};
use super::{Shared, refusal};
use crate::conversation::{Answer, Reply};

/// What is answered: the object of the command line, with what a page needs.
#[derive(Debug, Serialize)]
pub(super) struct Answered<'a> {
    #[serde(flatten)]
    pub(super) answer: Answer<'a>,
    /// To be sent along with the next message.
    pub(super) conversation: Option<&'a str>,
    /// With its blocks, cards and buttons.
    pub(super) reply: &'a Reply,
    /// The same for our own page, escaped.
    pub(super) html: String,
    /// Take everything that was said off the screen before this is shown.
    pub(super) hides: bool,
}

/// Answers one message.
pub(super) async fn messages(State(site): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let bytes = match body::read(&parts.headers, body, site.web.max_body_bytes).await {
        Ok(bytes) => bytes,
        Err(error) => return refusal::json(&site, error),
    };
    let incoming = Incoming::of_json(&bytes);
    let Some(exchange) = exchange(&site, &parts, &incoming).await else {
        return refusal::out_of_order(&site);
    };
    let airt = site.desk.airt();
    let view = MessageView::new(&exchange.reply, airt.wording(), "/", Some(&exchange.conversation));
    let answered = Answered {
        answer: Answer::new(incoming.text(), &exchange.reply, exchange.kept.clone(), exchange.took),
        conversation: Some(exchange.conversation.as_str()),
        reply: &exchange.reply,
        html: view.html(),
        hides: view::hides(&exchange.reply, airt.wording()),
    };
    (exchange.status, Json(answered)).into_response()
}
