//! Messages that are a sample question, word for word: whoever wrote it down
//! for a service has already answered, and nothing needs to be guessed.

use std::collections::HashMap;

use super::corpus::Corpus;
use super::ranking::Query;
use crate::understanding::plain;

/// Every sample question, as it was written and in plain English.
#[derive(Debug, Default)]
pub(super) struct Exact {
    records: HashMap<String, Vec<usize>>,
}

impl Exact {
    pub(super) fn new(corpus: &Corpus) -> Self {
        let mut exact = Self::default();
        for (at, record) in corpus.records.iter().enumerate() {
            // The first text is the name with the summary, which nobody asks.
            for text in record.texts.clone().skip(1) {
                for form in [corpus.texts.get(text), corpus.normal.get(text)].into_iter().flatten() {
                    let records = exact.records.entry(plain(form)).or_default();
                    if !records.contains(&at) {
                        records.push(at);
                    }
                }
            }
        }
        // What says nothing is nobody's question.
        exact.records.remove("");
        exact
    }

    /// The records with this question among theirs.
    pub(super) fn asked(&self, query: &Query) -> Vec<usize> {
        let forms = [plain(&query.raw), plain(&query.normal)];
        let mut records: Vec<usize> =
            forms.iter().filter_map(|form| self.records.get(form)).flatten().copied().collect();
        records.sort_unstable();
        records.dedup();
        records
    }
}
