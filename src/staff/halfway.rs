//! Who gave the right password and has still to give the code. In memory
//! alone: whoever is halfway when Airt is restarted begins again.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Duration, Utc};

/// How many minutes somebody has for it. Each that is held cost the hashing
/// of a right password, so that they cannot become many.
pub(super) const MINUTES: i64 = 10;

/// Somebody who is halfway in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Half {
    /// The account's id.
    pub(super) account: String,
    /// The hash of the password's own hash: with a new password they begin again.
    pub(super) password: String,
    at: DateTime<Utc>,
}

/// By the hash of the cookie that their browser holds.
#[derive(Debug, Default)]
pub(super) struct Halfway {
    halves: Mutex<HashMap<String, Half>>,
}

impl Halfway {
    /// Somebody gave the right password.
    pub(super) fn begin(&self, cookie: String, account: &str, password: String, now: DateTime<Utc>) {
        let mut halves = self.get();
        halves.retain(|_, half| half.is_good(now));
        halves.insert(cookie, Half { account: account.to_owned(), password, at: now });
    }

    /// Who holds this cookie, while they still have time.
    pub(super) fn find(&self, cookie: &str, now: DateTime<Utc>) -> Option<Half> {
        self.get().get(cookie).filter(|half| half.is_good(now)).cloned()
    }

    /// They are in.
    pub(super) fn end(&self, cookie: &str) {
        self.get().remove(cookie);
    }

    fn get(&self) -> MutexGuard<'_, HashMap<String, Half>> {
        self.halves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Half {
    fn is_good(&self, now: DateTime<Utc>) -> bool {
        now - self.at < Duration::minutes(MINUTES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_halfway_has_ten_minutes_and_goes_in_once() {
        let halfway = Halfway::default();
        let now = DateTime::UNIX_EPOCH;
        halfway.begin("cookie".to_owned(), "1", "hash".to_owned(), now);
        let later = |minutes| halfway.find("cookie", now + Duration::minutes(minutes)).map(|half| half.account);
        assert_eq!(later(9).as_deref(), Some("1"));
        assert_eq!(later(10), None);
        assert_eq!(halfway.find("another", now), None);
        halfway.end("cookie");
        assert_eq!(later(0), None);
    }

    #[test]
    fn those_who_never_came_back_are_forgotten() {
        let halfway = Halfway::default();
        let now = DateTime::UNIX_EPOCH;
        halfway.begin("one".to_owned(), "1", String::new(), now);
        halfway.begin("two".to_owned(), "2", String::new(), now + Duration::minutes(10));
        assert_eq!(halfway.get().len(), 1);
    }
}
