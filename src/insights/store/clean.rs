//! Deleting what has been held long enough.

use chrono::{DateTime, Duration, Utc};

use super::{Store, StoreError};

/// Milliseconds.
pub(super) const DAY: i64 = 24 * 60 * 60 * 1000;

/// Hours without a message after which a conversation is over.
const SESSION_HOURS: i64 = 24;

impl Store {
    /// Deletes conversations that are over, and texts and events that are past
    /// their days. A setting made shorter holds for what is there already.
    pub async fn clean(&self, now: DateTime<Utc>, text_days: u32, event_days: u32) -> Result<u64, StoreError> {
        let pool = self.pool().await?;
        let before = |age: Duration| (now - age).timestamp_millis();
        let sessions = before(Duration::hours(SESSION_HOURS));
        let texts = before(Duration::days(text_days.into()));
        let events = before(Duration::days(event_days.into()));
        let mut deleted = 0;
        for (statement, limit) in [
            ("delete from sessions where last_seen <= $1", sessions),
            ("delete from texts where delete_after <= $1", now.timestamp_millis()),
            ("delete from texts where at <= $1", texts),
            ("delete from events where at <= $1", events),
            ("delete from wrong_numbers where at <= $1", events),
        ] {
            deleted += sqlx::query(statement).bind(limit).execute(&pool).await?.rows_affected();
        }
        if deleted > 0 {
            sqlx::query("pragma wal_checkpoint(truncate)").execute(&pool).await?;
        }
        Ok(deleted)
    }
}
