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
        with_few_arenas();
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

/// Begins again with an allocator that shares its memory between threads.
///
/// The C library gives each thread memory of its own and takes hardly any of it
/// back: six changes of the knowledge base took 650 MB, and with two such
/// stores 300. It reads the setting when a process begins, and only then.
/// Whoever has set it already knows better; where it cannot be done, Airt
/// serves all the same.
#[cfg(target_os = "linux")]
fn with_few_arenas() {
    use std::os::unix::process::CommandExt;
    const ARENAS: &str = "MALLOC_ARENA_MAX";
    if std::env::var_os(ARENAS).is_some() {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    let error = std::process::Command::new(program).args(std::env::args_os().skip(1)).env(ARENAS, "2").exec();
    tracing::warn!(%error, "the memory of threads is not shared");
}

#[cfg(not(target_os = "linux"))]
fn with_few_arenas() {}

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
