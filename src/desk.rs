//! Where channels hand in messages: live conversations in front of the engine.
//!
//! Holds sessions in memory, one lock each, so that the turns of one
//! conversation run one after another; answers first and records afterwards,
//! so that a locked or full store can never delay or lose an answer. It never
//! renders anything and never decides what is said.

mod engine;
mod keys;
mod live;
mod workers;

use std::future::ready;
use std::sync::Arc;
use std::task::Poll;

use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};
use futures::future::Either;
use tokio::sync::{OwnedMutexGuard, Semaphore, oneshot};

use self::engine::Engine;
pub use self::keys::Keys;
use self::live::Live;
use crate::conversation::{Airt, Channel, Message, Reply, Session};
use crate::insights::{Record, Recorder, Redactor};

/// Tells what time it is: the process's own clock, or one that a test sets,
/// since bursts, opening hours and forgetting all turn on it.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Turns under way at most; more wait. Far above what one machine is asked,
/// and a bound all the same.
const TURNS: u32 = 4096;

/// What every channel holds.
#[derive(Debug, Clone)]
pub struct Desk {
    inner: Arc<Inner>,
}

/// One conversation, while a turn of it is under way.
type Held = OwnedMutexGuard<Option<Session>>;

struct Inner {
    snapshot: ArcSwap<Snapshot>,
    live: Live,
    keys: Keys,
    recorder: Option<Recorder>,
    engine: Engine,
    turns: Arc<Semaphore>,
    clock: Clock,
}

/// What answers, and what belongs to it.
#[derive(Debug)]
struct Snapshot {
    airt: Arc<Airt>,
    redactor: Redactor,
}

impl Snapshot {
    fn new(airt: Airt) -> Self {
        Self { redactor: Redactor::new(airt.knowledge()), airt: Arc::new(airt) }
    }
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Desk")
    }
}

impl Desk {
    /// A desk in front of a snapshot that keeps nothing.
    pub fn new(airt: Airt) -> Self {
        Self::with_clock(airt, Arc::new(Utc::now))
    }

    /// The same with a clock of the caller's own.
    pub fn with_clock(airt: Airt, clock: Clock) -> Self {
        Self::with(airt, clock, Keys::for_this_process(), None)
    }

    /// A desk that keeps conversations under `keys` and tells `recorder` what
    /// happened.
    pub fn with(airt: Airt, clock: Clock, keys: Keys, recorder: Option<Recorder>) -> Self {
        Self::assemble(airt, clock, keys, recorder, Engine::new(Airt::reply))
    }

    fn assemble(airt: Airt, clock: Clock, keys: Keys, recorder: Option<Recorder>, engine: Engine) -> Self {
        let inner = Inner {
            snapshot: ArcSwap::from_pointee(Snapshot::new(airt)),
            live: Live::default(),
            keys,
            recorder,
            engine,
            turns: Arc::new(Semaphore::new(TURNS as usize)),
            clock,
        };
        Self { inner: Arc::new(inner) }
    }

    /// The snapshot that answers now.
    pub fn airt(&self) -> Arc<Airt> {
        self.inner.snapshot.load().airt.clone()
    }

    /// Swaps in a new snapshot, whole.
    pub fn replace(&self, airt: Airt) {
        self.inner.snapshot.store(Arc::new(Snapshot::new(airt)));
    }

    /// Answers a message of the conversation `id`, which is the channel's own
    /// (a chat id, an opaque token) and is hashed before it is used or kept.
    ///
    /// The turn goes on when the caller goes away: somebody who closes the
    /// page has still said what they said.
    pub async fn answer(&self, channel: Channel, id: &str, message: &Message) -> Reply {
        self.ask(channel, id, message).await.0
    }

    /// The same, with the redacted text that the store keeps of it, if any: for
    /// a caller that shows it.
    pub async fn answer_with_kept(&self, channel: Channel, id: &str, message: &Message) -> (Reply, Option<String>) {
        let (reply, kept) = self.ask(channel, id, message).await;
        // Nobody tells where nothing is kept, or where redaction broke off.
        (reply, kept.await.ok().flatten())
    }

    async fn ask(&self, channel: Channel, id: &str, message: &Message) -> (Reply, oneshot::Receiver<Option<String>>) {
        let inner = &self.inner;
        // The semaphore is never closed: without a permit it would only be less bounded.
        let permit = inner.turns.clone().acquire_owned().await.ok();
        let key = inner.keys.key(channel, id);
        // A place in the conversation's queue is taken here and not in the
        // task: tasks start in any order, and what was said first is answered first.
        let mut lock = Box::pin(inner.live.slot(&key, (inner.clock)()).lock_owned());
        let held = match futures::poll!(&mut lock) {
            Poll::Ready(held) => Either::Left(ready(held)),
            Poll::Pending => Either::Right(lock),
        };
        let ((answered, reply), (tell_kept, kept)) = (oneshot::channel(), oneshot::channel());
        let (desk, message) = (self.clone(), message.clone());
        tokio::spawn(async move {
            desk.turn(held.await, key, channel, message, (answered, tell_kept)).await;
            drop(permit);
        });
        // The task ended without an answer: it panicked, outside the engine.
        let reply = reply.await.unwrap_or_else(|_| engine::fallback(&self.airt(), (self.inner.clock)()));
        (reply, kept)
    }

    async fn turn(
        &self,
        mut held: Held,
        key: String,
        channel: Channel,
        message: Message,
        (answered, tell_kept): (oneshot::Sender<Reply>, oneshot::Sender<Option<String>>),
    ) {
        let inner = &self.inner;
        let now = (inner.clock)();
        let session = match held.as_ref() {
            Some(session) => session.clone(),
            None => self.recall(&key, now).await,
        };
        let snapshot = inner.snapshot.load_full();
        let turn = inner.engine.reply(&snapshot.airt, session, message, now).await;
        // Whoever asked may be gone.
        let _ = answered.send(turn.reply.clone());
        *held = Some(turn.session.clone());
        if let Some(recorder) = &inner.recorder {
            let record = Record::of(&turn, &key, channel, now, &snapshot.redactor);
            let _ = tell_kept.send(record.kept_text().map(str::to_owned));
            recorder.record(record);
        }
    }

    async fn recall(&self, key: &str, now: DateTime<Utc>) -> Session {
        let saved = match &self.inner.recorder {
            Some(recorder) => recorder.recall(key).await,
            None => None,
        };
        saved.map_or_else(|| Session::new(key, now), |saved| Session::load(&saved, key, now))
    }

    /// What a message gets that a rate limit refuses: screened all the same,
    /// and in any case the crisis contacts. Needs no session and no lock.
    pub fn refused(&self, _channel: Channel, text: &str) -> Reply {
        engine::refused(&self.airt(), text, (self.inner.clock)())
    }

    /// Forgets what may be held in memory no longer. To be called every minute.
    pub fn sweep(&self) {
        // What the store has can be read back; what it has not stays in memory.
        let is_saved = self.inner.recorder.as_ref().is_some_and(|recorder| recorder.state().is_well());
        self.inner.live.sweep((self.inner.clock)(), is_saved);
    }

    /// Returns once no turn is under way.
    pub async fn idle(&self) {
        // The semaphore is never closed.
        let _ = self.inner.turns.acquire_many(TURNS).await;
    }
}

#[cfg(test)]
mod tests;
