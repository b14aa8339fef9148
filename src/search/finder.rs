//! The door of this module: a query to services.

use std::cmp::Ordering;
use std::sync::Arc;

use chrono::NaiveDate;

use super::corpus::Corpus;
use super::exact::Exact;
use super::fit::fit;
use super::lexical::Lexical;
use super::names::{Names, Said};
use super::ranking::{Confidence, Hit, Query, Ranking};
use super::weights;
use crate::knowledge::{Knowledge, ServiceId, State};
use crate::understanding::Reader;
use crate::understanding::encoder::{Bank, Encoded, Encoder};

/// How many services a ranking holds.
const HITS: usize = 12;
/// How many an answer shows at most.
const SHOWN: usize = 3;
/// So many services that share words are scored by meaning where there are
/// too many to score all.
const CANDIDATES: usize = 300;

/// Finds services. Built once from the knowledge base and then never changed,
/// except that vectors come in while they are being made.
#[derive(Debug)]
pub struct Finder {
    pub(super) corpus: Corpus,
    pub(super) lexical: Option<Lexical>,
    names: Names,
    exact: Exact,
    meaning: Option<Meaning>,
    knowledge: Arc<Knowledge>,
}

/// What the encoder brings.
#[derive(Debug)]
struct Meaning {
    encoder: Encoder,
    bank: Bank,
    /// What people type that no service answers: a message that is near to
    /// one of these has to be all the nearer to a service.
    decoys: Bank,
}

/// A record while it is being scored.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Scored {
    pub(super) record: usize,
    pub(super) score: f32,
    /// Its likeness in meaning.
    pub(super) likeness: f32,
    /// The text that is most like it.
    pub(super) text: Option<usize>,
    /// Its share of words.
    pub(super) words: f32,
    pub(super) fit: f32,
    pub(super) said: Option<Said>,
    /// The message is one of its sample questions.
    pub(super) asked: bool,
}

impl Finder {
    /// Over what staff wrote, as of `today`. Without an index there are
    /// vectors, without an encoder there are words: it always answers
    /// something.
    pub fn new(knowledge: &Arc<Knowledge>, reader: &Reader, encoder: Option<&Encoder>, today: NaiveDate) -> Self {
        Self::after(None, knowledge, reader, encoder, today)
    }

    /// The same after another, whose texts the same reader read: they are not
    /// read again.
    pub fn after(
        before: Option<&Self>,
        knowledge: &Arc<Knowledge>,
        reader: &Reader,
        encoder: Option<&Encoder>,
        today: NaiveDate,
    ) -> Self {
        let corpus = Corpus::new(before.map(|before| &before.corpus), knowledge, reader, today);
        let title = |id: &str| knowledge.topic(id).map_or_else(String::new, |topic| topic.title.clone());
        let lexical = Lexical::build(&corpus, title)
            .inspect_err(|error| tracing::error!(%error, "the search index could not be built"))
            .ok();
        let meaning = encoder.map(|encoder| Meaning {
            encoder: encoder.clone(),
            bank: encoder.bank(corpus.normal.clone()),
            decoys: encoder.bank(decoys(knowledge, reader)),
        });
        let names = Names::new(&corpus);
        let exact = Exact::new(&corpus);
        Self { corpus, lexical, names, exact, meaning, knowledge: Arc::clone(knowledge) }
    }

    /// Whether the vectors are there, or will never be: until then words and
    /// names answer alone.
    pub fn is_warm(&self) -> bool {
        self.meaning.as_ref().is_none_or(|meaning| meaning.bank.vectors().is_some())
    }

    /// Waits for the vectors: for the command line, which would rather be late
    /// than wrong. A channel never waits.
    pub fn wait(&self) {
        if let Some(meaning) = &self.meaning {
            meaning.bank.wait();
            meaning.decoys.wait();
        }
    }

    /// Whether a message asks about a service by name and about nothing else:
    /// "what is know the score" is no question about football.
    pub fn is_name(&self, text: &str) -> bool {
        self.names.is_all(text)
    }

    /// Whether a message says that it wants anything but this service.
    pub fn refuses(&self, text: &str, service: &ServiceId) -> bool {
        let refused = self.names.said(text).into_iter().filter(|(_, how)| *how == Said::Refused);
        refused.filter_map(|(record, _)| self.corpus.records.get(record)).any(|record| record.service.id == *service)
    }

    /// Services for a query, best first. Never fails: where a part does not
    /// work, the others answer.
    pub fn find(&self, query: &Query) -> Ranking {
        let encoded = self.encoded(query);
        let (scored, by_meaning) = self.score(query, encoded.as_ref());
        let decoy = encoded.as_ref().map_or(0.0, |encoded| self.decoy(encoded));
        self.ranking(scored, by_meaning, decoy)
    }

    /// Every record that may be shown, scored, best first; and whether
    /// meaning had a say.
    pub(super) fn score(&self, query: &Query, encoded: Option<&Encoded>) -> (Vec<Scored>, bool) {
        let words = self.words(query);
        let said = self.said(query);
        let asked = self.exact.asked(query);
        let likeness = encoded.and_then(|encoded| self.likeness(encoded, &words));
        let by_meaning = likeness.is_some();
        let mut scored: Vec<Scored> = Vec::new();
        for (at, record) in self.corpus.records.iter().enumerate() {
            let said = said.iter().find(|(record, _)| *record == at).map(|(_, how)| *how);
            if said == Some(Said::Refused) {
                continue;
            }
            let said = said.map(|how| as_asked_for(how, record.service.state));
            let named = said == Some(Said::ByName);
            let asked_for = named && record.service.state != State::Show;
            if !record.visible && !asked_for {
                continue;
            }
            let Some(fit) = fit(&record.service, query, &self.knowledge.places).or(named.then_some(0.0)) else {
                continue;
            };
            let words = words.get(at).copied().unwrap_or_default();
            let asked = asked.contains(&at);
            let (likeness, text) = likeness.as_ref().and_then(|all| all.get(at).copied()).unwrap_or_default();
            let mut one = Scored { record: at, score: 0.0, likeness, text, words, fit, said, asked };
            one.score = total(&one, by_meaning);
            scored.push(one);
        }
        scored.sort_by(|one, other| other.score.partial_cmp(&one.score).unwrap_or(Ordering::Equal));
        (scored, by_meaning)
    }

    fn ranking(&self, scored: Vec<Scored>, by_meaning: bool, decoy: f32) -> Ranking {
        let best = scored.first().copied().unwrap_or_default();
        let confidence = confidence(best.score, by_meaning, decoy);
        if confidence == Confidence::Nothing {
            return Ranking::nothing();
        }
        let named = scored.iter().take_while(|one| one.said == Some(Said::ByName)).count();
        // A sample question decides who is first, not that nobody else is as good.
        let bar = if best.asked { merit(&best, by_meaning) } else { best.score };
        let near = scored.iter().take_while(|one| bar - one.score <= weights::NEARLY_AS_GOOD).count();
        let show = if named > 0 { named } else { near }.clamp(1, SHOWN);
        let hits: Vec<Hit> =
            scored.into_iter().take_while(|one| one.score > 0.0).take(HITS).filter_map(|one| self.hit(&one)).collect();
        Ranking { hits, confidence, show }
    }

    fn hit(&self, one: &Scored) -> Option<Hit> {
        let record = self.corpus.records.get(one.record)?;
        Some(Hit {
            service: record.service.id.clone(),
            score: one.score.clamp(0.0, 1.0),
            state: record.service.state,
            named: one.said == Some(Said::ByName),
        })
    }

    /// Each record's share of words, the better of the two forms.
    fn words(&self, query: &Query) -> Vec<f32> {
        let mut shares = vec![0.0_f32; self.corpus.records.len()];
        let mut forms = vec![query.normal.as_str()];
        if query.raw.to_lowercase() != query.normal.to_lowercase() {
            forms.push(&query.raw);
        }
        for form in forms {
            let found = self.lexical.as_ref().map(|lexical| lexical.find(form, CANDIDATES));
            let found = found
                .and_then(|found| found.inspect_err(|error| tracing::error!(%error, "the search index failed")).ok());
            for (record, share) in found.into_iter().flatten() {
                if let Some(best) = shares.get_mut(record) {
                    *best = best.max(share);
                }
            }
        }
        shares
    }

    fn said(&self, query: &Query) -> Vec<(usize, Said)> {
        let mut said = self.names.said(&query.raw);
        for (record, how) in self.names.said(&query.normal) {
            match said.iter_mut().find(|(other, _)| *other == record) {
                Some((_, said)) => *said = (*said).max(how),
                None => said.push((record, how)),
            }
        }
        said
    }

    pub(super) fn encoded(&self, query: &Query) -> Option<Encoded> {
        if query.encoded.is_some() {
            return query.encoded.clone();
        }
        let meaning = self.meaning.as_ref().filter(|meaning| meaning.bank.vectors().is_some())?;
        meaning.encoder.message(&[&query.normal])
    }

    /// How near a message is to what no service answers: the mean over its
    /// sentences, since one aside does not make a question a joke.
    pub(super) fn decoy(&self, encoded: &Encoded) -> f32 {
        let Some(vectors) = self.meaning.as_ref().and_then(|meaning| meaning.decoys.vectors()) else { return 0.0 };
        let nearest = encoded
            .sentences
            .iter()
            .map(|sentence| vectors.cosines(0..vectors.len(), &sentence.vector).fold(0.0, f32::max));
        #[expect(clippy::cast_precision_loss, reason = "at most a handful of sentences")]
        let count = encoded.sentences.len().max(1) as f32;
        nearest.sum::<f32>() / count
    }

    /// Each record's likeness, with the text that is most like the message;
    /// `None` while there are no vectors.
    fn likeness(&self, encoded: &Encoded, words: &[f32]) -> Option<Vec<(f32, Option<usize>)>> {
        let vectors = self.meaning.as_ref()?.bank.vectors()?;
        if encoded.sentences.is_empty() {
            return None;
        }
        let all = self.corpus.is_small();
        #[expect(clippy::cast_precision_loss, reason = "at most a handful of sentences")]
        let count = encoded.sentences.len() as f32;
        let likeness = self.corpus.records.iter().enumerate().map(|(at, record)| {
            if !all && words.get(at).is_none_or(|share| *share <= 0.0) {
                return (0.0, None);
            }
            let mut best: (f32, Option<usize>) = (0.0, None);
            let mut sum = 0.0;
            for sentence in &encoded.sentences {
                let mut nearest = [0.0_f32; weights::NEAREST];
                let mut text = (0.0, None);
                let cosines = vectors.cosines(record.texts.clone(), &sentence.vector);
                for (at, cosine) in record.texts.clone().zip(cosines) {
                    if cosine > text.0 {
                        text = (cosine, Some(at));
                    }
                    insert(&mut nearest, cosine);
                }
                let likeness = blend(&nearest, record.texts.len());
                sum += likeness;
                if likeness > best.0 {
                    best = (likeness, text.1);
                }
            }
            // A long message is about what it says somewhere, and also about
            // what it says all along.
            (f32::midpoint(best.0, sum / count), best.1)
        });
        Some(likeness.collect())
    }
}

/// Nobody would hear that a service has ended, or is held back, if its name had to
/// be all they say: "is job start payment still a thing, i need trousers". Of one
/// that is held back only a name of several words says that it is the matter.
fn as_asked_for(how: Said, state: State) -> Said {
    let enough = match state {
        State::Ended => Said::InPassing,
        State::Hold => Said::InFull,
        State::Show => return how,
    };
    if how >= enough && how != Said::Refused { Said::ByName } else { how }
}

/// Keeps the highest values, highest first.
fn insert(nearest: &mut [f32; weights::NEAREST], value: f32) {
    let mut value = value;
    for kept in nearest.iter_mut() {
        if value > *kept {
            std::mem::swap(&mut value, kept);
        }
    }
}

/// One number for a service out of its nearest texts.
fn blend(nearest: &[f32; weights::NEAREST], texts: usize) -> f32 {
    let count = texts.clamp(1, weights::NEAREST);
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    let mean = nearest.iter().take(count).sum::<f32>() / count as f32;
    let [best, ..] = nearest;
    weights::BEST_TEXT * best + (1.0 - weights::BEST_TEXT) * mean
}

/// How well a record answers, whoever was named.
fn merit(one: &Scored, by_meaning: bool) -> f32 {
    let base = if by_meaning { one.likeness + weights::WORDS * one.words } else { one.words };
    base + one.fit
}

/// The score of a record.
fn total(one: &Scored, by_meaning: bool) -> f32 {
    let mut base = merit(one, by_meaning);
    if one.asked {
        base = weights::ASKED + base.clamp(0.0, 1.0) * (weights::NAMED - weights::ASKED);
    }
    match one.said {
        Some(Said::ByName) => weights::NAMED + base.clamp(0.0, 1.0) * (1.0 - weights::NAMED),
        Some(Said::InFull) => base + weights::NAMED_IN_FULL,
        Some(Said::InPassing) => base + weights::NAMED_IN_PASSING,
        Some(Said::AsAWord) => base + weights::ORDINARY_NAME,
        Some(Said::Refused) | None => base,
    }
}

/// How sure a first service with this score is, for a message that is so near
/// to a decoy.
pub(super) fn confidence(score: f32, by_meaning: bool, decoy: f32) -> Confidence {
    let (sure, unsure) = thresholds(by_meaning);
    match score - weights::DECOY * decoy {
        margin if margin >= sure => Confidence::Sure,
        margin if margin >= unsure => Confidence::Unsure,
        _ => Confidence::Nothing,
    }
}

/// The examples of what no service answers, in plain English.
fn decoys(knowledge: &Knowledge, reader: &Reader) -> Vec<String> {
    let written = &knowledge.out_of_scope;
    let examples = written.kinds.iter().flat_map(|kind| &kind.examples);
    reader.normals(&examples.chain(&written.beyond).cloned().collect::<Vec<_>>())
}

/// From where a service is the answer, and from where it is offered.
pub(super) fn thresholds(by_meaning: bool) -> (f32, f32) {
    if by_meaning { (weights::SURE, weights::UNSURE) } else { (weights::SURE_BY_WORDS, weights::UNSURE_BY_WORDS) }
}
