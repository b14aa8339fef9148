//! One service: the form, what is wrong with it, and the card as young people
//! would see it.

use askama::Template;
use chrono::Utc;
use toml_edit::DocumentMut;

use crate::conversation::Card;
use crate::knowledge::{Severity, Topic};
use crate::staff::door::{Answer, Visit};
use crate::staff::editing::{self, Checked, Current, Field, HoursForm, How, Kind, Line, ROUTE, SERVICE, Wrong};
use crate::staff::store::DraftRow;
use crate::staff::token;
use crate::staff::trial::{Edit, Tried};
use crate::staff::trouble::Trouble;
use crate::staff::view::{self, Frame};

#[derive(Template)]
#[template(path = "staff/service.html")]
struct Page<'a> {
    frame: &'a Frame,
    id: &'a str,
    name: String,
    /// Who began the draft, and when.
    draft: Option<&'a DraftRow>,
    is_new: bool,
    /// The hash of the text that the form was filled from.
    base: String,
    /// The file changed since the draft was begun.
    overtaken: bool,
    fields: Vec<FieldView>,
    routes: Vec<RouteView>,
    /// Problems of the file as a whole, and what stands in the way of publishing.
    general: Vec<(bool, String)>,
    errors: Vec<String>,
    /// How the draft does on the question sets; `None` while it is being tried.
    tried: Option<Tried>,
    /// What the draft does to a crisis line.
    broken: Option<String>,
    /// Something else than the checks stands in its way: a reason is asked for.
    is_stopped: bool,
    despite: &'a str,
    card: Option<Card>,
    changes: Vec<Line>,
    topics: &'a [Topic],
    /// Why the form was not taken, with what would have changed.
    refused: Option<String>,
    why: &'a str,
}

/// One field with its value and what is wrong there.
struct FieldView {
    field: Field,
    name: String,
    values: Vec<String>,
    /// Of a field for hours.
    hours: Option<HoursForm>,
    /// Whether each is an error, and its words.
    problems: Vec<(bool, String)>,
}

/// One way to reach the service.
struct RouteView {
    nth: usize,
    title: String,
    fields: Vec<FieldView>,
    problems: Vec<(bool, String)>,
    confirmed: Option<String>,
    /// The empty one at the end.
    is_new: bool,
    /// It stands in the published file as well, and can be rung.
    can_ring: bool,
}

impl FieldView {
    /// The ids of what is said about the field: its help, and what is wrong with it.
    fn described_by(&self) -> String {
        let id = self.id();
        let problems = (1..=self.problems.len()).map(|nth| format!(" {id}-problem-{nth}"));
        problems.fold(format!("{id}-help"), |ids, problem| ids + &problem)
    }

    fn is_wrong(&self) -> bool {
        self.problems.iter().any(|(error, _)| *error)
    }

    fn value(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    fn lines(&self) -> String {
        self.values.join("\n")
    }

    fn has(&self, value: &str) -> bool {
        self.values.iter().any(|one| one == value)
    }

    /// The id of its element.
    fn id(&self) -> String {
        self.name.replace('.', "-")
    }
}

/// What stands in the database and in the folder of one service.
pub(super) struct Texts {
    pub(super) published: Option<Current>,
    pub(super) draft: Option<DraftRow>,
}

impl Texts {
    pub(super) async fn of(visit: &Visit) -> Result<Self, Trouble> {
        let id = visit.part("id");
        if !editing::is_id(id) {
            return Err(Trouble::NotFound);
        }
        let published = editing::read(&visit.site.config.paths.knowledge_base, id)?;
        let draft = visit.site.store.draft(id).await?;
        if published.is_none() && draft.is_none() {
            return Err(Trouble::NotFound);
        }
        Ok(Self { published, draft })
    }

    /// What the form is filled from.
    pub(super) fn text(&self) -> &str {
        let published = self.published.as_ref().map_or("", |published| published.text.as_str());
        self.draft.as_ref().map_or(published, |draft| draft.text.as_str())
    }

    /// By which a change of the published file is noticed; empty where there is none.
    pub(super) fn published_hash(&self) -> &str {
        self.published.as_ref().map_or("", |published| published.hash.as_str())
    }
}

/// `GET /staff/services/{id}`.
pub(in crate::staff) async fn show(visit: Visit) -> Answer {
    let texts = Texts::of(&visit).await?;
    editing::note_found(&visit.site, visit.part("id"), texts.published.as_ref()).await?;
    render(&visit, &texts, None, &Vec::new()).await
}

/// The page. `refused` is why a form was not taken; what was typed is shown
/// again then, with what is wrong at each field.
pub(super) async fn render(visit: &Visit, texts: &Texts, refused: Option<String>, wrong: &Wrong) -> Answer {
    let (id, text) = (visit.part("id"), texts.text());
    let checked = editing::check(&visit.site, id, text).await?;
    let document: DocumentMut = text.parse().unwrap_or_default();
    let typed = refused.is_some().then_some(&visit.form).filter(|form| form.has("name"));
    let view = |field: &Field, name: String| {
        let typed = typed.filter(|form| form.has(&name) || form.has(&format!("has.{name}")));
        let values = match typed {
            Some(form) => typed_values(field, form, &name),
            None => editing::values(&document, &name),
        };
        let hours = (field.kind == Kind::Hours).then(|| match typed {
            Some(form) => HoursForm::typed(form, &name, wrong),
            None => HoursForm::of(&values.concat()),
        });
        FieldView { field: *field, problems: problems(&checked, wrong, &name), values, hours, name }
    };
    let there = editing::routes(&document);
    let published = texts.published.as_ref().and_then(|published| published.text.parse::<DocumentMut>().ok());
    let routes = (0..=there).map(|nth| {
        let value =
            |document: &DocumentMut, key: &str| editing::values(document, &format!("contact.{nth}.{key}")).concat();
        let seen = checked.service.as_ref().and_then(|service| service.contacts.get(nth)?.confirmed.as_ref());
        RouteView {
            nth,
            title: format!("{} {}", value(&document, "kind"), value(&document, "value")),
            fields: ROUTE.iter().map(|field| view(field, format!("contact.{nth}.{}", field.name))).collect(),
            problems: problems(&checked, wrong, &format!("contact.{nth}")),
            confirmed: seen.map(|seen| format!("{} on {}", seen.by, seen.on.format("%-d %b %Y"))),
            is_new: nth == there,
            can_ring: nth < there
                && published.as_ref().is_some_and(|published| value(published, "value") == value(&document, "value")),
        }
    });
    let airt = visit.site.desk.airt();
    let mut general = problems(&checked, wrong, "");
    general.extend(["who", "access"].iter().flat_map(|table| problems(&checked, wrong, table)));
    let before = texts.published.as_ref().map_or("", |published| published.text.as_str());
    let errors = if texts.draft.is_some() { checked.errors() } else { Vec::new() };
    let broken = texts.draft.as_ref().and_then(|_| editing::broken_crisis_line(&checked));
    let tried = match &texts.draft {
        Some(_) if errors.is_empty() && visit.frame().may_edit() => {
            visit.site.try_out_soon(Edit::Service { id: id.to_owned(), text: text.to_owned() }).await
        }
        _ => None,
    };
    let page = Page {
        frame: &visit.frame(),
        id,
        name: checked.service.as_ref().map_or_else(|| id.to_owned(), |service| service.name.clone()),
        is_new: texts.published.is_none(),
        base: token::hash(text),
        overtaken: texts.draft.as_ref().is_some_and(|draft| draft.base != texts.published_hash()),
        fields: SERVICE.iter().map(|field| view(field, field.name.to_owned())).collect(),
        routes: routes.collect(),
        general,
        errors,
        is_stopped: broken.is_some() || tried.as_ref().is_some_and(|tried| !tried.stops().is_empty()),
        broken,
        tried,
        despite: visit.form.trimmed("despite"),
        card: checked.service.as_ref().map(|service| airt.preview(service, Utc::now())),
        changes: texts.draft.as_ref().map(|draft| editing::diff(before, &draft.text)).unwrap_or_default(),
        draft: texts.draft.as_ref(),
        topics: &airt.knowledge().topics,
        why: visit.form.trimmed("why"),
        refused,
    };
    let mut response = view::page(&page)?;
    if page.refused.is_some() {
        *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// What was typed, cut to what the field may hold.
fn typed_values(field: &Field, form: &crate::staff::fields::Fields, name: &str) -> Vec<String> {
    let cut = |text: &str, most: usize| text.chars().take(most).collect::<String>();
    match field.kind {
        Kind::Ticks(_) | Kind::Topics => form.all(name).into_iter().map(str::to_owned).collect(),
        Kind::Lines => cut(form.get(name), editing::LONGEST_LIST).lines().map(str::to_owned).collect(),
        _ => vec![cut(form.get(name), editing::LONGEST)],
    }
}

/// What is wrong at a field: what could not be taken, and what the checks say.
fn problems(checked: &Checked, wrong: &Wrong, name: &str) -> Vec<(bool, String)> {
    let typed = wrong.iter().filter(|(field, _)| field == name).map(|(_, what)| (true, what.clone()));
    let found = checked.problems.iter().filter(|(field, _)| field == name).map(|(_, problem)| {
        let is_error = problem.severity == Severity::Error;
        (is_error, format!("{}. {}", problem.what.trim_end_matches('.'), problem.todo))
    });
    typed.chain(found).collect()
}
