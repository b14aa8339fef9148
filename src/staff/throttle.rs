//! Slows guessing: after a few failures each further try has to wait, longer
//! each time. Kept by the name that was typed, whether it exists or not, so
//! that it tells nothing. For a password never longer than a minute, so that
//! nobody can lock a colleague out for long; for a code longer, since six
//! digits are soon guessed and only somebody who has the password comes so far.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Duration, Utc};

/// Failures that cost nothing: people mistype.
const FREE: u32 = 5;

/// How long a wait becomes, and how long failures count.
#[derive(Debug, Clone, Copy)]
struct Pace {
    /// In seconds.
    longest: i64,
    /// In minutes.
    memory: i64,
}

/// 1,440 tries a day against 12 letters are none.
const PASSWORDS: Pace = Pace { longest: 60, memory: 15 };

/// A hundred tries a day against a million codes, of which three are good.
const CODES: Pace = Pace { longest: 15 * 60, memory: 24 * 60 };

/// Names in memory at most.
const MOST: usize = 10_000;

/// Failed tries stand in the log of staff once in so many minutes: whoever
/// guesses must not be able to fill the database.
const LINE: i64 = 1;

/// Failures by name.
#[derive(Debug)]
pub(super) struct Throttle {
    pace: Pace,
    failures: Mutex<HashMap<String, (u32, DateTime<Utc>)>>,
    line: Mutex<Option<DateTime<Utc>>>,
}

impl Throttle {
    pub(super) fn for_passwords() -> Self {
        Self { pace: PASSWORDS, failures: Mutex::default(), line: Mutex::default() }
    }

    pub(super) fn for_codes() -> Self {
        Self { pace: CODES, ..Self::for_passwords() }
    }

    /// Lets a try through, which counts as failed until it succeeds: a hundred
    /// at once must not all be let through before the first has failed. How
    /// many seconds to wait, where it does not.
    pub(super) fn attempt(&self, name: &str, now: DateTime<Utc>) -> Result<(), i64> {
        let Pace { longest, memory } = self.pace;
        let mut failures = self.get();
        if failures.len() >= MOST {
            failures.retain(|_, (_, last)| now - *last < Duration::minutes(memory));
        }
        if failures.len() >= MOST {
            return Err(longest);
        }
        let (count, last) = failures.entry(name.to_owned()).or_insert((0, now));
        if now - *last >= Duration::minutes(memory) {
            *count = 0;
        }
        if let Some(over) = count.checked_sub(FREE) {
            let wait = 2_i64.checked_pow(over.saturating_add(1)).unwrap_or(longest).min(longest);
            let left = wait - (now - *last).num_seconds();
            if left > 0 {
                return Err(left);
            }
        }
        *count = count.saturating_add(1);
        *last = now;
        Ok(())
    }

    /// Whether a failed try is worth a line in the log.
    pub(super) fn is_worth_a_line(&self, now: DateTime<Utc>) -> bool {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        let is = line.is_none_or(|last| now - last >= Duration::minutes(LINE));
        if is {
            *line = Some(now);
        }
        is
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
        let throttle = Throttle::for_passwords();
        let mut now = DateTime::UNIX_EPOCH;
        for _ in 0..5 {
            assert_eq!(throttle.attempt("morag", now), Ok(()));
        }
        for wait in [2, 4, 8, 16, 32, 60, 60] {
            assert_eq!(throttle.attempt("morag", now), Err(wait));
            now += Duration::seconds(wait);
            assert_eq!(throttle.attempt("morag", now), Ok(()), "after {wait} seconds");
        }
        assert_eq!(throttle.attempt("isla", now), Ok(()));
        now += Duration::minutes(PASSWORDS.memory);
        assert_eq!(throttle.attempt("morag", now), Ok(()), "old failures are forgotten");
        throttle.succeeded("morag");
        assert!((0..5).all(|_| throttle.attempt("morag", now).is_ok()));
    }

    #[test]
    fn a_code_can_be_guessed_at_a_hundred_times_a_day_and_not_much_more() {
        let throttle = Throttle::for_codes();
        let seconds = 0..24 * 60 * 60;
        let tries =
            seconds.filter(|second| throttle.attempt("1", DateTime::UNIX_EPOCH + Duration::seconds(*second)).is_ok());
        let tries = tries.count();
        assert!((90..120).contains(&tries), "{tries}");
    }

    #[test]
    fn guessing_fills_no_log() {
        let throttle = Throttle::for_passwords();
        let now = DateTime::UNIX_EPOCH;
        let lines = (0..300).filter(|second| throttle.is_worth_a_line(now + Duration::seconds(*second))).count();
        assert_eq!(lines, 5, "one a minute");
    }
}
