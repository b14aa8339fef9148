//! Counts of what happened.

use sqlx::FromRow;

use super::{Result, StaffStore};

/// How often something happened.
#[derive(Debug, Clone, FromRow)]
pub(in crate::staff) struct Counted {
    /// A day, an hour, a channel ...
    pub(in crate::staff) what: String,
    /// How it was answered, or whether it helped.
    pub(in crate::staff) outcome: String,
    pub(in crate::staff) count: i64,
}

/// A group that was mended.
#[derive(Debug, Clone, FromRow)]
pub(in crate::staff) struct Mended {
    pub(in crate::staff) wording: Option<String>,
    pub(in crate::staff) label: Option<String>,
    pub(in crate::staff) service: Option<String>,
    pub(in crate::staff) first_seen: i64,
    pub(in crate::staff) fixed_at: i64,
}

impl StaffStore {
    /// Questions by day (counted from 1970) and outcome, since a moment.
    pub(in crate::staff) async fn by_day(&self, since: i64) -> Result<Vec<Counted>> {
        let rows = sqlx::query_as(
            "select cast(at / 86400000 as text) as what, outcome, count(*) as count from events
             where kind = 'answered' and outcome is not null and at >= $1 group by at / 86400000, outcome
             order by at / 86400000, outcome",
        );
        Ok(rows.bind(since).fetch_all(&self.pool().await?).await?)
    }

    /// Questions by the hour of the day in Scotland.
    pub(in crate::staff) async fn by_hour(&self, since: i64) -> Result<Vec<Counted>> {
        let rows = sqlx::query_as(
            "select cast(hour as text) as what, '' as outcome, count(*) as count from events
             where kind = 'answered' and at >= $1 group by hour order by hour",
        );
        Ok(rows.bind(since).fetch_all(&self.pool().await?).await?)
    }

    /// Questions by channel.
    pub(in crate::staff) async fn by_channel(&self, since: i64) -> Result<Vec<Counted>> {
        let rows = sqlx::query_as(
            "select channel as what, '' as outcome, count(*) as count from events
             where kind = 'answered' and at >= $1 group by channel order by channel",
        );
        Ok(rows.bind(since).fetch_all(&self.pool().await?).await?)
    }

    /// Which services were shown together, as the lists that they are kept in.
    pub(in crate::staff) async fn by_services(&self, since: i64) -> Result<Vec<Counted>> {
        let rows = sqlx::query_as(
            "select services as what, '' as outcome, count(*) as count from events
             where kind = 'answered' and outcome in ('answered', 'unsure') and services is not null and at >= $1
             group by services",
        );
        Ok(rows.bind(since).fetch_all(&self.pool().await?).await?)
    }

    /// Thumbs up (1) and down (0).
    pub(in crate::staff) async fn thumbs(&self, since: i64) -> Result<Vec<Counted>> {
        let rows = sqlx::query_as(
            "select cast(helpful as text) as what, '' as outcome, count(*) as count from events
             where kind = 'feedback' and helpful is not null and at >= $1 group by helpful",
        );
        Ok(rows.bind(since).fetch_all(&self.pool().await?).await?)
    }

    /// What was mended since a moment, the most asked first.
    pub(in crate::staff) async fn mended(&self, since: i64) -> Result<Vec<Mended>> {
        let rows = sqlx::query_as(
            "select wording, label, service, first_seen, fixed_at from gaps
             where state = 'fixed' and fixed_at >= $1 order by seen_count desc, fixed_at limit 500",
        );
        Ok(rows.bind(since).fetch_all(&self.pool().await?).await?)
    }

    /// Groups of a kind that nobody could mend, by their staff-given names.
    pub(in crate::staff) async fn no_service(&self) -> Result<Vec<Counted>> {
        let rows = sqlx::query_as(
            "select coalesce(label, wording) as what, '' as outcome, seen_count as count from gaps
             where kind = 'no-service' and state = 'open' and coalesce(label, wording) is not null
             order by seen_count desc limit 50",
        );
        Ok(rows.fetch_all(&self.pool().await?).await?)
    }
}
