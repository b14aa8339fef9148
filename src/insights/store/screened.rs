//! Kept texts, screened again.
//!
//! A text is kept because nothing in it raised a concern. When the safety
//! rules learn better it must go, and staff are told that it was there, by
//! concern and never in its words.

use chrono::{DateTime, Timelike, Utc};
use chrono_tz::Europe::London;

use super::{Store, StoreError};
use crate::insights::record::new_id;

/// The kind of event that a text leaves behind that should never have been kept.
const MISSED: &str = "missed";

/// A kept text that raises a concern now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    /// The id of its row.
    pub text: String,
    /// The concern's id.
    pub concern: String,
    /// `urgent` or `check_in`.
    pub level: String,
}

impl Store {
    /// By which rules the texts were screened last.
    pub async fn screened_by(&self) -> Result<Option<String>, StoreError> {
        let rules = sqlx::query_scalar("select rules from screened order by at desc limit 1");
        Ok(rules.fetch_optional(&self.pool().await?).await?)
    }

    /// Kept texts with their ids, from behind an id on, in the order of ids.
    pub async fn texts_behind(&self, id: &str, count: i64) -> Result<Vec<(String, String)>, StoreError> {
        let rows = sqlx::query_as("select id, text from texts where id > $1 order by id limit $2");
        Ok(rows.bind(id).bind(count).fetch_all(&self.pool().await?).await?)
    }

    /// Deletes texts and leaves for each an event without words, all or none.
    pub async fn take_away(&self, missed: &[Missed], now: DateTime<Utc>) -> Result<(), StoreError> {
        if missed.is_empty() {
            return Ok(());
        }
        let pool = self.pool().await?;
        let mut transaction = pool.begin_with("begin immediate").await?;
        for one in missed {
            sqlx::query(
                "insert into events (id, at, hour, channel, kind, outcome, concern, level)
                 select $1, $2, $3, channel, $4, outcome, $5, $6 from texts where id = $7",
            )
            .bind(new_id())
            .bind(now.timestamp_millis())
            .bind(i64::from(now.with_timezone(&London).hour()))
            .bind(MISSED)
            .bind(&one.concern)
            .bind(&one.level)
            .bind(&one.text)
            .execute(&mut *transaction)
            .await?;
            sqlx::query("delete from texts where id = $1").bind(&one.text).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        // Deleted pages live on in the write-ahead log until it is folded in.
        sqlx::query("pragma wal_checkpoint(truncate)").execute(&pool).await?;
        Ok(())
    }

    /// Writes down that every text was screened by these rules.
    pub async fn screened(&self, rules: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut transaction = self.pool().await?.begin_with("begin immediate").await?;
        sqlx::query("delete from screened").execute(&mut *transaction).await?;
        sqlx::query("insert into screened (rules, at) values ($1, $2)")
            .bind(rules)
            .bind(now.timestamp_millis())
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// How often a text had to be taken away since a time, by concern.
    pub async fn missed(&self, since: DateTime<Utc>) -> Result<Vec<(String, i64)>, StoreError> {
        let rows = sqlx::query_as(
            "select concern, count(*) from events where kind = $1 and at >= $2 and concern is not null
             group by concern order by concern",
        );
        Ok(rows.bind(MISSED).bind(since.timestamp_millis()).fetch_all(&self.pool().await?).await?)
    }
}
