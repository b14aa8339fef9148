//! A message cut into the sentences that are encoded.

use unicode_segmentation::UnicodeSegmentation;

/// At most so many sentences of a message are encoded.
const MOST: usize = 4;
/// So many words are encoded together, which is about what the encoder reads:
/// the sentences of a message explain each other.
const WORDS: usize = 45;

/// The sentences of a message that are encoded, in order. A short message is
/// one sentence. Of a long one the first and the last ones are taken, the very
/// last always: people say what it is about at the end.
pub fn sentences(text: &str) -> Vec<String> {
    let words = text.unicode_words().take(WORDS + 1).count();
    if words == 0 {
        return if text.trim().is_empty() { Vec::new() } else { vec![shortened(text.trim())] };
    }
    if words <= WORDS {
        return vec![text.trim().to_owned()];
    }
    let all: Vec<String> = text.split(['\n', '.', '!', '?', ';']).flat_map(pieces).collect();
    let all = joined(all);
    let last = all.len().saturating_sub(MOST / 2);
    all.iter().enumerate().filter(|(at, _)| *at < MOST / 2 || *at >= last).map(|(_, piece)| piece.clone()).collect()
}

/// A sentence in pieces of at most [`WORDS`] words.
fn pieces(sentence: &str) -> Vec<String> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    words.chunks(WORDS).map(|piece| shortened(&piece.join(" "))).filter(|piece| !piece.is_empty()).collect()
}

/// Sentences in a row are read together ("Help me. I'm 12."): alone they say
/// too little.
fn joined(pieces: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for piece in pieces {
        let words = |text: &str| text.split_whitespace().count();
        match joined.last_mut() {
            Some(last) if words(last) + words(&piece) <= WORDS => {
                last.push_str(". ");
                last.push_str(&piece);
            }
            _ => joined.push(piece),
        }
    }
    joined
}

/// A text without spaces can be as long as a message: no more of it than can be read.
fn shortened(text: &str) -> String {
    text.chars().take(WORDS * 12).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_message_is_one_sentence() {
        assert_eq!(sentences("  i'm 12. who can i talk to?  "), ["i'm 12. who can i talk to?"]);
        assert!(sentences(" \n ").is_empty());
    }

    #[test]
    fn of_a_long_message_the_end_is_always_read() {
        let long = format!("{} and my dad hits me", "I went to the shop and then to the park. ".repeat(200));
        let sentences = sentences(&long);
        assert_eq!(sentences.len(), 4);
        assert!(sentences.last().unwrap().ends_with("my dad hits me"));
    }

    #[test]
    fn a_message_without_a_single_stop_or_space_is_still_bounded() {
        assert!(sentences(&"word ".repeat(2000)).len() <= 4);
        assert!(sentences(&"x".repeat(10_000)).concat().len() <= 10_000);
    }
}
