//! What staff did, the latest first.

use askama::Template;

use crate::staff::door::{Answer, Visit};
use crate::staff::store::AuditRow;
use crate::staff::view::{self, Frame};

/// Lines on a page.
const PAGE: i64 = 100;

#[derive(Template)]
#[template(path = "staff/audit.html")]
struct Page<'a> {
    frame: &'a Frame,
    rows: Vec<AuditRow>,
    newer: Option<i64>,
    older: Option<i64>,
}

/// `GET /staff/audit`.
pub(in crate::staff) async fn show(visit: Visit) -> Answer {
    let page = visit.query.get("page").parse::<i64>().unwrap_or(0).clamp(0, 100_000);
    let mut rows = visit.site.store.audit(page * PAGE, PAGE + 1).await?;
    let more = rows.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let frame = visit.frame();
    let (newer, older) = ((page > 0).then(|| page - 1), more.then_some(page + 1));
    view::page(&Page { frame: &frame, rows, newer, older })
}
