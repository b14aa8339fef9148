//! The web page: one chat, rendered on the server, usable without JavaScript
//! and better with it.
//!
//! It turns requests into messages for the desk and replies into HTML and
//! JSON. It sets no cookie, loads nothing from anybody else, writes no address
//! anywhere and never decides what is said.

mod about;
mod address;
mod api;
mod asset;
mod body;
mod conversation_id;
mod embed;
mod headers;
mod limits;
mod page;
mod poster;
mod refusal;
mod view;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

pub use self::poster::poster;

use self::limits::Limits;
use crate::config;
use crate::desk::Desk;

/// A request that takes longer than this is somebody holding a line open.
const PATIENCE: Duration = Duration::from_secs(15);

/// What every handler sees.
#[derive(Debug)]
struct Site {
    desk: Desk,
    limits: Limits,
    web: config::Web,
    council: config::Council,
}

/// What handlers take as their state.
type Shared = Arc<Site>;

/// The page, its parts and its one programming interface. Serve it with
/// `into_make_service_with_connect_info::<SocketAddr>()`: without the peer's
/// address only the limit per conversation holds.
pub fn router(desk: Desk, web: &config::Web, council: &config::Council) -> Router {
    let site: Shared = Arc::new(Site { desk, limits: Limits::new(web), web: web.clone(), council: council.clone() });
    Router::new()
        .route("/", get(page::first).post(page::answered))
        .route("/embed", get(embed::first).post(embed::answered))
        .route("/embed.js", get(embed::script))
        .route("/api/messages", post(api::messages))
        .route("/crisis", get(about::crisis))
        .route("/offline", get(about::offline))
        .route("/privacy", get(about::privacy))
        .route("/accessibility", get(about::accessibility))
        .route("/manifest.webmanifest", get(asset::manifest))
        .route("/sw.js", get(asset::service_worker))
        .route("/favicon.ico", get(asset::favicon))
        .route("/assets/{name}", get(asset::named))
        .fallback(about::not_found)
        .layer(CatchPanicLayer::custom(refusal::after_panic(Arc::clone(&site))))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE))
        .layer(middleware::from_fn_with_state(Arc::clone(&site), headers::set))
        .with_state(site)
}
