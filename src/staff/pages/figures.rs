//! What was asked and how it was answered, in counts.

use std::collections::BTreeMap;
use std::fmt::Write;

use askama::Template;
use axum::http::header;
use axum::response::IntoResponse;
use chrono::{DateTime, Utc};

use crate::knowledge::Knowledge;
use crate::staff::door::{Answer, Visit};
use crate::staff::figure::{self, Bar, Figure};
use crate::staff::store::Counted;
use crate::staff::view::{self, Frame};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The columns of the table of days.
const COLUMNS: [&str; 4] = ["answered", "unsure", "no answer", "urgent"];

/// How the questions of a day were answered, in the order of the columns.
type Parts = [Figure; COLUMNS.len()];

#[derive(Template)]
#[template(path = "staff/figures.html")]
struct Page<'a> {
    frame: &'a Frame,
    days: i64,
    table: Vec<(String, Parts)>,
    totals: Parts,
    chart: Vec<Bar>,
    hours: Vec<(String, Figure)>,
    hours_chart: Vec<Bar>,
    channels: Vec<(String, Figure)>,
    topics: Vec<(String, Figure)>,
    thumbs: (Figure, Figure),
    mended: usize,
    /// Days from the first question to its answer, in the middle of all.
    days_to_fix: Option<i64>,
}

/// `GET /staff/figures`.
pub(in crate::staff) async fn show(visit: Visit) -> Answer {
    let (days, since) = range(&visit);
    let store = &visit.site.store;
    let table = table(days, &store.by_day(since).await?);
    let mut totals = Parts::default();
    for (_, row) in &table {
        totals.iter_mut().zip(row).for_each(|(total, figure)| total.0 += figure.0);
    }
    let hours = hours(&store.by_hour(since).await?);
    let thumbs = store.thumbs(since).await?;
    let thumb = |code: &str| Figure(thumbs.iter().filter(|one| one.what == code).map(|one| one.count).sum());
    let mended = store.mended(since).await?;
    let mut waits: Vec<i64> = mended.iter().map(|one| (one.fixed_at - one.first_seen).max(0) / DAY).collect();
    waits.sort_unstable();
    let questions: Vec<(String, Figure)> =
        table.iter().map(|(day, row)| (day.clone(), Figure::total(row).drawn())).collect();
    let airt = visit.site.desk.airt();
    view::page(&Page {
        frame: &visit.frame(),
        days,
        chart: figure::bars(&questions),
        hours_chart: figure::bars(&hours),
        channels: store.by_channel(since).await?.into_iter().map(|one| (one.what, Figure(one.count))).collect(),
        topics: topics(&store.by_services(since).await?, airt.knowledge()),
        thumbs: (thumb("1"), thumb("0")),
        mended: mended.len(),
        days_to_fix: waits.get(waits.len() / 2).copied(),
        table,
        totals,
        hours,
    })
}

/// `GET /staff/figures/days.csv`.
pub(in crate::staff) async fn csv(visit: Visit) -> Answer {
    let (days, since) = range(&visit);
    let rows = table(days, &visit.site.store.by_day(since).await?);
    let mut text = format!("day,questions,{}\n", COLUMNS.join(","));
    for (day, row) in rows {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{day},{},{}", Figure::total(&row).cell(), row.map(Figure::cell).join(","));
    }
    let kind = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"airt-days.csv\""),
    ];
    Ok((kind, text).into_response())
}

/// How many days are asked for, and when they began.
pub(super) fn range(visit: &Visit) -> (i64, i64) {
    let days = visit.query.get("days").parse::<i64>().ok().filter(|days| [7, 30, 90, 365].contains(days)).unwrap_or(30);
    let today = Utc::now().timestamp_millis() / DAY;
    (days, (today - days + 1) * DAY)
}

/// A row for each day, also for those on which nothing happened.
fn table(days: i64, counted: &[Counted]) -> Vec<(String, Parts)> {
    let today = Utc::now().timestamp_millis() / DAY;
    let mut rows: BTreeMap<i64, Parts> = (today - days + 1..=today).map(|day| (day, Parts::default())).collect();
    for one in counted {
        let row = one.what.parse().ok().and_then(|day: i64| rows.get_mut(&day));
        let Some([answered, unsure, unanswered, urgent]) = row else { continue };
        match one.outcome.as_str() {
            "answered" | "ask_back" | "follow_up" => answered.0 += one.count,
            "unsure" => unsure.0 += one.count,
            "unanswered" => unanswered.0 += one.count,
            "urgent" => urgent.0 += one.count,
            // Thanks, small talk and questions about Airt are no questions for a service.
            _ => {}
        }
    }
    rows.into_iter().map(|(day, row)| (date(day), row)).collect()
}

fn date(day: i64) -> String {
    DateTime::from_timestamp_millis(day * DAY).unwrap_or_default().format("%Y-%m-%d").to_string()
}

fn hours(counted: &[Counted]) -> Vec<(String, Figure)> {
    let count = |hour: u8| counted.iter().filter(|one| one.what == hour.to_string()).map(|one| one.count).sum();
    (0..24).map(|hour| (format!("{hour}:00"), Figure(count(hour)))).collect()
}

/// A question counts for every topic of the first service that was shown.
fn topics(counted: &[Counted], knowledge: &Knowledge) -> Vec<(String, Figure)> {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for one in counted {
        let ids: Vec<String> = serde_json::from_str(&one.what).unwrap_or_default();
        let Some(service) = ids.first().and_then(|id| knowledge.service(id)) else { continue };
        for topic in &service.topics {
            *counts.entry(topic.as_str()).or_default() += one.count;
        }
    }
    let named = knowledge
        .topics
        .iter()
        .map(|topic| (topic.title.clone(), Figure(counts.get(topic.id.as_str()).copied().unwrap_or_default())));
    named.collect()
}
