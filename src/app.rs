//! The composition root: builds everything once, starts the channels, stops
//! them in order.
//!
//! It decides nothing that a young person reads. What must not be lost when a
//! part fails: the answers. So a store or a Telegram that cannot be reached is
//! a line in the log and a word on `/health`, never a reason not to start;
//! knowledge that does not pass its checks is one.

mod data_folder;
mod encoder;
mod health;
mod release;
mod reload;
mod running;
mod stop;
pub mod telemetry;

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;

use crate::config::Config;
use crate::conversation::{Airt, Parts};
use crate::knowledge::{self, Knowledge, Problem, Severity};
use crate::safety::Screen;
use crate::search::Finder;
use crate::understanding::encoder::Encoder;
use crate::understanding::{Reader, Readings};
use crate::wording::Wording;

pub use self::data_folder::{DATABASE, DataFolder};
pub use self::health::Health;
pub use self::running::{Running, StartError};
pub use self::stop::{Signals, Stop, Stopper};

/// A snapshot, or everything that is wrong with the files.
pub fn build(config: &Config, now: DateTime<Utc>) -> Result<(Airt, Vec<Problem>), Vec<Problem>> {
    build_after(None, config, now)
}

/// The same after another snapshot: what it compiled and learned from files
/// that did not change since is shared and not made again.
pub fn build_after(
    before: Option<&Airt>,
    config: &Config,
    now: DateTime<Utc>,
) -> Result<(Airt, Vec<Problem>), Vec<Problem>> {
    let today = now.with_timezone(&London).date_naive();
    let readings = Readings::open(&config.paths.models, &config.paths.data);
    let (encoder, files) = std::thread::scope(|scope| {
        let encoder = scope.spawn(|| encoder::encoder(config));
        let files = read_after(before, config, today, &readings);
        (encoder.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), files)
    });
    let Files { knowledge, wording, screen, mut problems } = files;
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(problems);
    }
    let encoder = encoder.map_err(|problem| problems.push(problem)).ok();
    let reader = Reader::new(&knowledge).with_readings(&readings);
    let knowledge = Arc::new(knowledge);
    let (screen, finder) = std::thread::scope(|scope| {
        let complete = scope.spawn(|| screen.with_examples(&knowledge, encoder.as_ref(), &readings));
        let read = before.and_then(|before| before.finder_read_by(&reader));
        let finder = Finder::after(read, &knowledge, &reader, encoder.as_ref(), today);
        (complete.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), finder)
    });
    readings.close();
    // The banks hold theirs.
    encoder.iter().for_each(Encoder::let_go);
    let parts = Parts {
        knowledge,
        reader,
        wording: Arc::new(wording),
        screen: Arc::new(screen),
        encoder,
        finder,
        keep_days: config.insights.keep_text_days,
    };
    Ok((Airt::new(parts), problems))
}

/// The screen alone, with its examples encoded, and everything that is wrong
/// with the files: for the command line.
pub fn screen(config: &Config) -> (Screen, Vec<Problem>) {
    let loaded = knowledge::load(&config.paths.knowledge_base);
    let readings = Readings::open(&config.paths.models, &config.paths.data);
    let (screen, problems) = Screen::new(&loaded.knowledge, &readings);
    let encoder = encoder::encoder(config);
    let screen = screen.with_examples(&loaded.knowledge, encoder.as_ref().ok(), &readings);
    readings.close();
    screen.wait();
    (screen, loaded.problems.into_iter().chain(problems).chain(encoder.err()).collect())
}

/// A folder that is being emptied, or not yet filled, can pass every check of
/// its files: there are none. It must not become a bot that knows nothing.
fn nothing_to_show(knowledge: &Knowledge, today: NaiveDate) -> Option<Problem> {
    knowledge.shown(today).next().is_none().then(|| {
        Problem::error(
            "services",
            None,
            "there is no service to show",
            "Put the service files back; until then the knowledge that was loaded before stays.",
        )
    })
}

/// What the files hold, with everything that is wrong with them on `today`.
#[derive(Debug)]
pub struct Files {
    /// What staff wrote.
    pub knowledge: Knowledge,
    /// Every sentence.
    pub wording: Wording,
    /// The safety rules, compiled and tried on their own examples.
    pub screen: Screen,
    /// In a fixed order.
    pub problems: Vec<Problem>,
}

/// Reads and checks every file that a snapshot is made of; the safety rules are
/// tried on their examples whether they were before or not.
pub fn read(config: &Config, today: NaiveDate) -> Files {
    read_after(None, config, today, &Readings::default())
}

fn read_after(before: Option<&Airt>, config: &Config, today: NaiveDate, readings: &Readings) -> Files {
    let mut loaded = knowledge::load(&config.paths.knowledge_base).with_holidays(&config.paths.holidays);
    let mut problems = std::mem::take(&mut loaded.problems);
    problems.extend(nothing_to_show(&loaded.knowledge, today));
    let (wording, wording_problems) = Wording::load(&config.paths.messages);
    // The two that take long, side by side.
    let (checked, (screen, screen_problems)) = std::thread::scope(|scope| {
        let checking = scope.spawn(|| knowledge::check(&loaded, today));
        let screen = screen_after(before, &loaded.knowledge, readings);
        (checking.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), screen)
    });
    problems.extend(checked);
    problems.extend(wording_problems);
    problems.extend(screen_problems);
    Files { knowledge: loaded.knowledge, wording, screen, problems }
}

/// The rules of the snapshot before where they are the same: they have proved
/// themselves.
fn screen_after(before: Option<&Airt>, knowledge: &Knowledge, readings: &Readings) -> (Screen, Vec<Problem>) {
    let same = |before: &&Airt| {
        let known = before.knowledge();
        known.concerns == knowledge.concerns && known.safety_words == knowledge.safety_words
    };
    match before.filter(same) {
        Some(before) => (before.screen().clone(), Vec::new()),
        None => Screen::new(knowledge, readings),
    }
}
