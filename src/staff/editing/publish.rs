//! Publishing: the checks, the file, the version, in this order. A crash
//! between two of them leaves the old or the new text, and whoever looks next
//! writes down the version that is missing.

use std::fs;

use super::candidate::{self, Checked, vocabulary_errors};
use super::file::{self, Current};
use crate::insights::StoreError;
use crate::knowledge::{ContactKind, Service, State};
use crate::staff::Site;
use crate::staff::account::Account;
use crate::staff::store::DraftRow;
use crate::staff::trouble::Trouble;

/// The fewest letters of a reason for changing how a crisis line is reached.
const REASON: usize = 10;

/// A text that is to take the place of another.
#[derive(Debug)]
pub(in crate::staff) struct Change<'a> {
    pub(in crate::staff) service: &'a str,
    /// What the file held when the change was begun; empty for a new one.
    pub(in crate::staff) base: &'a str,
    pub(in crate::staff) text: &'a str,
    pub(in crate::staff) why: &'a str,
}

/// Why it does not.
#[derive(Debug)]
pub(in crate::staff) enum Refused {
    /// Somebody changed the file in between.
    Changed,
    /// The checks name errors.
    Errors(Vec<String>),
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
            Refused::Errors(errors) => Self::Refused(format!("This cannot be published yet. {}", errors.join(" "))),
            Refused::Trouble(trouble) => trouble,
        }
    }
}

/// Publishes a change.
pub(in crate::staff) async fn publish(site: &Site, who: &Account, change: &Change<'_>) -> Result<(), Refused> {
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
    errors.extend(broken_crisis_line(&checked, change.why));
    if !errors.is_empty() {
        return Err(Refused::Errors(errors));
    }
    note_found(site, change.service, now.as_ref()).await?;
    file::replace(&folder.join(name), change.text)?;
    site.store.add_version(change.service, &who.name, change.why, change.text).await?;
    site.store.log(Some(who), "published", change.service, change.why).await?;
    Ok(())
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
    file::replace(&path, &text)?;
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
fn broken_crisis_line(checked: &Checked, why: &str) -> Option<String> {
    let before = checked.published.as_ref().filter(|service| service.crisis && service.state == State::Show)?;
    let what = match &checked.service {
        None => "This would take a crisis line away.",
        Some(after) if !after.crisis => "This would make a crisis line an ordinary service.",
        Some(after) if after.state != State::Show => "This would hide a crisis line.",
        Some(after) if after.closed_until.is_some() => "This would close a crisis line.",
        Some(after) if lines(after).is_empty() && !lines(before).is_empty() => {
            "This would leave a crisis line without a number."
        }
        Some(after) if lines(after) != lines(before) && why.trim().chars().count() < REASON => {
            return Some(
                "This changes how a crisis line is reached. Say why, in a sentence, and publish again.".to_owned(),
            );
        }
        Some(_) => return None,
    };
    Some(format!("{what} Young people in danger are sent to it. Ask whoever runs Airt before you go on."))
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
