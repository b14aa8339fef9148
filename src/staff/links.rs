//! One-time links, by which an account sets its password. Whoever runs the
//! machine hands them on; they are never sent by Airt and never logged.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};

use super::account::{self, NameError};
use super::store::StaffStore;
use super::token::{self, NoRandomness};
use super::{Role, account::Account};
use crate::insights::{Store, StoreError};

/// How long a link is good.
const DAYS: i64 = 7;

/// What the first account is called until somebody sets it up.
const FIRST: &str = "First account";

/// Why there is no link.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// The name is not one.
    #[error("{0}")]
    Name(String),
    /// It has an account already.
    #[error("there is an account of this name already: `airt staff link NAME` makes a new link for it")]
    Taken,
    /// It has none.
    #[error("there is no account of this name: `airt staff add NAME` makes one")]
    Unknown,
    /// The database does not answer.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// No secret can be made.
    #[error("{0}")]
    NoRandomness(#[from] NoRandomness),
}

impl From<NameError> for LinkError {
    fn from(error: NameError) -> Self {
        Self::Name(error.to_string())
    }
}

/// A new account's link, as a path below the page's address.
pub async fn add_account(store: Arc<Store>, name: &str, role: Role) -> Result<String, LinkError> {
    added(&StaffStore::new(store), name, role, None).await
}

/// A new link for an account that is there; its sessions end.
pub async fn new_link(store: Arc<Store>, name: &str) -> Result<String, LinkError> {
    let store = StaffStore::new(store);
    let account = store.account_named(name).await?.ok_or(LinkError::Unknown)?;
    renewed(&store, &account.id, &account.name, None).await
}

/// Switches the second factor of an account off, for somebody who has lost
/// phone and recovery codes; whether it was on.
pub async fn without_second_factor(store: Arc<Store>, name: &str) -> Result<bool, LinkError> {
    let store = StaffStore::new(store);
    let account = store.account_named(name).await?.ok_or(LinkError::Unknown)?;
    let was_on = store.drop_second_factor(&account.id).await?;
    if was_on {
        store.log(None, "second step switched off", &account.name, "on the command line").await?;
    }
    Ok(was_on)
}

/// The link of the first account, as long as nobody has set a password yet.
pub async fn first_link(store: Arc<Store>) -> Result<Option<String>, LinkError> {
    let store = StaffStore::new(store);
    if store.is_set_up().await? {
        return Ok(None);
    }
    match store.accounts().await?.iter().find(|account| account.role == Role::Publisher) {
        Some(first) if first.name == FIRST => renewed(&store, &first.id, &first.name, None).await.map(Some),
        // Whoever was added by hand was given a link by hand: another one would end it.
        Some(_) => Ok(None),
        None => added(&store, FIRST, Role::Publisher, None).await.map(Some),
    }
}

/// The same from a page: `by` is who asked for it.
pub(super) async fn added(
    store: &StaffStore,
    name: &str,
    role: Role,
    by: Option<&Account>,
) -> Result<String, LinkError> {
    let name = account::name(name)?;
    let secret = token::fresh()?;
    let added = store.add_account(name, role, &token::hash(&secret), until()).await?;
    added.ok_or(LinkError::Taken)?;
    store.log(by, "account added", name, role.as_str()).await?;
    Ok(path(&secret))
}

/// The same from a page.
pub(super) async fn renewed(
    store: &StaffStore,
    id: &str,
    name: &str,
    by: Option<&Account>,
) -> Result<String, LinkError> {
    let secret = token::fresh()?;
    store.set_link(id, &token::hash(&secret), until()).await?;
    store.log(by, "new link", name, "").await?;
    Ok(path(&secret))
}

fn path(secret: &str) -> String {
    format!("/staff/set-up/{secret}")
}

fn until() -> DateTime<Utc> {
    Utc::now() + Duration::days(DAYS)
}
