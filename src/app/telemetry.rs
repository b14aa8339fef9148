//! The log: lines for people or, with `--log json`, one JSON object a line.
//!
//! It goes to standard error, so that answers on standard output stay clean,
//! and by a thread of its own: a log that nobody reads any more (a full pipe)
//! loses lines, and never holds up an answer or a reload.
//! Message text, names, chat ids and tokens never reach it: our own code does
//! not log them, and crates that do are silenced here whatever the filter says.

use std::io::IsTerminal;

use tracing::Metadata;
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::FilterFn;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};

/// Crates that write what people said or the bot's token into the log:
/// teloxide prints whole updates that it cannot read and, when traced, its
/// requests; the HTTP crates print the path, and in it the token.
const SILENCED: [&str; 7] = ["teloxide", "teloxide_core", "hyper", "hyper_util", "h2", "reqwest", "rustls"];

/// So many lines wait at most for whoever reads the log; the crate would set
/// aside four megabytes for more.
const LINES: usize = 8_000;

/// Why the log could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter is not one.
    #[error("log.filter: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// There is one already.
    #[error("log: {0}")]
    Installed(#[from] TryInitError),
}

/// Starts the log of this process. What it returns is kept until the process
/// ends: dropping it writes the last lines out.
pub fn start(filter: &str, json: bool) -> Result<WorkerGuard, TelemetryError> {
    let filter = EnvFilter::try_new(filter)?.add_directive("tantivy=warn".parse()?);
    let registry = tracing_subscriber::registry().with(filter).with(FilterFn::new(is_ours_to_log));
    let (writer, log) = NonBlockingBuilder::default().buffered_lines_limit(LINES).finish(std::io::stderr());
    let lines = fmt::layer().with_writer(writer);
    if json {
        registry.with(lines.json().flatten_event(true)).try_init()?;
    } else {
        registry.with(lines.with_ansi(std::io::stderr().is_terminal())).try_init()?;
    }
    Ok(log)
}

/// A panic says where it happened and no more: what it was raised with can
/// quote the message that the code choked on.
pub fn hide_what_panics_say() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        tracing::error!(place, "panic");
    }));
}

fn is_ours_to_log(metadata: &Metadata<'_>) -> bool {
    !is_silenced(metadata.target())
}

fn is_silenced(target: &str) -> bool {
    let name = target.split("::").next().unwrap_or(target);
    SILENCED.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_that_would_print_messages_or_tokens_are_silent_whatever_the_filter_says() {
        for target in ["teloxide::dispatching", "teloxide_core::net", "reqwest::connect", "hyper_util::client"] {
            assert!(is_silenced(target), "{target}");
        }
        for target in ["airt::desk", "sqlx::query", "teloxide_like"] {
            assert!(!is_silenced(target), "{target}");
        }
    }

    #[test]
    fn a_filter_that_is_none_is_refused() {
        assert!(matches!(start("airt=loud", false), Err(TelemetryError::Filter(_))));
    }
}
