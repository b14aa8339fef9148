//! The list that staff work through before launch, as Markdown, made from the
//! data so that it can never tell another story than the bot.

use std::fmt::{self, Write};

use super::report::{Report, RouteOf, report};
use super::{Contact, ContactKind, Knowledge, Service, State};

/// Sentences that somebody who speaks their language has not read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unproved {
    /// Where they stand.
    pub file: String,
    /// What the note above them says.
    pub note: String,
    /// Each of them.
    pub sentences: Vec<String>,
}

/// The whole list.
pub fn go_live(knowledge: &Knowledge, unproved: &[Unproved]) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut out, &report(knowledge), knowledge, unproved);
    out
}

fn write(out: &mut String, report: &Report<'_>, knowledge: &Knowledge, unproved: &[Unproved]) -> fmt::Result {
    introduction(out, report, knowledge)?;
    let crisis = |routes: &[RouteOf<'_>], crisis| -> Vec<String> {
        routes.iter().filter(|of| of.service.crisis == crisis).map(|of| line(*of)).collect()
    };
    let no_source = "What no source says is left out of this list and of the bot.";
    section(out, "1. Ring or text these first: crisis lines", "Shown now.", &crisis(&report.to_ring, true))?;
    section(out, "2. Open these: crisis lines on the web", "Shown now.", &crisis(&report.to_open, true))?;
    section(
        out,
        "3. Routes held back",
        "Not shown until somebody confirms them: take the `hold` line out then. Crisis lines first.",
        &report.held.iter().map(|of| line(*of)).collect::<Vec<_>>(),
    )?;
    section(
        out,
        "4. Hours in doubt",
        "The route is shown, its hours are not: replace `hours_hold` by `hours` once they are settled.",
        &report.hours_in_doubt.iter().map(|of| line(*of)).collect::<Vec<_>>(),
    )?;
    section(out, "5. Ring or text these: all other numbers", "Shown now.", &crisis(&report.to_ring, false))?;
    section(out, "6. Open these: all other pages and addresses", "Shown now.", &crisis(&report.to_open, false))?;
    section(
        out,
        "7. Services held back or ended",
        "Not shown. Asked for by name, Airt says so and offers what stands in their place.",
        &report.hidden.iter().map(|service| hidden(service)).collect::<Vec<_>>(),
    )?;
    let beliefs: Vec<String> = report
        .beliefs
        .iter()
        .map(|of| format!("**{}** (`{}`), {}: \"{}\"", of.service.name, of.service.id, of.field, of.belief))
        .collect();
    section(out, "8. Believed, without a source", &format!("On file, never shown. {no_source}"), &beliefs)?;
    let unproved: Vec<String> = unproved.iter().map(sentences).collect();
    section(
        out,
        "9. Sentences that need a native speaker",
        "Written with care by people who do not speak the language from birth.",
        &unproved,
    )
}

fn introduction(out: &mut String, report: &Report<'_>, knowledge: &Knowledge) -> fmt::Result {
    let of_state = |state| knowledge.services.values().filter(|service| service.state == state).count();
    writeln!(out, "# Before launch\n")?;
    writeln!(out, "Made from the knowledge base by `airt check --go-live > docs/go-live.md`; do not edit by hand.")?;
    writeln!(
        out,
        "Every fact below comes from a document or a saved page. Nobody has rung a number or opened a page."
    )?;
    writeln!(out, "Work from the top: each line is one thing to try. Then write into the route's file")?;
    writeln!(out, "`confirmed = {{ by = \"your role\", on = DATE }}`, and the line leaves this list.\n")?;
    writeln!(
        out,
        "{} services are shown, {} are held back, {} have ended. {} routes are shown, {} are held back, {} are confirmed by staff.",
        of_state(State::Show),
        of_state(State::Hold),
        of_state(State::Ended),
        report.shown_routes,
        report.held.len(),
        report.confirmed_routes,
    )
}

fn section(out: &mut String, title: &str, what: &str, lines: &[String]) -> fmt::Result {
    writeln!(out, "\n## {title}\n\n{what}\n")?;
    if lines.is_empty() {
        return writeln!(out, "Nothing is left.");
    }
    lines.iter().try_for_each(|line| writeln!(out, "- [ ] {line}"))
}

fn line(of: RouteOf<'_>) -> String {
    let RouteOf { service, route } = of;
    let mut line = format!("**{}** (`{}`): {} {}", service.name, service.id, verb(route), value(route));
    if let Some(hours) = route.known_hours() {
        let _ = write!(line, ", hours said: {hours}");
    }
    for why in [&route.hold, &route.hours_hold].into_iter().flatten() {
        let _ = write!(line, ". **Why:** {why}");
    }
    // A reason may end in a full stop of its own.
    format!(
        "{}. Source: {} (read on {}).",
        line.trim_end_matches('.'),
        route.source.trim_end_matches('.'),
        route.checked
    )
}

fn value(route: &Contact) -> String {
    match &route.keyword {
        Some(keyword) => format!("{keyword} to `{}`", route.value),
        None => format!("`{}`", route.value),
    }
}

fn verb(route: &Contact) -> &'static str {
    match route.kind {
        // A call to try it out would keep somebody in danger waiting.
        _ if matches!(route.value.as_str(), "999" | "112") => "compare with its source, and never ring to try it,",
        ContactKind::Phone => "ring",
        ContactKind::Text => "text",
        ContactKind::Whatsapp => "send a WhatsApp message to",
        ContactKind::Webchat => "open the chat on",
        ContactKind::Website => "open",
        ContactKind::Email => "write to",
        ContactKind::App => "look for the app",
        ContactKind::Address => "find",
        ContactKind::Bsl => "try the signing route",
    }
}

fn hidden(service: &Service) -> String {
    let state = if service.state == State::Ended { "has ended" } else { "held back" };
    let instead: Vec<String> = service.instead.iter().map(|id| format!("`{id}`")).collect();
    format!("**{}** (`{}`): {state}; offered instead: {}.", service.name, service.id, instead.join(", "))
}

fn sentences(of: &Unproved) -> String {
    let mut text = format!("`{}`: {}", of.file, of.note);
    for sentence in &of.sentences {
        let _ = write!(text, "\n  - {sentence}");
    }
    text
}
