//! What changed between two texts, line by line.

use similar::{ChangeTag, TextDiff};

/// Lines around a change that are shown with it.
const AROUND: usize = 2;

/// One line of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::staff) enum Line {
    /// Stands in both.
    Same(String),
    /// Is new.
    Added(String),
    /// Is gone.
    Gone(String),
    /// Lines that are the same were left out here.
    Skipped,
}

/// The difference; empty where there is none.
pub(in crate::staff) fn diff(before: &str, after: &str) -> Vec<Line> {
    let difference = TextDiff::from_lines(before, after);
    let mut lines = Vec::new();
    for group in difference.grouped_ops(AROUND) {
        if !lines.is_empty() {
            lines.push(Line::Skipped);
        }
        for change in group.iter().flat_map(|operation| difference.iter_changes(operation)) {
            let text = change.value().trim_end_matches('\n').to_owned();
            lines.push(match change.tag() {
                ChangeTag::Equal => Line::Same(text),
                ChangeTag::Insert => Line::Added(text),
                ChangeTag::Delete => Line::Gone(text),
            });
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_what_is_gone_and_what_is_new() {
        let lines = diff("a\nb\nc\nd\ne\nf\ng\nh\n", "a\nB\nc\nd\ne\nf\ng\nH\n");
        let said = |line: &str| line.to_owned();
        assert!(lines.contains(&Line::Gone(said("b"))) && lines.contains(&Line::Added(said("B"))));
        assert!(lines.contains(&Line::Skipped) && !lines.contains(&Line::Same(said("e"))), "{lines:?}");
        assert!(diff("a\n", "a\n").is_empty());
    }
}
