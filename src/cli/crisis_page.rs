//! `airt crisis-page`: a page with the crisis contacts, made from the data,
//! for a web server to show while Airt is down.

use std::io::Write;

use clap::Args;

use crate::config::Config;
use crate::knowledge;
use crate::wording::Wording;

/// Prints the page.
#[derive(Debug, Args)]
pub(super) struct CrisisPage {}

impl CrisisPage {
    /// Runs it; the exit status.
    #[expect(clippy::unused_self, reason = "every subcommand is run the same way")]
    pub(super) fn run(&self, config: &Config) -> u8 {
        let loaded = knowledge::load(&config.paths.knowledge_base);
        let (wording, _) = Wording::load(&config.paths.messages);
        let page = crate::conversation::crisis_page(&loaded.knowledge, &wording);
        super::written(std::io::stdout().lock().write_all(page.as_bytes()))
    }
}
