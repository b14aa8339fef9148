//! The pages, each with the least role that may open it.

mod accounts;
mod audit;
mod home;
mod set_up;
mod sign_in;
pub(super) mod style;

use axum::routing::{get, post};

use super::Role::{Publisher, Viewer};
use super::door::Doors;

/// Every address.
pub(super) fn doors() -> Doors {
    Doors::new()
        .open("GET", "/staff/assets/staff.css", get(style::sheet))
        .open("GET", "/staff/sign-in", get(sign_in::show))
        .open("POST", "/staff/sign-in", post(sign_in::take))
        .open("GET", "/staff/set-up/{secret}", get(set_up::show))
        .open("POST", "/staff/set-up/{secret}", post(set_up::take))
        .get("/staff", Viewer, home::show)
        .post("/staff/sign-out", Viewer, sign_in::out)
        .post("/staff/sign-out-everywhere", Viewer, sign_in::out_everywhere)
        .get("/staff/audit", Viewer, audit::show)
        .get("/staff/accounts", Publisher, accounts::show)
        .post("/staff/accounts", Publisher, accounts::add)
        .post("/staff/accounts/{id}", Publisher, accounts::change)
        .post("/staff/accounts/{id}/link", Publisher, accounts::link)
}
