//! The tantivy index, in memory: which services share words with a message.
//!
//! A message is cut into words by the index's own analyzers and looked up term
//! by term. It is never parsed as a query: `help me :(` is not a syntax error.

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, Query, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer,
};
use tantivy::{IndexReader, ReloadPolicy, Searcher, TantivyDocument, TantivyError, Term};

use super::corpus::{Corpus, Record};

/// Words as they stand.
const EXACT: &str = "airt-exact";
/// Words without their endings.
const STEMMED: &str = "airt-stemmed";
/// At most so many words of a message are looked up.
const WORDS: usize = 60;
/// Shorter words are not guessed at: too many others are one letter away.
const FUZZY_FROM: usize = 5;

/// The fields, with what a word found there is worth. A name says more than
/// a question, a question more than a description; the exact word a little
/// more than its stem.
const FIELDS: [(&str, f32); 6] = [
    ("name", 3.0),
    ("also_known_as", 3.0),
    ("summary", 1.2),
    ("what_to_expect", 0.5),
    ("topics", 0.7),
    ("questions", 1.0),
];
/// What the exact form adds to the stemmed one.
const EXACT_SHARE: f32 = 0.5;

/// One field of a record, indexed twice: stemming merges words that people
/// need apart ("university", "universe").
#[derive(Debug, Clone, Copy)]
struct Pair {
    name: &'static str,
    stemmed: Field,
    exact: Field,
    boost: f32,
}

/// The index.
pub(super) struct Lexical {
    reader: IndexReader,
    pairs: Vec<Pair>,
    exact: TextAnalyzer,
    stemmed: TextAnalyzer,
}

impl std::fmt::Debug for Lexical {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lexical")
    }
}

impl Lexical {
    /// Builds the index over what is visible.
    pub(super) fn build(corpus: &Corpus, topic_title: impl Fn(&str) -> String) -> Result<Self, TantivyError> {
        let mut schema = Schema::builder();
        let number = schema.add_u64_field("record", FAST);
        let options = |analyzer| {
            let indexing = TextFieldIndexing::default().set_tokenizer(analyzer);
            TextOptions::default().set_indexing_options(indexing.set_index_option(IndexRecordOption::WithFreqs))
        };
        let pairs: Vec<Pair> = FIELDS
            .iter()
            .map(|(name, boost)| Pair {
                name,
                stemmed: schema.add_text_field(name, options(STEMMED)),
                exact: schema.add_text_field(&format!("{name}_exact"), options(EXACT)),
                boost: *boost,
            })
            .collect();
        let index = tantivy::Index::create_in_ram(schema.build());
        let (exact, stemmed) = (exact_analyzer(), stemmed_analyzer());
        index.tokenizers().register(EXACT, exact.clone());
        index.tokenizers().register(STEMMED, stemmed.clone());
        let mut writer = index.writer_with_num_threads(1, 15_000_000)?;
        for (at, record) in (0_u64..).zip(&corpus.records).filter(|(_, record)| record.visible) {
            let mut document = TantivyDocument::default();
            document.add_u64(number, at);
            for pair in &pairs {
                for text in texts(record, pair.name, &topic_title) {
                    document.add_text(pair.stemmed, &text);
                    document.add_text(pair.exact, &text);
                }
            }
            writer.add_document(document)?;
        }
        writer.commit()?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { reader, pairs, exact, stemmed })
    }

    /// Records that share words with the text, best first, each with its
    /// share: 0 for nothing in common, towards 1 the more there is.
    pub(super) fn find(&self, text: &str, limit: usize) -> Result<Vec<(usize, f32)>, TantivyError> {
        let searcher = self.reader.searcher();
        let query = self.query(&searcher, text)?;
        let found = searcher.search(&query, &TopDocs::with_limit(limit).order_by_score())?;
        let mut records = Vec::with_capacity(found.len());
        for (score, address) in found {
            let numbers = searcher.segment_reader(address.segment_ord).fast_fields().u64("record")?;
            if let Some(number) = numbers.first(address.doc_id).and_then(|number| usize::try_from(number).ok()) {
                records.push((number, score / (score + super::weights::HALF_OF_BM25)));
            }
        }
        Ok(records)
    }

    fn query(&self, searcher: &Searcher, text: &str) -> Result<BooleanQuery, TantivyError> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let mut add = |field: Field, word: &str, boost: f32, fuzzy: bool| {
            let term = Term::from_field_text(field, word);
            let query: Box<dyn Query> = if fuzzy {
                Box::new(FuzzyTermQuery::new(term, 1, true))
            } else {
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
            };
            clauses.push((Occur::Should, Box::new(BoostQuery::new(query, boost))));
        };
        for word in words(&self.exact, text) {
            let mut known = false;
            for pair in &self.pairs {
                known |= searcher.doc_freq(&Term::from_field_text(pair.exact, &word))? > 0;
                add(pair.exact, &word, pair.boost * EXACT_SHARE, false);
            }
            if !known && word.chars().count() >= FUZZY_FROM {
                self.pairs.iter().for_each(|pair| add(pair.exact, &word, pair.boost * EXACT_SHARE, true));
            }
        }
        for word in words(&self.stemmed, text) {
            self.pairs.iter().for_each(|pair| add(pair.stemmed, &word, pair.boost, false));
        }
        Ok(BooleanQuery::new(clauses))
    }

    /// The fields of a record that share words with the text, and which
    /// words: for explaining an answer.
    pub(super) fn shared(&self, text: &str, record: &Record) -> Vec<(&'static str, Vec<String>)> {
        let asked = words(&self.stemmed, text);
        let shared = |pair: &Pair| {
            let own: Vec<String> =
                texts(record, pair.name, &str::to_owned).iter().flat_map(|text| words(&self.stemmed, text)).collect();
            (pair.name, asked.iter().filter(|word| own.contains(word)).cloned().collect::<Vec<_>>())
        };
        self.pairs.iter().map(shared).filter(|(_, words)| !words.is_empty()).collect()
    }
}

/// What a field of a record says.
fn texts(record: &Record, field: &str, topic_title: &impl Fn(&str) -> String) -> Vec<String> {
    let service = &record.service;
    match field {
        "name" => vec![service.name.clone()],
        "also_known_as" => service.also_known_as.clone(),
        "summary" => vec![service.summary.clone()],
        "what_to_expect" => service.what_to_expect.iter().cloned().collect(),
        "topics" => service.topics.iter().map(|topic| topic_title(topic.as_str())).collect(),
        _ => service.questions.clone(),
    }
}

/// The words of a text, each once.
fn words(analyzer: &TextAnalyzer, text: &str) -> Vec<String> {
    let mut analyzer = analyzer.clone();
    let mut stream = analyzer.token_stream(text);
    let mut words: Vec<String> = Vec::new();
    while let Some(token) = stream.next() {
        if words.len() < WORDS && !words.contains(&token.text) {
            words.push(token.text.clone());
        }
    }
    words
}

fn exact_analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(40))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(stop_words())
        .build()
}

fn stemmed_analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(40))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(stop_words())
        .filter(Stemmer::new(Language::English))
        .build()
}

/// Words that stand in every question and say nothing about the need.
fn stop_words() -> StopWordFilter {
    let words = include_str!("lexical/stop_words.txt");
    StopWordFilter::remove(words.split_whitespace().map(str::to_owned))
}
