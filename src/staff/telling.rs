//! Telling staff what waits and what grows: by letter, to their group on
//! Telegram, or both; each thing once by each way.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;

use super::Site;
use super::gaps::day;
use super::letter::{self, Facts, Letter, LetterError};
use crate::insights::StoreError;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// A group grows fast when it is asked so often on one day. Far above the
/// count below which none is told.
const FAST: i64 = 10;

/// Says something to the group of staff; whether it arrived.
pub type ToGroup = Arc<dyn Fn(String) -> BoxFuture<'static, bool> + Send + Sync>;

/// A way on which staff are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Letter,
    Group,
}

impl Way {
    /// What is written down once something was told on this way.
    fn told(self, what: &str) -> String {
        match self {
            Self::Letter => what.to_owned(),
            Self::Group => format!("group:{what}"),
        }
    }

    async fn send(self, site: &Site, letter: &Letter) -> Result<(), LetterError> {
        match (self, &site.to_group) {
            (Self::Letter, _) => letter::send(&site.config, letter).await,
            (Self::Group, Some(say)) => say(letter.for_group()).await.then_some(()).ok_or(LetterError::Group),
            (Self::Group, None) => Ok(()),
        }
    }
}

/// Tells what is to be told by now. What did not arrive is tried again at the
/// next look; it does not hold back the other ways.
pub(super) async fn tell(site: &Site, now: DateTime<Utc>) -> Result<(), StoreError> {
    let letters = (!site.config.staff.letters_to.is_empty()).then_some(Way::Letter);
    let ways: Vec<Way> = letters.into_iter().chain(site.to_group.is_some().then_some(Way::Group)).collect();
    if ways.is_empty() {
        return Ok(());
    }
    let at = now.timestamp_millis();
    let week = letter::week(now);
    if letter::is_time(now, site.config.staff.letters_hour) {
        let left = left(site, &ways, &week).await?;
        if !left.is_empty() {
            let letter = facts(site, at).await?.letter(&address(site));
            deliver(site, &left, &week, &letter, at).await?;
        }
    }
    for growing in site.store.growing(&day(at), &day(at - DAY), FAST).await? {
        let what = format!("grows:{}:{week}", growing.id);
        let nudge = letter::nudge(growing.label.as_deref(), growing.today, &address(site));
        deliver(site, &left(site, &ways, &what).await?, &what, &nudge, at).await?;
    }
    Ok(())
}

/// The ways on which staff were not told of something yet.
async fn left(site: &Site, ways: &[Way], what: &str) -> Result<Vec<Way>, StoreError> {
    let mut left = Vec::new();
    for way in ways {
        if !site.store.was_told(&way.told(what)).await? {
            left.push(*way);
        }
    }
    Ok(left)
}

async fn deliver(site: &Site, ways: &[Way], what: &str, letter: &Letter, at: i64) -> Result<(), StoreError> {
    for way in ways {
        match way.send(site, letter).await {
            Ok(()) => site.store.told(&way.told(what), at).await?,
            Err(error) => tracing::warn!(%error, "staff could not be told; it is tried again in an hour"),
        }
    }
    Ok(())
}

async fn facts(site: &Site, at: i64) -> Result<Facts, StoreError> {
    Ok(Facts {
        open: site.store.gap_count("open").await?,
        new: site.store.new_gaps(at - 7 * DAY).await?,
        mended: site.store.mended(at - 7 * DAY).await?.len(),
        wrong_numbers: site.store.wrong_numbers().await?.len(),
        drafts: site.store.drafts().await?.len(),
        past_check: (site.condition)().past_check.len(),
    })
}

/// Where the pages are, for a link.
fn address(site: &Site) -> String {
    match site.config.web.public_url.trim_end_matches('/') {
        "" => format!("http://{}/staff/unanswered", site.config.web.listen),
        url => format!("{url}/staff/unanswered"),
    }
}
