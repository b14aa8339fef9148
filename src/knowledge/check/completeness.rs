//! What a record must hold, and what no field may: blanks and control
//! characters, limits that exclude everybody, nobody to turn to.

use std::path::Path;

use chrono::NaiveDate;

use super::super::{How, Service, State};
use super::findings::Findings;
use super::spot::Spot;
use super::{contacts, file_of};

pub(super) fn check(service: &Service, today: NaiveDate, findings: &mut Findings<'_>) {
    let file = file_of(&service.id);
    for (spot, text) in texts(service) {
        if text.trim().is_empty() {
            findings.error(&file, &spot, "this is empty", "Fill it in, or take the line out.");
        } else if text.chars().any(char::is_control) {
            let todo = "Write it on one line, without tabs or hidden characters.";
            findings.error(&file, &spot, "this holds a line break or a hidden character", todo);
        }
    }
    audience(service, &file, findings);
    access(service, &file, findings);
    dates(service, &file, findings);
    if service.is_visible(today) && service.routes().next().is_none() && service.access.ask.is_empty() {
        let what = "young people see this service but have no way to reach it";
        let todo = "Add a contact without `hold`, or say under [access] whom to ask.";
        findings.error(&file, &Spot::at("state"), what, todo);
    }
    if service.state == State::Show && service.topics.is_empty() {
        let todo = "Name at least one id of topics.toml.";
        findings.error(&file, &Spot::at("topics"), "no topic leads to this service", todo);
    }
    if service.state != State::Show && service.instead.is_empty() {
        let todo = "Name a service under `instead`.";
        findings.error(&file, &Spot::at("state"), "nothing is offered in its place", todo);
    }
    if service.crisis && service.state != State::Show {
        let todo = "Show it, or set `crisis = false`.";
        findings.warning(&file, &Spot::at("crisis"), "a crisis line is hidden from young people", todo);
    }
}

fn audience(service: &Service, file: &Path, findings: &mut Findings<'_>) {
    let who = Spot::at("who");
    if service.who.audience.is_empty() {
        findings.error(file, &who.clone().key("audience"), "nobody is named whom it serves", "Name one or more.");
    }
    if service.who.areas.is_empty() {
        findings.error(file, &who.clone().key("areas"), "no area is named", "Name at least one id of places.toml.");
    }
    if let (Some(min), Some(max)) = (service.who.min_age, service.who.max_age)
        && min > max
    {
        findings.error(file, &who.key("min_age"), "the youngest age is above the oldest", "Put the ages right.");
    }
}

fn access(service: &Service, file: &Path, findings: &mut Findings<'_>) {
    if service.access.how == How::Ask {
        if service.access.ask.is_empty() {
            let todo = "Name who can arrange it, such as \"guidance teacher\".";
            findings.error(file, &Spot::at("access").key("ask"), "it does not say whom to ask", todo);
        }
        if service.words_to_say.is_none() {
            let todo = "Add `words_to_say = \"You could say: ...\"`.";
            findings.warning(file, &Spot::at("access").key("how"), "it gives no words to ask with", todo);
        }
    }
}

fn dates(service: &Service, file: &Path, findings: &mut Findings<'_>) {
    if let (Some(from), Some(to)) = (service.visible_from, service.visible_to)
        && from > to
    {
        let what = "it stops being visible before it starts";
        findings.error(file, &Spot::at("visible_from"), what, "Put the two dates right.");
    }
}

/// Every text of a record, with where it stands.
pub(super) fn texts(service: &Service) -> Vec<(Spot, &str)> {
    let mut texts = vec![(Spot::at("name"), service.name.as_str()), (Spot::at("summary"), service.summary.as_str())];
    let who = || Spot::at("who");
    let access = || Spot::at("access");
    let optional = [
        (Spot::at("provider"), &service.provider),
        (Spot::at("what_to_expect"), &service.what_to_expect),
        (Spot::at("words_to_say"), &service.words_to_say),
        (who().key("note"), &service.who.note),
        (access().key("cost"), &service.access.cost),
        (access().key("confidential"), &service.access.confidential),
        (access().key("bring_someone"), &service.access.bring_someone),
    ];
    texts.extend(optional.into_iter().filter_map(|(spot, text)| Some((spot, text.as_deref()?))));
    let lists = [
        (Spot::at("also_known_as"), &service.also_known_as),
        (Spot::at("questions"), &service.questions),
        (Spot::at("languages"), &service.languages),
        (access().key("ask"), &service.access.ask),
    ];
    for (spot, list) in lists {
        texts.extend(list.iter().enumerate().map(|(nth, text)| (spot.clone().nth(nth), text.as_str())));
    }
    for (nth, video) in service.videos.iter().enumerate() {
        let spot = Spot::at("videos").nth(nth);
        texts.push((spot.clone().key("title"), &video.title));
        texts.push((spot.key("url"), &video.url));
    }
    texts.extend(service.unverified.values().map(|text| (Spot::at("unverified"), text.as_str())));
    for (spot, contact) in contacts(service) {
        let optional = [
            ("keyword", &contact.keyword),
            ("note", &contact.note),
            ("hours", &contact.hours),
            ("hold", &contact.hold),
        ];
        texts.push((spot.clone().key("value"), &contact.value));
        texts.push((spot.clone().key("source"), &contact.source));
        texts.extend(optional.into_iter().filter_map(|(key, text)| Some((spot.clone().key(key), text.as_deref()?))));
        texts.extend(contact.hours_hold.as_deref().map(|text| (spot.clone().key("hours_hold"), text)));
        texts.extend(contact.confirmed.as_ref().map(|seen| (spot.key("confirmed").key("by"), seen.by.as_str())));
    }
    texts
}
