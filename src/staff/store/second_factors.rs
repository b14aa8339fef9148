//! Second factors: who has one, which codes were taken, and the recovery codes.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use sqlx::{FromRow, Sqlite, Transaction};

use super::{Result, StaffStore};

/// What was begun and not finished is begun afresh after so many minutes:
/// whoever saw the picture in the meantime must not have it for good.
const MINUTES: i64 = 30;

/// A row; the salt is no secret by itself, and no business of a log either.
#[derive(Clone, FromRow)]
pub(in crate::staff) struct FactorRow {
    pub(in crate::staff) salt: String,
    /// When a code was entered for the first time; before that it counts for nothing.
    pub(in crate::staff) confirmed: Option<i64>,
}

impl StaffStore {
    /// The second factor of an account, switched on or just begun.
    pub(in crate::staff) async fn second_factor(&self, account: &str, now: DateTime<Utc>) -> Result<Option<FactorRow>> {
        let row = sqlx::query_as(
            "select salt, confirmed from staff_second_factors
             where account = $1 and (confirmed is not null or begun > $2)",
        );
        let oldest = (now - Duration::minutes(MINUTES)).timestamp_millis();
        Ok(row.bind(account).bind(oldest).fetch_optional(&self.pool().await?).await?)
    }

    /// The accounts that have one.
    pub(in crate::staff) async fn with_second_factor(&self) -> Result<BTreeSet<String>> {
        let accounts = sqlx::query_scalar("select account from staff_second_factors where confirmed is not null");
        let accounts: Vec<String> = accounts.fetch_all(&self.pool().await?).await?;
        Ok(accounts.into_iter().collect())
    }

    /// Begins one, or begins it afresh; never in the place of one that is on.
    pub(in crate::staff) async fn begin_second_factor(
        &self,
        account: &str,
        salt: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        sqlx::query(
            "insert into staff_second_factors (account, salt, begun, last_step) values ($1, $2, $3, 0)
             on conflict (account) do update set salt = excluded.salt, begun = excluded.begun
             where staff_second_factors.confirmed is null",
        )
        .bind(account)
        .bind(salt)
        .bind(now.timestamp_millis())
        .execute(&self.pool().await?)
        .await?;
        Ok(())
    }

    /// Switches on what was begun with this salt, with its recovery codes; whether it
    /// was still there to be switched on. Every other session of the account
    /// ends: it was begun with the password alone.
    pub(in crate::staff) async fn confirm_second_factor(
        &self,
        account: &str,
        salt: &str,
        step: i64,
        codes: &[String],
        session: &str,
    ) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let confirmed = sqlx::query(
            "update staff_second_factors set confirmed = $4, last_step = $3
             where account = $1 and salt = $2 and confirmed is null",
        )
        .bind(account)
        .bind(salt)
        .bind(step)
        .bind(Utc::now().timestamp_millis())
        .execute(&mut *transaction)
        .await?;
        if confirmed.rows_affected() == 0 {
            return Ok(false);
        }
        put_codes(&mut transaction, account, codes).await?;
        sqlx::query("delete from staff_sessions where account = $1 and token <> $2")
            .bind(account)
            .bind(session)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Takes the code of a step; whether that one and every later one was
    /// still to be taken. Two at once cannot both be first.
    pub(in crate::staff) async fn take_step(&self, account: &str, step: i64) -> Result<bool> {
        let taken = sqlx::query(
            "update staff_second_factors set last_step = $2
             where account = $1 and confirmed is not null and last_step < $2",
        );
        let taken = taken.bind(account).bind(step).execute(&self.pool().await?).await?;
        Ok(taken.rows_affected() > 0)
    }

    /// Uses a recovery code up; whether it was there.
    pub(in crate::staff) async fn take_recovery_code(&self, account: &str, code: &str) -> Result<bool> {
        let taken = sqlx::query("delete from staff_recovery_codes where account = $1 and code = $2");
        let taken = taken.bind(account).bind(code).execute(&self.pool().await?).await?;
        Ok(taken.rows_affected() > 0)
    }

    /// How many are left.
    pub(in crate::staff) async fn recovery_codes(&self, account: &str) -> Result<i64> {
        let count = sqlx::query_scalar("select count(*) from staff_recovery_codes where account = $1");
        Ok(count.bind(account).fetch_one(&self.pool().await?).await?)
    }

    /// Puts new ones in the place of the old.
    pub(in crate::staff) async fn renew_recovery_codes(&self, account: &str, codes: &[String]) -> Result<()> {
        let mut transaction = self.begin().await?;
        put_codes(&mut transaction, account, codes).await?;
        Ok(transaction.commit().await?)
    }

    /// Switches it off; whether it was on.
    pub(in crate::staff) async fn drop_second_factor(&self, account: &str) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let dropped = sqlx::query("delete from staff_second_factors where account = $1 and confirmed is not null");
        let dropped = dropped.bind(account).execute(&mut *transaction).await?;
        put_codes(&mut transaction, account, &[]).await?;
        transaction.commit().await?;
        Ok(dropped.rows_affected() > 0)
    }
}

/// These recovery codes and no others.
async fn put_codes(transaction: &mut Transaction<'_, Sqlite>, account: &str, codes: &[String]) -> Result<()> {
    sqlx::query("delete from staff_recovery_codes where account = $1")
        .bind(account)
        .execute(&mut **transaction)
        .await?;
    for code in codes {
        sqlx::query("insert into staff_recovery_codes (account, code) values ($1, $2)")
            .bind(account)
            .bind(code)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}
