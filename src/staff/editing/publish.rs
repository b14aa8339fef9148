//! Publishing: the checks, the file, the version, in this order. A crash
//! between two of them leaves the old or the new text, and whoever looks next
//! writes down the version that is missing.

use std::fs;

use super::candidate::{self, Checked, vocabulary_errors};
use super::file::{self, Current};
use crate::insights::StoreError;
use crate::knowledge::{self, ContactKind, Service, State, power};
use crate::staff::Site;
use crate::staff::account::Account;
use crate::staff::store::DraftRow;
use crate::staff::trial::Edit;
use crate::staff::trouble::Trouble;

/// The fewest letters of a reason: for another number of a crisis line, and
/// for publishing what was stopped.
const REASON: usize = 10;

/// A text that is to take the place of another.
#[derive(Debug)]
pub(in crate::staff) struct Change<'a> {
    pub(in crate::staff) service: &'a str,
    /// What the file held when the change was begun; empty for a new one.
    pub(in crate::staff) base: &'a str,
    pub(in crate::staff) text: &'a str,
    pub(in crate::staff) why: &'a str,
    /// Whether it can change an answer, and is tried on the question sets.
    pub(in crate::staff) weight: Weight<'a>,
}

/// How much a change weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::staff) enum Weight<'a> {
    /// A name and a day beside a route: no answer changes by it.
    Light,
    /// What is found and shown may change. The reason for which it is published
    /// although something stands in its way; mostly empty.
    Full(&'a str),
}

/// Why it does not.
#[derive(Debug)]
pub(in crate::staff) enum Refused {
    /// Somebody changed the file in between.
    Changed,
    /// The checks name errors.
    Errors(Vec<String>),
    /// A crisis line breaks or answers become worse: a publisher may go on
    /// with a reason.
    Stopped(Vec<String>),
    /// Something could not be done at all.
    Trouble(Trouble),
}

impl From<Trouble> for Refused {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Trouble(error.into())
    }
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Self {
        Self::Trouble(error.into())
    }
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Changed => Self::Refused(
                "Somebody changed this service while you were writing. Nothing was saved. Go back, load the page \
                 again and put your change to what stands there now."
                    .to_owned(),
            ),
            Refused::Errors(errors) | Refused::Stopped(errors) => {
                Self::Refused(format!("This cannot be published yet. {}", errors.join(" ")))
            }
            Refused::Trouble(trouble) => trouble,
        }
    }
}

/// Publishes a change.
pub(in crate::staff) async fn publish(site: &Site, who: &Account, change: &Change<'_>) -> Result<(), Refused> {
    // Before the lock: it can take seconds, and changes nothing.
    let tried = tried(site, change).await?;
    // One at a time: two that read before either writes would lose one.
    let _writing = site.writing.lock().await;
    let folder = &site.config.paths.knowledge_base;
    let name = file::name(change.service).ok_or(Trouble::NotFound)?;
    let now = file::read(folder, change.service)?;
    if now.as_ref().map_or("", |now| now.hash.as_str()) != change.base {
        return Err(Refused::Changed);
    }
    let checked = candidate::check(site, change.service, change.text).await?;
    let mut errors = checked.errors();
    errors.extend(unexplained(&checked, change.why));
    let stops: Vec<String> = broken_crisis_line(&checked).into_iter().chain(tried).collect();
    if !errors.is_empty() {
        // Everything at once: whoever mends the one should know of the other.
        errors.extend(stops);
        return Err(Refused::Errors(errors));
    }
    let despite = change.weight.despite();
    if !stops.is_empty() && despite.chars().count() < REASON {
        return Err(Refused::Stopped(stops));
    }
    let why = if stops.is_empty() { change.why.to_owned() } else { format!("{}. All the same: {despite}", change.why) };
    note_found(site, change.service, now.as_ref()).await?;
    power::may_go("the version before is written down");
    knowledge::replace(&folder.join(name), change.text)?;
    power::may_go("the file is replaced");
    let detail = (!stops.is_empty()).then(|| format!("{despite} (in spite of: {})", stops.join(" ")));
    // Nobody may be told now that nothing was changed.
    write_down(site, who, change, &why, detail).await.map_err(|error| Trouble::Unlogged(error).into())
}

async fn write_down(
    site: &Site,
    who: &Account,
    change: &Change<'_>,
    why: &str,
    all_the_same: Option<String>,
) -> Result<(), StoreError> {
    site.store.add_version(change.service, &who.name, why, change.text).await?;
    power::may_go("the version is written down");
    site.store.log(Some(who), "published", change.service, why).await?;
    if let Some(detail) = all_the_same {
        site.store.log(Some(who), "published all the same", change.service, &detail).await?;
    }
    power::may_go("the log is written");
    Ok(())
}

/// What the question sets hold against a change.
async fn tried(site: &Site, change: &Change<'_>) -> Result<Vec<String>, Trouble> {
    if change.weight == Weight::Light {
        return Ok(Vec::new());
    }
    let edit = Edit::Service { id: change.service.to_owned(), text: change.text.to_owned() };
    if toml::from_str::<Service>(change.text).is_err() {
        // The checks say what is wrong with it, and where.
        return Ok(Vec::new());
    }
    Ok(site.try_out(edit).await?.stops())
}

impl Weight<'_> {
    fn despite(&self) -> &str {
        if let Self::Full(despite) = self { despite.trim() } else { "" }
    }
}

/// Adds a word to the vocabulary.
pub(in crate::staff) async fn publish_word(site: &Site, who: &Account, entry: &str, say: &str) -> Result<(), Refused> {
    let _writing = site.writing.lock().await;
    let name = candidate::vocabulary();
    let path = site.config.paths.knowledge_base.join(&name);
    let text = format!("{}\n{entry}", fs::read_to_string(&path)?.trim_end());
    let (config, after) = (site.config.clone(), text.clone());
    let errors = tokio::task::spawn_blocking(move || vocabulary_errors(&config, &name, after)).await;
    let errors = errors.map_err(|_| Trouble::Fault)?;
    if !errors.is_empty() {
        return Err(Refused::Errors(errors));
    }
    let stops = site.try_out(Edit::Vocabulary(text.clone())).await?.stops();
    if !stops.is_empty() {
        return Err(Refused::Stopped(stops));
    }
    knowledge::replace(&path, &text)?;
    site.store.log(Some(who), "word added", say, entry.trim()).await?;
    Ok(())
}

/// A text that came from outside these pages is a version too.
pub(in crate::staff) async fn note_found(site: &Site, id: &str, now: Option<&Current>) -> Result<(), Trouble> {
    if let Some(now) = now {
        site.store.add_version(id, "somebody outside these pages", "found in the folder", &now.text).await?;
    }
    Ok(())
}

/// What must not happen to a crisis line, whatever the checks say: young
/// people in danger are sent there by the safety rules.
pub(in crate::staff) fn broken_crisis_line(checked: &Checked) -> Option<String> {
    let before = shown_crisis_line(checked)?;
    let what = match &checked.service {
        None => "This would take a crisis line away.",
        Some(after) if !after.crisis => "This would make a crisis line an ordinary service.",
        Some(after) if after.state != State::Show => "This would hide a crisis line.",
        Some(after) if after.closed_until.is_some() => "This would close a crisis line.",
        Some(after) if lines(after).is_empty() && !lines(before).is_empty() => {
            "This would leave a crisis line without a number."
        }
        Some(_) => return None,
    };
    Some(format!("{what} Young people in danger are sent to it. Ask whoever runs Airt before you go on."))
}

/// Another number for a crisis line needs a sentence that says why.
fn unexplained(checked: &Checked, why: &str) -> Option<String> {
    let (before, after) = (shown_crisis_line(checked)?, checked.service.as_ref()?);
    let other = lines(after) != lines(before) && why.trim().chars().count() < REASON;
    other.then(|| "This changes how a crisis line is reached. Say why, in a sentence, and publish again.".to_owned())
}

/// The crisis line that young people in danger are sent to now.
fn shown_crisis_line(checked: &Checked) -> Option<&Service> {
    checked.published.as_deref().filter(|service| service.crisis && service.state == State::Show)
}

/// The numbers to ring and to text that are shown.
fn lines(service: &Service) -> Vec<(ContactKind, &str)> {
    let is_line = |kind| matches!(kind, ContactKind::Phone | ContactKind::Text);
    service.routes().filter(|route| is_line(route.kind)).map(|route| (route.kind, route.value.as_str())).collect()
}

impl DraftRow {
    /// A draft by somebody, now.
    pub(in crate::staff) fn now(service: &str, text: String, base: &str, gap: Option<&str>, who: &Account) -> Self {
        Self {
            service: service.to_owned(),
            text,
            base: base.to_owned(),
            gap: gap.map(str::to_owned),
            at: chrono::Utc::now().timestamp_millis(),
            by_name: who.name.clone(),
        }
    }
}
