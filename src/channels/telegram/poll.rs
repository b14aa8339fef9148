//! Long polling: asks Telegram for updates, again and again.
//!
//! Our own loop and not the library's, since three things must not happen: a
//! poll that hangs for ever, a refused token that is tried for ever, and an
//! unreadable update that is logged with somebody's words in it.

use std::pin::pin;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use teloxide::prelude::*;
use teloxide::requests::{JsonRequest, Payload};
use teloxide::{ApiError, RequestError};
use tokio::sync::mpsc;

use super::TelegramError;
use super::courier::describe;
use super::incoming::{WANTED, read};

/// The library's own `getUpdates` reads each update strictly and keeps nothing
/// of one that it does not know; this one leaves the reading to [`read`].
#[derive(Debug, Clone, Serialize)]
struct Poll {
    offset: i64,
    limit: u8,
    timeout: u64,
    allowed_updates: [&'static str; 4],
}

impl Payload for Poll {
    type Output = Vec<Value>;
    const NAME: &'static str = "GetUpdates";
}

/// The longest pause after errors in a row.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How long the last poll, which only says what was received, may take.
const FAREWELL: Duration = Duration::from_secs(2);

/// How long a poll may take before it counts as hanging: half as long again as
/// Telegram was asked to hold it.
pub(super) fn patience(poll: Duration) -> Duration {
    poll + poll / 2 + Duration::from_secs(1)
}

/// Polls until `stop`, or until Telegram refuses the token.
pub(super) async fn poll(
    bot: Bot,
    hold: Duration,
    updates: mpsc::Sender<Update>,
    stop: impl Future<Output = ()>,
) -> Result<(), TelegramError> {
    let mut stop = pin!(stop);
    let mut offset = 0;
    let mut failures = 0;
    loop {
        let ask = JsonRequest::new(
            bot.clone(),
            Poll { offset, limit: 100, timeout: hold.as_secs(), allowed_updates: WANTED },
        );
        let answer = tokio::select! {
            () = &mut stop => break,
            answer = tokio::time::timeout(patience(hold), ask.into_future()) => answer,
        };
        let pause = match answer {
            Ok(Ok(received)) => {
                failures = 0;
                for raw in received {
                    // An update without an id cannot be told from the next one; the form has it always.
                    offset = raw.get("update_id").and_then(Value::as_i64).map_or(offset, |id| id + 1);
                    let Some(update) = read(&raw) else {
                        tracing::warn!("an update that cannot be read");
                        continue;
                    };
                    if updates.send(update).await.is_err() {
                        return Ok(());
                    }
                }
                continue;
            }
            // The connection is dropped with the poll, so the next one gets a fresh one.
            Err(_) => {
                tracing::warn!("a poll of Telegram hung; starting another");
                continue;
            }
            Ok(Err(error)) => after_failure(&error, &mut failures)?,
        };
        tokio::select! {
            () = &mut stop => break,
            () = tokio::time::sleep(pause) => {}
        }
    }
    // Telegram then does not send again what was already received.
    let farewell = JsonRequest::new(bot, Poll { offset, limit: 1, timeout: 0, allowed_updates: WANTED });
    let _ = tokio::time::timeout(FAREWELL, farewell.into_future()).await;
    Ok(())
}

/// How long to wait, or that there is no use in going on.
fn after_failure(error: &RequestError, failures: &mut u32) -> Result<Duration, TelegramError> {
    let pause = LONGEST_PAUSE.min(Duration::from_millis(500).saturating_mul(1 << (*failures).min(8)));
    *failures += 1;
    match error {
        RequestError::Api(ApiError::InvalidToken) => return Err(TelegramError::TokenRefused),
        RequestError::RetryAfter(wait) => return Ok(wait.duration()),
        RequestError::Api(ApiError::TerminatedByOtherGetUpdates) => {
            tracing::error!("another program polls Telegram with the same token; stop one of the two");
        }
        RequestError::Api(ApiError::CantGetUpdates) => {
            tracing::error!("a webhook is set for this token, so polling gets nothing; stop the program that set it");
        }
        error => tracing::warn!(error = describe(error), "Telegram could not be polled"),
    }
    Ok(pause)
}
