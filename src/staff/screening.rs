//! Kept questions are screened again whenever the safety rules change: one
//! that raises a concern now is deleted, and staff are told without its words.

use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use tokio::sync::Mutex;

use super::Site;
use crate::conversation::Airt;
use crate::insights::{Missed, StoreError};
use crate::knowledge::Level;

/// Texts that are read at a time.
const BATCH: i64 = 100;

/// What a page waits for at most.
const PATIENCE: Duration = Duration::from_secs(1);

/// By which rules the texts were screened last, once that was asked.
#[derive(Debug, Default)]
pub(super) struct Screening {
    by: Mutex<Option<String>>,
}

impl Site {
    /// Screens every kept text, unless these rules did so already.
    pub(super) async fn screen_kept(&self) -> Result<(), StoreError> {
        // Somebody is at it already: two at once would tell of one text twice.
        let Ok(mut by) = self.screening.by.try_lock() else { return Ok(()) };
        let airt = self.desk.airt();
        let rules = airt.screens_by();
        let store = self.store.kept();
        if by.is_none() {
            *by = store.screened_by().await?;
        }
        if by.as_ref() == Some(&rules) {
            return Ok(());
        }
        let mut behind = String::new();
        loop {
            let texts = store.texts_behind(&behind, BATCH).await?;
            let Some((last, _)) = texts.last() else { break };
            behind.clone_from(last);
            let airt = Arc::clone(&airt);
            let missed = tokio::task::spawn_blocking(move || missed(&airt, &texts)).await;
            // A panic in there was told already; the texts are screened again at the next look.
            let Ok(missed) = missed else { return Ok(()) };
            store.take_away(&missed, Utc::now()).await?;
            self.tell_missed(&missed).await?;
        }
        store.screened(&rules, Utc::now()).await?;
        *by = Some(rules);
        Ok(())
    }

    /// The same for somebody who waits for a page.
    pub(super) async fn screen_kept_soon(self: &Arc<Self>) {
        let site = Arc::clone(self);
        let work = tokio::spawn(async move {
            if let Err(error) = site.screen_kept().await {
                tracing::warn!(%error, "kept questions were not screened again; it is tried again in a minute");
            }
        });
        // It takes longer: it goes on by itself.
        let _ = tokio::time::timeout(PATIENCE, work).await;
    }

    /// A line of the log for each concern: not for each text, so that nobody
    /// can tell how many there were.
    async fn tell_missed(&self, missed: &[Missed]) -> Result<(), StoreError> {
        let mut concerns: Vec<&str> = missed.iter().map(|one| one.concern.as_str()).collect();
        concerns.sort_unstable();
        concerns.dedup();
        for concern in concerns {
            let what = "The safety rules had let it pass and see danger in it now. Its words are deleted.";
            self.store.log(None, "kept question taken away", concern, what).await?;
        }
        Ok(())
    }
}

/// Which texts raise a concern now. As the command line does it: late rather
/// than wrong.
fn missed(airt: &Airt, texts: &[(String, String)]) -> Vec<Missed> {
    airt.warm_up();
    let missed = texts.iter().filter_map(|(id, text)| {
        let strongest = airt.concerns(text).into_iter().next()?;
        let level = match strongest.level {
            Level::Urgent => "urgent",
            Level::CheckIn => "check_in",
        };
        Some(Missed { text: id.clone(), concern: strongest.id, level: level.to_owned() })
    });
    missed.collect()
}
