//! `airt screen`: each line of standard input to its concerns, with what
//! noticed them. For staff who write rules and for the figures.

use std::io::{BufRead, Write};

use clap::Args;
use serde::Serialize;

use crate::config::Config;
use crate::knowledge::{Level, Severity};
use crate::safety::{Concern, Screen, Why};

/// Each line of standard input to its concerns, with what noticed them.
#[derive(Debug, Args)]
pub(super) struct ScreenLines {
    /// One JSON object a line.
    #[arg(long)]
    json: bool,
    /// The rules alone, without the sentence encoder.
    #[arg(long)]
    rules: bool,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    message: &'a str,
    normal: String,
    /// On which side of the examples it lies.
    place: Option<f32>,
    concerns: Vec<Noticed<'a>>,
}

#[derive(Debug, Serialize)]
struct Noticed<'a> {
    id: &'a str,
    level: Level,
    friend: bool,
    now: bool,
    #[serde(flatten)]
    why: Reason<'a>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Reason<'a> {
    Rule(&'a str),
    Example { text: &'a str, score: f32 },
}

impl ScreenLines {
    /// Runs it; the exit status.
    pub(super) fn run(&self, config: &Config) -> u8 {
        let (screen, problems) = crate::app::screen(config);
        // Whoever tries a rule wants to see all that is wrong and the result too.
        let mut failed = false;
        for problem in &problems {
            failed |= problem.severity == Severity::Error;
            super::fail(&problem.to_string());
        }
        super::written(self.lines(&screen)).max(u8::from(failed))
    }

    fn lines(&self, screen: &Screen) -> std::io::Result<()> {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        for line in std::io::stdin().lock().split(b'\n') {
            let line = String::from_utf8_lossy(&line?).trim_end_matches('\r').to_owned();
            let concerns = if self.rules { screen.screen_by_rules(&line) } else { screen.screen(&line) };
            if self.json {
                let noticed = concerns.iter().map(Noticed::from).collect();
                let place = if self.rules { None } else { screen.place(&line) };
                let line = Line { message: &line, normal: screen.normalise(&line), place, concerns: noticed };
                serde_json::to_writer(&mut out, &line)?;
                writeln!(out)?;
                continue;
            }
            writeln!(out, "{line}")?;
            for concern in &concerns {
                let level = if concern.level == Level::Urgent { "urgent" } else { "check_in" };
                writeln!(out, "    {} {level}: {}", concern.id, concern.why)?;
            }
        }
        out.flush()
    }
}

impl<'a> From<&'a Concern> for Noticed<'a> {
    fn from(concern: &'a Concern) -> Self {
        let why = match &concern.why {
            Why::Rule(pattern) => Reason::Rule(pattern),
            Why::Example { example, score } => Reason::Example { text: example, score: *score },
        };
        Self { id: &concern.id, level: concern.level, friend: concern.friend, now: concern.now, why }
    }
}
