//! Brings what a release has new into the knowledge base that is in use, at
//! the start and before anything is read.
//!
//! A merge that would not pass the checks is not begun; one that is cut short
//! is finished at the next start. In no case is a start refused because of it:
//! what was in use goes on.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use chrono_tz::Europe::London;

use crate::config::Config;
use crate::knowledge::{self, Brought, Plan, Severity, Sources, power};
use crate::staff::News;

/// In the data folder: the hash of each file as the release before brought it.
const BROUGHT: &str = "release.json";

/// Merges, and says what came of it; `None` where there is no release beside
/// the folder in use.
pub(super) fn merge(config: &Config, now: DateTime<Utc>) -> Option<News> {
    let (release, live) = (&config.paths.release, &config.paths.knowledge_base);
    let is_same = fs::canonicalize(release).ok() == fs::canonicalize(live).ok();
    if release.as_os_str().is_empty() || is_same {
        return None;
    }
    if !release.is_dir() {
        tracing::error!(folder = %release.display(), "the folder of the release is not there: see paths.release");
        return None;
    }
    match bring(config, now) {
        Ok(news) => Some(news),
        Err(error) => {
            tracing::error!(%error, "what the release brings could not be taken over: it is tried at the next start");
            None
        }
    }
}

fn bring(config: &Config, now: DateTime<Utc>) -> io::Result<News> {
    let live = &config.paths.knowledge_base;
    let release = knowledge::load(&config.paths.release).sources;
    let known = config.paths.data.join(BROUGHT);
    let texts = knowledge::load(live).sources;
    let plan = knowledge::plan(&release, &texts, &before(&known)?);
    let mut news = News { told: plan.told.clone(), ..News::default() };
    if !plan.write.is_empty() {
        let errors = errors(config, now, &texts, &plan)?;
        if !errors.is_empty() {
            for error in &errors {
                tracing::error!("nothing of the release is taken over: {error}");
            }
            return Ok(News { told: Vec::new(), errors, ..news });
        }
    }
    for (file, text) in &plan.write {
        let path = live.join(file);
        fs::create_dir_all(path.parent().unwrap_or(live))?;
        knowledge::replace(&path, text)?;
        power::may_go("a file of the release is written");
    }
    // Last: a merge that was cut short begins again and finds what is written already.
    let brought = serde_json::to_string_pretty(&plan.brought).map_err(io::Error::other)?;
    knowledge::replace(&known, &brought)?;
    let kept = plan.told.iter().filter(|(_, outcome)| *outcome == knowledge::Merged::Kept);
    news.kept = kept.filter_map(|(file, _)| Some((knowledge::service_of(file)?, release.get(file)?.clone()))).collect();
    for (file, outcome) in &plan.told {
        tracing::info!(file = %file.display(), "release: {}", outcome.words());
    }
    Ok(news)
}

/// What the release before brought. Without the file nothing is known: then
/// every text that differs counts as edited.
fn before(file: &Path) -> io::Result<Brought> {
    match fs::read_to_string(file) {
        Ok(text) => serde_json::from_str(&text).map_err(io::Error::other),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Brought::new()),
        Err(error) => Err(error),
    }
}

/// What would be wrong with the merged files and is not wrong now.
fn errors(config: &Config, now: DateTime<Utc>, texts: &Sources, plan: &Plan) -> io::Result<Vec<String>> {
    let trial = Trial::of(&config.paths.data, texts.iter().chain(&plan.write))?;
    let today = now.with_timezone(&London).date_naive();
    let errors = |config: &Config| {
        let problems = super::read(config, today).problems.into_iter();
        problems.filter(|problem| problem.severity == Severity::Error).map(|problem| problem.to_string())
    };
    let mut after = config.clone();
    after.paths.knowledge_base.clone_from(&trial.0);
    let mut wrong: Vec<String> = errors(&after).collect();
    if !wrong.is_empty() {
        let known: Vec<String> = errors(config).collect();
        wrong.retain(|error| !known.contains(error));
    }
    Ok(wrong)
}

/// A folder that is gone once it was looked at.
struct Trial(PathBuf);

impl Trial {
    fn of<'a>(data: &Path, texts: impl Iterator<Item = (&'a PathBuf, &'a String)>) -> io::Result<Self> {
        let trial = Self(data.join("release-trial"));
        // What a merge left behind that was cut short.
        let _ = fs::remove_dir_all(&trial.0);
        for below in ["services", "safety"] {
            fs::create_dir_all(trial.0.join(below))?;
        }
        for (file, text) in texts {
            let path = trial.0.join(file);
            fs::create_dir_all(path.parent().unwrap_or(&trial.0))?;
            fs::write(path, text)?;
        }
        Ok(trial)
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        // What cannot be removed is removed the next time.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests;
