//! The crisis card that is built in: what is shown when knowledge, index and
//! wording are all broken. It cannot be edited by accident and needs no file;
//! a test holds it against the knowledge base, so that it cannot grow old.

use crate::conversation::card::{Card, CardKind, Route};
use crate::conversation::reply::{Block, Outcome, Reply};
use crate::knowledge::{ContactKind, ServiceId};
use crate::wording::{Phrase, Wording};

/// The id of the record, its name, and its one route: kind, value, keyword.
type Line = (&'static str, &'static str, ContactKind, &'static str, Option<&'static str>);

/// Lines for every age, always open, and Childline.
pub(super) const LINES: [Line; 5] = [
    ("emergency-999", "999 and 112", ContactKind::Phone, "999", None),
    ("childline", "Childline (under 19)", ContactKind::Phone, "0800 1111", None),
    ("samaritans", "Samaritans", ContactKind::Phone, "116 123", None),
    ("shout", "Shout", ContactKind::Text, "85258", Some("SHOUT")),
    ("nhs-24-111", "NHS 24", ContactKind::Phone, "111", None),
];

/// The whole reply. Needs nothing that can break.
pub fn last_resort() -> Reply {
    let wording = Wording::built_in();
    let mut reply = Reply::saying(Outcome::Urgent, "");
    reply.blocks = vec![Block::Warm { text: wording.say(Phrase::HelpNowIntro) }];
    reply.blocks.extend(cards());
    reply.blocks.push(Block::say(wording.say(Phrase::CrisisComputer)));
    reply
}

/// Its cards.
pub(super) fn cards() -> Vec<Block> {
    LINES.iter().map(|line| Block::Card(card(line))).collect()
}

fn card(&(id, name, kind, value, keyword): &Line) -> Card {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    let (label, link) = match keyword {
        Some(keyword) => (format!("Text {keyword} to {value}"), format!("sms:{digits}?&body={keyword}")),
        None => (format!("Call {value}"), format!("tel:{digits}")),
    };
    let route = Route { kind, label, value: value.to_owned(), link: Some(link), hours: None, note: None };
    Card {
        service: ServiceId::from(id),
        kind: CardKind::Crisis,
        name: name.to_owned(),
        summary: String::new(),
        rows: Vec::new(),
        routes: vec![route],
        checked: None,
        checked_line: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_card_says_what_the_knowledge_base_says() {
        let knowledge = crate::knowledge::load(std::path::Path::new("knowledge-base")).knowledge;
        for (id, _, kind, value, keyword) in LINES {
            let service = knowledge.service(id).unwrap_or_else(|| panic!("{id} is gone"));
            let route = service.routes().find(|contact| contact.kind == kind && contact.value == value);
            let route = route.unwrap_or_else(|| panic!("{id} no longer has {value}"));
            assert_eq!(route.keyword.as_deref(), keyword, "{id}");
        }
    }

    #[test]
    fn the_built_in_card_needs_no_file() {
        let text = last_resort().text();
        for number in ["999", "0800 1111", "116 123", "SHOUT to 85258", "111"] {
            assert!(text.contains(number), "{number} is missing:\n{text}");
        }
    }
}
