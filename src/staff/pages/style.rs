//! The style sheet of the staff pages, which ships inside the program.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::staff::token;

const SHEET: &str = include_str!("../../../assets/staff.css");

/// Changes whenever the sheet does, so that it may be kept for ever.
pub(in crate::staff) fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| token::hash(SHEET).chars().take(12).collect());
    &VERSION
}

/// `GET /staff/assets/staff.css`.
pub(super) async fn sheet() -> Response {
    let headers =
        [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=31536000")];
    (headers, SHEET).into_response()
}
