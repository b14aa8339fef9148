//! Runs the engine where it may take its time, and stands in for it when it breaks.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::sync::oneshot;

use super::workers::Workers;
use crate::conversation::{Airt, Event, Message, Reply, Session, Turn, last_resort};

/// The engine's one door, or what a test puts in its place.
type Door = dyn Fn(&Airt, Session, &Message, DateTime<Utc>) -> Turn + Send + Sync;

/// The engine on threads of its own, one a core: ranking is arithmetic, and more
/// turns at once would only make each slower. Always the same threads, because
/// every regular expression keeps a memory for each thread that it ever ran on.
pub(super) struct Engine {
    door: Arc<Door>,
    /// `None` where its threads could not be started: then those of the process serve.
    workers: Option<Workers>,
}

impl Engine {
    pub(super) fn new(door: impl Fn(&Airt, Session, &Message, DateTime<Utc>) -> Turn + Send + Sync + 'static) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        // Two at least: one long message must not stand in everybody's way.
        Self { door: Arc::new(door), workers: Workers::start(cores.max(2)) }
    }

    /// One turn. A panic inside becomes the fallback reply and a fault, never silence.
    pub(super) async fn reply(&self, airt: &Arc<Airt>, session: Session, message: Message, now: DateTime<Utc>) -> Turn {
        let (door, airt_there, session_there) = (self.door.clone(), airt.clone(), session.clone());
        let (done, turn) = oneshot::channel();
        let work = move || {
            let turn = catch_unwind(AssertUnwindSafe(|| door(&airt_there, session_there, &message, now))).ok();
            // Nobody waits any more where the channel was stopped meanwhile.
            drop(done.send(turn));
        };
        match &self.workers {
            Some(workers) => workers.give(work),
            None => drop(tokio::task::spawn_blocking(work)),
        }
        match turn.await {
            Ok(Some(turn)) => turn,
            Ok(None) | Err(_) => broken(airt, session, now),
        }
    }
}

/// The turn of an engine that broke. What it panicked with is not looked at:
/// such a message can quote the text that it choked on.
fn broken(airt: &Airt, mut session: Session, now: DateTime<Utc>) -> Turn {
    tracing::error!("the engine panicked: a fallback was sent");
    session.last_seen = now;
    session.last_question = None;
    let events = vec![Event::Fault { what: "the engine panicked".to_owned() }];
    Turn { reply: fallback(airt, now), session, events }
}

/// "Something went wrong", and the people to turn to; should even that break,
/// the card that is built in.
pub(super) fn fallback(airt: &Airt, now: DateTime<Utc>) -> Reply {
    catch_unwind(AssertUnwindSafe(|| airt.fault(now))).unwrap_or_else(|_| last_resort())
}

/// For a message that a rate limit refuses.
pub(super) fn refused(airt: &Airt, text: &str, now: DateTime<Utc>) -> Reply {
    catch_unwind(AssertUnwindSafe(|| airt.refused(text, now))).unwrap_or_else(|_| last_resort())
}
