//! A change tried on the question sets before it is published: which answers
//! would change, and whether the figures stay above their floors.
//!
//! Nothing is changed by it. The questions are asked twice, of the snapshot
//! that answers now and of the same one with the change; the first half is
//! kept until another snapshot answers. An installation without question sets
//! has nothing to try on, and says so.

mod compare;

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Weak};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::Mutex;

pub(super) use self::compare::Trial;
use super::trouble::Trouble;
use super::view::today;
use super::{Site, token};
use crate::conversation::Airt;
use crate::evaluation::{self, Floors, Given, Line};
use crate::knowledge::{Knowledge, Service, ServiceId};
use crate::understanding::encoder::Memory;

/// The questions, below the folder that the settings name.
const QUESTIONS: &str = "gate.jsonl";

/// What the figures must not fall below.
const FLOORS: &str = "floors.toml";

/// Results that are kept: a page is looked at, and then its draft published.
const KEPT: usize = 8;

/// A page waits so long for a result, and says then that it is on its way.
const PATIENCE: Duration = Duration::from_secs(4);

/// A text that is to take the place of a file's.
#[derive(Debug, Clone)]
pub(super) enum Edit {
    /// Of one service.
    Service {
        /// Its id.
        id: String,
        /// What its file would hold.
        text: String,
    },
    /// Of the vocabulary.
    Vocabulary(String),
}

/// What came of trying it.
#[derive(Debug, Clone)]
pub(super) enum Tried {
    /// This installation has no question sets.
    NoSets,
    /// They are there and cannot be used, and why.
    Broken(String),
    /// The questions were asked.
    Done(Arc<Trial>),
}

impl Tried {
    /// What stands in the way of publishing, in words.
    pub(super) fn stops(&self) -> Vec<String> {
        match self {
            Self::NoSets => Vec::new(),
            Self::Broken(what) => vec![format!("The draft cannot be tried on the question sets: {what}.")],
            Self::Done(trial) => trial.falls.clone(),
        }
    }
}

/// Tries one change at a time: two at once would only make each slower.
#[derive(Debug, Default)]
pub(super) struct Trials {
    held: Mutex<Held>,
    /// The questions as the encoder reads them: most of the time that asking takes.
    memory: Memory,
}

#[derive(Debug, Default)]
struct Held {
    base: Option<Arc<Base>>,
    /// Of this base, the latest last.
    done: VecDeque<(String, Tried)>,
}

/// What the snapshot answers that runs.
#[derive(Debug)]
struct Base {
    /// Not held: an old snapshot must not stay in memory because of it.
    of: Weak<Airt>,
    now: DateTime<Utc>,
    floors: Floors,
    given: Vec<Given>,
}

impl Edit {
    fn key(&self) -> String {
        match self {
            Self::Service { id, text } => format!("{id} {}", token::hash(text)),
            Self::Vocabulary(text) => format!("/ {}", token::hash(text)),
        }
    }

    /// What is known once it is published; `None` where it cannot be read.
    fn after(&self, before: &Knowledge) -> Option<Knowledge> {
        let mut after = before.clone();
        match self {
            Self::Service { id, text } => {
                let mut service: Service = toml::from_str(text).ok()?;
                service.id = ServiceId::from(id.as_str());
                after.services.insert(service.id.clone(), Arc::new(service));
            }
            Self::Vocabulary(text) => after.vocabulary = toml::from_str(text).ok()?,
        }
        Some(after)
    }
}

impl Site {
    /// Tries a change, and waits for what comes of it.
    pub(super) async fn try_out(&self, edit: Edit) -> Result<Tried, Trouble> {
        let mut held = self.trials.held.lock().await;
        let airt = self.desk.airt();
        let base = match self.base(&mut held, &airt).await? {
            Ok(Some(base)) => base,
            Ok(None) => return Ok(Tried::NoSets),
            Err(what) => return Ok(Tried::Broken(what)),
        };
        let key = edit.key();
        if let Some((_, tried)) = held.done.iter().find(|(done, _)| *done == key) {
            return Ok(tried.clone());
        }
        let memory = self.trials.memory.clone();
        let tried = tokio::task::spawn_blocking(move || memory.during(|| tried(&base, &airt, &edit))).await;
        let tried = tried.map_err(|_| Trouble::Fault)?;
        if held.done.len() == KEPT {
            held.done.pop_front();
        }
        held.done.push_back((key, tried.clone()));
        Ok(tried)
    }

    /// Asks the questions of what answers now, so that whoever tries a draft
    /// waits for half of it alone.
    pub(super) async fn prepare_trials(&self) {
        // A panic was told already, and what is wrong with the sets stands on the page of a draft.
        let mut held = self.trials.held.lock().await;
        let _ = self.base(&mut held, &self.desk.airt()).await;
    }

    /// What the snapshot answers that runs, asked once for each snapshot.
    async fn base(&self, held: &mut Held, airt: &Arc<Airt>) -> Result<Result<Option<Arc<Base>>, String>, Trouble> {
        if let Some(base) = held.base.as_ref().filter(|base| Weak::as_ptr(&base.of) == Arc::as_ptr(airt)) {
            return Ok(Ok(Some(Arc::clone(base))));
        }
        *held = Held::default();
        let (folder, airt, memory) =
            (self.config.paths.questions.clone(), Arc::clone(airt), self.trials.memory.clone());
        let made = tokio::task::spawn_blocking(move || memory.during(|| base(&folder, &airt))).await;
        let made = made.map_err(|_| Trouble::Fault)?;
        held.base = made.as_ref().ok().and_then(Option::as_ref).map(Arc::clone);
        Ok(made)
    }

    /// The same for a page: what is not there soon goes on by itself, and the
    /// page says so.
    pub(super) async fn try_out_soon(self: &Arc<Self>, edit: Edit) -> Option<Tried> {
        let site = Arc::clone(self);
        let work = tokio::spawn(async move { site.try_out(edit).await });
        tokio::time::timeout(PATIENCE, work).await.ok()?.ok()?.ok()
    }
}

/// Asks everything of what answers now. `None` where there are no questions.
fn base(folder: &Path, airt: &Arc<Airt>) -> Result<Option<Arc<Base>>, String> {
    if !folder.join(QUESTIONS).exists() {
        return Ok(None);
    }
    let lines = evaluation::read(&folder.join(QUESTIONS))?;
    let floors = Floors::read(&folder.join(FLOORS))?;
    let now = Utc::now();
    Ok(Some(Arc::new(Base { of: Arc::downgrade(airt), now, floors, given: ask(airt, lines, now) })))
}

fn tried(base: &Base, airt: &Airt, edit: &Edit) -> Tried {
    let Some(knowledge) = edit.after(airt.knowledge()) else {
        return Tried::Broken("it cannot be read".to_owned());
    };
    let after = airt.with_knowledge(knowledge, today());
    let lines = base.given.iter().map(|one| one.line.clone()).collect();
    let given = ask(&after, lines, base.now);
    Tried::Done(Arc::new(Trial::of((airt, &base.given), (&after, &given), &base.floors)))
}

/// As the command line asks: late rather than wrong.
fn ask(airt: &Airt, lines: Vec<Line>, now: DateTime<Utc>) -> Vec<Given> {
    airt.warm_up();
    lines.into_iter().map(|line| evaluation::ask(airt, line, now)).collect()
}
