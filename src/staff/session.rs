//! Who is signed in: a cookie that names a row, and the limits of that row.

use axum::http::{HeaderMap, HeaderValue, header};
use chrono::{DateTime, Duration, Utc};

use super::account::Account;
use super::headers::is_plain_loopback;
use super::{Site, halfway, held, token};
use crate::config;
use crate::insights::StoreError;

/// The cookie of a signed-in browser.
const COOKIE: &str = "airt-staff";

/// The cookie that ties a form to the browser before anybody is signed in.
const FORM_COOKIE: &str = "airt-staff-form";

/// The cookie of a browser that gave the right password and has still to give
/// the code.
const HALF_COOKIE: &str = "airt-staff-half";

/// The cookie of a browser whose request waits until somebody has signed in.
const HELD_COOKIE: &str = "airt-staff-held";

/// How stale the time of the last visit may be: it is not worth a write each time.
const STALE: i64 = 30_000;

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub(super) struct Signed {
    pub(super) account: Account,
    /// What every form has to send back.
    pub(super) csrf: String,
    /// The hash of the cookie, which names the row.
    pub(super) token: String,
}

/// A row of `staff_sessions`, as far as its limits go.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub(super) struct Times {
    pub(super) created: i64,
    pub(super) last_seen: i64,
}

impl Times {
    /// Whether the session is over.
    pub(super) fn are_over(self, limits: &config::Staff, now: DateTime<Utc>) -> bool {
        let since = |at: i64| Duration::milliseconds(now.timestamp_millis().saturating_sub(at));
        since(self.last_seen) >= Duration::minutes(limits.idle_minutes.into())
            || since(self.created) >= Duration::hours(limits.session_hours.into())
    }
}

/// Who sent this, if anybody who is signed in.
pub(super) async fn of(site: &Site, headers: &HeaderMap) -> Result<Option<Signed>, StoreError> {
    let Some(cookie) = cookie(headers, COOKIE) else { return Ok(None) };
    let token = token::hash(cookie);
    let Some((signed, times)) = site.store.session(&token).await? else { return Ok(None) };
    let now = Utc::now();
    if signed.account.disabled || times.are_over(&site.config.staff, now) {
        site.store.sign_out(&token).await?;
        return Ok(None);
    }
    if now.timestamp_millis() - times.last_seen > STALE {
        site.store.seen(&token, now).await?;
    }
    Ok(Some(signed))
}

/// The cookie that keeps a browser signed in.
pub(super) fn signed_in(token: &str, headers: &HeaderMap, limits: &config::Staff) -> Option<HeaderValue> {
    set(COOKIE, token, i64::from(limits.session_hours) * 3600, headers)
}

/// The cookie that ends it.
pub(super) fn signed_out(headers: &HeaderMap) -> Option<HeaderValue> {
    set(COOKIE, "", 0, headers)
}

/// The cookie between the password and the code.
pub(super) fn half_in(token: &str, headers: &HeaderMap) -> Option<HeaderValue> {
    set(HALF_COOKIE, token, halfway::MINUTES * 60, headers)
}

/// The cookie that ends it.
pub(super) fn no_longer_half(headers: &HeaderMap) -> Option<HeaderValue> {
    set(HALF_COOKIE, "", 0, headers)
}

/// The hash of that cookie.
pub(super) fn half_token(headers: &HeaderMap) -> Option<String> {
    cookie(headers, HALF_COOKIE).map(token::hash)
}

/// The cookie of a request that waits.
pub(super) fn held_cookie(token: &str, headers: &HeaderMap) -> Option<HeaderValue> {
    set(HELD_COOKIE, token, held::MINUTES * 60, headers)
}

/// The hash of that cookie.
pub(super) fn held_token(headers: &HeaderMap) -> Option<String> {
    cookie(headers, HELD_COOKIE).map(token::hash)
}

/// Whether this browser was signed in once, whatever became of that.
pub(super) fn had_one(headers: &HeaderMap) -> bool {
    cookie(headers, COOKIE).is_some()
}

/// The cookie of a form that stands before signing in.
pub(super) fn form_cookie(token: &str, headers: &HeaderMap) -> Option<HeaderValue> {
    set(FORM_COOKIE, token, 3600, headers)
}

/// What that cookie says.
pub(super) fn form_token(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, FORM_COOKIE)
}

fn set(name: &str, value: &str, seconds: i64, headers: &HeaderMap) -> Option<HeaderValue> {
    let secure = if is_plain_loopback(headers) { "" } else { "; Secure" };
    let cookie = format!("{name}={value}; Path=/staff; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
    HeaderValue::from_str(&cookie).ok()
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_when_idle_and_at_last_in_any_case() {
        let limits = config::Staff { idle_minutes: 30, session_hours: 12, ..config::Staff::default() };
        let check = |created: i64, last_seen: i64, expected: bool| {
            let now = DateTime::UNIX_EPOCH + Duration::days(1);
            let ago = |minutes: i64| (now - Duration::minutes(minutes)).timestamp_millis();
            let times = Times { created: ago(created), last_seen: ago(last_seen) };
            assert_eq!(times.are_over(&limits, now), expected, "{created} {last_seen}");
        };
        check(0, 0, false);
        check(29, 29, false);
        check(60, 30, true);
        check(12 * 60 - 1, 0, false);
        check(12 * 60, 0, true);
    }

    #[test]
    fn cookies_stay_with_the_staff_pages_and_are_secure_but_on_this_machine() {
        let headers = |host: &str| HeaderMap::from_iter([(header::HOST, host.parse().unwrap())]);
        let there = form_cookie("abc", &headers("airt.example")).unwrap();
        assert_eq!(
            there.to_str().unwrap(),
            "airt-staff-form=abc; Path=/staff; Max-Age=3600; HttpOnly; SameSite=Strict; Secure"
        );
        assert!(!form_cookie("abc", &headers("127.0.0.1:8080")).unwrap().to_str().unwrap().contains("Secure"));
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let headers = HeaderMap::from_iter([(header::COOKIE, "a=b; airt-staff-form=t; airt-staff=".parse().unwrap())]);
        assert_eq!(form_token(&headers), Some("t"));
        assert_eq!(cookie(&headers, COOKIE), None);
    }
}
