//! The pages beside the chat: who to call, what is kept, who can use this.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::Shared;
use super::page::render;
use super::view::{self, Frame, MessageView};
use crate::conversation::{Action, Channel};
use crate::wording::Phrase;

/// Who to call now; also what the page shows without a network.
#[derive(Template)]
#[template(path = "web/crisis.html")]
struct CrisisPage<'a> {
    frame: Frame<'a>,
    message: String,
    offline: bool,
}

/// What is kept.
#[derive(Template)]
#[template(path = "web/privacy.html")]
struct PrivacyPage<'a> {
    frame: Frame<'a>,
    kept: String,
}

/// Who can use this page, and what to do where somebody cannot.
#[derive(Template)]
#[template(path = "web/accessibility.html")]
struct AccessibilityPage<'a> {
    frame: Frame<'a>,
}

/// A page that does not exist.
#[derive(Template)]
#[template(path = "web/not_found.html")]
struct NotFoundPage<'a> {
    frame: Frame<'a>,
}

/// `GET /crisis`.
pub(super) async fn crisis(State(site): State<Shared>) -> Response {
    crisis_page(&site, false)
}

/// `GET /offline`: kept by the service worker for when there is no network.
pub(super) async fn offline(State(site): State<Shared>) -> Response {
    crisis_page(&site, true)
}

fn crisis_page(site: &Shared, offline: bool) -> Response {
    let airt = site.desk.airt();
    let help = site.desk.refused(Channel::Web, "");
    let message = MessageView::new(&help, airt.wording(), "/", None).html();
    render(StatusCode::OK, &CrisisPage { frame: Frame::new(site, &airt), message, offline })
}

/// `GET /privacy`.
pub(super) async fn privacy(State(site): State<Shared>) -> Response {
    let airt = site.desk.airt();
    let kept = view::outside(&site, Action::Privacy).text();
    render(StatusCode::OK, &PrivacyPage { frame: Frame::new(&site, &airt), kept })
}

/// `GET /accessibility`.
pub(super) async fn accessibility(State(site): State<Shared>) -> Response {
    let airt = site.desk.airt();
    render(StatusCode::OK, &AccessibilityPage { frame: Frame::new(&site, &airt) })
}

/// Everything else.
pub(super) async fn not_found(State(site): State<Shared>) -> Response {
    let airt = site.desk.airt();
    render(StatusCode::NOT_FOUND, &NotFoundPage { frame: Frame::new(&site, &airt) })
}
