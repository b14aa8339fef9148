//! Updates by webhook: Telegram calls us, on the same server as the page.
//!
//! For many replicas behind one address. The secret that Telegram sends along
//! is made from the bot's token, so that every replica knows it and a restart
//! does not change it. It answers no update: it only takes them in.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use teloxide::prelude::*;
use teloxide::requests::{JsonRequest, Payload};
use teloxide::types::True;
use teloxide::{ApiError, RequestError};
use tokio::sync::mpsc;
use url::Url;

use super::TelegramError;
use super::courier::{attempts, describe};
use super::incoming::{WANTED, read};

/// The header that proves that it is Telegram who calls.
const SECRET: &str = "x-telegram-bot-api-secret-token";

/// An update is a few kilobytes; nothing of Telegram's comes near this.
const BODY_LIMIT: usize = 1024 * 1024;

/// `setWebhook` without the file of a certificate, for which the library
/// would send a form instead of JSON.
#[derive(Clone, Serialize)]
struct Announcement {
    url: Url,
    secret_token: String,
    allowed_updates: [&'static str; 4],
}

impl Payload for Announcement {
    type Output = True;
    const NAME: &'static str = "SetWebhook";
}

/// Where updates wait between the route and the channel.
#[derive(Debug)]
pub struct Hook {
    url: Url,
    secret: SecretString,
    updates: mpsc::Receiver<Update>,
}

#[derive(Clone)]
struct Door {
    secret: SecretString,
    updates: mpsc::Sender<Update>,
}

/// The route, to be merged into the page's router, and what it takes in.
pub(super) fn open(url: &Url, token: &SecretString, queue: usize) -> (Router, Hook) {
    let (sender, updates) = mpsc::channel(queue);
    let secret = secret(token);
    let door = Door { secret: secret.clone(), updates: sender };
    let router =
        Router::new().route(url.path(), post(take_in)).layer(DefaultBodyLimit::max(BODY_LIMIT)).with_state(door);
    (router, Hook { url: url.clone(), secret, updates })
}

impl Hook {
    /// Tells Telegram where to call. What waits there is kept: those are people's messages.
    pub(super) async fn announce(&self, bot: &Bot) -> Result<(), TelegramError> {
        let announcement = Announcement {
            url: self.url.clone(),
            secret_token: self.secret.expose_secret().to_owned(),
            allowed_updates: WANTED,
        };
        match attempts("setWebhook", || JsonRequest::new(bot.clone(), announcement.clone())).await {
            Ok(_) => Ok(()),
            Err(RequestError::Api(ApiError::InvalidToken)) => Err(TelegramError::TokenRefused),
            Err(error) => {
                // Another replica, or an earlier start, has most likely told it already.
                tracing::error!(error = describe(&error), "Telegram does not take the webhook's address");
                Ok(())
            }
        }
    }

    /// Hands on what comes in until `stop`; what was acknowledged before is handed on still.
    pub(super) async fn forward(mut self, updates: mpsc::Sender<Update>, stop: impl Future<Output = ()>) {
        let mut stop = std::pin::pin!(stop);
        loop {
            let update = tokio::select! {
                biased;
                () = &mut stop, if !self.updates.is_closed() => {
                    self.updates.close();
                    continue;
                }
                update = self.updates.recv() => update,
            };
            let Some(update) = update else { return };
            if updates.send(update).await.is_err() {
                return;
            }
        }
    }
}

/// One update. Telegram sends again what is not answered with 200.
async fn take_in(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let given = headers.get(SECRET).map_or(&b""[..], |value| value.as_bytes());
    if !bool::from(given.ct_eq(door.secret.expose_secret().as_bytes())) {
        return StatusCode::UNAUTHORIZED;
    }
    let update = serde_json::from_slice(&body).ok().and_then(|raw| read(&raw));
    let Some(update) = update else {
        tracing::warn!("an update that cannot be read");
        // Sending it again would not make it readable.
        return StatusCode::OK;
    };
    match door.updates.send(update).await {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// The secret that Telegram sends along: of letters that its form allows.
fn secret(token: &SecretString) -> SecretString {
    // HMAC takes keys of any length, so that this cannot fail.
    let mac = Hmac::<Sha256>::new_from_slice(token.expose_secret().as_bytes());
    let secret = mac.map(|mac| HEXLOWER.encode(&mac.chain_update(b"airt webhook").finalize().into_bytes()));
    SecretString::from(secret.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_stays_the_same_and_gives_nothing_away() {
        let of = |token: &str| secret(&SecretString::from(token)).expose_secret().to_owned();
        assert_eq!(of("1:a"), of("1:a"));
        assert_ne!(of("1:a"), of("1:b"));
        assert_eq!(of("1:a").len(), 64);
    }
}
