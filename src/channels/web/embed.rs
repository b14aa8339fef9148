//! The chat on a council page: a script tag puts a frame there, and the frame
//! shows `/embed`, which only the hosts in the settings may frame.

use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::Shared;
use super::page;
use crate::wording::Phrase;

/// A function of the frame's title.
const SCRIPT: &str = include_str!("../../../assets/embed.js");

/// `GET /embed`.
pub(super) async fn first(State(site): State<Shared>) -> Response {
    page::show(&site, "/embed", None, None)
}

/// `POST /embed`.
pub(super) async fn answered(State(site): State<Shared>, request: Request) -> Response {
    page::answer_form(&site, "/embed", request).await
}

/// `GET /embed.js`. Open to every site: what it puts there is not.
pub(super) async fn script(State(site): State<Shared>) -> Response {
    let title = serde_json::Value::String(site.desk.airt().wording().say(Phrase::WebTitle));
    let script = format!("{}({title});\n", SCRIPT.trim_end());
    (
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")],
        script,
    )
        .into_response()
}
