//! Names that point at something: topics, areas, replacements, the contacts
//! of the safety files.

use std::path::{Path, PathBuf};

use super::super::{ConcernFile, Knowledge, Service, ServiceId, State};
use super::file_of;
use super::findings::Findings;
use super::spot::Spot;

pub(super) fn service(knowledge: &Knowledge, service: &Service, findings: &mut Findings<'_>) {
    let file = file_of(&service.id);
    // A list that could not be read is one problem to mend, not one for every record.
    let (no_topics, no_places) = (knowledge.topics.is_empty(), knowledge.places.places.is_empty());
    for (nth, topic) in service.topics.iter().enumerate() {
        if !no_topics && knowledge.topic(topic.as_str()).is_none() {
            let what = format!("there is no topic `{}`", topic.as_str());
            findings.error(&file, &Spot::at("topics").nth(nth), what, "Use an id of topics.toml.");
        }
    }
    for (nth, area) in service.who.areas.iter().enumerate() {
        if !no_places && knowledge.places.get(area.as_str()).is_none() {
            let what = format!("there is no place `{}`", area.as_str());
            findings.error(&file, &Spot::at("who").key("areas").nth(nth), what, "Use an id of places.toml.");
        }
    }
    for (nth, id) in service.instead.iter().enumerate() {
        instead(knowledge, service, id, &file, &Spot::at("instead").nth(nth), findings);
    }
}

/// What is offered in a service's place must be there to be offered.
fn instead(
    knowledge: &Knowledge,
    service: &Service,
    id: &ServiceId,
    file: &Path,
    spot: &Spot,
    findings: &mut Findings<'_>,
) {
    if *id == service.id {
        findings.error(file, spot, "a service cannot stand in for itself", "Name another service.");
    } else {
        living(knowledge, id, file, spot, findings);
    }
}

pub(super) fn concern(knowledge: &Knowledge, concern: &ConcernFile, findings: &mut Findings<'_>) {
    let file = PathBuf::from(format!("safety/{}.toml", concern.id));
    for (list, contacts) in concern.contacts.iter().enumerate() {
        for (key, ids) in [("show", &contacts.show), ("more", &contacts.more)] {
            for (nth, id) in ids.iter().enumerate() {
                living(knowledge, id, &file, &Spot::at("contacts").nth(list).key(key).nth(nth), findings);
            }
        }
    }
}

/// A service that somebody is sent to must exist and be shown, or a young
/// person is sent to nothing.
fn living(knowledge: &Knowledge, id: &ServiceId, file: &Path, spot: &Spot, findings: &mut Findings<'_>) {
    match knowledge.service(id.as_str()) {
        None => {
            let todo = "Use the name of a file in services/, without `.toml`.";
            findings.error(file, spot, format!("there is no service `{id}`"), todo);
        }
        Some(service) if service.state != State::Show => {
            let todo = "Name a service whose state is `show`.";
            findings.error(file, spot, format!("`{id}` is not shown to young people"), todo);
        }
        Some(_) => {}
    }
}
