//! The page's own files, which ship inside the program: nothing is fetched
//! from anybody and nothing can be missing from an installation.

use std::sync::LazyLock;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::Shared;
use crate::wording::Phrase;

/// One file.
struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

macro_rules! asset {
    ($name:literal, $kind:literal) => {
        Asset { name: $name, kind: $kind, bytes: include_bytes!(concat!("../../../assets/", $name)) }
    };
}

/// All of them.
const ASSETS: [Asset; 7] = [
    asset!("airt.css", "text/css; charset=utf-8"),
    asset!("airt.js", "text/javascript; charset=utf-8"),
    asset!("atkinson-hyperlegible-next.woff2", "font/woff2"),
    asset!("icon.svg", "image/svg+xml"),
    asset!("icon-180.png", "image/png"),
    asset!("icon-192.png", "image/png"),
    asset!("icon-512.png", "image/png"),
];

/// What the browser keeps for when there is no network.
const SERVICE_WORKER: &str = include_str!("../../../assets/sw.js");

/// Changes whenever a file does, so that files may be kept for ever under
/// their full address and an update is still seen at once.
pub(super) fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let mut hash = Sha256::new();
        for asset in &ASSETS {
            hash.update(asset.bytes);
        }
        hash.update(SERVICE_WORKER);
        HEXLOWER.encode(&hash.finalize()).chars().take(12).collect()
    });
    &VERSION
}

/// The typeface, for what is printed.
pub(super) fn typeface() -> &'static [u8] {
    ASSETS.iter().find(|asset| asset.kind == "font/woff2").map_or(&[], |asset| asset.bytes)
}

/// `?v=...`, where the address names a version.
#[derive(Debug, Deserialize)]
pub(super) struct Versioned {
    v: Option<String>,
}

/// `GET /assets/{name}`.
pub(super) async fn named(Path(name): Path<String>, Query(asked): Query<Versioned>) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let keep = match asked.v.as_deref() {
        Some(asked) if asked == version() => "public, max-age=31536000, immutable",
        _ => "public, max-age=86400",
    };
    ([(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, keep)], asset.bytes).into_response()
}

/// `GET /favicon.ico`, which some browsers ask for unasked.
pub(super) async fn favicon() -> Response {
    named(Path("icon-192.png".to_owned()), Query(Versioned { v: None })).await
}

/// `GET /sw.js`. Never kept, or an old one would keep an old page alive.
pub(super) async fn service_worker() -> Response {
    let script = format!("const VERSION = \"{}\";\n{SERVICE_WORKER}", version());
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], script)
        .into_response()
}

/// `GET /manifest.webmanifest`.
pub(super) async fn manifest(State(site): State<Shared>) -> Response {
    let airt = site.desk.airt();
    let words = airt.wording();
    let manifest = serde_json::json!({
        "name": words.say(Phrase::WebTitle),
        "short_name": words.say(Phrase::WebName),
        "description": words.say(Phrase::WebDescription),
        "lang": "en-GB",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf6ee",
        "theme_color": "#0d4f4f",
        "icons": [
            {"src": "/assets/icon.svg", "sizes": "any", "type": "image/svg+xml"},
            {"src": "/assets/icon-192.png", "sizes": "192x192", "type": "image/png"},
            {"src": "/assets/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
        ],
    });
    ([(header::CONTENT_TYPE, "application/manifest+json")], Json(manifest)).into_response()
}
