//! One group: what was asked, what Airt answers now, and what to do about it.

use std::sync::Arc;

use askama::Template;

use super::unanswered::weeks;
use crate::conversation::Airt;
use crate::knowledge::{Service, State};
use crate::staff::account::Account;
use crate::staff::asked::{self, Tried};
use crate::staff::door::{Answer, Visit};
use crate::staff::store::{GapRow, KeptText, NoteRow, Tally};
use crate::staff::trouble::Trouble;
use crate::staff::view::{self, Frame};
use crate::understanding::plain;

/// Services that a search shows at most.
const FOUND: usize = 12;

#[derive(Template)]
#[template(path = "staff/gap.html")]
pub(super) struct Page<'a> {
    frame: &'a Frame,
    gap: GapRow,
    seen: Vec<Tally>,
    texts: Vec<KeptText>,
    notes: Vec<NoteRow>,
    tried: Vec<Tried>,
    colleagues: Vec<Account>,
    /// What was looked for among the services.
    search: &'a str,
    services: Vec<(String, String)>,
    /// A draft of the service that is to answer it waits for a publisher.
    draft_waits: bool,
    /// The form that was refused, and why.
    problem: Option<(&'static str, String)>,
    form: &'a crate::staff::fields::Fields,
}

impl Page<'_> {
    /// What is wrong with a form of this page.
    fn problem_of(&self, form: &str) -> Option<&str> {
        self.problem.as_ref().filter(|(refused, _)| *refused == form).map(|(_, what)| what.as_str())
    }

    /// What was typed into a form that was refused.
    fn typed(&self, form: &str, field: &str) -> &str {
        if self.problem_of(form).is_some() { self.form.get(field) } else { "" }
    }

    /// The latest texts, to stand beside the field.
    fn latest(&self) -> impl Iterator<Item = &KeptText> {
        self.texts.iter().take(3)
    }
}

/// `GET /staff/unanswered/{id}`.
pub(in crate::staff) async fn show(visit: Visit) -> Answer {
    render(&visit, None).await
}

/// The group that an address names.
pub(super) async fn gap_of(visit: &Visit) -> Result<GapRow, Trouble> {
    let (recent, before) = weeks();
    visit.site.store.gap(visit.part("id"), &recent, &before).await?.ok_or(Trouble::NotFound)
}

/// The page, with what is wrong with a form of it.
pub(super) async fn render(visit: &Visit, problem: Option<(&'static str, String)>) -> Answer {
    let store = &visit.site.store;
    let gap = gap_of(visit).await?;
    let texts = store.texts_of(&gap.id).await?;
    let mut ask: Vec<String> = gap.wording.iter().cloned().collect();
    for text in texts.iter().take(3) {
        if !ask.iter().any(|known| plain(known) == plain(&text.text)) {
            ask.push(text.text.clone());
        }
    }
    let airt = visit.site.desk.airt();
    let tried = asked::ask(&visit.site.desk, ask).await;
    let search = if problem.is_some() { visit.form.trimmed("search") } else { visit.query.trimmed("search") };
    let refused = problem.is_some();
    let draft_waits = match &gap.service {
        Some(service) => store.draft(service).await?.is_some_and(|draft| draft.gap.as_ref() == Some(&gap.id)),
        None => false,
    };
    let page = Page {
        frame: &visit.frame(),
        seen: store.seen_where(&gap.id).await?,
        notes: store.notes(&gap.id).await?,
        colleagues: store.accounts().await?,
        services: services(&airt, search, &tried),
        search,
        draft_waits,
        gap,
        texts,
        tried,
        problem,
        form: &visit.form,
    };
    let mut response = view::page(&page)?;
    if refused {
        *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// The services that a search finds; without one, those that Airt thinks of.
fn services(airt: &Arc<Airt>, search: &str, tried: &[Tried]) -> Vec<(String, String)> {
    let knowledge = airt.knowledge();
    let words = plain(search);
    if words.is_empty() {
        let mut services: Vec<(String, String)> = tried.iter().flat_map(|tried| tried.services.clone()).collect();
        let mut seen = std::collections::BTreeSet::new();
        services.retain(|(id, _)| seen.insert(id.clone()));
        return services;
    }
    let says = |service: &Service| {
        let mut text = plain(&format!("{} {} {}", service.name, service.id, service.summary));
        service.also_known_as.iter().for_each(|name| text.extend([" ".to_owned(), plain(name)]));
        words.split(' ').all(|word| text.contains(word))
    };
    let found = knowledge.services.values().filter(|service| service.state != State::Ended && says(service));
    found.take(FOUND).map(|service| (service.id.to_string(), service.name.clone())).collect()
}
