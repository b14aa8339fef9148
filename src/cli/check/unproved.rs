//! Finds the sentences that a native speaker has still to read: whatever
//! stands under a note that says so, in the files of sentences and of safety
//! rules.

use std::path::Path;

use crate::config::Config;
use crate::knowledge::Unproved;

/// What such a note says.
const MARK: &str = "native speaker";

/// All of them, by file.
pub(super) fn find(config: &Config) -> Vec<Unproved> {
    [config.paths.messages.clone(), config.paths.knowledge_base.clone(), config.paths.knowledge_base.join("safety")]
        .iter()
        .flat_map(|folder| files(folder))
        .flat_map(|(name, text)| notes(&name, &text))
        .collect()
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    paths.iter().filter_map(|path| Some((name(path), std::fs::read_to_string(path).ok()?))).collect()
}

/// A note, with what follows it up to the next blank line or note.
fn notes(file: &str, text: &str) -> Vec<Unproved> {
    let mut found = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(mut note) = comment(line) else { continue };
        while let Some(more) = lines.peek().and_then(|line| comment(line)) {
            note = format!("{note} {more}");
            lines.next();
        }
        if !note.contains(MARK) {
            continue;
        }
        let mut sentences = Vec::new();
        while let Some(sentence) = lines.next_if(|line| !line.trim().is_empty() && comment(line).is_none()) {
            sentences.push(sentence.trim().to_owned());
        }
        found.push(Unproved { file: file.to_owned(), note, sentences });
    }
    found
}

fn comment(line: &str) -> Option<String> {
    line.trim_start().strip_prefix('#').map(|note| note.trim_start_matches('#').trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_under_such_a_note_is_found() {
        let text = "# Plain\na = A\n\n# Polish: needs a\n# native speaker.\nb = B\nc = C\n\nd = D\n";
        let found = notes("x.ftl", text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].note, "Polish: needs a native speaker.");
        assert_eq!(found[0].sentences, ["b = B", "c = C"]);
    }
}
