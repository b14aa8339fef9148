//! Every service, to be searched and sorted out.

use askama::Template;

use super::home::{is_due, never_confirmed};
use crate::knowledge::{Service, State, Topic};
use crate::staff::door::{Answer, Visit};
use crate::staff::store::DraftRow;
use crate::staff::view::{self, Frame};
use crate::understanding::plain;

#[derive(Template)]
#[template(path = "staff/services.html")]
struct Page<'a> {
    frame: &'a Frame,
    rows: Vec<Row>,
    topics: &'a [Topic],
    search: &'a str,
    state: &'a str,
    topic: &'a str,
    only: &'a str,
    problem: Option<String>,
}

/// One service in the list.
struct Row {
    id: String,
    name: String,
    state: &'static str,
    crisis: bool,
    checked: String,
    /// What should be looked at.
    marks: Vec<&'static str>,
}

/// `GET /staff/services`.
pub(in crate::staff) async fn show(visit: Visit) -> Answer {
    render(&visit, None).await
}

/// The list, with what is wrong with the form below it.
pub(super) async fn render(visit: &Visit, problem: Option<String>) -> Answer {
    let query = &visit.query;
    let drafts = visit.site.store.drafts().await?;
    let airt = visit.site.desk.airt();
    let knowledge = airt.knowledge();
    let (search, topic) = (query.trimmed("search"), query.get("topic"));
    let (state, only) = (query.get("state"), query.get("only"));
    let words = plain(search);
    let wanted = |service: &Service, row: &Row| {
        let text = plain(&format!("{} {} {}", service.name, service.also_known_as.join(" "), service.id));
        words.split(' ').all(|word| text.contains(word))
            && (state.is_empty() || code(service.state) == state)
            && (topic.is_empty() || service.topics.iter().any(|one| one.as_str() == topic))
            && (only.is_empty() || row.marks.contains(&mark(only)))
    };
    let mut rows: Vec<Row> = knowledge
        .services
        .values()
        .map(|service| (service, row(service, &drafts)))
        .filter(|(service, row)| wanted(service, row))
        .map(|(_, row)| row)
        .collect();
    let is_new = |draft: &&DraftRow| knowledge.service(&draft.service).is_none();
    if topic.is_empty() && state.is_empty() && (only.is_empty() || only == "draft") {
        let new = drafts.iter().filter(is_new).filter(|draft| draft.service.contains(&words.replace(' ', "-")));
        rows.splice(0..0, new.map(new_row));
    }
    view::page(&Page { frame: &visit.frame(), rows, topics: &knowledge.topics, search, state, topic, only, problem })
}

fn row(service: &Service, drafts: &[DraftRow]) -> Row {
    let mut marks = Vec::new();
    let mut add = |is: bool, code: &str| {
        if is {
            marks.push(mark(code));
        }
    };
    add(drafts.iter().any(|draft| draft.service == service.id.as_str()), "draft");
    add(service.contacts.iter().any(|contact| contact.hold.is_some()), "held");
    add(service.state == State::Show && is_due(service, view::today()), "due");
    add(service.state == State::Show && never_confirmed(service), "unconfirmed");
    Row {
        id: service.id.to_string(),
        name: service.name.clone(),
        state: in_words(service.state),
        crisis: service.crisis,
        checked: service.checked().map(|day| day.format("%-d %b %Y").to_string()).unwrap_or_default(),
        marks,
    }
}

/// A draft of a service that is not there yet.
fn new_row(draft: &DraftRow) -> Row {
    Row {
        id: draft.service.clone(),
        name: draft.service.clone(),
        state: "not published yet",
        crisis: false,
        checked: String::new(),
        marks: vec![mark("draft")],
    }
}

fn mark(code: &str) -> &'static str {
    match code {
        "draft" => "draft waits",
        "held" => "has a held route",
        "due" => "review due",
        "unconfirmed" => "never confirmed",
        _ => "",
    }
}

fn code(state: State) -> &'static str {
    match state {
        State::Show => "show",
        State::Hold => "hold",
        State::Ended => "ended",
    }
}

/// A state as staff read it.
pub(super) fn in_words(state: State) -> &'static str {
    match state {
        State::Show => "shown",
        State::Hold => "held back",
        State::Ended => "ended",
    }
}
