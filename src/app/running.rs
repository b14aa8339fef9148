//! `airt serve`: everything started, and everything stopped in order.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use chrono::Utc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::data_folder::{DATABASE, DataFolder};
use super::health::ChannelState;
use super::reload::{Follower, Reloads};
use super::{Health, Stopper};
use crate::channels::{telegram, web};
use crate::config::Config;
use crate::desk::{Desk, Keys};
use crate::insights::{Recorder, Store, Writer};
use crate::knowledge::Problem;
use crate::staff;

/// How long answers that are under way may take after the word to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(10);

/// How often what may be held in memory no longer is forgotten.
const SWEEP: Duration = Duration::from_mins(1);

/// Why it did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The knowledge base or the sentences are broken.
    #[error("{}", lines(.0))]
    Knowledge(Vec<Problem>),
    /// The secret in the data folder is not one.
    #[error("{0}")]
    Secret(std::io::Error),
    /// The address is taken or not ours.
    #[error("cannot listen on {address}: {source}. Set web.listen in airt.toml or AIRT_WEB_LISTEN")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why not.
        source: std::io::Error,
    },
}

fn lines(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// Airt, answering.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    stopper: Stopper,
    desk: Desk,
    store: Arc<Store>,
    web: JoinHandle<()>,
    tasks: Vec<JoinHandle<()>>,
    writer: Writer,
}

impl Running {
    /// Starts everything; it answers once this returns.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        let config = Arc::new(config);
        // First: the encoder's cache lies in the folder that this makes.
        let keys = keys(&config)?;
        let now = Utc::now();
        // Before the files are read: what it brings answers at once.
        let news = super::release::merge(&config, now);
        let seen = Follower::seen_now(&config);
        let (airt, warnings) = super::build(&config, now).map_err(StartError::Knowledge)?;
        for warning in &warnings {
            tracing::warn!("{warning}");
        }
        let address = config.web.listen;
        let listener = listen(address).await.map_err(|source| StartError::Listen { address, source })?;
        let address = listener.local_addr().unwrap_or(address);

        let store = Arc::new(Store::at(config.paths.data.join(DATABASE), config.insights.max_megabytes));
        let (recorder, writer) = Recorder::start(store.clone(), config.insights.clone());
        let desk = Desk::with(airt, Arc::new(Utc::now), keys.clone(), Some(recorder.clone()));
        let airt = desk.airt();
        drop(tokio::task::spawn_blocking(move || airt.rehearse(now)));
        let stopper = Stopper::new();
        let (telegram, hook, chat) = start_telegram(&config, &desk, &stopper);
        let reloads = Arc::new(Reloads::new(now));
        let health = Health {
            desk: desk.clone(),
            reloads: reloads.clone(),
            recorder,
            telegram: telegram.clone(),
            stop: stopper.handle(),
        };
        let condition: staff::Ask = {
            let health = health.clone();
            Arc::new(move || health.condition())
        };
        let to_group = staff_group(&config);
        let (pages, keeper) =
            staff::pages(desk.clone(), keys, store.clone(), config.clone(), condition, to_group, news);
        let router =
            health.router().merge(hook).merge(pages).merge(web::router(desk.clone(), &config.web, &config.council));
        let web = tokio::spawn(serve(listener, router, stopper.handle().requested()));
        let follower = Follower::new(config, desk.clone(), reloads, seen);
        let tasks = vec![
            tokio::spawn(follower.run(stopper.handle())),
            tokio::spawn(sweep(desk.clone(), stopper.handle().requested())),
            tokio::spawn(keeper.run(stopper.handle().requested())),
        ];
        Ok(Self { address, stopper, desk, store, web, tasks: tasks.into_iter().chain(chat).collect(), writer })
    }

    /// Where the page is.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The path of the link that sets up the first staff account, while nobody
    /// has a password. A store that does not answer is no reason not to run.
    pub async fn first_staff_link(&self) -> Option<String> {
        staff::first_link(self.store.clone()).await.unwrap_or_else(|error| {
            tracing::error!(%error, "nobody can be given a staff account");
            None
        })
    }

    /// Takes no more questions, finishes the answers under way, and ends.
    pub async fn stop(self) {
        self.stopper.stop();
        let (mut web, desk) = (self.web, self.desk);
        let last_answers = async {
            // A task that panicked has said so already.
            let _ = (&mut web).await;
            desk.idle().await;
        };
        if tokio::time::timeout(LAST_ANSWERS, last_answers).await.is_err() {
            tracing::warn!("answers were still under way at the end");
            web.abort();
        }
        for task in self.tasks {
            // A task that panicked has said so already.
            let _ = task.await;
        }
        // Last: what the last answers led to is written too.
        self.writer.finish().await;
    }
}

/// The keys of this installation. A data folder that cannot be used is no
/// reason to leave people without answers: conversations then live in memory
/// alone. A damaged secret is one, because going on would lose them for good.
fn keys(config: &Config) -> Result<Keys, StartError> {
    let folder = DataFolder::open(&config.paths.data);
    let secret = match (&config.secrets.secret_key, folder) {
        (Some(secret), Ok(_)) => Ok(secret.clone()),
        (None, Ok(folder)) => folder.secret(),
        (_, Err(error)) => Err(error),
    };
    match (secret, &config.secrets.secret_key) {
        (Ok(secret), _) => Ok(Keys::new(secret)),
        (Err(error), None) if error.kind() == std::io::ErrorKind::InvalidData => Err(StartError::Secret(error)),
        (Err(error), given) => {
            let folder = config.paths.data.display();
            tracing::error!(%error, %folder, "the data folder cannot be used: nothing is kept past this process");
            Ok(given.clone().map_or_else(Keys::for_this_process, Keys::new))
        }
    }
}

/// Telegram, where there is a token, with the route that a webhook needs. It
/// ends by itself only when the token is refused; the web page goes on then,
/// and `/health` says so.
fn start_telegram(config: &Config, desk: &Desk, stopper: &Stopper) -> (ChannelState, Router, Option<JoinHandle<()>>) {
    let Some(token) = config.secrets.telegram_token.clone() else {
        return (ChannelState::off(), Router::new(), None);
    };
    let (router, source) = telegram::source(&config.telegram, &token);
    let state = ChannelState::on();
    let (desk, settings, stop, told) =
        (desk.clone(), config.telegram.clone(), stopper.handle().requested(), state.clone());
    let task = tokio::spawn(async move {
        if let Err(error) = telegram::run(desk, settings, token, source, stop).await {
            tracing::error!(%error, "Telegram stopped");
            told.failed(&error);
        }
    });
    (state, router, Some(task))
}

/// The group of staff on Telegram, where one is set that can be told.
fn staff_group(config: &Config) -> Option<staff::ToGroup> {
    let group = Some(config.staff.telegram_group).filter(|group| *group != 0)?;
    let Some(token) = &config.secrets.telegram_token else {
        tracing::warn!("staff.telegram_group is set, and TELOXIDE_TOKEN is not: the group is told nothing");
        return None;
    };
    match telegram::Notices::to(group, &config.telegram, token) {
        Ok(notices) => Some(Arc::new(move |text| {
            let notices = notices.clone();
            Box::pin(async move { notices.send(&text).await })
        })),
        Err(error) => {
            tracing::error!(%error, "the group of staff on Telegram is told nothing");
            None
        }
    }
}

async fn sweep(desk: Desk, stop: impl Future<Output = ()>) {
    let mut stop = std::pin::pin!(stop);
    let mut minute = tokio::time::interval(SWEEP);
    loop {
        tokio::select! {
            () = &mut stop => return,
            _ = minute.tick() => desk.sweep(),
        }
    }
}

async fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    TcpListener::bind(address).await
}

async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()> + Send + 'static) {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    if let Err(error) = axum::serve(listener, service).with_graceful_shutdown(stop).await {
        tracing::error!(%error, "the web page stopped");
    }
}
