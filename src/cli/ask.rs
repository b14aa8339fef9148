//! `airt ask`: one message, or each line of standard input.

use std::io::{BufRead, Write};
use std::time::Instant;

use chrono::{DateTime, Duration, Utc};
use clap::Args;
use serde::Serialize;

use crate::config::Config;
use crate::conversation::{Airt, Channel, Message, Outcome, Raised, Session, ShownService, Turn};

/// Answers one message, or, without one, each line of standard input.
#[derive(Debug, Args)]
pub(super) struct Ask {
    /// One JSON object a message.
    #[arg(long)]
    json: bool,
    /// All lines are one conversation; an empty line starts the next.
    #[arg(long)]
    chat: bool,
    /// The moment at which it is asked, such as 2026-11-22T21:00:00Z.
    #[arg(long)]
    now: Option<DateTime<Utc>>,
    /// What to ask.
    message: Option<String>,
}

/// What `--json` prints for each message; names are fixed by the command line.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    message: &'a str,
    outcome: Outcome,
    concerns: &'a [Raised],
    services: &'a [ShownService],
    facet: Option<crate::conversation::Facet>,
    text: String,
    choices: Vec<&'a str>,
    kept: Option<String>,
    micros: u128,
}

impl Ask {
    /// Runs it; the exit status.
    pub(super) fn run(&self, config: &Config) -> u8 {
        let now = self.now.unwrap_or_else(Utc::now);
        let airt = match crate::app::build(config, now) {
            Ok((airt, _)) => airt,
            Err(problems) => {
                problems.iter().for_each(|problem| {
                    super::fail(&problem.to_string());
                });
                return 1;
            }
        };
        airt.warm_up();
        match self.answer(&airt, now) {
            Ok(()) => 0,
            Err(error) => super::fail(&error.to_string()),
        }
    }

    fn answer(&self, airt: &Airt, start: DateTime<Utc>) -> std::io::Result<()> {
        let mut out = std::io::stdout().lock();
        let mut session = Session::new("ask", start);
        let mut now = start;
        if let Some(message) = &self.message {
            return self.print(&mut out, message, airt, &mut session, now);
        }
        for line in std::io::stdin().lock().split(b'\n') {
            // Invalid UTF-8 is somebody's paste, not a reason to stop.
            let line = String::from_utf8_lossy(&line?).trim_end_matches('\r').to_owned();
            if !self.chat {
                session = Session::new("ask", now);
            } else if line.trim().is_empty() {
                session = Session::new("ask", now);
                now = start;
                continue;
            }
            self.print(&mut out, &line, airt, &mut session, now)?;
            if self.chat {
                now += Duration::seconds(60);
            }
        }
        out.flush()
    }

    fn print(
        &self,
        out: &mut impl Write,
        text: &str,
        airt: &Airt,
        session: &mut Session,
        now: DateTime<Utc>,
    ) -> std::io::Result<()> {
        let started = Instant::now();
        let Turn { reply, session: next, .. } =
            airt.reply(session.clone(), &Message::text(Channel::Terminal, text), now);
        let micros = started.elapsed().as_micros();
        *session = next;
        if !self.json {
            return writeln!(out, "{}\n", reply.text());
        }
        let answer = Answer {
            message: text,
            outcome: reply.outcome,
            concerns: &reply.concerns,
            services: &reply.services,
            facet: reply.facet,
            text: reply.text(),
            choices: reply.choices.iter().map(|choice| choice.label.as_str()).collect(),
            kept: None,
            micros,
        };
        serde_json::to_writer(&mut *out, &answer)?;
        writeln!(out)
    }
}
