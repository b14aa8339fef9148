//! Drafts, and every text that a service's file ever had.

use chrono::Utc;
use sqlx::FromRow;

use super::{Result, StaffStore};
use crate::staff::token::{hash, new_id};

/// A text that is written and not published.
#[derive(Debug, Clone, FromRow)]
pub(in crate::staff) struct DraftRow {
    pub(in crate::staff) service: String,
    pub(in crate::staff) text: String,
    /// The SHA-256 of the file that it was begun from; empty for a new service.
    pub(in crate::staff) base: String,
    pub(in crate::staff) gap: Option<String>,
    pub(in crate::staff) at: i64,
    pub(in crate::staff) by_name: String,
}

/// A text that a file once had.
#[derive(Debug, Clone, FromRow)]
pub(in crate::staff) struct VersionRow {
    pub(in crate::staff) id: String,
    pub(in crate::staff) at: i64,
    pub(in crate::staff) by_name: String,
    pub(in crate::staff) why: String,
    pub(in crate::staff) text: String,
}

impl StaffStore {
    /// The draft of a service.
    pub(in crate::staff) async fn draft(&self, service: &str) -> Result<Option<DraftRow>> {
        let row = sqlx::query_as("select service, text, base, gap, at, by_name from drafts where service = $1");
        Ok(row.bind(service).fetch_optional(&self.pool().await?).await?)
    }

    /// Every draft, the latest first.
    pub(in crate::staff) async fn drafts(&self) -> Result<Vec<DraftRow>> {
        let rows = sqlx::query_as("select service, text, base, gap, at, by_name from drafts order by at desc, service");
        Ok(rows.fetch_all(&self.pool().await?).await?)
    }

    /// Keeps a draft in the place of the one before.
    pub(in crate::staff) async fn save_draft(&self, draft: &DraftRow) -> Result<()> {
        sqlx::query(
            "insert into drafts (service, text, base, gap, at, by_name) values ($1, $2, $3, $4, $5, $6)
             on conflict (service) do update set text = excluded.text, base = excluded.base,
                 gap = coalesce(excluded.gap, drafts.gap), at = excluded.at, by_name = excluded.by_name",
        )
        .bind(&draft.service)
        .bind(&draft.text)
        .bind(&draft.base)
        .bind(&draft.gap)
        .bind(draft.at)
        .bind(&draft.by_name)
        .execute(&self.pool().await?)
        .await?;
        Ok(())
    }

    /// Throws a draft away.
    pub(in crate::staff) async fn drop_draft(&self, service: &str) -> Result<()> {
        sqlx::query("delete from drafts where service = $1").bind(service).execute(&self.pool().await?).await?;
        Ok(())
    }

    /// Every version of a service, the latest first.
    pub(in crate::staff) async fn versions(&self, service: &str) -> Result<Vec<VersionRow>> {
        let rows = sqlx::query_as(
            "select id, at, by_name, why, text from versions where service = $1 order by at desc, id desc",
        );
        Ok(rows.bind(service).fetch_all(&self.pool().await?).await?)
    }

    /// Writes a version down, unless the latest one is this text already.
    pub(in crate::staff) async fn add_version(&self, service: &str, by: &str, why: &str, text: &str) -> Result<()> {
        let mut transaction = self.begin().await?;
        let latest: Option<(String, i64)> =
            sqlx::query_as("select hash, at from versions where service = $1 order by at desc, id desc limit 1")
                .bind(service)
                .fetch_optional(&mut *transaction)
                .await?;
        let hash = hash(text);
        if latest.as_ref().is_some_and(|(latest, _)| *latest == hash) {
            return Ok(());
        }
        // Two versions of one millisecond would have no order.
        let now = Utc::now().timestamp_millis();
        let at = latest.map_or(now, |(_, latest)| now.max(latest + 1));
        sqlx::query(
            "insert into versions (id, service, at, by_name, why, hash, text) values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(new_id())
        .bind(service)
        .bind(at)
        .bind(by)
        .bind(why)
        .bind(hash)
        .bind(text)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }
}
