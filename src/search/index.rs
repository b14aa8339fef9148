//! The tantivy index, in memory.

use chrono::NaiveDate;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query as TantivyQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::{IndexReader, ReloadPolicy, TantivyDocument, Term};

use super::{Confidence, Hit, Query, Ranking};
use crate::knowledge::{Knowledge, Service, ServiceId};

/// An index over every service that may be found.
pub struct Index {
    reader: IndexReader,
    index: tantivy::Index,
    id: Field,
    fields: Vec<(Field, f32)>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Index")
    }
}

impl Index {
    /// Builds the index of what is visible on `today`.
    ///
    /// # Errors
    /// When tantivy cannot build it; the message is for the log.
    pub fn build(knowledge: &Knowledge, today: NaiveDate) -> Result<Self, tantivy::TantivyError> {
        let mut schema = Schema::builder();
        let id = schema.add_text_field("id", STRING | STORED);
        let stemmed = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default().set_tokenizer("en_stem").set_index_option(IndexRecordOption::WithFreqs),
        );
        let name = schema.add_text_field("name", stemmed.clone());
        let summary = schema.add_text_field("summary", stemmed.clone());
        let questions = schema.add_text_field("questions", stemmed);
        let index = tantivy::Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 15_000_000)?;
        for service in knowledge.shown(today) {
            writer.add_document(document(service, id, name, summary, questions))?;
        }
        writer.commit()?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { reader, index, id, fields: vec![(name, 4.0), (summary, 1.0), (questions, 1.5)] })
    }

    /// Services for a query, best first.
    ///
    /// # Errors
    /// When tantivy cannot search; the message is for the log.
    pub fn search(&self, query: &Query, limit: usize) -> Result<Ranking, tantivy::TantivyError> {
        let searcher = self.reader.searcher();
        let found = searcher.search(&self.terms(&query.normal)?, &TopDocs::with_limit(limit).order_by_score())?;
        let mut hits = Vec::new();
        for (score, address) in found {
            let document: TantivyDocument = searcher.doc(address)?;
            if let Some(id) = document.get_first(self.id).and_then(|value| value.as_str()) {
                hits.push(Hit { service: ServiceId::from(id), score: score / (score + 10.0), why: Vec::new() });
            }
        }
        let confidence = match hits.first().map_or(0.0, |hit| hit.score) {
            score if score > 0.4 => Confidence::Sure,
            score if score > 0.25 => Confidence::Unsure,
            _ => Confidence::Nothing,
        };
        Ok(Ranking { hits, confidence })
    }

    fn terms(&self, text: &str) -> Result<BooleanQuery, tantivy::TantivyError> {
        let mut analyzer = self
            .index
            .tokenizers()
            .get("en_stem")
            .ok_or_else(|| tantivy::TantivyError::InternalError("the stemmer is missing".to_owned()))?;
        let mut tokens = analyzer.token_stream(text);
        let mut clauses: Vec<(Occur, Box<dyn TantivyQuery>)> = Vec::new();
        while let Some(token) = tokens.next() {
            for (field, boost) in &self.fields {
                let term = TermQuery::new(Term::from_field_text(*field, &token.text), IndexRecordOption::WithFreqs);
                clauses.push((Occur::Should, Box::new(BoostQuery::new(Box::new(term), *boost))));
            }
        }
        Ok(BooleanQuery::new(clauses))
    }
}

fn document(service: &Service, id: Field, name: Field, summary: Field, questions: Field) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_text(id, service.id.as_str());
    document.add_text(name, &service.name);
    for other in &service.also_known_as {
        document.add_text(name, other);
    }
    document.add_text(summary, &service.summary);
    for question in &service.questions {
        document.add_text(questions, question);
    }
    document
}
