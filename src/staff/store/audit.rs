//! What staff did: written here, read by everybody on staff, changed by nobody.

use chrono::Utc;
use sqlx::FromRow;

use super::{Result, StaffStore};
use crate::staff::account::Account;
use crate::staff::token::new_id;

/// One line of it.
#[derive(Debug, Clone, FromRow)]
pub(in crate::staff) struct AuditRow {
    pub(in crate::staff) at: i64,
    pub(in crate::staff) by_name: String,
    pub(in crate::staff) action: String,
    pub(in crate::staff) subject: String,
    pub(in crate::staff) detail: String,
}

impl StaffStore {
    /// Adds a line.
    pub(in crate::staff) async fn log(
        &self,
        who: Option<&Account>,
        action: &str,
        subject: &str,
        detail: &str,
    ) -> Result<()> {
        sqlx::query(
            "insert into staff_audit (id, at, by_account, by_name, action, subject, detail)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(new_id())
        .bind(Utc::now().timestamp_millis())
        .bind(who.map(|who| who.id.as_str()))
        .bind(who.map_or("Airt", |who| who.name.as_str()))
        .bind(action)
        .bind(subject)
        .bind(detail)
        .execute(&self.pool().await?)
        .await?;
        Ok(())
    }

    /// The latest lines, from one on.
    pub(in crate::staff) async fn audit(&self, from: i64, count: i64) -> Result<Vec<AuditRow>> {
        let rows = sqlx::query_as(
            "select at, by_name, action, subject, detail from staff_audit order by at desc, id limit $1 offset $2",
        );
        Ok(rows.bind(count).bind(from).fetch_all(&self.pool().await?).await?)
    }
}
