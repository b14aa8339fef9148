//! The crisis contacts as one page without scripts, pictures or requests: it
//! must still open when everything else is down, and leave no trace elsewhere.

use std::fmt::Write;

use crate::knowledge::{Contact, ContactKind, Knowledge, Service};
use crate::wording::{Phrase, Wording};

/// Who is on it, in this order.
const SERVICES: [&str; 9] = [
    "emergency-999",
    "999-bsl",
    "emergency-sms",
    "childline",
    "samaritans",
    "shout",
    "nhs-24-111",
    "scottish-domestic-abuse-helpline",
    "safecall",
];

/// The page, whole.
pub fn crisis_page(knowledge: &Knowledge, wording: &Wording) -> String {
    let mut page = String::from(concat!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
        "<meta name=\"robots\" content=\"noindex\">\n<title>Help now</title>\n<style>\n",
        "body { font: 1.125rem/1.5 sans-serif; max-width: 40rem; margin: 0 auto; padding: 1rem; ",
        "color: #111; background: #fff }\n",
        "a { display: inline-block; min-height: 2.75rem; padding: .5rem 0; color: #003d99 }\n",
        "h2 { margin-bottom: 0 }\np { margin: .25rem 0 }\n",
        "</style>\n</head>\n<body>\n<main>\n<h1>Help now</h1>\n",
    ));
    let _ = writeln!(page, "<p>{}</p>", escaped(&wording.say(Phrase::HelpNowIntro)));
    for service in SERVICES.iter().filter_map(|id| knowledge.service(id)) {
        section(&mut page, service, wording);
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn section(page: &mut String, service: &Service, wording: &Wording) {
    let _ = writeln!(page, "<h2>{}</h2>\n<p>{}</p>", escaped(&service.name), escaped(&service.summary));
    for contact in service.routes() {
        let Some((label, link)) = way(contact, wording) else { continue };
        let _ = write!(page, "<p><a href=\"{}\">{}</a>", escaped(&link), escaped(&label));
        if contact.is_always_open() {
            let _ = write!(page, " {}.", escaped(&wording.say(Phrase::OpenAlways)));
        }
        if let Some(note) = &contact.note {
            let _ = write!(page, " {}", escaped(note));
        }
        page.push_str("</p>\n");
    }
}

/// What the link says and opens; `None` for a route that a link cannot open.
fn way(contact: &Contact, wording: &Wording) -> Option<(String, String)> {
    let value = contact.value.as_str();
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    match contact.kind {
        ContactKind::Phone => Some((wording.say_with(Phrase::RouteCall, &[("value", value)]), format!("tel:{digits}"))),
        ContactKind::Text => Some(match contact.keyword.as_deref() {
            Some(keyword) => {
                let label = wording.say_with(Phrase::RouteTextKeyword, &[("keyword", keyword), ("value", value)]);
                (label, format!("sms:{digits}?&body={keyword}"))
            }
            None => (wording.say_with(Phrase::RouteText, &[("value", value)]), format!("sms:{digits}")),
        }),
        _ => value.starts_with("https://").then(|| (value.to_owned(), value.to_owned())),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
