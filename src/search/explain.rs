//! How a ranking came about, for `airt ask --explain` and for staff.

use std::fmt::Write;

use super::finder::{Finder, thresholds};
use super::names::Said;
use super::ranking::Query;
use super::weights;

/// How many services are taken apart.
const SHOWN: usize = 10;

/// A ranking taken apart.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// Line by line, for a terminal or a page.
    pub lines: Vec<String>,
}

impl Finder {
    /// Takes the ranking of a query apart.
    pub fn explain(&self, query: &Query) -> Explanation {
        let encoded = self.encoded(query);
        let (scored, by_meaning) = self.score(query, encoded.as_ref());
        let decoy = encoded.as_ref().map_or(0.0, |encoded| self.decoy(encoded));
        let (sure, unsure) = thresholds(by_meaning);
        let mut lines = vec![
            format!("as typed:   {}", query.raw),
            format!("in English: {}", query.normal),
            format!("found by:   {}", if by_meaning { "meaning, words and names" } else { "words and names" }),
            format!("no service: {decoy:.3} like what nothing answers, which counts {:.2}", weights::DECOY),
            format!("thresholds: answer from {sure:.2}, \"is it one of these?\" from {unsure:.2}"),
        ];
        for one in scored.iter().take(SHOWN) {
            let Some(record) = self.corpus.records.get(one.record) else { continue };
            lines.push(format!(
                "{:.3} {} = likeness {:.3}, words {:.3}, fit {:+.3}{}",
                one.score,
                record.service.id,
                one.likeness,
                one.words,
                one.fit,
                one.said.map_or("", Said::explained)
            ));
            for part in self.why(query, one) {
                let mut line = format!("        {:+.3} {}", part.score, part.field);
                if !part.words.is_empty() {
                    // Writing to a string cannot fail.
                    let _ = write!(line, ": {}", part.words);
                }
                lines.push(line);
            }
        }
        Explanation { lines }
    }
}
