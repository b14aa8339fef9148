//! Who is signed in where.

use chrono::{DateTime, Utc};
use sqlx::Row;

use super::accounts::AccountRow;
use super::{Result, StaffStore};
use crate::staff::session::{Signed, Times};

impl StaffStore {
    /// Signs an account in. Sessions that are long over go by the way.
    pub(in crate::staff) async fn sign_in(
        &self,
        token: &str,
        account: &str,
        csrf: &str,
        now: DateTime<Utc>,
        oldest: DateTime<Utc>,
    ) -> Result<()> {
        let pool = self.pool().await?;
        sqlx::query("delete from staff_sessions where created <= $1")
            .bind(oldest.timestamp_millis())
            .execute(&pool)
            .await?;
        sqlx::query(
            "insert into staff_sessions (token, account, csrf, created, last_seen) values ($1, $2, $3, $4, $4)",
        )
        .bind(token)
        .bind(account)
        .bind(csrf)
        .bind(now.timestamp_millis())
        .execute(&pool)
        .await?;
        Ok(())
    }

    /// The session of a token with whose it is.
    pub(in crate::staff) async fn session(&self, token: &str) -> Result<Option<(Signed, Times)>> {
        let row = sqlx::query(
            "select a.id, a.name, a.role, a.password, a.disabled, s.csrf, s.created, s.last_seen
             from staff_sessions s join staff_accounts a on a.id = s.account where s.token = $1",
        )
        .bind(token)
        .fetch_optional(&self.pool().await?)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let account = AccountRow {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            role: row.try_get("role")?,
            password: row.try_get("password")?,
            disabled: row.try_get("disabled")?,
        };
        let times = Times { created: row.try_get("created")?, last_seen: row.try_get("last_seen")? };
        let signed = Signed { account: account.into(), csrf: row.try_get("csrf")?, token: token.to_owned() };
        Ok(Some((signed, times)))
    }

    /// Somebody is still there.
    pub(in crate::staff) async fn seen(&self, token: &str, now: DateTime<Utc>) -> Result<()> {
        sqlx::query("update staff_sessions set last_seen = $2 where token = $1")
            .bind(token)
            .bind(now.timestamp_millis())
            .execute(&self.pool().await?)
            .await?;
        Ok(())
    }

    /// Ends one session.
    pub(in crate::staff) async fn sign_out(&self, token: &str) -> Result<()> {
        sqlx::query("delete from staff_sessions where token = $1").bind(token).execute(&self.pool().await?).await?;
        Ok(())
    }

    /// Ends every session of an account.
    pub(in crate::staff) async fn sign_out_everywhere(&self, account: &str) -> Result<()> {
        sqlx::query("delete from staff_sessions where account = $1").bind(account).execute(&self.pool().await?).await?;
        Ok(())
    }
}
