//! Letters that were held down: "soooo", "heeelp".

use super::Normaliser;
use super::apostrophes;
use super::token::Token;

/// Undoes repeated letters and restores apostrophes, word by word.
pub(super) fn calm(tokens: Vec<Token>, known: &Normaliser) -> Vec<Token> {
    tokens.into_iter().flat_map(|token| calmed(token, known)).collect()
}

fn calmed(token: Token, known: &Normaliser) -> Vec<Token> {
    if !token.is_word() || token.fixed {
        return vec![token];
    }
    if let Some(written) = apostrophes::restored(&token.text) {
        return written.split(' ').map(Token::word).collect();
    }
    if !has_run(&token.text, 3) || token.text.chars().any(|letter| letter.is_ascii_digit()) {
        return vec![token];
    }
    vec![Token::word(shortest_known(&token.text, known))]
}

/// Runs of three or more as two letters, or as one where that makes a word.
fn shortest_known(word: &str, known: &Normaliser) -> String {
    let double = squeeze(word, 2);
    let single_tail = {
        let trimmed = double.trim_end_matches(|letter| double.ends_with(letter));
        double.chars().next_back().map_or_else(String::new, |last| format!("{trimmed}{last}"))
    };
    let candidates = [double.clone(), single_tail, squeeze(word, 1)];
    candidates.into_iter().find(|candidate| known.is_fine(candidate)).unwrap_or(double)
}

/// Every run of three or more letters shortened to `keep`.
fn squeeze(word: &str, keep: usize) -> String {
    let letters: Vec<char> = word.chars().collect();
    letters
        .chunk_by(|a, b| a == b)
        .flat_map(|run| run.iter().take(if run.len() > 2 { keep } else { run.len() }))
        .collect()
}

fn has_run(word: &str, length: usize) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.chunk_by(|a, b| a == b).any(|run| run.len() >= length)
}
