//! Whether Airt is well, in words for people who are no engineers.

use askama::Template;
use axum::http::header;
use axum::response::IntoResponse;

use crate::staff::Condition;
use crate::staff::door::{Answer, Visit};
use crate::staff::view::{self, Frame};

#[derive(Template)]
#[template(path = "staff/health.html")]
struct Page<'a> {
    frame: &'a Frame,
    condition: Condition,
    /// Names beside the ids of crisis lines past their check.
    past_check: Vec<(String, String)>,
}

impl Page<'_> {
    fn loaded(&self) -> String {
        view::time(&self.condition.loaded.timestamp_millis())
    }
}

/// `GET /staff/health`.
pub(in crate::staff) async fn show(visit: Visit) -> Answer {
    let condition = (visit.site.condition)();
    let airt = visit.site.desk.airt();
    let name = |id: &String| airt.knowledge().service(id).map_or_else(|| id.clone(), |service| service.name.clone());
    let past_check = condition.past_check.iter().map(|id| (id.clone(), name(id))).collect();
    view::page(&Page { frame: &visit.frame(), condition, past_check })
}

/// `GET /staff/metrics`.
pub(in crate::staff) async fn metrics(visit: Visit) -> Answer {
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    Ok((kind, (visit.site.condition)().prometheus()).into_response())
}
