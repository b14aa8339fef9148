//! `airt chat`: a conversation in the terminal.

use std::io::{IsTerminal, stdin, stdout};

use chrono::Utc;
use clap::Args;
use tokio::io::BufReader;

use crate::channels::terminal;
use crate::config::Config;
use crate::desk::Desk;

/// Talks in the terminal. Nothing is kept.
#[derive(Debug, Args)]
pub(super) struct Chat {}

impl Chat {
    /// Runs until "bye" or the end of the input; the exit status.
    #[expect(clippy::unused_self, reason = "every subcommand is run the same way")]
    pub(super) fn run(&self, config: &Config) -> u8 {
        let airt = match crate::app::build(config, Utc::now()) {
            Ok((airt, _)) => airt,
            Err(problems) => {
                for problem in &problems {
                    super::fail(&problem.to_string());
                }
                return 1;
            }
        };
        let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return super::fail(&error.to_string()),
        };
        let prompt = if stdin().is_terminal() { "> " } else { "" };
        let input = BufReader::new(tokio::io::stdin());
        let talked = runtime.block_on(terminal::talk(&Desk::new(airt), "terminal", input, stdout(), prompt));
        // Standard input is read on a thread that nothing can wake.
        runtime.shutdown_background();
        super::written(talked)
    }
}
