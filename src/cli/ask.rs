//! `airt ask`: one message, or each line of standard input.

use std::io::{BufRead, Write};
use std::time::Instant;

use chrono::{DateTime, Duration, Utc};
use clap::Args;
use serde::Serialize;

use crate::config::Config;
use crate::conversation::{Airt, Answer, Channel, Explained, Message, Session, Turn};
use crate::insights::{Redactor, kept};

/// Answers one message, or, without one, each line of standard input.
#[derive(Debug, Args)]
pub(super) struct Ask {
    /// One JSON object a message.
    #[arg(long)]
    json: bool,
    /// All lines are one conversation; an empty line starts the next.
    #[arg(long)]
    chat: bool,
    /// How the answer came about as well: what was understood, which sentence
    /// matched, the parts of each score, the thresholds.
    #[arg(long)]
    explain: bool,
    /// The moment at which it is asked, such as 2026-11-22T21:00:00Z.
    #[arg(long)]
    now: Option<DateTime<Utc>>,
    /// What to ask.
    message: Option<String>,
}

/// A line of `--json`: with `--explain` it says one thing more.
#[derive(Debug, Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    answer: Answer<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explained: Option<Explained>,
}

impl Ask {
    /// Runs it; the exit status.
    pub(super) fn run(&self, config: &Config) -> u8 {
        let now = self.now.unwrap_or_else(Utc::now);
        let airt = match crate::app::build(config, now) {
            Ok((airt, _)) => airt,
            Err(problems) => {
                for problem in &problems {
                    super::fail(&problem.to_string());
                }
                return 1;
            }
        };
        airt.warm_up();
        super::written(self.answer(&airt, now))
    }

    fn answer(&self, airt: &Airt, start: DateTime<Utc>) -> std::io::Result<()> {
        let mut out = std::io::stdout().lock();
        let redactor = Redactor::new(airt.knowledge());
        let mut session = Session::new("ask", start);
        let mut now = start;
        if let Some(message) = &self.message {
            return self.print(&mut out, message, airt, &redactor, &mut session, now);
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
            self.print(&mut out, &line, airt, &redactor, &mut session, now)?;
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
        redactor: &Redactor,
        session: &mut Session,
        now: DateTime<Utc>,
    ) -> std::io::Result<()> {
        let started = Instant::now();
        let turn = airt.reply(session.clone(), &Message::text(Channel::Terminal, text), now);
        let took = started.elapsed();
        let kept = self.json.then(|| kept(&turn, redactor)).flatten();
        let explained = self.explain.then(|| airt.explain(session, text, &turn.reply, now));
        let Turn { reply, session: next, .. } = turn;
        *session = next;
        if !self.json {
            writeln!(out, "{}\n", reply.text())?;
            return match explained {
                Some(explained) => writeln!(out, "{}\n", explained.lines().join("\n")),
                None => Ok(()),
            };
        }
        let line = Line { answer: Answer::new(text, &reply, kept, took), explained };
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)
    }
}
