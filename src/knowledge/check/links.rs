//! Web and e-mail addresses: their form only; nothing is opened.

use std::path::Path;

use url::Url;

use super::super::{ContactKind, Service};
use super::findings::Findings;
use super::spot::Spot;
use super::{contacts, file_of};

pub(super) fn check(service: &Service, findings: &mut Findings<'_>) {
    let file = file_of(&service.id);
    for (spot, contact) in contacts(service) {
        let spot = spot.key("value");
        let looks_like_link = contact.value.contains("://");
        match contact.kind {
            ContactKind::Website | ContactKind::Webchat => link(&contact.value, &file, &spot, findings),
            ContactKind::App | ContactKind::Bsl if looks_like_link => link(&contact.value, &file, &spot, findings),
            ContactKind::Email => email(&contact.value, &file, &spot, findings),
            _ if looks_like_link => {
                let todo = "Make it a website, or write the number or address here.";
                findings.error(&file, &spot, "this is a link, not what its `kind` says", todo);
            }
            _ => {}
        }
    }
    for (nth, video) in service.videos.iter().enumerate() {
        link(&video.url, &file, &Spot::at("videos").nth(nth).key("url"), findings);
    }
}

fn link(value: &str, file: &Path, spot: &Spot, findings: &mut Findings<'_>) {
    if let Err(what) = read(value) {
        findings.error(file, spot, format!("the link {value:?} {what}"), "Write a whole address: https://...");
    }
}

/// Why a link must not be shown.
fn read(value: &str) -> Result<(), String> {
    let url = Url::parse(value).map_err(|error| format!("cannot be read ({error})"))?;
    if url.scheme() != "https" {
        return Err("does not begin with https://, so others on the network can read along".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("holds a user name".to_owned());
    }
    match url.domain() {
        Some(domain) if domain.contains('.') => Ok(()),
        _ => Err("names no site".to_owned()),
    }
}

fn email(value: &str, file: &Path, spot: &Spot, findings: &mut Findings<'_>) {
    // A link is the strictest reader of the half after the @ that we have.
    let sound = value.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && !value.contains(char::is_whitespace)
            && !host.contains('@')
            && read(&format!("https://{host}")).is_ok()
    });
    if !sound {
        findings.error(file, spot, format!("{value:?} is not an e-mail address"), "Write it as name@example.org.");
    }
}
