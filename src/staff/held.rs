//! What was sent by somebody whose session had ended: the page that they asked
//! for, or the form that they had filled in. It waits in memory, for whoever
//! signs in in the same browser, so that nothing typed is lost. Never written
//! anywhere, never shown to another browser, and never many at once.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Duration, Utc};

use super::fields::Fields;

/// How many minutes it waits.
pub(super) const MINUTES: i64 = 60;

/// So many wait at most; the oldest goes first. Whoever sends one need not be
/// known, so that it must not be a way to fill the memory.
const MOST: usize = 16;

/// Letters of a form that is held; a service has a tenth of that.
const LONGEST: usize = 500_000;

/// The forms that are worked on for longer than a session lasts. No other one
/// waits: some hold a password or a code, which must not stand on a page.
const WORKED_ON: [&str; 2] = ["/staff/services", "/staff/unanswered/"];

/// Whether a form with this address may wait.
pub(super) fn is_worked_on(path: &str) -> bool {
    WORKED_ON.iter().any(|start| path.starts_with(start))
}

/// A page, or a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    /// Where it went.
    pub(super) path: String,
    /// What was typed, without the token; nothing for a page.
    pub(super) typed: Vec<(String, String)>,
    at: DateTime<Utc>,
}

/// By the hash of the cookie that the browser holds.
#[derive(Debug, Default)]
pub(super) struct Held {
    requests: Mutex<HashMap<String, Request>>,
}

impl Held {
    /// Holds a request, unless its form is larger than any of ours; whether it did.
    pub(super) fn keep(&self, cookie: String, path: &str, form: &Fields, now: DateTime<Utc>) -> bool {
        let typed: Vec<(String, String)> = form.pairs().iter().filter(|(name, _)| name != "csrf").cloned().collect();
        if typed.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>() > LONGEST {
            return false;
        }
        let mut requests = self.get();
        requests.retain(|_, held| held.is_good(now));
        while requests.len() >= MOST {
            let Some(oldest) = requests.iter().min_by_key(|(_, held)| held.at).map(|(cookie, _)| cookie.clone()) else {
                break;
            };
            requests.remove(&oldest);
        }
        requests.insert(cookie, Request { path: path.to_owned(), typed, at: now });
        true
    }

    /// It was gone to, or sent: it need not wait any more.
    pub(super) fn end(&self, cookie: &str, path: &str) {
        let mut requests = self.get();
        if requests.get(cookie).is_some_and(|held| held.path == path) {
            requests.remove(cookie);
        }
    }

    /// What this browser sent, while it waits.
    pub(super) fn find(&self, cookie: &str, now: DateTime<Utc>) -> Option<Request> {
        self.get().get(cookie).filter(|held| held.is_good(now)).cloned()
    }

    fn get(&self) -> MutexGuard<'_, HashMap<String, Request>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Request {
    fn is_good(&self, now: DateTime<Utc>) -> bool {
        now - self.at < Duration::minutes(MINUTES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(body: &str) -> Fields {
        Fields::parse(body.as_bytes())
    }

    #[test]
    fn what_was_typed_waits_an_hour_without_its_token() {
        let (held, now) = (Held::default(), DateTime::UNIX_EPOCH);
        held.keep("cookie".to_owned(), "/staff/services/a/draft", &form("csrf=t&name=A"), now);
        let found = held.find("cookie", now + Duration::minutes(59)).unwrap();
        assert_eq!((found.path.as_str(), found.typed.len()), ("/staff/services/a/draft", 1));
        assert_eq!(held.find("cookie", now + Duration::minutes(60)), None);
        assert_eq!(held.find("another", now), None);
        held.end("cookie", "/staff/services/b/draft");
        assert!(held.find("cookie", now).is_some(), "another form was sent");
        held.end("cookie", "/staff/services/a/draft");
        assert_eq!(held.find("cookie", now), None);
    }

    #[test]
    fn no_form_that_holds_a_password_or_a_code_waits() {
        for (path, expected) in [
            ("/staff/services/kooth/draft", true),
            ("/staff/unanswered/1/teach", true),
            ("/staff/account/second-step/off", false),
            ("/staff/accounts", false),
            ("/staff/sign-out", false),
        ] {
            assert_eq!(is_worked_on(path), expected, "{path}");
        }
    }

    #[test]
    fn strangers_cannot_fill_the_memory() {
        let (held, now) = (Held::default(), DateTime::UNIX_EPOCH);
        for nth in 0..100 {
            held.keep(nth.to_string(), "/staff", &form("name=A"), now + Duration::seconds(nth));
        }
        held.keep("long".to_owned(), "/staff", &form(&format!("name={}", "x".repeat(LONGEST))), now);
        assert_eq!(held.get().len(), MOST);
        assert!(held.find("99", now).is_some() && held.find("0", now).is_none() && held.find("long", now).is_none());
    }
}
