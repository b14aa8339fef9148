//! Carries pages to Telegram, and tries again where that can help.
//!
//! What a young person waits for is not lost to a hiccup: errors of the
//! network and of Telegram's servers are tried again, "too many requests" is
//! waited out, and a page whose markup is refused goes out as plain text. It
//! logs kinds of errors, never a text, a chat or the token.

use std::future::IntoFuture;
use std::time::Duration;

use teloxide::adaptors::Throttle;
use teloxide::prelude::*;
use teloxide::requests::HasPayload;
use teloxide::types::{
    CallbackQueryId, InlineKeyboardMarkup, InlineQueryId, InlineQueryResult, LinkPreviewOptions, MessageId, ParseMode,
    ReplyMarkup, ReplyParameters,
};
use teloxide::{ApiError, RequestError};

use super::keyboard::keyboard;
use super::markup::Page;

/// How often one call is tried.
const TRIES: u32 = 3;

/// How many messages Telegram deletes in one call.
const DELETE_LIMIT: usize = 100;

/// Sends, edits and deletes.
#[derive(Clone)]
pub(super) struct Courier {
    bot: Throttle<Bot>,
}

impl Courier {
    /// A courier for a bot.
    pub(super) fn new(bot: Throttle<Bot>) -> Self {
        Self { bot }
    }

    /// Sends a page; its id, or nothing where it could not be delivered.
    pub(super) async fn send(&self, chat: ChatId, page: &Page, answers: Option<MessageId>) -> Option<MessageId> {
        let reply = |id| ReplyParameters::new(id).allow_sending_without_reply();
        let sent = attempts("sendMessage", || {
            let mut request = self.bot.send_message(chat, &page.html).parse_mode(ParseMode::Html);
            request = request.link_preview_options(no_preview());
            let payload = request.payload_mut();
            payload.reply_markup = markup(page).map(ReplyMarkup::InlineKeyboard);
            payload.reply_parameters = answers.map(reply);
            request
        })
        .await;
        let sent = match sent {
            // Something in the markup or a button: the words must arrive all the same.
            Err(error) if is_refused(&error) => {
                attempts("sendMessage (plain)", || self.bot.send_message(chat, &page.text)).await
            }
            sent => sent,
        };
        match sent {
            Ok(message) => Some(message.id),
            Err(error) => delivered_anyway(&error),
        }
    }

    /// Puts a page in the place of one that was sent; whether it stands there now.
    pub(super) async fn edit(&self, chat: ChatId, message: MessageId, page: &Page) -> bool {
        let edited = attempts("editMessageText", || {
            let mut request = self.bot.edit_message_text(chat, message, &page.html).parse_mode(ParseMode::Html);
            request = request.link_preview_options(no_preview());
            request.payload_mut().reply_markup = markup(page);
            request
        })
        .await;
        match edited {
            Ok(_) | Err(RequestError::Api(ApiError::MessageNotModified)) => true,
            Err(error) => delivered_anyway(&error).is_some(),
        }
    }

    /// Takes messages away, as far as Telegram lets it.
    pub(super) async fn delete(&self, chat: ChatId, messages: &[MessageId]) {
        for some in messages.chunks(DELETE_LIMIT) {
            // What is already gone is no failure; there is nobody to tell either.
            let _ = attempts("deleteMessages", || self.bot.delete_messages(chat, some.to_vec())).await;
        }
    }

    /// Offers services to share.
    pub(super) async fn offer(&self, query: &InlineQueryId, results: Vec<InlineQueryResult>) {
        // Staff change services: Telegram may not keep these for long.
        const KEPT_SECONDS: u32 = 300;
        // Whoever types goes on typing: a later letter asks again.
        let _ = attempts("answerInlineQuery", || {
            self.bot.answer_inline_query(query.clone(), results.clone()).cache_time(KEPT_SECONDS)
        })
        .await;
    }

    /// Ends the waiting that a tapped button shows.
    pub(super) async fn acknowledge(&self, query: &CallbackQueryId, toast: Option<&str>) {
        // A query that is too old to answer was answered by what was sent.
        let _ = attempts("answerCallbackQuery", || {
            let mut request = self.bot.answer_callback_query(query.clone());
            request.payload_mut().text = toast.map(str::to_owned);
            request
        })
        .await;
    }
}

fn markup(page: &Page) -> Option<InlineKeyboardMarkup> {
    (!page.buttons.is_empty()).then(|| keyboard(&page.buttons))
}

/// Previews show pictures that nobody here has looked at.
pub(super) fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

/// Calls until it works or it is plain that it will not.
pub(super) async fn attempts<R, T>(what: &'static str, mut call: impl FnMut() -> R) -> Result<T, RequestError>
where
    R: IntoFuture<Output = Result<T, RequestError>>,
{
    let mut tries = 1;
    loop {
        let error = match call().into_future().await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        let pause = pause_after(&error).filter(|_| tries < TRIES && delivered_anyway(&error).is_none());
        let Some(pause) = pause else {
            if !is_gone(&error) {
                tracing::warn!(call = what, error = describe(&error), tries, "a call to Telegram failed");
            }
            return Err(error);
        };
        tracing::debug!(call = what, error = describe(&error), tries, "a call to Telegram is tried again");
        tokio::time::sleep(pause).await;
        tries += 1;
    }
}

/// How long to wait before trying again; `None` where that cannot help.
fn pause_after(error: &RequestError) -> Option<Duration> {
    match error {
        RequestError::RetryAfter(wait) => Some(wait.duration()),
        RequestError::Network(_) | RequestError::InvalidJson { .. } => Some(Duration::from_secs(1)),
        // A 5xx comes as words that the library has no name for; it has waited already.
        RequestError::Api(ApiError::Unknown(words)) if !is_of_the_request(words) => Some(Duration::ZERO),
        _ => None,
    }
}

fn is_of_the_request(words: &str) -> bool {
    ["Bad Request", "Forbidden", "Conflict", "Unauthorized", "Not Found"].iter().any(|kind| words.starts_with(kind))
}

/// Whether Telegram understood and said no to what the message holds.
fn is_refused(error: &RequestError) -> bool {
    matches!(error, RequestError::Api(_)) && !is_gone(error)
}

/// Whether nobody is there to receive it any more.
fn is_gone(error: &RequestError) -> bool {
    matches!(
        error,
        RequestError::Api(
            ApiError::BotBlocked
                | ApiError::UserDeactivated
                | ApiError::ChatNotFound
                | ApiError::MessageNotModified
                | ApiError::MessageToDeleteNotFound
                | ApiError::InvalidQueryId
        )
    )
}

/// The id of a message that was delivered although the answer could not be
/// read, because Telegram has added something since: sending again would say
/// everything twice.
fn delivered_anyway(error: &RequestError) -> Option<MessageId> {
    let RequestError::InvalidJson { raw, .. } = error else { return None };
    let answer: serde_json::Value = serde_json::from_str(raw).ok()?;
    let ok = answer.get("ok")?.as_bool()?;
    let id = answer.pointer("/result/message_id").and_then(serde_json::Value::as_i64);
    ok.then(|| MessageId(id.and_then(|id| i32::try_from(id).ok()).unwrap_or_default()))
}

/// An error in words that hold nothing of anybody: an error of the network may
/// name the address, which holds the token, and unreadable JSON holds the text.
pub(super) fn describe(error: &RequestError) -> String {
    match error {
        RequestError::Api(error) => error.to_string(),
        RequestError::RetryAfter(wait) => format!("too many requests, wait {wait}"),
        RequestError::MigrateToChatId(_) => "the group has moved".to_owned(),
        RequestError::Network(error) if error.is_timeout() => "no answer in time".to_owned(),
        RequestError::Network(error) if error.is_connect() => "no connection".to_owned(),
        RequestError::Network(_) => "the connection broke".to_owned(),
        RequestError::InvalidJson { .. } => "an answer that cannot be read".to_owned(),
        RequestError::Io(_) => "a file cannot be read".to_owned(),
    }
}
