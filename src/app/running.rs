//! `airt serve`: everything started, and everything stopped in order.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use chrono::Utc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::reload::{Follower, Reloads};
use super::{DataFolder, Health, Stopper};
use crate::channels::web;
use crate::config::Config;
use crate::desk::Desk;
use crate::knowledge::Problem;

/// How long answers that are under way may take after the word to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(10);

/// Why it did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The knowledge base or the sentences are broken.
    #[error("{}", lines(.0))]
    Knowledge(Vec<Problem>),
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
    web: JoinHandle<()>,
    tasks: Vec<JoinHandle<()>>,
}

impl Running {
    /// Starts everything; it answers once this returns.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        let config = Arc::new(config);
        let seen = Follower::seen_now(&config);
        let now = Utc::now();
        let (airt, warnings) = super::build(&config, now).map_err(StartError::Knowledge)?;
        for warning in &warnings {
            tracing::warn!("{warning}");
        }
        let address = config.web.listen;
        let listener = listen(address).await.map_err(|source| StartError::Listen { address, source })?;
        let address = listener.local_addr().unwrap_or(address);

        let _folder = DataFolder::open(&config.paths.data)
            .inspect_err(|error| tracing::error!(%error, "the data folder cannot be used: nothing is kept"))
            .ok();
        let desk = Desk::new(airt);
        let stopper = Stopper::new();
        let reloads = Arc::new(Reloads::new(now));
        let health = Health {
            desk: desk.clone(),
            reloads: reloads.clone(),
            telegram: config.secrets.telegram_token.is_some(),
            stop: stopper.handle(),
        };
        let router = health.router().merge(web::router(desk.clone(), &config.web, &config.council));
        let web = tokio::spawn(serve(listener, router, stopper.handle().requested()));
        let follower = Follower::new(config, desk, reloads, seen);
        let tasks = vec![tokio::spawn(follower.run(stopper.handle()))];
        Ok(Self { address, stopper, web, tasks })
    }

    /// Where the page is.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes no more questions, finishes the answers under way, and ends.
    pub async fn stop(self) {
        self.stopper.stop();
        let mut web = self.web;
        if tokio::time::timeout(LAST_ANSWERS, &mut web).await.is_err() {
            tracing::warn!("answers were still under way at the end");
            web.abort();
        }
        for task in self.tasks {
            // A task that panicked has said so already.
            let _ = task.await;
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
