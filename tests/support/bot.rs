//! Airt on the fake Telegram, in front of a desk that a test can watch and break.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use airt::channels::telegram::{self, Answers, TelegramError};
use airt::config::{Config, Environment};
use airt::conversation::{Airt, Channel, Input, Message, Outcome, Reply};
use airt::desk::{Clock, Desk};
use chrono::{DateTime, Utc};
use secrecy::SecretString;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::bot_api::{BotApi, Person, TOKEN};

/// The settings as they ship, with a poll short enough for a test.
pub fn settings(api: &BotApi) -> airt::config::Telegram {
    let config = Config::parse(std::path::Path::new("airt.toml"), "", &Environment::of(&[])).unwrap();
    let mut settings = config.telegram;
    settings.api_url = Some(api.url());
    settings.poll_seconds = 1;
    settings
}

/// Everything that Airt knows, from the files of this repository. Without
/// the sentence encoder, unless `models` says where it is: names, words and
/// rules answer, and a test starts at once.
pub fn airt(models: &str, now: DateTime<Utc>) -> Airt {
    let data = concat!(env!("CARGO_TARGET_TMPDIR"), "/data");
    let environment = Environment::of(&[("AIRT_PATHS_MODELS", models), ("AIRT_DATA_DIR", data)]);
    let config = Config::parse(std::path::Path::new("airt.toml"), "", &environment).unwrap();
    let airt = airt::app::build(&config, now).unwrap_or_else(|problems| panic!("{problems:#?}")).0;
    airt.warm_up();
    airt
}

/// A clock that stands still until a test moves it.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<Mutex<DateTime<Utc>>>);

impl TestClock {
    pub fn at(now: &str) -> Self {
        Self(Arc::new(Mutex::new(now.parse().unwrap())))
    }

    pub fn set(&self, now: &str) {
        *self.0.lock().unwrap() = now.parse().unwrap();
    }

    pub fn advance(&self, seconds: i64) {
        *self.0.lock().unwrap() += chrono::Duration::seconds(seconds);
    }

    pub fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }

    pub fn for_desk(&self) -> Clock {
        let clock = self.clone();
        Arc::new(move || clock.now())
    }
}

/// A desk that notes its replies and panics where it is told to.
#[derive(Debug, Clone)]
pub struct Watched {
    desk: Desk,
    /// The chat's id and the reply, in order.
    pub replies: Arc<Mutex<Vec<(String, Reply)>>>,
}

/// A message that makes the desk panic, as a fault inside might.
pub const PANIC: &str = "this message breaks the engine";

/// A message that is answered with more than one page, full of markup.
pub const LONG: &str = "tell me a long story";

impl Watched {
    pub fn new(desk: Desk) -> Self {
        Self { desk, replies: Arc::default() }
    }

    /// The last reply to a chat.
    pub fn last(&self, chat: i64) -> Option<Reply> {
        let replies = self.replies.lock().unwrap();
        replies.iter().rev().find(|(id, _)| *id == chat.to_string()).map(|(_, reply)| reply.clone())
    }

    /// How many replies a chat got.
    pub fn count(&self, chat: i64) -> usize {
        self.replies.lock().unwrap().iter().filter(|(id, _)| *id == chat.to_string()).count()
    }
}

impl Answers for Watched {
    async fn answer(&self, channel: Channel, id: &str, message: &Message) -> Reply {
        assert!(message.input != Input::Text(PANIC.into()), "told to panic");
        if message.input == Input::Text(LONG.into()) {
            let paragraph = "A long story <about> \"this & that\". ".repeat(60);
            return Reply::saying(Outcome::Answered, [paragraph.as_str(); 4].join("\n\n"));
        }
        let reply = self.desk.answer(channel, id, message).await;
        self.replies.lock().unwrap().push((id.to_owned(), reply.clone()));
        reply
    }

    fn refused(&self, channel: Channel, text: &str) -> Reply {
        self.desk.refused(channel, text)
    }

    fn airt(&self) -> Arc<Airt> {
        self.desk.airt()
    }
}

/// A running bot.
#[derive(Debug)]
pub struct Bot {
    pub api: BotApi,
    pub desk: Watched,
    stop: Option<oneshot::Sender<()>>,
    task: Option<JoinHandle<Result<(), TelegramError>>>,
}

impl Bot {
    /// Starts one on a server of its own.
    pub async fn start(desk: Desk) -> Self {
        Self::start_on(BotApi::start().await, desk)
    }

    /// Starts one on a server that has been prepared.
    pub fn start_on(api: BotApi, desk: Desk) -> Self {
        Self::start_with(api, desk, TOKEN)
    }

    /// Starts one with a token of its own.
    pub fn start_with(api: BotApi, desk: Desk, token: &str) -> Self {
        let desk = Watched::new(desk);
        let (stop, stopped) = oneshot::channel();
        let shutdown = async move {
            let _ = stopped.await;
        };
        let (_, source) = telegram::source(&settings(&api), &SecretString::from(token));
        let run = telegram::run(desk.clone(), settings(&api), SecretString::from(token), source, shutdown);
        Self { api, desk, stop: Some(stop), task: Some(tokio::spawn(run)) }
    }

    /// Starts one that Telegram calls, and says where.
    pub async fn start_behind_webhook(api: BotApi, desk: Desk) -> (Self, String) {
        let mut settings = settings(&api);
        settings.webhook_url = Some("https://airt.test/telegram/secret-path".parse().unwrap());
        let token = SecretString::from(TOKEN);
        let (router, source) = telegram::source(&settings, &token);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/telegram/secret-path", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let desk = Watched::new(desk);
        let (stop, stopped) = oneshot::channel();
        let shutdown = async move {
            let _ = stopped.await;
        };
        let task = tokio::spawn(telegram::run(desk.clone(), settings, token, source, shutdown));
        (Self { api, desk, stop: Some(stop), task: Some(task) }, address)
    }

    /// What answers.
    pub fn desk_airt(&self) -> Arc<Airt> {
        self.desk.airt()
    }

    /// Somebody with a private chat.
    pub fn person(&self, chat: i64) -> Person {
        Person::new(&self.api, chat)
    }

    /// How the bot ended, by itself.
    pub async fn ended(&mut self) -> Result<(), TelegramError> {
        let task = self.task.take().unwrap();
        tokio::time::timeout(Duration::from_secs(30), task).await.expect("the bot does not end").unwrap()
    }

    /// Stops it, and holds it to what Telegram allows.
    pub async fn stop(mut self) {
        drop(self.stop.take());
        self.ended().await.unwrap();
        assert_eq!(self.api.violations(), Vec::<String>::new());
    }
}
