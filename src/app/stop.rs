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

/// The system's signals to stop: Ctrl-C, and what a service manager sends.
#[derive(Debug)]
pub struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    /// Listens from now on. To be called before anybody is told that Airt is
    /// ready: a signal that comes before this ends the process at once, with
    /// its answers half sent.
    pub fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Waits for the next one.
    pub async fn heard(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
