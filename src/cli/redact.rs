//! `airt redact`: each line of standard input as insights would keep it.

use std::io::{self, BufRead, Write};

use clap::Args;

use crate::config::Config;
use crate::insights::Redactor;
use crate::knowledge;

/// Shows what redaction leaves of each line of standard input.
#[derive(Debug, Args)]
pub(super) struct Redact {}

impl Redact {
    /// Runs it; the exit status.
    #[expect(clippy::unused_self, reason = "every subcommand is run the same way")]
    pub(super) fn run(&self, config: &Config) -> u8 {
        let loaded = knowledge::load(&config.paths.knowledge_base);
        // A broken record only means that its names are not known to be public.
        for problem in &loaded.problems {
            tracing::warn!("{problem}");
        }
        super::written(lines(&Redactor::new(&loaded.knowledge)))
    }
}

fn lines(redactor: &Redactor) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().split(b'\n') {
        let line = String::from_utf8_lossy(&line?).trim_end_matches('\r').to_owned();
        writeln!(out, "{}", redactor.redact(&line))?;
    }
    out.flush()
}
