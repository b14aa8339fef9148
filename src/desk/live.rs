//! The conversations in memory: one lock each, and not without bound.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Duration, Utc};
use tokio::sync::Mutex as TurnLock;

use crate::conversation::Session;

/// Conversations in memory at most; one is about a kilobyte.
const MOST: usize = 20_000;

/// After so long without a message a conversation that the store has leaves
/// the memory. The last question may be held no longer either.
const IDLE_MINUTES: i64 = 30;

/// One conversation; `None` before its first turn and after "forget me".
type Slot = Arc<TurnLock<Option<Session>>>;

/// The conversations in memory.
#[derive(Debug, Default)]
pub(super) struct Live {
    slots: Mutex<HashMap<String, (Slot, DateTime<Utc>)>>,
}

impl Live {
    /// The conversation's own lock. Turns get it in the order in which they ask.
    pub(super) fn slot(&self, key: &str, now: DateTime<Utc>) -> Slot {
        let mut slots = self.slots();
        if slots.len() >= MOST && !slots.contains_key(key) {
            make_room(&mut slots);
        }
        let (slot, used) = slots.entry(key.to_owned()).or_insert_with(|| (Slot::default(), now));
        *used = now;
        slot.clone()
    }

    /// Drops conversations that are over and, where the store has them, those
    /// that are idle; takes the last question out of the others when it is old.
    pub(super) fn sweep(&self, now: DateTime<Utc>, is_saved: bool) {
        self.slots().retain(|_, (slot, used)| {
            let idle = now - *used >= Duration::minutes(IDLE_MINUTES);
            // A turn is under way: leave it alone.
            let Ok(mut held) = slot.try_lock() else { return true };
            if is_in_use(slot) {
                return true;
            }
            let Some(session) = held.as_mut() else { return !idle };
            if session.question(now).is_none() {
                session.last_question = None;
            }
            !(session.is_over(now) || idle && is_saved)
        });
    }

    fn slots(&self) -> MutexGuard<'_, HashMap<String, (Slot, DateTime<Utc>)>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.slots().len()
    }
}

/// Somebody waits for its lock: were it dropped now, two turns of one
/// conversation could run at once.
fn is_in_use(slot: &Slot) -> bool {
    Arc::strong_count(slot) > 1
}

/// Drops the eighth that was used longest ago; what the store has comes back.
fn make_room(slots: &mut HashMap<String, (Slot, DateTime<Utc>)>) {
    let mut used: Vec<DateTime<Utc>> = slots.values().map(|(_, used)| *used).collect();
    used.sort_unstable();
    let Some(limit) = used.get(used.len() / 8).copied() else { return };
    slots.retain(|_, (slot, used)| *used > limit || is_in_use(slot));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Question;

    fn start() -> DateTime<Utc> {
        "2026-11-22T10:00:00Z".parse().unwrap()
    }

    fn put(live: &Live, key: &str, now: DateTime<Utc>) {
        let mut session = Session::new(key, now);
        session.last_question = Some(Question { text: "x".into(), at: now, times: 1, seen: Vec::new() });
        *live.slot(key, now).try_lock().unwrap() = Some(session);
    }

    #[test]
    fn memory_is_bounded_and_the_newest_stay() {
        let live = Live::default();
        for number in 0..MOST + 10 {
            live.slot(&number.to_string(), start() + Duration::milliseconds(number.try_into().unwrap()));
        }
        assert!(live.len() <= MOST);
        let newest = (MOST + 9).to_string();
        let before = live.len();
        live.slot(&newest, start());
        assert_eq!(live.len(), before, "the newest was there");
    }

    #[test]
    fn an_idle_conversation_leaves_only_when_the_store_has_it() {
        let live = Live::default();
        put(&live, "k", start());
        live.sweep(start() + Duration::minutes(29), true);
        live.sweep(start() + Duration::minutes(31), false);
        assert_eq!(live.len(), 1);
        live.sweep(start() + Duration::minutes(31), true);
        assert_eq!(live.len(), 0);
    }

    #[test]
    fn a_conversation_that_is_over_leaves_although_the_store_is_down() {
        let live = Live::default();
        put(&live, "k", start());
        live.sweep(start() + Duration::hours(25), false);
        assert_eq!(live.len(), 0);
    }

    #[test]
    fn the_last_question_is_gone_from_memory_after_half_an_hour() {
        let live = Live::default();
        put(&live, "k", start());
        live.sweep(start() + Duration::minutes(31), false);
        let slot = live.slot("k", start());
        assert_eq!(slot.try_lock().unwrap().as_ref().unwrap().last_question, None);
    }

    #[test]
    fn a_conversation_in_use_is_never_dropped() {
        let live = Live::default();
        put(&live, "k", start());
        let waiting = live.slot("k", start());
        live.sweep(start() + Duration::hours(25), true);
        assert_eq!(live.len(), 1);
        drop(waiting);
    }
}
