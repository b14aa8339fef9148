//! The places at which the power may go while something is being published.
//!
//! Outside tests they do nothing. A test runs a child of its own that dies at
//! one of them, and looks at what is left on the disk.

/// The power may go here.
#[cfg(not(test))]
pub(crate) fn may_go(_place: &'static str) {}

/// The same in a test: `AIRT_TEST_POWER` holds the number of the place, from
/// 0, at which this process dies. Without it nothing happens.
#[cfg(test)]
pub(crate) fn may_go(place: &'static str) {
    use std::sync::atomic::{AtomicUsize, Ordering};

    static PASSED: AtomicUsize = AtomicUsize::new(0);
    let Ok(wanted) = std::env::var("AIRT_TEST_POWER") else { return };
    if wanted == PASSED.fetch_add(1, Ordering::SeqCst).to_string() {
        // To standard output past the test's own capture, which would be lost.
        let _ = std::io::Write::write_all(&mut std::io::stdout(), format!("\ndied where {place}\n").as_bytes());
        std::process::abort();
    }
}
