//! The first page: what waits to be done.

use askama::Template;
use chrono::{Duration, NaiveDate};

use crate::knowledge::{CRISIS_REVIEW_DAYS, REVIEW_DAYS, Service};
use crate::staff::door::{Answer, Visit};
use crate::staff::gaps::Effort;
use crate::staff::view::{self, Frame};

#[derive(Template)]
#[template(path = "staff/home.html")]
struct Page<'a> {
    frame: &'a Frame,
    open: i64,
    wrong_numbers: usize,
    drafts: usize,
    shown: usize,
    review_due: usize,
    unconfirmed: usize,
}

/// `GET /staff`.
pub(in crate::staff) async fn show(visit: Visit) -> Answer {
    visit.site.sort_gaps(Effort::Brief).await?;
    let store = &visit.site.store;
    let (open, wrong_numbers) = (store.gap_count("open").await?, store.wrong_numbers().await?.len());
    let drafts = store.drafts().await?.len();
    let airt = visit.site.desk.airt();
    let today = view::today();
    let count =
        |which: &dyn Fn(&Service) -> bool| airt.knowledge().shown(today).filter(|service| which(service)).count();
    view::page(&Page {
        frame: &visit.frame(),
        open,
        wrong_numbers,
        drafts,
        shown: count(&|_| true),
        review_due: count(&|service| is_due(service, today)),
        unconfirmed: count(&never_confirmed),
    })
}

/// Whether a service should be held against its sources again.
pub(super) fn is_due(service: &Service, today: NaiveDate) -> bool {
    let days = if service.crisis { CRISIS_REVIEW_DAYS } else { REVIEW_DAYS };
    service.last_looked_at().is_none_or(|checked| checked + Duration::days(days) < today)
}

/// Whether no member of staff ever tried one of its routes.
pub(super) fn never_confirmed(service: &Service) -> bool {
    service.contacts.iter().all(|contact| contact.confirmed.is_none())
}
