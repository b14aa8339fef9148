//! E-mail addresses, links and handles.

use std::sync::LazyLock;

use regex::Regex;

use super::lexicon::Lexicon;
use super::{Mark, Tag};

/// Endings of bare domains. Those that are also words ("me", "to", "us") count
/// only before a slash: people forget the space after a full stop.
const ENDINGS: &str = "com|org|net|co|uk|scot|io|tv|gg|example|info|app|ly|gov|edu|xyz|online|site|link|gl|eu|de|ie|\
                       club|shop|test|invalid|dev|ai";

/// Patterns are ours and fixed; one that did not compile fails the tests.
fn compiled(patterns: &[&str]) -> Vec<Regex> {
    patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect()
}

static EMAILS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    compiled(&[
        r"(?i)[\w.+-]+\s?@\s?[\w-]+(?:\s?\.\s?[\w-]+)+",
        // "kayleigh dot reid at example dot com", with "at" in brackets or not.
        r"(?i)\b\w+(?:(?:\s+(?:dot|underscore|dash|hyphen)\s+|[._-])\w+)*\s*(?:\sat\s|[\[({<]\s*(?:at|@)\s*[\])}>])\s*\w+(?:\s*(?:\bdot\b|[\[({<]\s*dot\s*[\])}>])\s*\w+)+",
        r"(?i)\b\w+(?:[._-]\w+)*\s*[\[({<]\s*at\s*[\])}>]\s*\w+(?:\s*\.\s*\w+)+",
    ])
});

static LINKS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let bare = format!(r"(?i)\b(?:[\w-]+\.)+(?:{ENDINGS})\b(?:/[^\s\x01,]*)?");
    compiled(&[
        r"(?i)\b(?:https?|ftp)://[^\s\x01,]+",
        r"(?i)\bwww\.[^\s\x01,]+",
        &bare,
        r"(?i)\b(?:[\w-]+\.)+(?:me|to|us|be|is|it|in|so|cc|fm)/[^\s\x01,]+",
    ])
});

static HANDLES: LazyLock<Vec<Regex>> = LazyLock::new(|| compiled(&[r"@[\w.]*\w{2,}[\w.]*", r"\b[\w.]+#\d{3,5}\b"]));

/// A network, some small words, then what may be a handle.
static NAMED_HANDLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:insta|instagram|ig|snap|snapchat|sc|tiktok|tik tok|discord|xbox|psn|playstation|gamertag|gamer tag|roblox|fortnite|minecraft|twitter|kik|handle|username|user name|user|add me)\b(?:[\s:=,-]+(?:gamertag|gamer tag|name|user|username|tag|account|id|handle|is|its|it's|im|i'm|am|i|me|on))*[\s:=-]+@?([\w.#-]{3,})",
    )
    .ok()
});

/// Marks them all.
pub(super) fn mark(text: &str, lexicon: &Lexicon, marks: &mut Vec<Mark>) {
    for found in EMAILS.iter().flat_map(|email| email.find_iter(text)) {
        marks.push(Mark::sure(found.range(), Tag::Email));
    }
    for found in LINKS.iter().flat_map(|link| link.find_iter(text)) {
        let link = found.as_str().trim_end_matches(['.', '!', '?', ')', ';', ':', '\'', '"']);
        if !lexicon.is_public_host(link) {
            marks.push(Mark::sure(found.start()..found.start() + link.len(), Tag::Link));
        }
    }
    for found in HANDLES.iter().flat_map(|handle| handle.find_iter(text)) {
        marks.push(Mark::sure(found.range(), Tag::Handle));
    }
    for found in NAMED_HANDLE.iter().flat_map(|handle| handle.captures_iter(text)) {
        if let Some(handle) = found.get(1).filter(|handle| looks_like_handle(handle.as_str())) {
            marks.push(Mark::sure(handle.range(), Tag::Handle));
        }
    }
}

/// Something that nobody would type as a word.
fn looks_like_handle(word: &str) -> bool {
    let word = word.trim_end_matches(['.', '-']);
    let letters = word.chars().any(char::is_alphabetic);
    let odd = word.chars().any(|c| c.is_ascii_digit() || matches!(c, '_' | '.' | '#'));
    let humps = word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
    letters && (odd || humps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        assert_eq!((EMAILS.len(), LINKS.len(), HANDLES.len()), (3, 4, 2));
        assert!(NAMED_HANDLE.is_some());
    }
}
