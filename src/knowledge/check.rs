//! Checks what was loaded: broken references, wrong numbers, missing sources,
//! hard words. Errors stop a reload, warnings do not.

use chrono::NaiveDate;

use super::{Knowledge, Problem};

/// Every problem of the whole knowledge base, as of `today`.
pub fn check(knowledge: &Knowledge, today: NaiveDate) -> Vec<Problem> {
    let mut problems = Vec::new();
    for service in knowledge.shown(today) {
        if service.routes().next().is_none() && service.access.ask.is_empty() {
            problems.push(Problem::error(
                format!("services/{}.toml", service.id),
                None,
                "young people see this service but have no way to reach it",
                "Add a contact without `hold`, or say under [access] whom to ask.",
            ));
        }
    }
    problems
}
