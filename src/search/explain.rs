//! How a ranking came about, for `airt ask --explain` and for staff.

use serde::Serialize;

use super::finder::{Finder, Scored, confidence, thresholds};
use super::names::Said;
use super::ranking::{Confidence, Match, Query};
use super::weights;

/// How many services are taken apart.
const SHOWN: usize = 10;

/// A ranking taken apart.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// The question as it was typed.
    pub raw: String,
    /// In plain English: the form that is compared.
    pub normal: String,
    /// The pieces that were encoded: of a long question not everything is read.
    pub sentences: Vec<String>,
    /// Meaning had a say; words and names alone otherwise.
    pub by_meaning: bool,
    /// How near it is to what no service answers.
    pub decoy: f32,
    /// What of the best score counts: the score less a share of the decoy's.
    pub margin: f32,
    /// From which margin services are the answer.
    pub sure: f32,
    /// From which margin they are offered as "is it one of these?".
    pub unsure: f32,
    /// What came of it.
    pub confidence: Confidence,
    /// How many services belong in the answer.
    pub shown: usize,
    /// The best, best first.
    pub services: Vec<Part>,
}

/// The score of one service taken apart.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// Which.
    pub id: String,
    /// The sum, or what its name made of it.
    pub score: f32,
    /// By meaning.
    pub likeness: f32,
    /// By shared words, as it counts.
    pub words: f32,
    /// For or against, by age, place and audience.
    pub fit: f32,
    /// How its name was said, where it was.
    pub named: Option<&'static str>,
    /// The question is one of its sample questions, word for word.
    pub asked: bool,
    /// The sentences and words that matched.
    pub matches: Vec<Match>,
}

impl Finder {
    /// Takes the ranking of a query apart.
    pub fn explain(&self, query: &Query) -> Explanation {
        let encoded = self.encoded(query);
        let (scored, by_meaning) = self.score(query, encoded.as_ref());
        let decoy = encoded.as_ref().map_or(0.0, |encoded| self.decoy(encoded));
        let (sure, unsure) = thresholds(by_meaning);
        let best = scored.first().map_or(0.0, |best| best.score);
        let part = |one: &Scored| {
            let record = self.corpus.records.get(one.record)?;
            Some(Part {
                id: record.service.id.to_string(),
                score: one.score,
                likeness: one.likeness,
                words: one.words * weights::WORDS,
                fit: one.fit,
                named: one.said.map(Said::explained),
                asked: one.asked,
                matches: self.why(query, one),
            })
        };
        let services = scored.iter().take(SHOWN).filter_map(part).collect();
        let sentences = encoded.map(|encoded| encoded.sentences.into_iter().map(|sentence| sentence.text).collect());
        Explanation {
            raw: query.raw.clone(),
            normal: query.normal.clone(),
            sentences: sentences.unwrap_or_default(),
            by_meaning,
            decoy,
            margin: best - weights::DECOY * decoy,
            sure,
            unsure,
            confidence: confidence(best, by_meaning, decoy),
            shown: self.find(query).show,
            services,
        }
    }

    /// What the score of a record is made of.
    fn why(&self, query: &Query, one: &Scored) -> Vec<Match> {
        let Some(record) = self.corpus.records.get(one.record) else { return Vec::new() };
        let mut why = Vec::new();
        if let Some(said) = one.said {
            let score = match said {
                Said::ByName => weights::NAMED,
                Said::InFull => weights::NAMED_IN_FULL,
                Said::InPassing => weights::NAMED_IN_PASSING,
                Said::AsAWord => weights::ORDINARY_NAME,
                Said::Refused => 0.0,
            };
            why.push(Match { field: "name", words: record.service.name.clone(), normal: None, score });
        }
        if let Some(text) = one.text.and_then(|at| self.corpus.texts.get(at)) {
            let field = if one.text == Some(record.texts.start) { "summary" } else { "questions" };
            let normal = one.text.and_then(|at| self.corpus.normal.get(at)).filter(|normal| *normal != text).cloned();
            why.push(Match { field, words: text.clone(), normal, score: one.likeness });
        }
        if one.words > 0.0 {
            let shared = self.lexical.as_ref().map(|lexical| lexical.shared(&query.normal, record)).unwrap_or_default();
            let score = one.words * weights::WORDS;
            why.extend(shared.into_iter().map(|(field, words)| Match {
                field,
                words: words.join(" "),
                normal: None,
                score,
            }));
        }
        if one.fit != 0.0 {
            let words = "age, place or audience".to_owned();
            why.push(Match { field: "who", words, normal: None, score: one.fit });
        }
        why
    }
}

impl Explanation {
    /// Line by line, for a terminal or a page.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![
            format!("as typed:   {}", self.raw),
            format!("in English: {}", self.normal),
            format!("found by:   {}", if self.by_meaning { "meaning, words and names" } else { "words and names" }),
            format!("no service: {:.3} like what nothing answers, which counts {:.2}", self.decoy, weights::DECOY),
            format!(
                "thresholds: the margin is {:.3}; answer from {:.3}, \"is it one of these?\" from {:.3}: {}, {} shown",
                self.margin,
                self.sure,
                self.unsure,
                self.confidence.as_str(),
                self.shown
            ),
        ];
        if self.sentences.len() > 1 {
            lines.extend(self.sentences.iter().map(|sentence| format!("read:       {sentence}")));
        }
        for part in &self.services {
            let asked = part.asked.then_some("one of its questions");
            let named: Vec<&str> = part.named.into_iter().chain(asked).collect();
            let named = if named.is_empty() { String::new() } else { format!(", {}", named.join(", ")) };
            lines.push(format!(
                "{:.3} {} = likeness {:.3}, words {:.3}, fit {:+.3}{named}",
                part.score, part.id, part.likeness, part.words, part.fit
            ));
            lines.extend(part.matches.iter().map(|one| {
                let normal = one.normal.as_ref().map(|normal| format!(" ({normal})")).unwrap_or_default();
                format!("        {:+.3} {}: {}{normal}", one.score, one.field, one.words)
            }));
        }
        lines
    }
}
