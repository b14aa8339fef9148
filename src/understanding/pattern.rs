//! Patterns that stand in the code.

use regex::Regex;

/// A pattern of our own. One that cannot be read is found by the first test
/// that touches it; what staff write is compiled elsewhere and may fail.
#[expect(clippy::expect_used, reason = "the pattern is part of the program, not of a message or a file")]
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern in the code is valid")
}
