//! What a letter to staff is made of, and which were sent.

use sqlx::FromRow;

use super::{Result, StaffStore};

/// A group that is asked much more than the day before.
#[derive(Debug, Clone, FromRow)]
pub(in crate::staff) struct Growing {
    pub(in crate::staff) id: String,
    /// In staff's words; their own are in no letter.
    pub(in crate::staff) label: Option<String>,
    pub(in crate::staff) today: i64,
}

impl StaffStore {
    /// Whether staff were told of this already.
    pub(in crate::staff) async fn was_told(&self, what: &str) -> Result<bool> {
        let count: i64 = sqlx::query_scalar("select count(*) from staff_told where what = $1")
            .bind(what)
            .fetch_one(&self.pool().await?)
            .await?;
        Ok(count > 0)
    }

    /// They are told now.
    pub(in crate::staff) async fn told(&self, what: &str, at: i64) -> Result<()> {
        sqlx::query(
            "insert into staff_told (what, at) values ($1, $2) on conflict (what) do update set at = excluded.at",
        )
        .bind(what)
        .bind(at)
        .execute(&self.pool().await?)
        .await?;
        Ok(())
    }

    /// Open groups that began since a moment.
    pub(in crate::staff) async fn new_gaps(&self, since: i64) -> Result<i64> {
        let count =
            sqlx::query_scalar("select count(*) from gaps where state = 'open' and first_seen >= $1").bind(since);
        Ok(count.fetch_one(&self.pool().await?).await?)
    }

    /// Open groups asked at least `least` times on a day, and three times as
    /// often as the day before.
    pub(in crate::staff) async fn growing(&self, day: &str, before: &str, least: i64) -> Result<Vec<Growing>> {
        let rows = sqlx::query_as(
            "select g.id, coalesce(g.label, g.wording) as label, cast(sum(d.seen_count) as bigint) as today
             from gaps g join gap_days d on d.gap = g.id
             where g.state = 'open' and d.day = $1
             group by g.id, g.label, g.wording
             having sum(d.seen_count) >= $3 and sum(d.seen_count) >= 3 *
                 coalesce((select sum(b.seen_count) from gap_days b where b.gap = g.id and b.day = $2), 0)",
        );
        Ok(rows.bind(day).bind(before).bind(least).fetch_all(&self.pool().await?).await?)
    }
}
