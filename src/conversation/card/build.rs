//! A record to its card.

use chrono::{DateTime, Utc};

use super::{Card, CardKind, Route, Row};
use crate::conversation::Airt;
use crate::knowledge::{Contact, ContactKind, Service};
use crate::wording::Phrase;

impl Airt {
    /// The card of a record that is not published, for whoever writes it.
    pub fn preview(&self, service: &Service, now: DateTime<Utc>) -> Card {
        self.card(service, CardKind::Details, now)
    }

    /// The card of a service as it is at `now`.
    pub(in crate::conversation) fn card(&self, service: &Service, kind: CardKind, now: DateTime<Utc>) -> Card {
        let rows = match kind {
            CardKind::Crisis => Vec::new(),
            CardKind::Answer | CardKind::Details => self.rows(service, kind),
        };
        let mut routes: Vec<&Contact> = service.routes().collect();
        routes.sort_by_key(|contact| contact.kind);
        let checked = service.checked();
        Card {
            service: service.id.clone(),
            kind,
            name: service.name.clone(),
            summary: service.summary.clone(),
            rows,
            routes: routes.into_iter().map(|contact| self.route(contact, now)).collect(),
            checked,
            checked_line: checked.map(|date| {
                self.parts.wording.say_with(Phrase::CardChecked, &[("date", &date.format("%-d %B %Y").to_string())])
            }),
        }
    }

    fn rows(&self, service: &Service, kind: CardKind) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut row = |label: Phrase, text: Option<&str>| {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                rows.push(Row { label: self.say(label), text: text.to_owned() });
            }
        };
        let ask = service.access.ask.join(", ");
        row(Phrase::CardWho, Some(&self.who(service)));
        row(Phrase::CardCost, service.access.cost.as_deref());
        row(Phrase::CardExpect, service.what_to_expect.as_deref());
        row(Phrase::CardAsk, Some(&ask));
        row(Phrase::CardWords, service.words_to_say.as_deref());
        if kind == CardKind::Details {
            row(Phrase::CardConfidential, service.access.confidential.as_deref());
            row(Phrase::CardBring, service.access.bring_someone.as_deref());
        }
        rows
    }

    /// "Ages 16 and over", with what else matters.
    pub(in crate::conversation) fn who(&self, service: &Service) -> String {
        let wording = &self.parts.wording;
        let ages = match (service.who.min_age, service.who.max_age) {
            (Some(from), Some(to)) => {
                Some(wording.say_with(Phrase::AgesFromTo, &[("from", &from.to_string()), ("to", &to.to_string())]))
            }
            (Some(from), None) => Some(wording.say_with(Phrase::AgesFrom, &[("from", &from.to_string())])),
            (None, Some(to)) => Some(wording.say_with(Phrase::AgesTo, &[("to", &to.to_string())])),
            (None, None) => None,
        };
        // A note that names the ages itself is not said twice.
        let note = service.who.note.clone().unwrap_or_default();
        let limits = [service.who.min_age, service.who.max_age];
        let said = limits.iter().flatten().all(|age| note.contains(&age.to_string()));
        let ages = ages.filter(|_| note.is_empty() || !said);
        [ages, Some(note)].into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ")
    }

    /// What a route's button says.
    pub(in crate::conversation) fn route_label(&self, contact: &Contact) -> String {
        let wording = &self.parts.wording;
        match (contact.kind, contact.keyword.as_deref()) {
            (ContactKind::Text, Some(keyword)) => {
                wording.say_with(Phrase::RouteTextKeyword, &[("keyword", keyword), ("value", contact.value.as_str())])
            }
            (kind, _) => wording.say_with(phrase(kind), &[("value", contact.value.as_str())]),
        }
    }

    /// A route as it is at `now`.
    pub(in crate::conversation) fn route(&self, contact: &Contact, now: DateTime<Utc>) -> Route {
        Route {
            kind: contact.kind,
            label: self.route_label(contact),
            value: contact.value.clone(),
            link: link(contact),
            hours: self.hours_line(contact, now),
            note: contact.note.clone(),
        }
    }
}

fn phrase(kind: ContactKind) -> Phrase {
    match kind {
        ContactKind::Phone => Phrase::RouteCall,
        ContactKind::Text => Phrase::RouteText,
        ContactKind::Whatsapp => Phrase::RouteWhatsapp,
        ContactKind::Webchat => Phrase::RouteWebchat,
        ContactKind::Website => Phrase::RouteWebsite,
        ContactKind::Email => Phrase::RouteEmail,
        ContactKind::App => Phrase::RouteApp,
        ContactKind::Address => Phrase::RouteAddress,
        ContactKind::Bsl => Phrase::RouteBsl,
    }
}

/// The link that a tap opens. Anything but https in a record opens nothing: a
/// record must never be able to put a script behind a button.
fn link(contact: &Contact) -> Option<String> {
    let digits: String = contact.value.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
    match contact.kind {
        ContactKind::Phone => (!digits.is_empty()).then(|| format!("tel:{digits}")),
        ContactKind::Text => (!digits.is_empty()).then(|| match contact.keyword.as_deref() {
            Some(keyword) => format!("sms:{digits}?&body={keyword}"),
            None => format!("sms:{digits}"),
        }),
        ContactKind::Email => contact.value.contains('@').then(|| format!("mailto:{}", contact.value)),
        ContactKind::Whatsapp | ContactKind::Address => None,
        ContactKind::Webchat | ContactKind::Website | ContactKind::App | ContactKind::Bsl => {
            contact.value.starts_with("https://").then(|| contact.value.clone())
        }
    }
}
