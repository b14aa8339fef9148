//! The pages, each with the least role that may open it.

mod account;
mod accounts;
mod audit;
mod condition;
mod figures;
mod gap;
mod gap_forms;
mod home;
mod report;
mod service;
mod service_forms;
mod services;
mod set_up;
mod sign_in;
mod sign_in_code;
pub(super) mod style;
mod teach;
mod unanswered;
mod versions;

use axum::routing::{get, post};

use super::Role::{Editor, Publisher, Viewer};
use super::door::Doors;

/// Every address.
pub(super) fn doors() -> Doors {
    Doors::new()
        .open("GET", "/staff/assets/staff.css", get(style::sheet))
        .open("GET", "/staff/sign-in", get(sign_in::show))
        .open("POST", "/staff/sign-in", post(sign_in::take))
        .open("GET", "/staff/sign-in/code", get(sign_in_code::show))
        .open("POST", "/staff/sign-in/code", post(sign_in_code::take))
        .open("GET", "/staff/set-up/{secret}", get(set_up::show))
        .open("POST", "/staff/set-up/{secret}", post(set_up::take))
        .get("/staff", Viewer, home::show)
        .get("/staff/held", Viewer, sign_in::held)
        .post("/staff/sign-out", Viewer, sign_in::out)
        .post("/staff/sign-out-everywhere", Viewer, sign_in::out_everywhere)
        .get("/staff/account", Viewer, account::show)
        .post("/staff/account/second-step", Viewer, account::begin)
        .post("/staff/account/second-step/confirm", Viewer, account::confirm)
        .post("/staff/account/second-step/codes", Viewer, account::renew)
        .post("/staff/account/second-step/off", Viewer, account::switch_off)
        .get("/staff/unanswered", Viewer, unanswered::show)
        .post("/staff/numbers/{id}", Editor, unanswered::looked_into)
        .get("/staff/unanswered/{id}", Viewer, gap::show)
        .post("/staff/unanswered/{id}/label", Editor, gap_forms::label)
        .post("/staff/unanswered/{id}/assign", Editor, gap_forms::assign)
        .post("/staff/unanswered/{id}/note", Editor, gap_forms::note)
        .post("/staff/unanswered/{id}/not-for-us", Editor, gap_forms::not_for_us)
        .post("/staff/unanswered/{id}/open", Editor, gap_forms::open)
        .post("/staff/unanswered/{id}/teach", Editor, teach::teach)
        .post("/staff/unanswered/{id}/service", Editor, teach::new_service)
        .post("/staff/unanswered/{id}/word", Publisher, teach::word)
        .get("/staff/services", Viewer, services::show)
        .post("/staff/services", Editor, service_forms::begin)
        .get("/staff/services/{id}", Viewer, service::show)
        .post("/staff/services/{id}/draft", Editor, service_forms::save)
        .post("/staff/services/{id}/drop", Editor, service_forms::discard)
        .post("/staff/services/{id}/publish", Publisher, service_forms::publish)
        .post("/staff/services/{id}/rang", Publisher, service_forms::rang)
        .get("/staff/services/{id}/versions", Viewer, versions::show)
        .post("/staff/services/{id}/back", Editor, versions::back)
        .get("/staff/figures", Viewer, figures::show)
        .get("/staff/figures/days.csv", Viewer, figures::csv)
        .get("/staff/report", Viewer, report::show)
        .get("/staff/health", Viewer, condition::show)
        .get("/staff/metrics", Viewer, condition::metrics)
        .get("/staff/audit", Viewer, audit::show)
        .get("/staff/accounts", Publisher, accounts::show)
        .post("/staff/accounts", Publisher, accounts::add)
        .post("/staff/accounts/{id}", Publisher, accounts::change)
        .post("/staff/accounts/{id}/link", Publisher, accounts::link)
        .post("/staff/accounts/{id}/second-step", Publisher, accounts::without_second_factor)
}
