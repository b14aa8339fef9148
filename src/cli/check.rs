//! `airt check`: the knowledge base and the settings beside it, checked.

mod report;
mod unproved;

use std::io::Write;

use chrono::{NaiveDate, Utc};
use chrono_tz::Europe::London;
use clap::Args;
use serde::Serialize;

use crate::app::Files;
use crate::config::Config;
use crate::knowledge::{Problem, Severity, go_live};

/// Checks the knowledge base and config; exit status 1 on errors.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// One JSON object.
    #[arg(long)]
    json: bool,
    /// The day on which it is checked, such as 2026-11-22.
    #[arg(long)]
    now: Option<NaiveDate>,
    /// A table for staff instead: what to confirm, what falls due, what is hard to read.
    #[arg(long, conflicts_with = "json")]
    report: bool,
    /// The list to work through before launch instead, as docs/go-live.md holds it.
    #[arg(long, conflicts_with_all = ["json", "report"])]
    go_live: bool,
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Found<'a> {
    errors: usize,
    warnings: usize,
    problems: &'a [Problem],
}

impl Check {
    /// Runs it; the exit status.
    pub(super) fn run(&self, config: &Config) -> u8 {
        let today = self.now.unwrap_or_else(|| Utc::now().with_timezone(&London).date_naive());
        let files = crate::app::read(config, today);
        super::written(self.print(config, &files, today)).max(u8::from(count(&files.problems, Severity::Error) > 0))
    }

    fn print(&self, config: &Config, files: &Files, today: NaiveDate) -> std::io::Result<()> {
        let mut out = std::io::stdout().lock();
        if self.report {
            report::print(&mut out, &files.knowledge, today)
        } else if self.go_live {
            write!(out, "{}", go_live(&files.knowledge, &unproved::find(config)))
        } else {
            self.problems(&mut out, &files.problems)
        }
    }

    fn problems(&self, out: &mut impl Write, problems: &[Problem]) -> std::io::Result<()> {
        let (errors, warnings) = (count(problems, Severity::Error), count(problems, Severity::Warning));
        if self.json {
            serde_json::to_writer(&mut *out, &Found { errors, warnings, problems })?;
            return writeln!(out);
        }
        for problem in problems {
            writeln!(out, "{problem}")?;
        }
        writeln!(out, "{errors} errors, {warnings} warnings")
    }
}

fn count(problems: &[Problem], severity: Severity) -> usize {
    problems.iter().filter(|problem| problem.severity == severity).count()
}
