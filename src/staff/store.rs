//! The staff's tables: the only place of the staff pages that knows SQL.
//!
//! Portable: numbered placeholders, times as Unix milliseconds, ids as text.
//! Every method is one step of work; what must happen together stands in one
//! transaction.

mod accounts;
mod audit;
mod figures;
mod gaps;
mod second_factors;
mod sessions;
mod told;
mod versions;

use std::sync::Arc;

use sqlx::{Sqlite, SqlitePool, Transaction};

pub(super) use self::accounts::AccountRow;
pub(super) use self::audit::AuditRow;
pub(super) use self::figures::Counted;
pub(super) use self::gaps::{Asked, Decided, GapRow, KeptText, NewText, NoteRow, Tally, WrongNumber};
pub(super) use self::second_factors::FactorRow;
pub(super) use self::versions::{DraftRow, VersionRow};
use crate::insights::{Store, StoreError};

type Result<T> = std::result::Result<T, StoreError>;

/// The staff's side of the database.
#[derive(Debug, Clone)]
pub(super) struct StaffStore {
    store: Arc<Store>,
}

impl StaffStore {
    pub(super) fn new(store: Arc<Store>) -> Self {
        Self { store }
    }

    /// What was kept of young people's questions.
    pub(super) fn kept(&self) -> &Store {
        &self.store
    }

    async fn pool(&self) -> Result<SqlitePool> {
        self.store.pool().await
    }

    /// IMMEDIATE: a transaction that starts by reading cannot wait for a lock
    /// later, it fails at once.
    async fn begin(&self) -> Result<Transaction<'static, Sqlite>> {
        Ok(self.pool().await?.begin_with("begin immediate").await?)
    }
}
