//! What a message is compared with: each service's name with its summary, and
//! each of its sample questions.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::knowledge::{Knowledge, Service};
use crate::understanding::Reader;

/// Above so many services, sample questions are not encoded any more: the
/// vectors of a whole country's directory would not fit a small machine.
const SMALL: usize = 5_000;

/// One record with the texts that stand for it.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) service: Arc<Service>,
    /// Which of the corpus's texts are its own.
    pub(super) texts: Range<usize>,
    /// Young people may see it today.
    pub(super) visible: bool,
}

/// Every record, and every text in the order of the records.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    pub(super) records: Vec<Record>,
    /// As they were written.
    pub(super) texts: Vec<String>,
    /// In plain English, as messages are compared: a sample question in Scots
    /// would otherwise be nearest to whatever else is in Scots.
    pub(super) normal: Vec<String>,
}

impl Corpus {
    /// Of what staff wrote, as of `today`. Held and ended records are in it
    /// for their names alone and have no texts. What stands in the one
    /// `before`, which the same reader read, is not read again.
    pub(super) fn new(before: Option<&Self>, knowledge: &Knowledge, reader: &Reader, today: NaiveDate) -> Self {
        let mut corpus = Self::default();
        let small = knowledge.services.len() <= SMALL;
        for service in knowledge.services.values() {
            let visible = service.is_visible(today);
            let first = corpus.texts.len();
            if visible {
                corpus.texts.push(format!("{}. {}", service.name, service.summary));
                corpus.texts.extend(service.questions.iter().filter(|_| small).cloned());
            }
            let texts = first..corpus.texts.len();
            corpus.records.push(Record { service: Arc::clone(service), texts, visible });
        }
        let known = before.map(Self::read).unwrap_or_default();
        let unread: Vec<String> =
            corpus.texts.iter().filter(|text| !known.contains_key(text.as_str())).cloned().collect();
        let mut fresh = reader.normals(&unread).into_iter();
        let normal = corpus.texts.iter().map(|text| match known.get(text.as_str()) {
            Some(normal) => (*normal).to_owned(),
            None => fresh.next().unwrap_or_default(),
        });
        corpus.normal = normal.collect();
        corpus
    }

    /// Every text with its plain form.
    fn read(&self) -> HashMap<&str, &str> {
        self.texts.iter().map(String::as_str).zip(self.normal.iter().map(String::as_str)).collect()
    }

    /// Whether every service can be compared with every message.
    pub(super) fn is_small(&self) -> bool {
        self.records.len() <= SMALL
    }
}
