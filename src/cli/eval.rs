//! `airt eval`: the figures of question sets, for the terminal.

mod report;

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::Args;

use crate::config::Config;
use crate::evaluation::{self, Figures, Floors, Given, Line};

/// Answers question sets and reports how well.
#[derive(Debug, Args)]
pub(super) struct Eval {
    /// Files of one JSON object a line.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// One JSON object instead of tables.
    #[arg(long)]
    json: bool,
    /// Allows sealed sets, and prints none of their lines.
    #[arg(long)]
    sealed: bool,
    /// Prints so many of the worst misses, each with the reason.
    #[arg(long, value_name = "COUNT", num_args = 0..=1, default_missing_value = "30")]
    misses: Option<usize>,
    /// Exit status 1 below the figures in this file.
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
    /// The files are sets of messages to screen, as in `tests/safety`.
    #[arg(long)]
    safety: bool,
    /// The moment at which everything is asked.
    #[arg(long)]
    now: Option<DateTime<Utc>>,
}

impl Eval {
    /// Runs it; the exit status.
    pub(super) fn run(&self, config: &Config) -> u8 {
        let evaluated = if self.safety {
            super::eval_safety::run(config, &self.files, self.json, self.sealed)
        } else {
            self.evaluate(config)
        };
        match evaluated {
            Ok(status) => status,
            Err(what) => super::fail(&what),
        }
    }

    fn evaluate(&self, config: &Config) -> Result<u8, String> {
        let lines = self.lines()?;
        let now = self.now.unwrap_or_else(Utc::now);
        let (airt, _) = crate::app::build(config, now)
            .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
        airt.warm_up();
        let given: Vec<Given> = lines.into_iter().map(|line| evaluation::ask(&airt, line, now)).collect();
        let figures = Figures::of(&given, airt.knowledge());
        let printed = super::written(self.print(&figures, &given));
        let Some(floors) = self.floors.as_ref().filter(|_| printed == 0) else { return Ok(printed) };
        let short = Floors::read(floors)?.below(&figures);
        for what in &short {
            super::fail(what);
        }
        Ok(u8::from(!short.is_empty()))
    }

    fn lines(&self) -> Result<Vec<Line>, String> {
        let mut lines = Vec::new();
        for file in &self.files {
            let is_sealed = file.file_name().is_some_and(|name| name.to_string_lossy().contains("sealed"));
            if is_sealed && !self.sealed {
                return Err(format!(
                    "{} is sealed: with --sealed its figures can be had, and nothing else of it",
                    file.display()
                ));
            }
            lines.extend(evaluation::read(file)?);
        }
        Ok(lines)
    }

    fn print(&self, figures: &Figures, given: &[Given]) -> std::io::Result<()> {
        let mut out = std::io::stdout().lock();
        if self.json {
            return report::json(&mut out, figures);
        }
        report::tables(&mut out, figures)?;
        match self.misses {
            Some(count) if !self.sealed => report::misses(&mut out, given, count),
            _ => Ok(()),
        }
    }
}
