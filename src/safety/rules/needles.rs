//! Which rules can match a message at all: one pass over it for the words
//! without which they cannot. Hundreds of rules then cost as much as a few.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, HirKind};

use crate::understanding::{Form, Readings};

/// The pieces of a pattern, one a line.
static PIECES: LazyLock<Form> = LazyLock::new(|| Form::new("pieces", []));

/// Words that say nothing about what a message is about.
const COMMON: &str = " a about all am an and are at be been by can do for from get go going got had has have he her him \
    his how i if in is it just like me my no not of off on one or out she so that the their them then there they \
    this to up us was we what when who will with would you your ";

/// For each rule the pieces of text one of which it cannot match without.
#[derive(Debug, Default)]
pub(super) struct Needles {
    automaton: Option<AhoCorasick>,
    /// The rules of each piece.
    rules: Vec<Vec<usize>>,
    /// Rules that no piece can be told of: always tried.
    always: Vec<usize>,
    count: usize,
}

impl Needles {
    pub(super) fn new<'a>(expanded: impl Iterator<Item = &'a str>, readings: &Readings) -> Self {
        let mut needles = Self::default();
        let (mut pieces, mut known): (Vec<String>, HashMap<String, usize>) = Default::default();
        for (rule, pattern) in expanded.enumerate() {
            needles.count = rule + 1;
            let found = readings.of(&PIECES, pattern, || of_pattern(pattern).unwrap_or_default().join("\n"));
            if found.is_empty() {
                needles.always.push(rule);
            }
            for piece in found.lines() {
                let at = *known.entry(piece.to_owned()).or_insert_with(|| {
                    pieces.push(piece.to_owned());
                    needles.rules.push(Vec::new());
                    pieces.len() - 1
                });
                needles.rules.get_mut(at).into_iter().for_each(|rules| rules.push(rule));
            }
        }
        needles.automaton = AhoCorasick::new(&pieces).ok();
        needles
    }

    /// The rules worth trying on a message, in their order.
    pub(super) fn candidates(&self, normal: &str) -> Vec<usize> {
        let Some(automaton) = &self.automaton else { return (0..self.count).collect() };
        let mut worth = vec![false; self.count];
        for rule in &self.always {
            worth.get_mut(*rule).into_iter().for_each(|worth| *worth = true);
        }
        let mut seen = vec![false; self.rules.len()];
        for found in automaton.find_overlapping_iter(normal) {
            let piece = found.pattern().as_usize();
            let Some(seen) = seen.get_mut(piece).filter(|seen| !**seen) else { continue };
            *seen = true;
            for rule in self.rules.get(piece).into_iter().flatten() {
                worth.get_mut(*rule).into_iter().for_each(|worth| *worth = true);
            }
        }
        worth.iter().enumerate().filter_map(|(rule, worth)| worth.then_some(rule)).collect()
    }
}

fn of_pattern(pattern: &str) -> Option<Vec<String>> {
    let hir = ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern).ok()?;
    pieces(&hir).filter(|pieces| pieces.iter().all(|piece| piece.trim().len() > 1))
}

/// Pieces of text, one of which stands in everything that this matches.
fn pieces(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(vec![String::from_utf8(literal.0.to_vec()).ok()?]),
        HirKind::Capture(capture) => pieces(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => pieces(&repetition.sub),
        HirKind::Alternation(branches) => {
            let all: Option<Vec<Vec<String>>> = branches.iter().map(pieces).collect();
            all.map(|all| all.concat())
        }
        HirKind::Concat(parts) => parts.iter().filter_map(pieces).max_by_key(|pieces| worth(pieces)),
        HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) | HirKind::Repetition(_) => None,
    }
}

/// How much is known when one of the pieces is found: the letters in the
/// poorest of them, common words not counted.
fn worth(pieces: &[String]) -> usize {
    pieces
        .iter()
        .map(|piece| {
            piece.split(' ').filter(|word| !COMMON.contains(&format!(" {word} "))).map(str::len).sum::<usize>() * 4
                + piece.len()
        })
        .min()
        .unwrap_or(0)
}
