//! Telegram: long polling in, messages with buttons out.
//!
//! Thin: [`incoming`] and [`command`] turn updates into messages for the
//! engine, [`render`] turns its replies into pages and buttons, [`courier`]
//! carries them. It never decides what is said. The chat's id goes to the
//! desk, which hashes it, and to Telegram, and nowhere else; no text, id or
//! token is ever logged.
//!
//! To start it: `let (router, source) = telegram::source(&config.telegram,
//! &token)`, merge `router` into the page's, and `tokio::spawn(telegram::run(
//! desk, config.telegram.clone(), token, source, shutdown))`, where `shutdown`
//! is a future that ends when the process should stop. It ends by itself only
//! when Telegram refuses the token; every other trouble it waits out. After
//! `shutdown` it answers what it has already received, for [`DRAIN`] at most.

mod chats;
mod command;
mod courier;
mod handler;
mod incoming;
mod inline;
mod keyboard;
mod markup;
mod notices;
mod poll;
mod profile;
mod render;
mod webhook;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use futures::future::{FutureExt, Shared};
use futures::stream::{self, BoxStream, StreamExt};
use secrecy::{ExposeSecret, SecretString};
use teloxide::adaptors::Throttle;
use teloxide::adaptors::throttle::{Limits, Settings};
use teloxide::dispatching::UpdateHandler;
use teloxide::error_handlers::IgnoringErrorHandlerSafe;
use teloxide::prelude::*;
use teloxide::stop::{StopToken, mk_stop_token};
use teloxide::update_listeners::{AsUpdateStream, UpdateListener};
use teloxide::{ApiError, RequestError};
use tokio::sync::mpsc;

use self::courier::{Courier, describe};
use self::handler::Handler;
pub use self::notices::Notices;
pub use self::webhook::Hook;
use crate::config;
use crate::conversation::{Airt, Channel, Message, Reply};
use crate::desk::Desk;

/// How long answers that are under way may take after the shutdown began.
pub const DRAIN: Duration = Duration::from_secs(10);

/// How long one call may take.
const CALL: Duration = Duration::from_secs(15);

/// How many updates wait for their handlers before polling pauses.
const QUEUE: usize = 64;

/// What answers: the desk, or in a test something around it.
pub trait Answers: Clone + Send + Sync + 'static {
    /// Answers a message of the conversation `id`.
    fn answer(&self, channel: Channel, id: &str, message: &Message) -> impl Future<Output = Reply> + Send;

    /// What a message gets that a rate limit refuses.
    fn refused(&self, channel: Channel, text: &str) -> Reply;

    /// The snapshot that answers now, for its words.
    fn airt(&self) -> Arc<Airt>;
}

impl Answers for Desk {
    async fn answer(&self, channel: Channel, id: &str, message: &Message) -> Reply {
        Self::answer(self, channel, id, message).await
    }

    fn refused(&self, channel: Channel, text: &str) -> Reply {
        Self::refused(self, channel, text)
    }

    fn airt(&self) -> Arc<Airt> {
        Self::airt(self)
    }
}

/// Why Telegram cannot go on; for whoever runs Airt.
#[derive(Debug, thiserror::Error)]
pub enum TelegramError {
    /// No use in trying again.
    #[error("Telegram refuses the bot's token: set TELOXIDE_TOKEN to the one that @BotFather shows")]
    TokenRefused,
    /// The system's certificates or resolver are broken.
    #[error("no connection to Telegram can be made")]
    Client(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Where updates come from.
#[derive(Debug)]
pub enum Source {
    /// We ask Telegram.
    Polling,
    /// Telegram calls us.
    Webhook(Hook),
}

/// As the settings say, with the route that a webhook needs; an empty router
/// otherwise.
pub fn source(settings: &config::Telegram, token: &SecretString) -> (axum::Router, Source) {
    let Some(url) = &settings.webhook_url else { return (axum::Router::new(), Source::Polling) };
    let (router, hook) = webhook::open(url, token, QUEUE);
    (router, Source::Webhook(hook))
}

/// Answers on Telegram until `shutdown` ends.
pub async fn run<D: Answers>(
    desk: D,
    settings: config::Telegram,
    token: SecretString,
    source: Source,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), TelegramError> {
    let stop = shutdown.boxed().shared();
    let hold = Duration::from_secs(settings.poll_seconds);
    // A poll is held open on purpose; a call that sends must not be.
    let polling = bot(&settings, &token, poll::patience(hold) + CALL)?;
    let sending = bot(&settings, &token, CALL)?;
    let Some(username) = connect(&sending, stop.clone()).await? else { return Ok(()) };
    tokio::spawn({
        let (bot, airt) = (sending.clone(), desk.airt());
        async move { profile::introduce(bot, airt.wording()).await }
    });
    let (sender, updates) = mpsc::channel(QUEUE);
    let received = match source {
        Source::Polling => {
            // Polling gets nothing while a webhook is set. What waits is kept: those are people's messages.
            let _ = courier::attempts("deleteWebhook", || sending.delete_webhook()).await;
            tokio::spawn(poll::poll(polling, hold, sender, stop.clone()))
        }
        Source::Webhook(hook) => {
            hook.announce(&sending).await?;
            let forward = hook.forward(sender, stop.clone());
            tokio::spawn(forward.map(Ok))
        }
    };
    let throttled = Throttle::spawn_with_settings(sending, throttling());
    let handler = Arc::new(Handler::new(desk, Courier::new(throttled.clone()), username));
    dispatch(throttled, handler, updates, stop).await;
    // The dispatcher ends when the source does; a panic there leaves no reason to give.
    received.await.unwrap_or(Ok(()))
}

/// Asks Telegram who the bot is, until it answers; `None` when stopped first.
async fn connect(bot: &Bot, stop: Stop) -> Result<Option<String>, TelegramError> {
    let mut pause = Duration::from_millis(500);
    loop {
        let me = tokio::select! {
            () = stop.clone() => return Ok(None),
            me = bot.get_me().into_future() => me,
        };
        match me {
            Ok(me) => return Ok(Some(me.username().to_owned())),
            Err(RequestError::Api(ApiError::InvalidToken)) => return Err(TelegramError::TokenRefused),
            Err(error) => tracing::warn!(error = describe(&error), "Telegram cannot be reached yet"),
        }
        tokio::select! {
            () = stop.clone() => return Ok(None),
            () = tokio::time::sleep(pause) => pause = (pause * 2).min(Duration::from_secs(30)),
        }
    }
}

/// Hands each update to the handler: one chat's in order, different chats' side by side.
async fn dispatch<D: Answers>(
    bot: Throttle<Bot>,
    handler: Arc<Handler<D>>,
    updates: mpsc::Receiver<Update>,
    stop: Stop,
) {
    // The queue ends when polling does, so nobody needs the token.
    let listener = Queue { updates, token: mk_stop_token().0 };
    let mut dispatcher = Dispatcher::builder(bot, schema::<D>())
        .dependencies(dptree::deps![handler])
        .default_handler(|update| async move {
            tracing::debug!(kind = incoming::kind(&update), "an update that nobody handles");
        })
        .error_handler(IgnoringErrorHandlerSafe::new())
        .build();
    let drained = async {
        stop.await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        ended = dispatcher.try_dispatch_with_listener(listener, IgnoringErrorHandlerSafe::new()) => {
            if let Err(error) = ended {
                tracing::error!(error = describe(&error), "Telegram's updates are not handled");
            }
        }
        () = drained => tracing::warn!("answers on Telegram were still under way at the stop"),
    }
}

type Stop = Shared<futures::future::BoxFuture<'static, ()>>;

/// What polling hands over, in the form that the dispatcher takes.
struct Queue {
    updates: mpsc::Receiver<Update>,
    token: StopToken,
}

impl UpdateListener for Queue {
    type Err = Infallible;

    fn stop_token(&mut self) -> StopToken {
        self.token.clone()
    }
}

impl<'a> AsUpdateStream<'a> for Queue {
    type StreamErr = Infallible;
    type Stream = BoxStream<'a, Result<Update, Infallible>>;

    fn as_stream(&'a mut self) -> Self::Stream {
        stream::poll_fn(|context| self.updates.poll_recv(context).map(|update| update.map(Ok))).boxed()
    }
}

/// One endpoint for every update: what kind it is decides the handler, so that
/// one guard against panics holds for all of them.
fn schema<D: Answers>() -> UpdateHandler<Infallible> {
    dptree::endpoint(|update: Update, handler: Arc<Handler<D>>| async move {
        handler.handle(&update).await;
        Ok(())
    })
}

/// A bot that talks to the server of the settings.
fn bot(settings: &config::Telegram, token: &SecretString, timeout: Duration) -> Result<Bot, TelegramError> {
    let client = teloxide::net::default_reqwest_settings()
        .timeout(timeout)
        // With HTTP/2 a connection that died would serve, and hang, the next call as well.
        .http1_only()
        .build()
        .map_err(|error| TelegramError::Client(error.into()))?;
    let bot = Bot::with_client(token.expose_secret(), client);
    Ok(match &settings.api_url {
        Some(url) => bot.set_api_url(url.clone()),
        None => bot,
    })
}

/// Telegram asks for at most one message a second in a chat but bears short
/// bursts; a reply of two pages should not take two seconds.
fn throttling() -> Settings {
    let limits = Limits { messages_per_sec_chat: 3, messages_per_min_chat: 60, ..Limits::default() };
    Settings::default().limits(limits)
}
