//! What a release brought, told to staff: in the log, and as drafts where the
//! release has another text for what staff edited.

use std::path::PathBuf;

use chrono::Utc;

use super::store::DraftRow;
use super::{Site, editing};
use crate::insights::StoreError;
use crate::knowledge::Merged;

/// Under this name the release's drafts stand.
const RELEASE: &str = "the release";

/// What came of merging a release.
#[derive(Debug, Clone, Default)]
pub struct News {
    /// Files, and what became of each.
    pub told: Vec<(PathBuf, Merged)>,
    /// Services that staff edited, with the release's text.
    pub kept: Vec<(String, String)>,
    /// Why nothing was taken over at all.
    pub errors: Vec<String>,
}

impl Site {
    /// Writes it down, once.
    pub(super) async fn tell_news(&self, news: &News) -> Result<(), StoreError> {
        for (file, outcome) in &news.told {
            self.store.log(None, "release", &file.display().to_string(), outcome.words()).await?;
        }
        for error in &news.errors {
            self.store.log(None, "release not taken over", "", error).await?;
        }
        for (id, text) in &news.kept {
            // A colleague's draft stays where it is; the release's text is in its folder.
            if self.store.draft(id).await?.is_some() {
                continue;
            }
            let now = editing::read(&self.config.paths.knowledge_base, id)?;
            let base = now.map_or_else(String::new, |now| now.hash);
            let draft = DraftRow {
                service: id.clone(),
                text: text.clone(),
                base,
                gap: None,
                at: Utc::now().timestamp_millis(),
                by_name: RELEASE.to_owned(),
            };
            self.store.save_draft(&draft).await?;
        }
        Ok(())
    }
}
