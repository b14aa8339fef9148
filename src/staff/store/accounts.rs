//! Accounts and their one-time links.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::{Result, StaffStore};
use crate::staff::Role;
use crate::staff::account::{Account, sign_in};
use crate::staff::token::new_id;

/// A row as far as it leaves the store.
#[derive(Debug, Clone, FromRow)]
pub(in crate::staff) struct AccountRow {
    pub(in crate::staff) id: String,
    pub(in crate::staff) name: String,
    pub(in crate::staff) role: String,
    pub(in crate::staff) password: Option<String>,
    pub(in crate::staff) disabled: i64,
}

impl From<AccountRow> for Account {
    fn from(row: AccountRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            // A role of another version of Airt may do the least.
            role: row.role.parse().unwrap_or(Role::Viewer),
            disabled: row.disabled != 0,
            ready: row.password.is_some(),
        }
    }
}

/// Nobody would be left who can publish and manage accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::staff) struct LastPublisher;

impl StaffStore {
    /// The account of a name, with its password's hash.
    pub(in crate::staff) async fn account_named(&self, name: &str) -> Result<Option<AccountRow>> {
        let row = sqlx::query_as("select id, name, role, password, disabled from staff_accounts where sign_in = $1");
        Ok(row.bind(sign_in(name)).fetch_optional(&self.pool().await?).await?)
    }

    /// The account with an id.
    pub(in crate::staff) async fn account(&self, id: &str) -> Result<Option<AccountRow>> {
        let row = sqlx::query_as("select id, name, role, password, disabled from staff_accounts where id = $1");
        Ok(row.bind(id).fetch_optional(&self.pool().await?).await?)
    }

    /// Everybody, by name.
    pub(in crate::staff) async fn accounts(&self) -> Result<Vec<Account>> {
        let rows: Vec<AccountRow> =
            sqlx::query_as("select id, name, role, password, disabled from staff_accounts order by sign_in")
                .fetch_all(&self.pool().await?)
                .await?;
        Ok(rows.into_iter().map(Account::from).collect())
    }

    /// Whether anybody has a password already.
    pub(in crate::staff) async fn is_set_up(&self) -> Result<bool> {
        let count: i64 = sqlx::query_scalar("select count(*) from staff_accounts where password is not null")
            .fetch_one(&self.pool().await?)
            .await?;
        Ok(count > 0)
    }

    /// Adds an account that can do nothing but follow its link; `None` when
    /// the name is taken.
    pub(in crate::staff) async fn add_account(
        &self,
        name: &str,
        role: Role,
        link: &str,
        until: DateTime<Utc>,
    ) -> Result<Option<String>> {
        let id = new_id();
        let added = sqlx::query(
            "insert into staff_accounts (id, sign_in, name, role, link, link_until, created, disabled)
             values ($1, $2, $3, $4, $5, $6, $7, 0) on conflict (sign_in) do nothing",
        )
        .bind(&id)
        .bind(sign_in(name))
        .bind(name)
        .bind(role.as_str())
        .bind(link)
        .bind(until.timestamp_millis())
        .bind(Utc::now().timestamp_millis())
        .execute(&self.pool().await?)
        .await?;
        Ok((added.rows_affected() > 0).then_some(id))
    }

    /// Gives an account a new link; the one before and every session end.
    pub(in crate::staff) async fn set_link(&self, account: &str, link: &str, until: DateTime<Utc>) -> Result<()> {
        let mut transaction = self.begin().await?;
        sqlx::query("update staff_accounts set link = $2, link_until = $3 where id = $1")
            .bind(account)
            .bind(link)
            .bind(until.timestamp_millis())
            .execute(&mut *transaction)
            .await?;
        sqlx::query("delete from staff_sessions where account = $1").bind(account).execute(&mut *transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// The account whose link this is, while it is good.
    pub(in crate::staff) async fn account_of_link(&self, link: &str, now: DateTime<Utc>) -> Result<Option<AccountRow>> {
        let row = sqlx::query_as(
            "select id, name, role, password, disabled from staff_accounts
             where link = $1 and link_until > $2 and disabled = 0",
        );
        Ok(row.bind(link).bind(now.timestamp_millis()).fetch_optional(&self.pool().await?).await?)
    }

    /// Sets name and password by a link, which is used up; whether it was
    /// still good. Every session of before ends.
    pub(in crate::staff) async fn set_up(&self, account: &str, link: &str, name: &str, password: &str) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let taken: i64 = sqlx::query_scalar("select count(*) from staff_accounts where sign_in = $1 and id <> $2")
            .bind(sign_in(name))
            .bind(account)
            .fetch_one(&mut *transaction)
            .await?;
        if taken > 0 {
            return Ok(false);
        }
        let changed = sqlx::query(
            "update staff_accounts set sign_in = $3, name = $4, password = $5, link = null, link_until = null
             where id = $1 and link = $2",
        )
        .bind(account)
        .bind(link)
        .bind(sign_in(name))
        .bind(name)
        .bind(password)
        .execute(&mut *transaction)
        .await?;
        sqlx::query("delete from staff_sessions where account = $1").bind(account).execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(changed.rows_affected() > 0)
    }

    /// Changes what an account may do, unless nobody would be left to undo it.
    pub(in crate::staff) async fn set_role(
        &self,
        account: &str,
        role: Role,
        disabled: bool,
    ) -> Result<std::result::Result<(), LastPublisher>> {
        let mut transaction = self.begin().await?;
        let others: i64 = sqlx::query_scalar(
            "select count(*) from staff_accounts
             where id <> $1 and role = 'publisher' and disabled = 0 and password is not null",
        )
        .bind(account)
        .fetch_one(&mut *transaction)
        .await?;
        if others == 0 && (role != Role::Publisher || disabled) {
            return Ok(Err(LastPublisher));
        }
        sqlx::query("update staff_accounts set role = $2, disabled = $3 where id = $1")
            .bind(account)
            .bind(role.as_str())
            .bind(i64::from(disabled))
            .execute(&mut *transaction)
            .await?;
        sqlx::query("delete from staff_sessions where account = $1").bind(account).execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(Ok(()))
    }
}
