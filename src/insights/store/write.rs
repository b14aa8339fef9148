//! Writing records. One task does it, so that nobody waits for a lock of ours.

use sqlx::{Sqlite, Transaction};

use super::{Store, StoreError};
use crate::insights::record::{EventRow, Record, new_id};

type Result<T> = std::result::Result<T, StoreError>;

impl Store {
    /// Writes records in their order, all or none. `keep_text_days` sets when
    /// their texts are to be deleted.
    pub(in crate::insights) async fn write(&self, records: &[Record], keep_text_days: u32) -> Result<()> {
        let pool = self.pool().await?;
        // IMMEDIATE: a transaction that starts by reading cannot wait for a
        // lock later, it fails at once.
        let mut transaction = pool.begin_with("begin immediate").await?;
        for record in records {
            write(&mut transaction, record, keep_text_days).await?;
        }
        transaction.commit().await?;
        if records.iter().any(Record::is_promise) {
            // Deleted pages live on in the write-ahead log until it is folded in.
            sqlx::query("pragma wal_checkpoint(truncate)").execute(&pool).await?;
        }
        Ok(())
    }
}

async fn write(transaction: &mut Transaction<'static, Sqlite>, record: &Record, keep_text_days: u32) -> Result<()> {
    if record.forget {
        forget(transaction, &record.conversation).await?;
    }
    if record.withdraw {
        withdraw(transaction, &record.conversation).await?;
    }
    if let Some(json) = &record.session {
        sqlx::query(
            "insert into sessions (key, json, last_seen) values ($1, $2, $3)
             on conflict (key) do update set json = excluded.json, last_seen = excluded.last_seen",
        )
        .bind(&record.conversation)
        .bind(json)
        .bind(record.at)
        .execute(&mut **transaction)
        .await?;
    }
    for row in &record.events {
        event(transaction, record, row).await?;
        if let Some(text) = &row.text {
            let delete_after = record.at + i64::from(keep_text_days) * super::clean::DAY;
            self::text(transaction, record, row, text, delete_after).await?;
        }
    }
    for service in &record.wrong_numbers {
        sqlx::query("insert into wrong_numbers (id, at, channel, conversation, service) values ($1, $2, $3, $4, $5)")
            .bind(new_id())
            .bind(record.at)
            .bind(record.channel)
            .bind(&record.conversation)
            .bind(service)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

async fn event(transaction: &mut Transaction<'static, Sqlite>, record: &Record, row: &EventRow) -> Result<()> {
    // That somebody asked to be forgotten is counted; who it was is not.
    let conversation = (!record.forget).then_some(&record.conversation);
    sqlx::query(
        "insert into events
             (id, at, hour, channel, conversation, kind, outcome, facet, services, concern, level, helpful)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(&row.id)
    .bind(record.at)
    .bind(row.hour)
    .bind(record.channel)
    .bind(conversation)
    .bind(row.kind)
    .bind(row.outcome)
    .bind(&row.facet)
    .bind(&row.services)
    .bind(&row.concern)
    .bind(&row.level)
    .bind(row.helpful)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

async fn text(
    transaction: &mut Transaction<'static, Sqlite>,
    record: &Record,
    row: &EventRow,
    text: &str,
    delete_after: i64,
) -> Result<()> {
    sqlx::query(
        "insert into texts (id, event, at, delete_after, channel, conversation, outcome, text)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(new_id())
    .bind(&row.id)
    .bind(record.at)
    .bind(delete_after)
    .bind(record.channel)
    .bind(&record.conversation)
    .bind(row.text_outcome())
    .bind(text)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

/// Deletes what is held of a conversation; counts stay, no longer tied to it.
async fn forget(transaction: &mut Transaction<'static, Sqlite>, conversation: &str) -> Result<()> {
    for statement in [
        "delete from sessions where key = $1",
        "delete from texts where conversation = $1",
        "delete from events where conversation = $1 and kind = 'feedback'",
        "delete from wrong_numbers where conversation = $1",
        "update events set conversation = null where conversation = $1",
    ] {
        sqlx::query(statement).bind(conversation).execute(&mut **transaction).await?;
    }
    Ok(())
}

async fn withdraw(transaction: &mut Transaction<'static, Sqlite>, conversation: &str) -> Result<()> {
    sqlx::query(
        "delete from texts where id =
             (select id from texts where conversation = $1 order by at desc, id limit 1)",
    )
    .bind(conversation)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}
