//! What is done while nobody looks: versions are written down for files that
//! changed by other hands, questions are screened again and sorted, and staff
//! are told.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::gaps::{Effort, day};
use super::letter::{self, Facts, LetterError};
use super::{News, Site, editing};
use crate::insights::StoreError;

/// How often questions are sorted.
const MINUTE: Duration = Duration::from_mins(1);

/// So many minutes lie between two looks at what staff should be told.
const HOUR: u32 = 60;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// A group grows fast when it is asked so often on one day.
const FAST: i64 = 10;

/// Looks after the staff pages until Airt stops.
#[derive(Debug)]
pub struct Keeper {
    pub(super) site: Arc<Site>,
    /// What a release brought, until it is written down.
    news: Option<News>,
}

/// Why a look was not finished. The next one begins afresh.
#[derive(Debug, thiserror::Error)]
enum KeeperError {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Letter(#[from] LetterError),
}

impl Keeper {
    pub(super) fn new(site: Arc<Site>, news: Option<News>) -> Self {
        Self { site, news }
    }

    /// Sorts at once and then every minute, tells every hour.
    pub async fn run(mut self, stop: impl Future<Output = ()>) {
        let mut stop = std::pin::pin!(stop);
        let mut minute = tokio::time::interval(MINUTE);
        minute.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut minutes = 0_u32;
        loop {
            tokio::select! {
                () = &mut stop => return,
                _ = minute.tick() => {}
            }
            tokio::select! {
                () = &mut stop => return,
                () = self.look(minutes) => minutes = minutes.wrapping_add(1),
            }
        }
    }

    async fn look(&mut self, minutes: u32) {
        if minutes == 0 {
            self.reconcile().await;
        }
        if let Some(news) = &self.news {
            match self.site.tell_news(news).await {
                Ok(()) => self.news = None,
                Err(error) => tracing::warn!(%error, "what the release brought could not be written down yet"),
            }
        }
        // Before they are sorted: what goes must not come into a group first.
        if let Err(error) = self.site.screen_kept().await {
            tracing::warn!(%error, "kept questions were not screened again; it is tried again in a minute");
        }
        if let Err(error) = self.site.sort_gaps(Effort::Whole).await {
            tracing::warn!(%error, "questions were not put into groups; it is tried again in a minute");
        }
        // Not in the first minute: a start has enough to do.
        if minutes > 0 {
            self.site.prepare_trials().await;
        }
        if minutes.is_multiple_of(HOUR)
            && let Err(error) = self.tell(Utc::now()).await
        {
            tracing::warn!(%error, "staff could not be told; it is tried again in an hour");
        }
    }

    /// Files that were changed by hand or by git while Airt was not running
    /// are versions too.
    async fn reconcile(&self) {
        let airt = self.site.desk.airt();
        for id in airt.knowledge().services.keys() {
            let found = match editing::read(&self.site.config.paths.knowledge_base, id.as_str()) {
                Ok(found) => editing::note_found(&self.site, id.as_str(), found.as_ref()).await,
                Err(error) => Err(error.into()),
            };
            if let Err(error) = found {
                tracing::warn!(%error, "versions could not be written down");
                return;
            }
        }
    }

    async fn tell(&self, now: DateTime<Utc>) -> Result<(), KeeperError> {
        let site = &self.site;
        if site.config.staff.letters_to.is_empty() {
            return Ok(());
        }
        let at = now.timestamp_millis();
        let week = letter::week(now);
        if letter::is_time(now) && !site.store.was_told(&week).await? {
            let facts = Facts {
                open: site.store.gap_count("open").await?,
                new: site.store.new_gaps(at - 7 * DAY).await?,
                mended: site.store.mended(at - 7 * DAY).await?.len(),
                wrong_numbers: site.store.wrong_numbers().await?.len(),
                drafts: site.store.drafts().await?.len(),
                past_check: (site.condition)().past_check.len(),
            };
            letter::send(&site.config, &facts.letter(&address(site))).await?;
            site.store.told(&week, at).await?;
        }
        for growing in site.store.growing(&day(at), &day(at - DAY), FAST).await? {
            let what = format!("grows:{}:{week}", growing.id);
            if !site.store.was_told(&what).await? {
                let nudge = letter::nudge(growing.label.as_deref(), growing.today, &address(site));
                letter::send(&site.config, &nudge).await?;
                site.store.told(&what, at).await?;
            }
        }
        Ok(())
    }
}

/// Where the pages are, for a link.
fn address(site: &Site) -> String {
    match site.config.web.public_url.trim_end_matches('/') {
        "" => format!("http://{}/staff/unanswered", site.config.web.listen),
        url => format!("{url}/staff/unanswered"),
    }
}
