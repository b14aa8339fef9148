//! Follows the files that staff write and swaps in what passes the checks.
//!
//! The system's change notices wake it at once; a look every second catches
//! what they miss: shared network folders send none, and a folder that was
//! deleted and put back is no longer the one being watched. What fails the
//! checks leaves the running knowledge as it is.

mod fingerprint;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;
use notify_debouncer_full::notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};
use tokio::sync::Notify;

use self::fingerprint::Fingerprint;
use super::Stop;
use crate::config::Config;
use crate::desk::Desk;
use crate::knowledge::{Problem, Severity};

/// Change notices are gathered for this long.
const GATHER: Duration = Duration::from_millis(100);

/// How often the files are looked at without any notice.
const LOOK: Duration = Duration::from_secs(1);

/// Files count as written when they stay as they are for this long, so that a
/// file half written is not read.
const SETTLE: Duration = Duration::from_millis(200);

/// Looks at files that go on changing before they are read all the same.
const SETTLE_LOOKS: usize = 3;

/// Errors of one reload that reach the log. One missing service can break a
/// hundred references, and a log of thousands of lines is read by nobody.
const LOGGED: usize = 20;

/// When the running knowledge was loaded, and what was refused since.
#[derive(Debug)]
pub(super) struct Reloads {
    state: Mutex<State>,
}

#[derive(Debug, Clone)]
struct State {
    loaded: DateTime<Utc>,
    refused: Option<Refused>,
}

/// A reload that did not pass.
#[derive(Debug, Clone)]
pub(super) struct Refused {
    /// When it was tried.
    pub(super) at: DateTime<Utc>,
    /// What is to be mended.
    pub(super) errors: Vec<String>,
}

impl Reloads {
    pub(super) fn new(loaded: DateTime<Utc>) -> Self {
        Self { state: Mutex::new(State { loaded, refused: None }) }
    }

    /// When what runs was loaded.
    pub(super) fn loaded(&self) -> DateTime<Utc> {
        self.get().loaded
    }

    /// What the last reload was refused for, until one passes.
    pub(super) fn refused(&self) -> Option<Refused> {
        self.get().refused.clone()
    }

    fn set(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.get());
    }

    fn get(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is followed and where it goes.
#[derive(Debug)]
pub(super) struct Follower {
    config: Arc<Config>,
    desk: Desk,
    reloads: Arc<Reloads>,
    seen: Fingerprint,
    day: NaiveDate,
}

impl Follower {
    /// Takes the files as they are now for those that run: call it before
    /// they are loaded, so that a change during the start is not missed.
    pub(super) fn seen_now(config: &Config) -> Fingerprint {
        Fingerprint::of(&followed(config))
    }

    pub(super) fn new(config: Arc<Config>, desk: Desk, reloads: Arc<Reloads>, seen: Fingerprint) -> Self {
        let day = reloads.loaded().with_timezone(&London).date_naive();
        Self { config, desk, reloads, seen, day }
    }

    /// Follows the files until it is told to stop.
    pub(super) async fn run(mut self, stop: Stop) {
        let changed = Arc::new(Notify::new());
        let mut watcher = Watcher::new(&self.config, &changed);
        let mut look = tokio::time::interval(LOOK);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = stop.clone().requested() => return,
                () = changed.notified() => {}
                _ = look.tick() => {}
            }
            if self.is_due() {
                self.settle().await;
                self.reload().await;
                watcher.watch_again();
            }
        }
    }

    /// The files changed, or the day did: services appear, end and reopen by date.
    fn is_due(&self) -> bool {
        Self::seen_now(&self.config) != self.seen || Utc::now().with_timezone(&London).date_naive() != self.day
    }

    async fn settle(&mut self) {
        for _ in 0..SETTLE_LOOKS {
            self.seen = Self::seen_now(&self.config);
            tokio::time::sleep(SETTLE).await;
            if Self::seen_now(&self.config) == self.seen {
                return;
            }
        }
    }

    async fn reload(&mut self) {
        let (config, now) = (self.config.clone(), Utc::now());
        self.seen = Self::seen_now(&self.config);
        self.day = now.with_timezone(&London).date_naive();
        let before = self.desk.airt();
        let build = move || {
            let built = super::build_after(Some(&before), &config, now);
            // What runs hears and finds more than one that is not warm yet.
            built.inspect(|(airt, _)| {
                airt.warm_up();
                airt.rehearse(now);
            })
        };
        match tokio::task::spawn_blocking(build).await {
            Ok(Ok((airt, warnings))) => {
                self.desk.replace(airt);
                self.reloads.set(|state| *state = State { loaded: now, refused: None });
                tracing::info!(warnings = warnings.len(), "knowledge loaded");
            }
            Ok(Err(problems)) => self.refuse(now, &errors(&problems)),
            Err(panic) => self.refuse(now, &[format!("reading the knowledge broke off: {panic}")]),
        }
    }

    /// `/health` first, then the log: a log that nobody reads must not be
    /// able to keep the refusal from those who look there.
    fn refuse(&self, at: DateTime<Utc>, errors: &[String]) {
        self.reloads.set(|state| state.refused = Some(Refused { at, errors: errors.to_vec() }));
        for error in errors.iter().take(LOGGED) {
            tracing::error!("knowledge not loaded, the one before stays: {error}");
        }
        let more = errors.len().saturating_sub(LOGGED);
        if more > 0 {
            tracing::error!(more, "knowledge not loaded: `airt check` lists every error");
        }
    }
}

fn errors(problems: &[Problem]) -> Vec<String> {
    problems.iter().filter(|problem| problem.severity == Severity::Error).map(ToString::to_string).collect()
}

/// The folders and files of which a change is followed.
fn followed(config: &Config) -> Vec<&Path> {
    vec![&config.paths.knowledge_base, &config.paths.messages, &config.paths.holidays]
}

/// The system's change notices; without them the look every second remains.
struct Watcher {
    debouncer: Option<Debouncer<RecommendedWatcher, RecommendedCache>>,
    folders: Vec<PathBuf>,
}

impl Watcher {
    fn new(config: &Config, changed: &Arc<Notify>) -> Self {
        let changed = changed.clone();
        let heard = move |_: DebounceEventResult| changed.notify_one();
        let debouncer = new_debouncer(GATHER, None, heard)
            .inspect_err(|error| tracing::warn!(%error, "no change notices: files are looked at every second"))
            .ok();
        let folders = vec![config.paths.knowledge_base.clone(), config.paths.messages.clone()];
        let mut watcher = Self { debouncer, folders };
        watcher.watch_again();
        watcher
    }

    /// A folder that was deleted and made again is another one to the system.
    fn watch_again(&mut self) {
        let Some(debouncer) = &mut self.debouncer else { return };
        for folder in &self.folders {
            // Neither can matter: the look every second goes on.
            let _ = debouncer.unwatch(folder);
            let _ = debouncer.watch(folder, RecursiveMode::Recursive);
        }
    }
}
