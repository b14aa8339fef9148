//! The word to stop: one side says it, any number of tasks wait for it.

use tokio::sync::watch;

/// Says stop.
#[derive(Debug)]
pub struct Stopper(watch::Sender<bool>);

/// Waits for it.
#[derive(Debug, Clone)]
pub struct Stop(watch::Receiver<bool>);

impl Stopper {
    /// Nobody has said stop yet.
    pub fn new() -> Self {
        Self(watch::Sender::new(false))
    }

    /// Tells everybody, also those who begin to wait later.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }

    /// Something that can wait.
    pub fn handle(&self) -> Stop {
        Stop(self.0.subscribe())
    }
}

impl Default for Stopper {
    fn default() -> Self {
        Self::new()
    }
}

impl Stop {
    /// Returns once somebody said stop, or nobody is left who could.
    pub async fn requested(mut self) {
        // The error means that the stopper is gone: nothing runs without one.
        let _ = self.0.wait_for(|stopped| *stopped).await;
    }

    /// Whether it has been said.
    pub fn is_requested(&self) -> bool {
        *self.0.borrow()
    }
}

/// Returns at the first SIGINT or SIGTERM.
///
/// # Errors
/// When the system refuses to deliver signals.
pub async fn signalled() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
