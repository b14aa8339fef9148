//! Every text that a service ever had: who, when, why, what changed, and the
//! way back.

use askama::Template;

use super::service::Texts;
use crate::staff::door::{Answer, Visit, go};
use crate::staff::editing::{self, Line};
use crate::staff::store::{DraftRow, VersionRow};
use crate::staff::trouble::Trouble;
use crate::staff::view::{self, Frame};

#[derive(Template)]
#[template(path = "staff/versions.html")]
struct Page<'a> {
    frame: &'a Frame,
    id: &'a str,
    /// The latest first, each with what it changed.
    versions: Vec<(VersionRow, Vec<Line>)>,
}

/// `GET /staff/services/{id}/versions`.
pub(in crate::staff) async fn show(visit: Visit) -> Answer {
    let texts = Texts::of(&visit).await?;
    let id = visit.part("id");
    editing::note_found(&visit.site, id, texts.published.as_ref()).await?;
    let rows = visit.site.store.versions(id).await?;
    let before = rows.iter().skip(1).map(|row| row.text.clone()).chain([String::new()]).collect::<Vec<_>>();
    let versions = rows.into_iter().zip(before);
    let versions = versions.map(|(row, before)| {
        let changes = if before.is_empty() { Vec::new() } else { editing::diff(&before, &row.text) };
        (row, changes)
    });
    view::page(&Page { frame: &visit.frame(), id, versions: versions.collect() })
}

/// `POST /staff/services/{id}/back`: an old text as a draft, to be published
/// like any other.
pub(in crate::staff) async fn back(visit: Visit) -> Answer {
    let texts = Texts::of(&visit).await?;
    let id = visit.part("id");
    let rows = visit.site.store.versions(id).await?;
    let version = rows.iter().find(|row| row.id == visit.form.get("version")).ok_or(Trouble::NotFound)?;
    let row = DraftRow::now(id, version.text.clone(), texts.published_hash(), None, &visit.who.account);
    visit.site.store.save_draft(&row).await?;
    visit.log("went back", id, &view::time(&version.at)).await?;
    Ok(go(&format!("/staff/services/{id}?done=draft")))
}
