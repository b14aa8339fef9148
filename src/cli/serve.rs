//! `airt serve`: the web page, and Telegram where there is a token.

use std::io::Write;

use clap::Args;

use crate::app::{Running, Signals};
use crate::config::Config;

/// Starts Airt and says where to open it.
#[derive(Debug, Default, Args)]
pub(super) struct Serve {}

impl Serve {
    /// Runs until SIGINT or SIGTERM; the exit status.
    #[expect(clippy::unused_self, reason = "every subcommand is run the same way")]
    pub(super) fn run(&self, config: Config) -> u8 {
        crate::app::telemetry::hide_what_panics_say();
        with_a_sparing_allocator();
        let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return super::fail(&error.to_string()),
        };
        let status = runtime.block_on(until_stopped(config));
        // A blocking task that hangs, on a dead network folder say, must not
        // keep the process alive.
        runtime.shutdown_background();
        status
    }
}

/// How the C library's allocator is to give memory back, unless whoever starts
/// Airt has said otherwise.
///
/// It gives each thread memory of its own and takes hardly any of it back: six
/// changes of the knowledge base took 650 MB, and with two such stores 300. And
/// what is large it would keep among the small after the first time, between which
/// it can never be given back: twenty megabytes more after a start.
#[cfg(target_os = "linux")]
const ALLOCATOR: [(&str, &str); 2] = [("MALLOC_ARENA_MAX", "2"), ("MALLOC_MMAP_THRESHOLD_", "131072")];

/// Begins again with these settings: they are read when a process begins, and
/// only then. Where it cannot be done, Airt serves all the same.
#[cfg(target_os = "linux")]
fn with_a_sparing_allocator() {
    use std::os::unix::process::CommandExt;
    let missing: Vec<_> = ALLOCATOR.into_iter().filter(|(name, _)| std::env::var_os(name).is_none()).collect();
    if missing.is_empty() {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    let error = std::process::Command::new(program).args(std::env::args_os().skip(1)).envs(missing).exec();
    tracing::warn!(%error, "more memory is used than is needed");
}

#[cfg(not(target_os = "linux"))]
fn with_a_sparing_allocator() {}

async fn until_stopped(config: Config) -> u8 {
    let mut signals = match Signals::listen() {
        Ok(signals) => signals,
        Err(error) => return super::fail(&format!("signals cannot be heard: {error}")),
    };
    let running = match Running::start(config).await {
        Ok(running) => running,
        Err(error) => return super::fail(&error.to_string()),
    };
    let address = running.address();
    // Nobody reads our standard output: no reason not to answer.
    let _ = writeln!(std::io::stdout(), "Airt is ready: http://{address}");
    if let Some(link) = running.first_staff_link().await {
        let _ = writeln!(std::io::stdout(), "Set up the first staff account, once: http://{address}{link}");
    }
    tracing::info!(address = %running.address(), "ready");
    signals.heard().await;
    tracing::info!("stopping");
    tokio::select! {
        () = running.stop() => tracing::info!("stopped"),
        // Somebody who asks twice does not want to wait.
        () = signals.heard() => tracing::warn!("stopped at once"),
    }
    0
}
