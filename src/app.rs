//! The composition root: builds everything once, starts the channels, stops
//! them in order.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Europe::London;

use crate::config::Config;
use crate::conversation::{Airt, Parts};
use crate::knowledge::{self, Knowledge, Problem, Severity};
use crate::safety::Screen;
use crate::search::Index;
use crate::wording::Wording;

/// A snapshot, or everything that is wrong with the files.
pub fn build(config: &Config, now: DateTime<Utc>) -> Result<(Airt, Vec<Problem>), Vec<Problem>> {
    let today = now.with_timezone(&London).date_naive();
    let loaded = knowledge::load(&config.paths.knowledge_base);
    let mut problems = loaded.problems;
    problems.extend(knowledge::check(&loaded.knowledge, today));
    let (wording, wording_problems) = Wording::load(&config.paths.messages);
    problems.extend(wording_problems);
    let (screen, screen_problems) = Screen::new(&loaded.knowledge.concerns);
    problems.extend(screen_problems);
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(problems);
    }
    let index = index(&loaded.knowledge, today);
    let parts = Parts {
        knowledge: Arc::new(loaded.knowledge),
        wording: Arc::new(wording),
        screen,
        index,
        keep_days: config.insights.keep_text_days,
    };
    Ok((Airt::new(parts), problems))
}

/// The index, or none: Airt then answers with rules and topics alone.
fn index(knowledge: &Knowledge, today: chrono::NaiveDate) -> Option<Index> {
    Index::build(knowledge, today)
        .inspect_err(|error| tracing::error!(%error, "the search index could not be built"))
        .ok()
}
