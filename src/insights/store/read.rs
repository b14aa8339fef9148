//! What is read back.

use sqlx::FromRow;

use super::{Store, StoreError};

/// A kept question.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct TextRow {
    /// Redacted.
    pub text: String,
    /// Unix milliseconds.
    pub at: i64,
    /// Where it was asked.
    pub channel: String,
    /// `unanswered`, `unsure` or `thumbs_down`.
    pub outcome: String,
}

/// How many rows there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Counts {
    /// Live conversations.
    pub sessions: i64,
    /// Things that happened.
    pub events: i64,
    /// Kept questions.
    pub texts: i64,
    /// Numbers called wrong.
    pub wrong_numbers: i64,
}

impl Store {
    /// A saved conversation.
    pub async fn session(&self, key: &str) -> Result<Option<String>, StoreError> {
        let pool = self.pool().await?;
        Ok(sqlx::query_scalar("select json from sessions where key = $1").bind(key).fetch_optional(&pool).await?)
    }

    /// Every kept question, the oldest first.
    pub async fn texts(&self) -> Result<Vec<TextRow>, StoreError> {
        let pool = self.pool().await?;
        let rows = sqlx::query_as("select text, at, channel, outcome from texts order by at, id");
        Ok(rows.fetch_all(&pool).await?)
    }

    /// How much is held.
    pub async fn counts(&self) -> Result<Counts, StoreError> {
        let pool = self.pool().await?;
        let counts = sqlx::query_as(
            "select (select count(*) from sessions) as sessions, (select count(*) from events) as events,
                    (select count(*) from texts) as texts, (select count(*) from wrong_numbers) as wrong_numbers",
        );
        Ok(counts.fetch_one(&pool).await?)
    }
}
