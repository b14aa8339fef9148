//! What young people asked and did not get, in groups.

use askama::Template;
use chrono::Utc;

use crate::staff::door::{Answer, Visit, go};
use crate::staff::editing::is_id;
use crate::staff::figure::Figure;
use crate::staff::gaps::{Effort, day};
use crate::staff::store::{Asked, GapRow, Tally, WrongNumber};
use crate::staff::trouble::Trouble;
use crate::staff::view::{self, Frame};

/// Groups on a page.
const PAGE: i64 = 30;

const WEEK: i64 = 7 * 24 * 60 * 60 * 1000;

#[derive(Template)]
#[template(path = "staff/unanswered.html")]
struct Page<'a> {
    frame: &'a Frame,
    groups: Vec<(GapRow, Vec<Tally>)>,
    numbers: Vec<(WrongNumber, String)>,
    /// Concerns that the safety rules had missed, with how often.
    missed: Vec<(String, Figure)>,
    /// Texts that are not in a group yet.
    left: i64,
    state: &'a str,
    outcome: &'a str,
    kind: &'a str,
    newer: Option<i64>,
    older: Option<i64>,
}

/// `GET /staff/unanswered`.
pub(in crate::staff) async fn show(visit: Visit) -> Answer {
    let (site, query) = (&visit.site, &visit.query);
    site.screen_kept_soon().await;
    let left = site.sort_gaps(Effort::Brief).await?;
    let page = query.get("page").parse::<i64>().unwrap_or(0).clamp(0, 100_000);
    let state = one_of(query.get("state"), &["open", "fixed", "not-for-us"]);
    let outcome = one_of(query.get("outcome"), &["", "unanswered", "unsure", "thumbs_down"]);
    let kind = one_of(query.get("kind"), &["", "no-service", "words", "record"]);
    let (recent, before) = weeks();
    let asked = Asked { state, outcome, kind, recent, before, from: page * PAGE, count: PAGE + 1 };
    let mut rows = site.store.gaps(&asked).await?;
    let more = rows.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let mut groups = Vec::new();
    for row in rows {
        let seen = site.store.seen_where(&row.id).await?;
        groups.push((row, seen));
    }
    let airt = site.desk.airt();
    let name = |id: &str| airt.knowledge().service(id).map_or_else(|| id.to_owned(), |service| service.name.clone());
    let numbers = site.store.wrong_numbers().await?;
    let numbers = numbers.into_iter().map(|number| (number.clone(), name(&number.service))).collect();
    let since = Utc::now() - chrono::Duration::days(site.config.insights.keep_text_days.into());
    let missed = site.store.kept().missed(since).await?;
    let missed = missed.into_iter().map(|(concern, count)| (concern.replace('-', " "), Figure(count))).collect();
    let (newer, older) = ((page > 0).then(|| page - 1), more.then_some(page + 1));
    view::page(&Page { frame: &visit.frame(), groups, numbers, missed, left, state, outcome, kind, newer, older })
}

/// `POST /staff/numbers/{id}`: somebody looked into what was said of a number.
pub(in crate::staff) async fn looked_into(visit: Visit) -> Answer {
    let id = visit.part("id");
    if !is_id(id) {
        return Err(Trouble::NotFound);
    }
    visit.site.store.numbers_seen(id, &visit.who.account.name, Utc::now().timestamp_millis()).await?;
    visit.log("wrong number looked into", id, "").await?;
    Ok(go("/staff/unanswered?done=saved"))
}

/// The first days of this week and of the one before it.
pub(super) fn weeks() -> (String, String) {
    let now = Utc::now().timestamp_millis();
    (day(now - WEEK), day(now - 2 * WEEK))
}

/// What was asked for where it is one of these; otherwise the first.
fn one_of<'a>(asked: &str, known: &[&'a str]) -> &'a str {
    known.iter().find(|known| **known == asked).or(known.first()).copied().unwrap_or_default()
}

impl GapRow {
    /// What the group is called on a page.
    pub(in crate::staff) fn title(&self) -> &str {
        [&self.label, &self.wording, &self.text]
            .into_iter()
            .find_map(|words| words.as_deref())
            .unwrap_or("The words of this one are no longer kept")
    }

    /// Whether it is asked more or less than the week before.
    pub(in crate::staff) fn trend(&self) -> String {
        let word = match self.recent.cmp(&self.before) {
            std::cmp::Ordering::Greater => "more",
            std::cmp::Ordering::Less => "fewer",
            std::cmp::Ordering::Equal => "as many",
        };
        format!("{word}: {} this week, {} the week before", self.recent, self.before)
    }

    /// When it was asked: one day, or from one to another.
    pub(in crate::staff) fn when(&self) -> String {
        let (first, last) = (view::day(&self.first_seen), view::day(&self.last_seen));
        if first == last { first } else { format!("{first} to {last}") }
    }
}
