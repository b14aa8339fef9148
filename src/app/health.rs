//! `GET /health`: one word for a machine, and for whoever sits at this one
//! what is wrong.
//!
//! 200 while young people get answers, 503 when they do not. Elsewhere nothing
//! but the word is told: file names and error messages are for staff.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Json, Router};
use chrono::{DateTime, Duration, NaiveDate, SecondsFormat, Utc};
use chrono_tz::Europe::London;
use serde::{Deserialize, Serialize};

use super::Stop;
use super::reload::Reloads;
use crate::conversation::Airt;
use crate::desk::Desk;
use crate::insights::{Recorder, RecorderState};
use crate::knowledge::{CRISIS_REVIEW_DAYS, Knowledge};
use crate::staff::Condition;

/// Headers that a proxy adds: the caller behind it is not on this machine,
/// although the connection is.
const FORWARDED: [&str; 3] = ["forwarded", "x-forwarded-for", "x-real-ip"];

/// What is asked when somebody asks how it goes.
#[derive(Debug, Clone)]
pub struct Health {
    pub(super) desk: Desk,
    pub(super) reloads: Arc<Reloads>,
    pub(super) recorder: Recorder,
    pub(super) telegram: ChannelState,
    pub(super) stop: Stop,
}

/// How it goes, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Status {
    /// All is well.
    Ok,
    /// Answers are given; something needs staff.
    Degraded,
    /// No new questions are taken.
    Stopping,
}

impl Status {
    fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Degraded => "degraded",
            Self::Stopping => "stopping",
        }
    }

    fn code(self) -> StatusCode {
        match self {
            Self::Ok | Self::Degraded => StatusCode::OK,
            Self::Stopping => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// The details, for this machine and for staff.
#[derive(Debug, Serialize)]
struct Details {
    status: Status,
    version: &'static str,
    knowledge: KnowledgeDetails,
    store: RecorderState,
    encoder: &'static str,
    channels: Channels,
    /// Crisis lines whose check is past its time; they are shown all the same.
    crisis_lines_past_check: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Channels {
    web: &'static str,
    telegram: &'static str,
    telegram_problem: Option<String>,
}

/// Whether a channel runs, and why not.
#[derive(Debug, Clone)]
pub(super) struct ChannelState(Option<Arc<Mutex<Option<String>>>>);

impl ChannelState {
    /// It is not wanted.
    pub(super) fn off() -> Self {
        Self(None)
    }

    /// It was started.
    pub(super) fn on() -> Self {
        Self(Some(Arc::default()))
    }

    /// It ended by itself.
    pub(super) fn failed(&self, error: &dyn std::error::Error) {
        if let Some(state) = &self.0 {
            *state.lock().unwrap_or_else(PoisonError::into_inner) = Some(error.to_string());
        }
    }

    fn problem(&self) -> Option<String> {
        self.0.as_ref().and_then(|state| state.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn word(&self) -> &'static str {
        match (&self.0, self.problem()) {
            (None, _) => "off",
            (Some(_), None) => "on",
            (Some(_), Some(_)) => "stopped",
        }
    }
}

/// Until the encoder is ready, words, names and rules answer alone.
fn encoder_word(airt: &Airt) -> &'static str {
    match (airt.has_encoder(), airt.is_warm()) {
        (false, _) => "absent",
        (true, false) => "warming-up",
        (true, true) => "ready",
    }
}

#[derive(Debug, Serialize)]
struct KnowledgeDetails {
    loaded: String,
    services: usize,
    /// The reload that was refused, until one passes.
    refused: Option<RefusedDetails>,
}

#[derive(Debug, Serialize)]
struct RefusedDetails {
    at: String,
    errors: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Asked {
    details: Option<String>,
}

impl Health {
    /// The routes, to be merged into the page's.
    pub fn router(self) -> Router {
        Router::new().route("/health", get(answer)).route("/metrics", get(metrics)).with_state(self)
    }

    /// How it goes, for the staff pages.
    pub(super) fn condition(&self) -> Condition {
        let airt = self.desk.airt();
        let today = Utc::now().with_timezone(&London).date_naive();
        let store = self.recorder.state();
        Condition {
            telegram: self.telegram.word(),
            telegram_problem: self.telegram.problem(),
            loaded: self.reloads.loaded(),
            refused: self.reloads.refused().map(|refused| (refused.at, refused.errors)),
            services: airt.knowledge().shown(today).count(),
            encoder: encoder_word(&airt),
            store_problem: store.failure,
            waiting: store.waiting,
            dropped: store.dropped,
            past_check: past_check(airt.knowledge(), today),
        }
    }

    fn status(&self) -> Status {
        if self.stop.is_requested() {
            Status::Stopping
        } else if self.reloads.refused().is_some()
            || !self.recorder.state().is_well()
            || self.telegram.problem().is_some()
            || !self.desk.airt().has_encoder()
        {
            Status::Degraded
        } else {
            Status::Ok
        }
    }

    fn details(&self, now: DateTime<Utc>) -> Details {
        let airt = self.desk.airt();
        let today = now.with_timezone(&London).date_naive();
        Details {
            status: self.status(),
            version: env!("CARGO_PKG_VERSION"),
            knowledge: KnowledgeDetails {
                loaded: written(self.reloads.loaded()),
                services: airt.knowledge().shown(today).count(),
                refused: self
                    .reloads
                    .refused()
                    .map(|refused| RefusedDetails { at: written(refused.at), errors: refused.errors }),
            },
            store: self.recorder.state(),
            channels: Channels { web: "on", telegram: self.telegram.word(), telegram_problem: self.telegram.problem() },
            encoder: encoder_word(&airt),
            crisis_lines_past_check: past_check(airt.knowledge(), today),
        }
    }
}

/// One word; what is wrong comes along for this machine alone, and everything
/// else there with `?details`.
async fn answer(
    State(health): State<Health>,
    connection: Option<Extension<ConnectInfo<SocketAddr>>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let status = health.status();
    let local = connection.is_some_and(|Extension(ConnectInfo(peer))| is_local(peer, &headers));
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    if local && (status != Status::Ok || asked.details.is_some()) {
        (status.code(), no_store, Json(health.details(Utc::now()))).into_response()
    } else {
        (status.code(), no_store, status.word()).into_response()
    }
}

/// `GET /metrics` for a collector on this machine; staff have a page of their own.
async fn metrics(
    State(health): State<Health>,
    connection: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
) -> Response {
    if connection.is_some_and(|Extension(ConnectInfo(peer))| is_local(peer, &headers)) {
        let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4"), (header::CACHE_CONTROL, "no-store")];
        (kind, health.condition().prometheus()).into_response()
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}

fn is_local(peer: SocketAddr, headers: &HeaderMap) -> bool {
    peer.ip().to_canonical().is_loopback() && !FORWARDED.iter().any(|name| headers.contains_key(*name))
}

fn past_check(knowledge: &Knowledge, today: NaiveDate) -> Vec<String> {
    let is_past = |checked: NaiveDate| checked + Duration::days(CRISIS_REVIEW_DAYS) < today;
    knowledge
        .shown(today)
        .filter(|service| service.crisis && service.checked().is_some_and(is_past))
        .map(|service| service.id.to_string())
        .collect()
}

fn written(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_caller_on_this_machine_is_local() {
        let check = |peer: &str, forwarded: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            if let Some(name) = forwarded {
                headers.insert(name, "192.0.2.1".parse().unwrap());
            }
            is_local(peer.parse().unwrap(), &headers)
        };
        assert!(check("127.0.0.1:5000", None));
        assert!(check("[::1]:5000", None));
        assert!(check("[::ffff:127.0.0.1]:5000", None));
        assert!(!check("192.0.2.1:5000", None));
        assert!(!check("127.0.0.1:5000", Some("x-forwarded-for")), "a proxy on this machine speaks for others");
        assert!(!check("127.0.0.1:5000", Some("forwarded")));
    }
}
