//! Groups of questions: counts and days that stay, texts that go.

use sqlx::FromRow;

use super::{Result, StaffStore};
use crate::staff::gaps::Place;
use crate::staff::token::new_id;

/// A kept question that no group has yet.
#[derive(Debug, Clone, FromRow)]
pub(in crate::staff) struct NewText {
    pub(in crate::staff) id: String,
    pub(in crate::staff) text: String,
    pub(in crate::staff) at: i64,
    pub(in crate::staff) channel: String,
    pub(in crate::staff) outcome: String,
}

/// By what a group is known again: staff's words, and its first text while
/// that is kept.
#[derive(Debug, Clone, FromRow)]
pub(in crate::staff) struct Head {
    pub(in crate::staff) id: String,
    pub(in crate::staff) label: Option<String>,
    pub(in crate::staff) wording: Option<String>,
    pub(in crate::staff) text: Option<String>,
}

/// A group.
#[derive(Debug, Clone, FromRow)]
pub(in crate::staff) struct GapRow {
    pub(in crate::staff) id: String,
    pub(in crate::staff) state: String,
    pub(in crate::staff) kind: Option<String>,
    pub(in crate::staff) label: Option<String>,
    pub(in crate::staff) wording: Option<String>,
    pub(in crate::staff) reason: Option<String>,
    pub(in crate::staff) service: Option<String>,
    pub(in crate::staff) assigned: Option<String>,
    pub(in crate::staff) seen_count: i64,
    pub(in crate::staff) first_seen: i64,
    pub(in crate::staff) last_seen: i64,
    pub(in crate::staff) fixed_at: Option<i64>,
    /// Its first text while that is kept.
    pub(in crate::staff) text: Option<String>,
    /// How often in the last seven days.
    pub(in crate::staff) recent: i64,
    /// How often in the seven days before.
    pub(in crate::staff) before: i64,
}

/// How often a group was asked where, and how it was answered.
#[derive(Debug, Clone, FromRow)]
pub(in crate::staff) struct Tally {
    pub(in crate::staff) channel: String,
    pub(in crate::staff) outcome: String,
    pub(in crate::staff) seen_count: i64,
}

/// A text of a group.
#[derive(Debug, Clone, FromRow)]
pub(in crate::staff) struct KeptText {
    pub(in crate::staff) text: String,
    pub(in crate::staff) at: i64,
    pub(in crate::staff) channel: String,
    pub(in crate::staff) outcome: String,
}

/// What a colleague wrote about a group.
#[derive(Debug, Clone, FromRow)]
pub(in crate::staff) struct NoteRow {
    pub(in crate::staff) at: i64,
    pub(in crate::staff) by_name: String,
    pub(in crate::staff) note: String,
}

/// Numbers of a service that were called wrong.
#[derive(Debug, Clone, FromRow)]
pub(in crate::staff) struct WrongNumber {
    pub(in crate::staff) service: String,
    pub(in crate::staff) seen_count: i64,
    pub(in crate::staff) last_seen: i64,
}

/// Which groups are listed. `recent` and `before` are days.
#[derive(Debug, Clone)]
pub(in crate::staff) struct Asked<'a> {
    pub(in crate::staff) state: &'a str,
    pub(in crate::staff) outcome: &'a str,
    pub(in crate::staff) kind: &'a str,
    pub(in crate::staff) recent: String,
    pub(in crate::staff) before: String,
    pub(in crate::staff) from: i64,
    pub(in crate::staff) count: i64,
}

/// What staff decided about a group.
#[derive(Debug, Clone, Default)]
pub(in crate::staff) struct Decided<'a> {
    pub(in crate::staff) state: &'a str,
    pub(in crate::staff) kind: Option<&'a str>,
    pub(in crate::staff) label: Option<&'a str>,
    pub(in crate::staff) wording: Option<&'a str>,
    pub(in crate::staff) reason: Option<&'a str>,
    pub(in crate::staff) service: Option<&'a str>,
    pub(in crate::staff) fixed_at: Option<i64>,
}

impl StaffStore {
    /// Kept questions without a group, the oldest first.
    pub(in crate::staff) async fn unsorted(&self, count: i64) -> Result<Vec<NewText>> {
        let rows = sqlx::query_as(
            "select t.id, t.text, t.at, t.channel, t.outcome from texts t
             left join gap_texts g on g.text = t.id where g.text is null order by t.at, t.id limit $1",
        );
        Ok(rows.bind(count).fetch_all(&self.pool().await?).await?)
    }

    /// How many those are.
    pub(in crate::staff) async fn unsorted_count(&self) -> Result<i64> {
        let count = sqlx::query_scalar(
            "select count(*) from texts t left join gap_texts g on g.text = t.id where g.text is null",
        );
        Ok(count.fetch_one(&self.pool().await?).await?)
    }

    /// Every group with what it is known by.
    pub(in crate::staff) async fn heads(&self) -> Result<Vec<Head>> {
        let rows = sqlx::query_as(
            "select g.id, g.label, g.wording,
                    (select t.text from gap_texts x join texts t on t.id = x.text
                     where x.gap = g.id order by t.at, t.id limit 1) as text
             from gaps g",
        );
        Ok(rows.fetch_all(&self.pool().await?).await?)
    }

    /// Puts texts into their groups, all or none. A group that was mended and
    /// is asked again is open again: the mending did not help.
    pub(in crate::staff) async fn sort(&self, placed: &[(NewText, Place, String)]) -> Result<()> {
        let mut transaction = self.begin().await?;
        // Texts that were deleted leave nothing behind.
        sqlx::query("delete from gap_texts where text not in (select id from texts)")
            .execute(&mut *transaction)
            .await?;
        for (text, place, day) in placed {
            if let Place::New(gap) = place {
                sqlx::query(
                    "insert into gaps (id, state, seen_count, first_seen, last_seen) values ($1, 'open', 0, $2, $2)",
                )
                .bind(gap)
                .bind(text.at)
                .execute(&mut *transaction)
                .await?;
            }
            let gap = place.id();
            sqlx::query("insert into gap_texts (text, gap) values ($1, $2)")
                .bind(&text.id)
                .bind(gap)
                .execute(&mut *transaction)
                .await?;
            sqlx::query(
                "insert into gap_days (gap, day, channel, outcome, seen_count) values ($1, $2, $3, $4, 1)
                 on conflict (gap, day, channel, outcome) do update set seen_count = gap_days.seen_count + 1",
            )
            .bind(gap)
            .bind(day)
            .bind(&text.channel)
            .bind(&text.outcome)
            .execute(&mut *transaction)
            .await?;
            sqlx::query(
                "update gaps set seen_count = seen_count + 1,
                     first_seen = case when first_seen < $2 then first_seen else $2 end,
                     last_seen = case when last_seen > $2 then last_seen else $2 end,
                     state = case when state = 'fixed' and fixed_at < $2 then 'open' else state end
                 where id = $1",
            )
            .bind(gap)
            .bind(text.at)
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Groups, the most frequent of late first.
    pub(in crate::staff) async fn gaps(&self, asked: &Asked<'_>) -> Result<Vec<GapRow>> {
        let rows = sqlx::query_as(
            "select g.*,
                 (select t.text from gap_texts x join texts t on t.id = x.text
                  where x.gap = g.id order by t.at, t.id limit 1) as text,
                 (select cast(coalesce(sum(d.seen_count), 0) as bigint) from gap_days d
                  where d.gap = g.id and d.day >= $4) as recent,
                 (select cast(coalesce(sum(d.seen_count), 0) as bigint) from gap_days d
                  where d.gap = g.id and d.day >= $5 and d.day < $4) as before
             from gaps g
             where g.state = $1 and ($3 = '' or g.kind = $3)
               and ($2 = '' or exists (select 1 from gap_days d where d.gap = g.id and d.outcome = $2))
             order by g.seen_count desc, g.last_seen desc, g.id limit $6 offset $7",
        );
        let rows = rows.bind(asked.state).bind(asked.outcome).bind(asked.kind);
        let rows = rows.bind(&asked.recent).bind(&asked.before).bind(asked.count).bind(asked.from);
        Ok(rows.fetch_all(&self.pool().await?).await?)
    }

    /// One group.
    pub(in crate::staff) async fn gap(&self, id: &str, recent: &str, before: &str) -> Result<Option<GapRow>> {
        let row = sqlx::query_as(
            "select g.*,
                 (select t.text from gap_texts x join texts t on t.id = x.text
                  where x.gap = g.id order by t.at, t.id limit 1) as text,
                 (select cast(coalesce(sum(d.seen_count), 0) as bigint) from gap_days d
                  where d.gap = g.id and d.day >= $2) as recent,
                 (select cast(coalesce(sum(d.seen_count), 0) as bigint) from gap_days d
                  where d.gap = g.id and d.day >= $3 and d.day < $2) as before
             from gaps g where g.id = $1",
        );
        Ok(row.bind(id).bind(recent).bind(before).fetch_optional(&self.pool().await?).await?)
    }

    /// How many groups of a state there are.
    pub(in crate::staff) async fn gap_count(&self, state: &str) -> Result<i64> {
        let count = sqlx::query_scalar("select count(*) from gaps where state = $1").bind(state);
        Ok(count.fetch_one(&self.pool().await?).await?)
    }

    /// Where a group was asked and how it was answered.
    pub(in crate::staff) async fn seen_where(&self, gap: &str) -> Result<Vec<Tally>> {
        let rows = sqlx::query_as(
            "select channel, outcome, cast(sum(seen_count) as bigint) as seen_count
             from gap_days where gap = $1 group by channel, outcome order by channel, outcome",
        );
        Ok(rows.bind(gap).fetch_all(&self.pool().await?).await?)
    }

    /// The texts of a group that are still kept, the latest first.
    pub(in crate::staff) async fn texts_of(&self, gap: &str) -> Result<Vec<KeptText>> {
        let rows = sqlx::query_as(
            "select t.text, t.at, t.channel, t.outcome from gap_texts x join texts t on t.id = x.text
             where x.gap = $1 order by t.at desc, t.id limit 50",
        );
        Ok(rows.bind(gap).fetch_all(&self.pool().await?).await?)
    }

    /// Every kept text, to be held against what staff write.
    pub(in crate::staff) async fn all_texts(&self) -> Result<Vec<String>> {
        Ok(sqlx::query_scalar("select text from texts").fetch_all(&self.pool().await?).await?)
    }

    /// Writes down what was decided; what is `None` stays as it was.
    pub(in crate::staff) async fn decide(&self, gap: &str, decided: &Decided<'_>) -> Result<()> {
        sqlx::query(
            "update gaps set state = $2, kind = coalesce($3, kind), label = coalesce($4, label),
                 wording = coalesce($5, wording), reason = coalesce($6, reason),
                 service = coalesce($7, service), fixed_at = coalesce($8, fixed_at) where id = $1",
        )
        .bind(gap)
        .bind(decided.state)
        .bind(decided.kind)
        .bind(decided.label)
        .bind(decided.wording)
        .bind(decided.reason)
        .bind(decided.service)
        .bind(decided.fixed_at)
        .execute(&self.pool().await?)
        .await?;
        Ok(())
    }

    /// Gives a group to a colleague, or to nobody.
    pub(in crate::staff) async fn assign(&self, gap: &str, name: &str) -> Result<()> {
        sqlx::query("update gaps set assigned = $2 where id = $1")
            .bind(gap)
            .bind((!name.is_empty()).then_some(name))
            .execute(&self.pool().await?)
            .await?;
        Ok(())
    }

    /// Adds a note.
    pub(in crate::staff) async fn note(&self, gap: &str, by: &str, note: &str, at: i64) -> Result<()> {
        sqlx::query("insert into gap_notes (id, gap, at, by_name, note) values ($1, $2, $3, $4, $5)")
            .bind(new_id())
            .bind(gap)
            .bind(at)
            .bind(by)
            .bind(note)
            .execute(&self.pool().await?)
            .await?;
        Ok(())
    }

    /// The notes of a group, the oldest first.
    pub(in crate::staff) async fn notes(&self, gap: &str) -> Result<Vec<NoteRow>> {
        let rows = sqlx::query_as("select at, by_name, note from gap_notes where gap = $1 order by at, id");
        Ok(rows.bind(gap).fetch_all(&self.pool().await?).await?)
    }

    /// Services whose number was called wrong since somebody last looked.
    pub(in crate::staff) async fn wrong_numbers(&self) -> Result<Vec<WrongNumber>> {
        let rows = sqlx::query_as(
            "select w.service, count(*) as seen_count, max(w.at) as last_seen from wrong_numbers w
             left join numbers_seen s on s.service = w.service
             where s.at is null or w.at > s.at group by w.service order by count(*) desc, w.service",
        );
        Ok(rows.fetch_all(&self.pool().await?).await?)
    }

    /// Somebody looked into the reports about a service.
    pub(in crate::staff) async fn numbers_seen(&self, service: &str, by: &str, at: i64) -> Result<()> {
        sqlx::query(
            "insert into numbers_seen (service, at, by_name) values ($1, $2, $3)
             on conflict (service) do update set at = excluded.at, by_name = excluded.by_name",
        )
        .bind(service)
        .bind(at)
        .bind(by)
        .execute(&self.pool().await?)
        .await?;
        Ok(())
    }
}
