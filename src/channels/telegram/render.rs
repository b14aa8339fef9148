//! A reply to pages: what it says as text, what can be tapped as buttons.
//!
//! Numbers stand in the text on a line of their own, since no button of
//! Telegram's opens a call; a button beside them copies. It never decides
//! what is said and never sends.

use super::keyboard::{Button, https};
use super::markup::{Line, Page, Paragraph, pages};
use crate::conversation::{Block, Card, CardKind, Reply, Route};
use crate::knowledge::ContactKind;
use crate::wording::{Phrase, Wording};

/// The messages that show a reply, first to last; at least one. What can be
/// tapped next stands under the last.
pub(super) fn render(reply: &Reply, wording: &Wording) -> Vec<Page> {
    let several = reply.cards().nth(1).is_some();
    let paragraphs = reply
        .blocks
        .iter()
        .flat_map(|block| match block {
            Block::Say { text } => say(text, Line::plain),
            Block::Warm { text } => say(text, Line::bold),
            Block::Card(card) => show(card, several, wording),
        })
        .collect();
    let mut pages = pages(paragraphs);
    if pages.is_empty() {
        // Telegram refuses an empty message, and the buttons need one to stand under.
        let text = wording.say(Phrase::AskMe);
        pages.push(Page { html: teloxide::utils::html::escape(&text), text, buttons: Vec::new() });
    }
    for page in &mut pages {
        let mut seen: Vec<Button> = Vec::new();
        page.buttons.retain(|button| {
            let fresh = !seen.contains(button);
            seen.push(button.clone());
            fresh
        });
    }
    if let Some(last) = pages.last_mut() {
        last.buttons.extend(reply.choices.iter().filter_map(Button::choose));
    }
    pages
}

fn say(text: &str, style: impl Fn(String) -> Line) -> Vec<Paragraph> {
    text.split("\n\n")
        .map(|part| Paragraph { lines: part.lines().map(|line| style(line.to_owned())).collect(), buttons: Vec::new() })
        .collect()
}

/// A card: its name and what is known, then how to reach it. In a crisis both
/// stay in one paragraph, so that no page break parts a name from its number.
fn show(card: &Card, several: bool, wording: &Wording) -> Vec<Paragraph> {
    let mut head = vec![Line::bold(&card.name), Line::plain(&card.summary)];
    head.extend(card.rows.iter().map(|row| Line::bold(format!("{}:", row.label)).then(format!(" {}", row.text))));
    let mut routes: Vec<Line> = card.routes.iter().flat_map(route_lines).collect();
    routes.extend(card.checked_line.as_ref().map(Line::italic));
    let buttons = card.routes.iter().filter_map(|route| button(card, route, several, wording)).collect();
    match card.kind {
        CardKind::Crisis => {
            head.append(&mut routes);
            vec![Paragraph { lines: head, buttons }]
        }
        CardKind::Answer | CardKind::Details => {
            vec![Paragraph { lines: head, buttons: Vec::new() }, Paragraph { lines: routes, buttons }]
        }
    }
}

/// "Text SHOUT to", then the number alone, then what to know before using it.
fn route_lines(route: &Route) -> Vec<Line> {
    let mut lines = if let Some(url) = route.link.as_deref().and_then(https) {
        vec![Line::link(&route.label, url)]
    } else {
        let label = route.label.strip_suffix(&route.value).unwrap_or(&route.label).trim_end();
        vec![Line::plain(label), Line::plain(&route.value)]
    };
    lines.extend([&route.hours, &route.note].into_iter().flatten().map(Line::plain));
    lines
}

fn button(card: &Card, route: &Route, several: bool, wording: &Wording) -> Option<Button> {
    match route.kind {
        ContactKind::Phone | ContactKind::Text | ContactKind::Whatsapp | ContactKind::Email => {
            Button::copy(wording.say_with(Phrase::TelegramCopy, &[("value", &route.value)]), &route.value)
        }
        ContactKind::Webchat | ContactKind::Website | ContactKind::App | ContactKind::Bsl => {
            let named = || wording.say_with(Phrase::TelegramLink, &[("name", &card.name), ("label", &route.label)]);
            Button::open(if several { named() } else { route.label.clone() }, route.link.as_deref()?)
        }
        ContactKind::Address => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::{Action, Choice, Outcome, Row};

    fn route(kind: ContactKind, label: &str, value: &str, link: &str) -> Route {
        let link = Some(link).filter(|link| !link.is_empty()).map(str::to_owned);
        Route { kind, label: label.into(), value: value.into(), link, hours: None, note: None }
    }

    fn card(name: &str, routes: Vec<Route>) -> Block {
        Block::Card(Card {
            service: "a".into(),
            kind: CardKind::Answer,
            name: name.into(),
            summary: "It <helps>.".into(),
            rows: vec![Row { label: "Cost".into(), text: "Free".into() }],
            routes,
            checked: None,
            checked_line: Some("Last checked 1 May 2026".into()),
        })
    }

    fn reply(blocks: Vec<Block>) -> Reply {
        Reply { blocks, ..Reply::saying(Outcome::Answered, "") }
    }

    #[test]
    fn a_card_stands_with_its_numbers_on_lines_of_their_own() {
        let mut call = route(ContactKind::Phone, "Call 0808 157 0123", "0808 157 0123", "tel:08081570123");
        call.hours = Some("Open day and night".into());
        let text = route(ContactKind::Text, "Text HI to 85258", "85258", "sms:85258?&body=HI");
        let web = route(ContactKind::Website, "Go to the website", "https://a.test/", "https://a.test/");
        let pages = render(&reply(vec![card("One & Only", vec![call, text, web])]), &Wording::built_in());
        assert_eq!(
            pages[0].html,
            "<b>One &amp; Only</b>\nIt &lt;helps&gt;.\n<b>Cost:</b> Free\n\n\
             Call\n0808 157 0123\nOpen day and night\nText HI to\n85258\n\
             <a href=\"https://a.test/\">Go to the website</a>\n<i>Last checked 1 May 2026</i>"
        );
        let expected = [
            Button::copy("Copy 0808 157 0123", "0808 157 0123"),
            Button::copy("Copy 85258", "85258"),
            Button::open("Go to the website", "https://a.test/"),
        ];
        assert_eq!(pages[0].buttons, expected.map(Option::unwrap));
    }

    #[test]
    fn no_link_but_https_reaches_a_button_or_an_anchor() {
        let routes = ["http://a.test/", "tel:1", "sms:1", "mailto:a@a.test", "javascript:alert(1)", "tg://x"]
            .map(|link| route(ContactKind::Website, "Go", link, link));
        let pages = render(&reply(vec![card("One", routes.to_vec())]), &Wording::built_in());
        assert_eq!(pages[0].buttons, []);
        assert!(!pages[0].html.contains("href"), "{}", pages[0].html);
    }

    #[test]
    fn several_cards_say_whose_page_a_button_opens() {
        let web = |name: &str| {
            let link = format!("https://{name}.test/");
            card(name, vec![route(ContactKind::Website, "Go to the website", &link, &link)])
        };
        let pages = render(&reply(vec![web("a"), web("b")]), &Wording::built_in());
        assert_eq!(pages[0].buttons[1], Button::open("b: Go to the website", "https://b.test/").unwrap());
    }

    #[test]
    fn what_to_tap_next_stands_under_the_last_page() {
        let mut long = reply(vec![Block::say("word ".repeat(900)), Block::say("end")]);
        long.choices = vec![Choice { label: "More".into(), action: Action::More }];
        let pages = render(&long, &Wording::built_in());
        assert_eq!(pages.len(), 2);
        assert_eq!((pages[0].buttons.len(), pages[1].buttons.len()), (0, 1));
    }

    #[test]
    fn an_empty_reply_is_still_a_message() {
        assert_eq!(render(&reply(Vec::new()), &Wording::built_in())[0].text, "What do you need?");
    }
}
