//! Spaced letters: "k i l l  m y s e l f" and "k.i.l.l m.y.s.e.l.f".

use super::lexicon::Lexicon;
use super::token::Token;

/// Fewer single letters in a row than this are left alone: "a b", "p e".
const RUN: usize = 3;

/// Joins runs of single letters to the words that they spell.
pub(super) fn join(tokens: Vec<Token>, lexicon: &Lexicon) -> Vec<Token> {
    let mut joined = Vec::with_capacity(tokens.len());
    let mut run: Vec<Token> = Vec::new();
    for token in tokens {
        if token.text.chars().count() == 1 && (run.is_empty() || !token.after_break) {
            run.push(token);
            continue;
        }
        finish(&mut run, &mut joined, lexicon);
        if token.text.chars().count() == 1 {
            run.push(token);
        } else {
            joined.push(token);
        }
    }
    finish(&mut run, &mut joined, lexicon);
    joined
}

fn finish(run: &mut Vec<Token>, joined: &mut Vec<Token>, lexicon: &Lexicon) {
    let run = std::mem::take(run);
    let letters = run.iter().filter(|token| token.text.chars().all(char::is_alphabetic)).count();
    if letters < RUN {
        joined.extend(run);
        return;
    }
    let inner = run.iter().skip(1).map(|token| token.gap).min().unwrap_or(2);
    let mut words: Vec<Token> = Vec::new();
    for (at, token) in run.into_iter().enumerate() {
        match words.last_mut() {
            Some(word) if at > 0 && token.gap <= inner => word.text.push_str(&token.text),
            _ => words.push(token),
        }
    }
    for word in words {
        // With the same room everywhere only the words themselves tell where one ends.
        let parts = lexicon.segment(&word.text).unwrap_or_else(|| vec![word.text.clone()]);
        joined.extend(parts.into_iter().enumerate().map(|(at, text)| Token {
            text,
            gap: 2,
            after_break: at == 0 && word.after_break,
        }));
    }
}
