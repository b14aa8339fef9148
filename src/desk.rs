//! Where channels hand in messages: live conversations in front of the engine.
//!
//! Holds sessions in memory, one lock each, so that the turns of one
//! conversation run one after another; answers first and records afterwards,
//! so that a locked or full store can never delay or lose an answer. It never
//! renders anything and never decides what is said.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};

use crate::conversation::{Airt, Channel, Message, Reply, Session};

/// Tells what time it is: the process's own clock, or one that a test sets,
/// since bursts, opening hours and forgetting all turn on it.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// What every channel holds.
#[derive(Debug, Clone)]
pub struct Desk {
    inner: Arc<Inner>,
}

struct Inner {
    airt: ArcSwap<Airt>,
    sessions: Mutex<HashMap<String, Session>>,
    clock: Clock,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Desk")
    }
}

impl Desk {
    /// A desk in front of a snapshot.
    pub fn new(airt: Airt) -> Self {
        Self::with_clock(airt, Arc::new(Utc::now))
    }

    /// The same with a clock of the caller's own.
    pub fn with_clock(airt: Airt, clock: Clock) -> Self {
        Self { inner: Arc::new(Inner { airt: ArcSwap::from_pointee(airt), sessions: Mutex::default(), clock }) }
    }

    /// The snapshot that answers now.
    pub fn airt(&self) -> Arc<Airt> {
        self.inner.airt.load_full()
    }

    /// Swaps in a new snapshot, whole.
    pub fn replace(&self, airt: Airt) {
        self.inner.airt.store(Arc::new(airt));
    }

    /// Answers a message of the conversation `id`, which is the channel's own
    /// (a chat id, an opaque token) and is hashed before it is used or kept.
    pub async fn answer(&self, channel: Channel, id: &str, message: &Message) -> Reply {
        let key = format!("{}:{id}", channel.as_str());
        let now = (self.inner.clock)();
        let session = self.sessions().remove(&key).unwrap_or_else(|| Session::new(key.clone(), now));
        let turn = self.airt().reply(session, message, now);
        self.sessions().insert(key, turn.session);
        turn.reply
    }

    /// What a message gets that a rate limit refuses: screened all the same,
    /// and in any case the crisis contacts. Needs no session and no lock.
    pub fn refused(&self, _channel: Channel, text: &str) -> Reply {
        let now = (self.inner.clock)();
        self.airt().reply(Session::new("refused", now), &Message::text(Channel::Web, text), now).reply
    }

    fn sessions(&self) -> std::sync::MutexGuard<'_, HashMap<String, Session>> {
        self.inner.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
