//! `airt poster`: a poster with a code to scan, as SVG on standard output.

use std::io::Write;

use clap::Args;

use crate::channels::web;
use crate::config::Config;
use crate::wording::Wording;

/// Prints an A4 poster for schools, as SVG.
#[derive(Debug, Args)]
pub(super) struct Poster {
    /// The address that the code leads to; without it, `web.public_url`.
    #[arg(long)]
    url: Option<url::Url>,
}

impl Poster {
    /// Runs it; the exit status.
    pub(super) fn run(&self, config: &Config) -> u8 {
        let set = Some(config.web.public_url.as_str()).filter(|url| !url.is_empty());
        let Some(address) = self.url.as_ref().map(url::Url::as_str).or(set) else {
            return super::fail("set web.public_url, or say --url: a code on a wall must lead somewhere");
        };
        let (words, problems) = Wording::load(&config.paths.messages);
        for problem in &problems {
            super::fail(&problem.to_string());
        }
        match web::poster(&words, &config.council.name, address) {
            Ok(svg) => super::written(std::io::stdout().write_all(svg.as_bytes())),
            Err(error) => super::fail(&error.to_string()),
        }
    }
}
