//! Patterns that stand in the code.

use regex::{Regex, RegexBuilder};

/// So much may a pattern remember on each thread that it runs on, in bytes. With
/// two megabytes, which is the crate's own limit, all of them together took thirty
/// after two thousand messages.
const REMEMBERED: usize = 128 << 10;

/// A pattern of our own. One that cannot be read is found by the first test
/// that touches it; what staff write is compiled elsewhere and may fail.
#[expect(clippy::expect_used, reason = "the pattern is part of the program, not of a message or a file")]
pub(super) fn pattern(text: &str) -> Regex {
    RegexBuilder::new(text).dfa_size_limit(REMEMBERED).build().expect("a pattern in the code is valid")
}
