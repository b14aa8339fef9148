//! When somebody last held a fact against its source. A review that is past
//! is a warning, never a reason to hide a crisis line.

use std::path::{Path, PathBuf};

use chrono::{Duration, NaiveDate};

use super::super::holidays::{FILE as HOLIDAYS_FILE, Holidays};
use super::super::{ConcernFile, Contact, Service};
use super::findings::Findings;
use super::spot::Spot;
use super::{contacts, file_of};

/// Days after which a crisis line is due for review.
pub const CRISIS_REVIEW_DAYS: i64 = 90;
/// Days after which anything else is.
pub const REVIEW_DAYS: i64 = 180;
/// How long before that a crisis line is named, so that nobody has to hurry.
const CRISIS_NOTICE_DAYS: i64 = 15;
/// How long before the list of holidays runs out.
const HOLIDAYS_NOTICE_DAYS: i64 = 180;

/// The day on which a route is due for review.
pub(in crate::knowledge) fn due(service: &Service, contact: &Contact) -> NaiveDate {
    let days = if service.crisis { CRISIS_REVIEW_DAYS } else { REVIEW_DAYS };
    let seen = contact.confirmed.as_ref().map_or(contact.checked, |confirmed| confirmed.on.max(contact.checked));
    seen + Duration::days(days)
}

pub(super) fn service(service: &Service, today: NaiveDate, findings: &mut Findings<'_>) {
    let file = file_of(&service.id);
    for (spot, contact) in contacts(service) {
        dated(contact.checked, &file, &spot.clone().key("checked"), today, findings);
        if let Some(confirmed) = &contact.confirmed {
            dated(confirmed.on, &file, &spot.clone().key("confirmed"), today, findings);
        }
        // What is held back waits for staff anyway; the report lists it. A
        // service with nothing else would never be looked at again.
        if contact.hold.is_some() && service.routes().next().is_some() {
            continue;
        }
        let notice = if service.crisis { CRISIS_NOTICE_DAYS } else { 0 };
        review(due(service, contact), notice, &file, &spot.key("checked"), today, findings);
    }
}

pub(super) fn concern(concern: &ConcernFile, today: NaiveDate, findings: &mut Findings<'_>) {
    let file = PathBuf::from(format!("safety/{}.toml", concern.id));
    let spot = Spot::at("reviewed");
    dated(concern.reviewed, &file, &spot, today, findings);
    let due = concern.reviewed + Duration::days(CRISIS_REVIEW_DAYS);
    review(due, CRISIS_NOTICE_DAYS, &file, &spot, today, findings);
}

fn review(due: NaiveDate, notice_days: i64, file: &Path, spot: &Spot, today: NaiveDate, findings: &mut Findings<'_>) {
    let todo = "Hold it against its source and set the date anew.";
    if due <= today {
        findings.warning(file, spot, format!("its review was due on {due}"), todo);
    } else if due - Duration::days(notice_days) <= today {
        findings.warning(file, spot, format!("its review is due on {due}"), todo);
    }
}

/// Nothing can have been checked tomorrow: a wrong year would silence reviews for ever.
fn dated(date: NaiveDate, file: &Path, spot: &Spot, today: NaiveDate, findings: &mut Findings<'_>) {
    if date > today {
        findings.warning(file, spot, format!("the date {date} lies ahead"), "Write the day on which it was done.");
    }
}

pub(super) fn holidays(holidays: &Holidays, today: NaiveDate, findings: &mut Findings<'_>) {
    let todo = "Add the next years from the source that the file names.";
    let file = Path::new(HOLIDAYS_FILE);
    match holidays.last() {
        None => findings.warning(file, &Spot::file(), "no bank holidays are known", todo),
        Some(last) if last - Duration::days(HOLIDAYS_NOTICE_DAYS) <= today => {
            findings.warning(file, &Spot::file(), format!("the bank holidays end with {last}"), todo);
        }
        Some(_) => {}
    }
}
