//! What is done while nobody looks: versions are written down for files that
//! changed by other hands, questions are screened again and sorted, and staff
//! are told.

use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;

use super::gaps::Effort;
use super::{News, Site, editing, telling};

/// How often questions are sorted.
const MINUTE: Duration = Duration::from_mins(1);

/// So many minutes lie between two looks at what staff should be told.
const HOUR: u32 = 60;

/// Looks after the staff pages until Airt stops.
#[derive(Debug)]
pub struct Keeper {
    pub(super) site: Arc<Site>,
    /// What a release brought, until it is written down.
    news: Option<News>,
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
            && let Err(error) = telling::tell(&self.site, Utc::now()).await
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
}
