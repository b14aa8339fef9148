//! A quarter on a page to print, for young people and for whoever decides:
//! "you said, we did". Everything on it was written by staff.

use askama::Template;
use chrono::Utc;

use crate::staff::door::{Answer, Visit};
use crate::staff::figure::{Figure, Total};
use crate::staff::view::{self, Frame};

/// Days of a quarter.
const QUARTER: i64 = 91;

#[derive(Template)]
#[template(path = "staff/report.html")]
struct Page<'a> {
    frame: &'a Frame,
    from: i64,
    questions: Total,
    answered: Figure,
    /// What was asked in staff's words, and what answers it now.
    did: Vec<(String, String)>,
    /// What there is no service for.
    missing: Vec<(String, Figure)>,
}

/// `GET /staff/report`.
pub(in crate::staff) async fn show(visit: Visit) -> Answer {
    let store = &visit.site.store;
    let from = Utc::now().timestamp_millis() - QUARTER * 24 * 60 * 60 * 1000;
    let airt = visit.site.desk.airt();
    let name = |id: &str| airt.knowledge().service(id).map_or_else(|| id.to_owned(), |service| service.name.clone());
    let counted = store.by_day(from).await?;
    let count = |outcomes: &[&str]| {
        Figure(counted.iter().filter(|one| outcomes.contains(&one.outcome.as_str())).map(|one| one.count).sum())
    };
    let answered = count(&["answered", "ask_back", "follow_up", "urgent"]);
    let did = store.mended(from).await?.into_iter().filter_map(|mended| {
        let words = mended.label.or(mended.wording)?;
        Some((words, mended.service.map(|id| name(&id))?))
    });
    let missing = store.no_service().await?.into_iter().map(|one| (one.what, Figure(one.count)));
    view::page(&Page {
        frame: &visit.frame(),
        from,
        questions: Figure::total(&[answered, count(&["unsure"]), count(&["unanswered"])]),
        answered,
        did: did.collect(),
        missing: missing.collect(),
    })
}
