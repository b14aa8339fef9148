//! Showing that it is really you: the password, and the code where an account
//! has a second factor. Each is slowed by itself, and neither says why it was
//! not taken.

use chrono::Utc;

use super::account::{Account, sign_in};
use super::fields::Fields;
use super::second_factor::SecondFactor;
use super::store::{AccountRow, FactorRow};
use super::trouble::Trouble;
use super::{Site, password, recovery};
use crate::insights::StoreError;

/// Why somebody is not let on.
#[derive(Debug)]
pub(super) enum Denied {
    /// There were too many tries: so many seconds are left to wait.
    Wait(i64),
    /// It is not right.
    Wrong,
    /// It could not be looked at.
    Trouble(Trouble),
}

impl From<StoreError> for Denied {
    fn from(error: StoreError) -> Self {
        Self::Trouble(error.into())
    }
}

/// With what somebody showed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// A code from the app.
    Code,
    /// A recovery code, which is used up now.
    Recovery,
}

impl Shown {
    /// For the log.
    pub(super) fn in_words(self) -> &'static str {
        match self {
            Self::Code => "with a code",
            Self::Recovery => "with a recovery code",
        }
    }
}

/// The account whose name and password these are. A name that nobody has
/// costs the same work and the same waiting as one with another password.
pub(super) async fn password(site: &Site, name: &str, typed: &str) -> Result<AccountRow, Denied> {
    let (key, now) = (sign_in(name), Utc::now());
    site.throttle.attempt(&key, now).map_err(Denied::Wait)?;
    let row = site.store.account_named(name).await?;
    let hash = row.as_ref().filter(|row| row.disabled == 0).and_then(|row| row.password.clone());
    let is_right = password::verify(typed, hash).await;
    let Some(row) = row.filter(|_| is_right) else {
        if site.throttle.is_worth_a_line(now) {
            site.store.log(None, "sign-in failed", "", "at least once in this minute").await?;
        }
        return Err(Denied::Wrong);
    };
    site.throttle.succeeded(&key);
    Ok(row)
}

/// The second factor of an account, where it is switched on.
pub(super) async fn is_needed(site: &Site, account: &str) -> Result<Option<FactorRow>, StoreError> {
    let row = site.store.second_factor(account, Utc::now()).await?;
    Ok(row.filter(|row| row.confirmed.is_some()))
}

/// Whether the form holds a code of the account's app or one of its recovery
/// codes. Neither is taken twice.
pub(super) async fn code(site: &Site, account: &Account, form: &Fields) -> Result<Shown, Denied> {
    site.codes.attempt(&account.id, Utc::now()).map_err(Denied::Wait)?;
    let shown = match (form.trimmed("code"), form.trimmed("recovery")) {
        ("", "") => None,
        ("", typed) => {
            let hash = recovery::hash(&account.id, typed);
            site.store.take_recovery_code(&account.id, &hash).await?.then_some(Shown::Recovery)
        }
        (typed, _) => of_the_app(site, account, typed).await?.then_some(Shown::Code),
    };
    let Some(shown) = shown else {
        // Whoever comes so far has the password: worth a line each time, and
        // slowed so much that the lines stay few.
        site.store.log(None, "wrong code", &account.name, "the password was right").await?;
        return Err(Denied::Wrong);
    };
    site.codes.succeeded(&account.id);
    Ok(shown)
}

async fn of_the_app(site: &Site, account: &Account, typed: &str) -> Result<bool, StoreError> {
    let Some(row) = is_needed(site, &account.id).await? else { return Ok(false) };
    let factor = SecondFactor::new(&site.keys, &account.id, &row.salt, &account.name);
    match factor.and_then(|factor| factor.step(typed, Utc::now())) {
        Some(step) => site.store.take_step(&account.id, step).await,
        None => Ok(false),
    }
}
