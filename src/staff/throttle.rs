//! Slows guessing: after a few failures each further try has to wait, longer
//! each time. Kept by the name that was typed, whether it exists or not, so
//! that it tells nothing, and never longer than a minute, so that nobody can
//! lock a colleague out for long.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Duration, Utc};

/// Failures that cost nothing: people mistype.
const FREE: u32 = 5;

/// The longest wait, in seconds. 1,440 tries a day against 12 letters are none.
const LONGEST: i64 = 60;

/// Failures count for so many minutes.
const MEMORY: i64 = 15;

/// Names in memory at most.
const MOST: usize = 10_000;

/// Failures by name.
#[derive(Debug, Default)]
pub(super) struct Throttle {
    failures: Mutex<HashMap<String, (u32, DateTime<Utc>)>>,
}

impl Throttle {
    /// How many seconds this name has to wait before the next try.
    pub(super) fn wait(&self, name: &str, now: DateTime<Utc>) -> Option<i64> {
        let (count, last) = *self.get().get(name)?;
        let over = count.checked_sub(FREE)?;
        let wait = 2_i64.checked_pow(over + 1).unwrap_or(LONGEST).min(LONGEST);
        let left = wait - (now - last).num_seconds();
        (left > 0).then_some(left)
    }

    /// A wrong password.
    pub(super) fn failed(&self, name: &str, now: DateTime<Utc>) {
        let mut failures = self.get();
        if failures.len() >= MOST {
            failures.retain(|_, (_, last)| now - *last < Duration::minutes(MEMORY));
        }
        if failures.len() >= MOST {
            return;
        }
        let (count, last) = failures.entry(name.to_owned()).or_insert((0, now));
        *count = if now - *last < Duration::minutes(MEMORY) { count.saturating_add(1) } else { 1 };
        *last = now;
    }

    /// The right one.
    pub(super) fn succeeded(&self, name: &str) {
        self.get().remove(name);
    }

    fn get(&self) -> MutexGuard<'_, HashMap<String, (u32, DateTime<Utc>)>> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_try_waits_and_the_wait_grows_to_a_minute() {
        let throttle = Throttle::default();
        let now = DateTime::UNIX_EPOCH;
        let mut waits = Vec::new();
        for _ in 0..12 {
            waits.push(throttle.wait("morag", now));
            throttle.failed("morag", now);
        }
        assert_eq!(waits[..5], [None; 5]);
        assert_eq!(waits[5..], [2, 4, 8, 16, 32, 60, 60].map(Some));
        assert_eq!(throttle.wait("isla", now), None);
        assert_eq!(throttle.wait("morag", now + Duration::seconds(60)), None);
        throttle.failed("morag", now + Duration::hours(1));
        assert_eq!(throttle.wait("morag", now + Duration::hours(1)), None, "old failures are forgotten");
        throttle.succeeded("morag");
        assert_eq!(throttle.wait("morag", now), None);
    }
}
