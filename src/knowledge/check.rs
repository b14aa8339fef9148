//! Checks what was loaded: broken references, wrong numbers, missing sources,
//! hard words. Errors stop a reload, warnings do not.
//!
//! Pure: it reads no file, rings no number, opens no link and never asks what
//! day it is.

mod completeness;
mod findings;
mod freshness;
mod links;
mod lists;
mod names;
mod numbers;
mod opening;
mod questions;
mod reading;
mod references;
mod safe_wording;
mod spot;
mod syllables;

use std::path::PathBuf;

use chrono::NaiveDate;

use self::findings::Findings;
use self::spot::Spot;
use super::{Loaded, Problem, Service, ServiceId};

pub(super) use self::freshness::due;
pub use self::freshness::{CRISIS_REVIEW_DAYS, REVIEW_DAYS};
pub use self::reading::reading_age;
pub use self::safe_wording::unsafe_wording;

/// Every problem of the whole knowledge base, as of `today`.
pub fn check(loaded: &Loaded, today: NaiveDate) -> Vec<Problem> {
    let Loaded { knowledge, sources, .. } = loaded;
    let mut findings = Findings::new(sources);
    for service in knowledge.services.values() {
        completeness::check(service, today, &mut findings);
        references::service(knowledge, service, &mut findings);
        numbers::service(knowledge, service, &mut findings);
        links::check(service, &mut findings);
        opening::check(service, &mut findings);
        freshness::service(service, today, &mut findings);
        reading::check(service, &mut findings);
    }
    for concern in &knowledge.concerns {
        references::concern(knowledge, concern, &mut findings);
        freshness::concern(concern, today, &mut findings);
    }
    numbers::shared(knowledge, &mut findings);
    numbers::refused(knowledge, sources, &mut findings);
    safe_wording::check(knowledge, &mut findings);
    names::check(knowledge, &mut findings);
    questions::check(knowledge, &mut findings);
    lists::check(knowledge, sources, &mut findings);
    freshness::holidays(&knowledge.holidays, today, &mut findings);
    findings.into_problems()
}

/// The file of a service, as problems name it.
fn file_of(id: &ServiceId) -> PathBuf {
    PathBuf::from(format!("services/{id}.toml"))
}

/// The contacts of a service with where each stands.
fn contacts(service: &Service) -> impl Iterator<Item = (Spot, &super::Contact)> {
    service.contacts.iter().enumerate().map(|(nth, contact)| (Spot::at("contact").nth(nth), contact))
}
