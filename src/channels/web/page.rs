//! The chat page: the first screen, and, without JavaScript, the last question
//! with its answer.

use std::time::{Duration, Instant};

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Response};

use super::body::{self, Incoming};
use super::conversation_id::ConversationId;
use super::view::{self, Frame, MessageView};
use super::{Shared, refusal};
use crate::conversation::{Block, Channel, Input, Outcome, Reply};
use crate::knowledge::Topic;
use crate::wording::Phrase;

/// The chat.
#[derive(Template)]
#[template(path = "web/chat.html")]
struct ChatPage<'a> {
    frame: Frame<'a>,
    topics: &'a [Topic],
    /// Where forms post to.
    path: &'a str,
    conversation: &'a str,
    /// Without JavaScript: what was said last, and the answer as HTML.
    said: Option<String>,
    answer: Option<String>,
    /// What the page shows when the line is dead, already there because it
    /// could not be fetched then.
    failed: String,
}

/// One message with its answer.
pub(super) struct Exchange {
    pub(super) conversation: ConversationId,
    pub(super) reply: Reply,
    /// What the store keeps of the message, redacted.
    pub(super) kept: Option<String>,
    pub(super) took: Duration,
    pub(super) status: StatusCode,
}

/// Answers a message within the limits. `None` when no id could be drawn.
pub(super) async fn exchange(site: &Shared, parts: &Parts, incoming: &Incoming) -> Option<Exchange> {
    let own = incoming.conversation.clone().filter(|_| !body::is_foreign(&parts.headers, &parts.uri));
    let allowed = site.limits.allow(&parts.extensions, &parts.headers, own.as_ref());
    let conversation = own.or_else(ConversationId::fresh)?;
    let started = Instant::now();
    let ((reply, kept), status) = if allowed {
        let answered = site.desk.answer_with_kept(Channel::Web, conversation.as_str(), &incoming.message).await;
        (answered, if incoming.malformed { StatusCode::BAD_REQUEST } else { StatusCode::OK })
    } else {
        let mut reply = site.desk.refused(Channel::Web, incoming.text());
        if reply.outcome != Outcome::Urgent {
            reply.blocks.insert(0, Block::say(site.desk.airt().wording().say(Phrase::WebSlowDown)));
        }
        ((reply, None), StatusCode::TOO_MANY_REQUESTS)
    };
    Some(Exchange { conversation, reply, kept, took: started.elapsed(), status })
}

/// `GET /`.
pub(super) async fn first(State(site): State<Shared>) -> Response {
    show(&site, "/", None, None)
}

/// `POST /`: the page with the question and its answer.
pub(super) async fn answered(State(site): State<Shared>, request: Request) -> Response {
    answer_form(&site, "/", request).await
}

/// The same for the page in a frame.
pub(super) async fn answer_form(site: &Shared, path: &str, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let bytes = match body::read(&parts.headers, body, site.web.max_body_bytes).await {
        Ok(bytes) => bytes,
        Err(error) => return refusal::page(site, path, error),
    };
    let incoming = Incoming::of_form(&bytes);
    match exchange(site, &parts, &incoming).await {
        Some(exchange) => show(site, path, Some(&incoming), Some(exchange)),
        None => refusal::out_of_order(site),
    }
}

/// The page, with an exchange where there was one.
pub(super) fn show(site: &Shared, path: &str, incoming: Option<&Incoming>, exchange: Option<Exchange>) -> Response {
    let airt = site.desk.airt();
    let Some(conversation) =
        exchange.as_ref().map(|exchange| exchange.conversation.clone()).or_else(ConversationId::fresh)
    else {
        return refusal::out_of_order(site);
    };
    let hidden = exchange.as_ref().is_some_and(|exchange| view::hides(&exchange.reply, airt.wording()));
    let said = incoming.filter(|_| !hidden).and_then(|incoming| match &incoming.message.input {
        Input::Text(text) => Some(text.clone()),
        Input::Tap(action) => view::tapped(&airt, action),
        Input::Attachment(_) => None,
    });
    let html = |reply: &Reply| MessageView::new(reply, airt.wording(), path, Some(&conversation)).html();
    let mut frame = Frame::new(site, &airt);
    frame.embedded = path == "/embed";
    let page = ChatPage {
        topics: &airt.knowledge().topics,
        path,
        conversation: conversation.as_str(),
        said: said.filter(|text| !text.trim().is_empty()),
        answer: exchange.as_ref().map(|exchange| html(&exchange.reply)),
        failed: refusal::line_is_dead(site, path, &conversation),
        frame,
    };
    let status = exchange.map_or(StatusCode::OK, |exchange| exchange.status);
    render(status, &page)
}

/// A template as a response.
pub(super) fn render(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
