//! From the desk to the store without ever waiting.
//!
//! The desk hands a record over and goes on. One task writes what has come
//! together; while the store is locked, full or gone the queue holds what it
//! can, and what it cannot is counted and dropped. What somebody was promised,
//! "forget me" above all, is not dropped.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::Utc;
use serde::Serialize;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use super::{Record, Store, StoreError};
use crate::config;

/// Records that wait at most: some hours of a quiet day, some megabytes.
const QUEUE: usize = 4096;

/// Records in one transaction at most.
const BATCH: usize = 64;

/// Promises that wait outside the queue at most; one is a hundred bytes.
const PROMISES: usize = 100_000;

/// After a failure, at first and at most.
const PAUSE: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(30));

/// How often what is past its days is deleted; the first time at the start.
const CLEAN: Duration = Duration::from_hours(1);

/// Reading a conversation back may take this long; then it begins afresh.
const RECALL: Duration = Duration::from_millis(250);

/// Hands records over. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Recorder {
    shared: Arc<Shared>,
    queue: mpsc::Sender<Record>,
}

#[derive(Debug)]
struct Shared {
    store: Arc<Store>,
    days: config::Insights,
    /// The last failure, until a write succeeds.
    failure: Mutex<Option<String>>,
    dropped: AtomicU64,
    /// Records that the task holds.
    unwritten: AtomicUsize,
    promises: Mutex<Vec<Record>>,
}

/// How the store does, for `/health`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecorderState {
    /// The last failure, until a write succeeds.
    pub failure: Option<String>,
    /// Records that wait.
    pub waiting: usize,
    /// Records lost since the start.
    pub dropped: u64,
}

impl RecorderState {
    /// Whether everything that happened is in the store, or soon will be.
    pub fn is_well(&self) -> bool {
        self.failure.is_none()
    }
}

/// The writing task.
#[derive(Debug)]
pub struct Writer {
    task: JoinHandle<()>,
    stop: oneshot::Sender<()>,
}

impl Recorder {
    /// Starts the writing task.
    pub fn start(store: Arc<Store>, days: config::Insights) -> (Self, Writer) {
        let (queue, records) = mpsc::channel(QUEUE);
        let (stop, stopped) = oneshot::channel();
        let shared = Arc::new(Shared {
            store,
            days,
            failure: Mutex::default(),
            dropped: AtomicU64::default(),
            unwritten: AtomicUsize::default(),
            promises: Mutex::default(),
        });
        let writing = Writing { shared: shared.clone(), records, stopped: Some(stopped), unwritten: Vec::new() };
        (Self { shared, queue }, Writer { task: tokio::spawn(writing.run()), stop })
    }

    /// Hands a record over. Never waits and never fails.
    pub fn record(&self, record: Record) {
        let Err(error) = self.queue.try_send(record) else { return };
        let record = error.into_inner();
        let mut promises = self.shared.promises();
        if record.is_promise() && promises.len() < PROMISES {
            promises.push(record);
        } else if self.shared.dropped.fetch_add(1, Ordering::Relaxed) == 0 {
            tracing::error!("the store takes nothing and the queue is full: records are being lost");
        }
    }

    /// A saved conversation, where the store has it and can say so soon.
    pub async fn recall(&self, key: &str) -> Option<String> {
        // A store that failed just now is not asked: every new conversation
        // would pay for it.
        if self.state().failure.is_some() {
            return None;
        }
        match tokio::time::timeout(RECALL, self.shared.store.session(key)).await {
            Ok(Ok(session)) => session,
            Ok(Err(error)) => {
                self.shared.failed(&error);
                None
            }
            Err(_) => None,
        }
    }

    /// How it does.
    pub fn state(&self) -> RecorderState {
        RecorderState {
            failure: self.shared.failure().clone(),
            waiting: self.queue.max_capacity() - self.queue.capacity()
                + self.shared.promises().len()
                + self.shared.unwritten.load(Ordering::Acquire),
            dropped: self.shared.dropped.load(Ordering::Relaxed),
        }
    }
}

impl Writer {
    /// Writes what still waits, tried once, and closes the store.
    pub async fn finish(self) {
        // The error means that the task is over already.
        let _ = self.stop.send(());
        let _ = self.task.await;
    }
}

impl Shared {
    fn failure(&self) -> std::sync::MutexGuard<'_, Option<String>> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn promises(&self) -> std::sync::MutexGuard<'_, Vec<Record>> {
        self.promises.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says once that the store fails, not once for each record.
    fn failed(&self, error: &StoreError) {
        if self.failure().replace(error.to_string()).is_none() {
            tracing::error!(%error, "the store fails: answers go on, records wait");
        }
    }

    fn succeeded(&self) {
        if self.failure().take().is_some() {
            let dropped = self.dropped.load(Ordering::Relaxed);
            tracing::info!(dropped, "the store works again");
        }
    }
}

/// What the task holds.
struct Writing {
    shared: Arc<Shared>,
    records: mpsc::Receiver<Record>,
    stopped: Option<oneshot::Receiver<()>>,
    /// Taken from the queue, not yet in the store.
    unwritten: Vec<Record>,
}

impl Writing {
    async fn run(mut self) {
        let Some(mut stopped) = self.stopped.take() else { return };
        let mut clean = tokio::time::interval(CLEAN);
        let mut pause = PAUSE.0;
        loop {
            if !self.unwritten.is_empty() {
                if self.write().await {
                    pause = PAUSE.0;
                } else {
                    tokio::select! {
                        _ = &mut stopped => break,
                        () = tokio::time::sleep(pause) => {}
                    }
                    pause = (pause * 2).min(PAUSE.1);
                }
                continue;
            }
            tokio::select! {
                biased;
                _ = &mut stopped => break,
                _ = clean.tick() => self.clean().await,
                record = self.records.recv() => match record {
                    Some(record) => self.gather(record),
                    None => break,
                },
            }
        }
        self.last().await;
    }

    /// One record and whatever else is there already.
    fn gather(&mut self, record: Record) {
        self.hold(record);
        while self.unwritten.len() < BATCH {
            let Ok(record) = self.records.try_recv() else { break };
            self.hold(record);
        }
        if self.unwritten.len() < BATCH {
            self.unwritten.append(&mut self.shared.promises());
        }
    }

    fn hold(&mut self, record: Record) {
        self.unwritten.push(record);
        self.shared.unwritten.store(self.unwritten.len(), Ordering::Release);
    }

    /// Whether there is nothing left to try again.
    async fn write(&mut self) -> bool {
        let written = self.try_to_write().await;
        self.shared.unwritten.store(self.unwritten.len(), Ordering::Release);
        written
    }

    async fn try_to_write(&mut self) -> bool {
        match self.shared.store.write(&self.unwritten, self.shared.days.keep_text_days).await {
            Ok(()) => {
                self.unwritten.clear();
                self.shared.succeeded();
                true
            }
            Err(error) if error.is_outage() => {
                self.shared.failed(&error);
                false
            }
            Err(error) => {
                tracing::error!(%error, "records could not be written together");
                self.write_singly().await
            }
        }
    }

    /// One by one, so that a record which can never be written costs itself
    /// alone and does not hold up everything behind it.
    async fn write_singly(&mut self) -> bool {
        for record in std::mem::take(&mut self.unwritten) {
            let one = std::slice::from_ref(&record);
            match self.shared.store.write(one, self.shared.days.keep_text_days).await {
                Ok(()) => {}
                Err(error) if error.is_outage() => self.unwritten.push(record),
                Err(error) => {
                    self.shared.dropped.fetch_add(1, Ordering::Relaxed);
                    tracing::error!(%error, "a record could not be written and is lost");
                }
            }
        }
        self.unwritten.is_empty()
    }

    async fn clean(&self) {
        let days = &self.shared.days;
        match self.shared.store.clean(Utc::now(), days.keep_text_days, days.keep_event_days).await {
            Ok(deleted) => tracing::debug!(deleted, "what was past its days is deleted"),
            Err(error) => self.shared.failed(&error),
        }
    }

    /// Everything that waits, tried once: nobody must wait for a dead store.
    async fn last(&mut self) {
        loop {
            while let Ok(record) = self.records.try_recv() {
                self.unwritten.push(record);
            }
            self.unwritten.append(&mut self.shared.promises());
            if self.unwritten.is_empty() {
                break;
            }
            if !self.write().await {
                tracing::error!(lost = self.unwritten.len(), "records were lost: the store failed to the end");
                break;
            }
        }
        self.shared.store.close().await;
    }
}
