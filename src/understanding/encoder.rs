//! The sentence encoder: a text becomes 384 numbers, and texts that mean much
//! the same get numbers that lie close together.
//!
//! Runs a network of our own (`models/`), trained further from
//! all-MiniLM-L6-v2, inside the process; nothing is ever downloaded. It reckons
//! in whole numbers, so that every processor gets the same answer. It never
//! decides anything: safety and search compare what it gives with examples and
//! sample questions of their own, each in a [`Bank`].
//! A missing or damaged file is a [`Problem`], and Airt answers without it.

mod bank;
mod cache;
mod lessons;
mod memory;
mod network;
mod phrases;
mod sentences;
mod separator;
mod solver;
mod tokens;
mod vector;
mod vectors;
mod workers;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use self::cache::Cache;
use self::lessons::Lessons;
use self::network::Network;
use self::tokens::Tokens;
use self::workers::Workers;
use crate::knowledge::Problem;

pub use self::bank::Bank;
use self::bank::Filling;
pub use self::memory::Memory;
pub use self::phrases::Phrases;
pub use self::sentences::sentences;
pub use self::separator::{Separator, Taught};
pub use self::vector::{SIZE, Vector};
pub use self::vectors::Vectors;

/// The network's file in the models folder.
const NETWORK_FILE: &str = "airt-encoder-int8.onnx";
/// Its words, one a line, the line's number being the token.
const VOCABULARY_FILE: &str = "vocab.txt";
/// What both files must hash to.
const SUMS_FILE: &str = "SHA256SUMS";

/// One sentence with its vector.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// The sentence.
    pub text: String,
    /// What it means, as numbers.
    pub vector: Vector,
}

/// A message as the encoder reads it: each of its sentences once.
#[derive(Debug, Clone, Default)]
pub struct Encoded {
    /// In the order of the forms given, no two alike.
    pub sentences: Vec<Sentence>,
}

/// The encoder, loaded once and shared. Cloning it is cheap.
#[derive(Debug, Clone)]
pub struct Encoder {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    tokens: Tokens,
    network: Network,
    workers: Workers,
    cache: Cache,
    lessons: Lessons,
}

impl Encoder {
    /// Loads the model and what the cache in `data` holds of earlier vectors.
    ///
    /// # Errors
    /// When a file is missing, damaged or of another model: a warning for the
    /// log and `/health`, since Airt answers without the encoder.
    pub fn open(models: &Path, data: Option<&Path>) -> Result<Self, Problem> {
        let sums = read(models, SUMS_FILE)?;
        let sums = String::from_utf8_lossy(&sums).into_owned();
        let network = checked(models, NETWORK_FILE, &sums)?;
        let vocabulary = checked(models, VOCABULARY_FILE, &sums)?;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let tokens = Tokens::new(&String::from_utf8_lossy(&vocabulary));
        let network = Network::load(network).map_err(|error| unusable(NETWORK_FILE, &error))?;
        let cache = Cache::new(models, data, &sums);
        let lessons = Lessons::new(models, data);
        let inner = Inner { tokens, network, workers: Workers::new(cores), cache, lessons };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Encodes the forms of one message (as typed, and in plain English)
    /// together; a sentence that stands in several of them costs once. `None`
    /// when every worker is busy and enough people wait already, or when the
    /// network fails: the rules and the index then answer alone.
    pub fn message(&self, forms: &[&str]) -> Option<Encoded> {
        let mut texts: Vec<String> = Vec::new();
        for sentence in forms.iter().flat_map(|form| sentences(form)) {
            if !texts.contains(&sentence) {
                texts.push(sentence);
            }
        }
        if texts.is_empty() {
            return Some(Encoded::default());
        }
        if let Some(encoded) = memory::recalled(&texts) {
            return Some(encoded);
        }
        let inner = &self.inner;
        let batch: Vec<Vec<i32>> = texts.iter().map(|text| inner.tokens.of(text)).collect();
        let vectors = inner.workers.question(|pool| inner.network.run(&batch, pool))?;
        let vectors = vectors.inspect_err(|error| tracing::error!(%error, "the sentence encoder failed")).ok()?;
        let sentences = texts.iter().cloned().zip(vectors).map(|(text, vector)| Sentence { text, vector }).collect();
        let encoded = Encoded { sentences };
        memory::remember(texts, &encoded);
        Some(encoded)
    }

    /// What one text means as a whole, made and not kept: for texts that must
    /// not live on in the cache. `None` as for [`Encoder::message`].
    pub fn passing(&self, text: &str) -> Option<Vector> {
        let inner = &self.inner;
        let batch = [inner.tokens.of(text)];
        let made = inner.workers.question(|pool| inner.network.run(&batch, pool))?;
        made.inspect_err(|error| tracing::error!(%error, "the sentence encoder failed")).ok()?.into_iter().next()
    }

    /// A bank of vectors for these texts. It is empty at first and fills in
    /// the background, at once where the cache knows every text.
    pub fn bank(&self, texts: Vec<String>) -> Bank {
        if let Some(vectors) = self.inner.cache.entries().of_texts(&texts) {
            return Bank::full(vectors);
        }
        let bank = Bank::default();
        self.fill_later(bank.clone(), texts);
        bank
    }

    /// The same, made before it returns: for tests and the command line.
    pub fn bank_now(&self, texts: &[String]) -> Bank {
        let bank = Bank::default();
        self.fill(&bank, texts);
        bank
    }

    /// Lets go of what only the making of banks needs, until the next is made.
    pub fn let_go(&self) {
        self.inner.cache.let_go();
    }

    /// Tells two kinds of vectors apart as [`Separator::learn`] does, at once
    /// where that was learned from just these examples before.
    pub fn separator(&self, examples: Vec<Taught>) -> Option<Separator> {
        self.inner.lessons.separator(examples)
    }

    /// Tells two kinds of texts apart as [`Phrases::learn`] does, at once where
    /// that was learned from just these texts before.
    pub fn phrases(&self, texts: &[(&str, f32)]) -> Option<Phrases> {
        self.inner.lessons.phrases(texts)
    }

    fn fill_later(&self, bank: Bank, texts: Vec<String>) {
        let (encoder, filling) = (self.clone(), Filling::of(&bank));
        let fill = move || {
            encoder.fill(&bank, &texts);
            drop(filling);
        };
        let thread = std::thread::Builder::new().name("airt-vectors".to_owned()).spawn(fill);
        if let Err(error) = thread {
            tracing::error!(%error, "no thread could be started to make vectors");
        }
    }

    /// Makes what the cache does not know, keeps it, and fills the bank.
    fn fill(&self, bank: &Bank, texts: &[String]) {
        let inner = &self.inner;
        let known = inner.cache.entries();
        let mut missing: Vec<&String> = texts.iter().filter(|text| !known.knows(text)).collect();
        drop(known);
        missing.sort();
        missing.dedup();
        let made = Mutex::new(Vec::new());
        inner.workers.many(&missing, |texts, pool| {
            let batch: Vec<Vec<i32>> = texts.iter().map(|text| inner.tokens.of(text)).collect();
            match inner.network.run(&batch, pool) {
                Ok(vectors) => made.lock().unwrap_or_else(PoisonError::into_inner).extend(
                    texts.iter().map(|text| cache::key(text)).zip(vectors.iter().map(|vector| *vector.bytes())),
                ),
                Err(error) => tracing::error!(%error, "vectors could not be made"),
            }
        });
        inner.cache.add(made.into_inner().unwrap_or_else(PoisonError::into_inner));
        match inner.cache.entries().of_texts(texts) {
            Some(vectors) => bank.fill(vectors),
            None => bank.give_up(),
        }
    }
}

fn read(models: &Path, name: &str) -> Result<Vec<u8>, Problem> {
    std::fs::read(models.join(name)).map_err(|error| unusable(name, &error))
}

/// Reads a file and holds it against its checksum.
fn checked(models: &Path, name: &str, sums: &str) -> Result<Vec<u8>, Problem> {
    let bytes = read(models, name)?;
    let sum = data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes));
    let expected = sums.lines().filter_map(|line| line.split_once("  ")).find(|(_, file)| *file == name);
    match expected {
        Some((expected, _)) if expected == sum => Ok(bytes),
        _ => Err(unusable(name, &"it is not the file that SHA256SUMS names")),
    }
}

fn unusable(name: &str, why: &dyn std::fmt::Display) -> Problem {
    Problem::warning(
        format!("models/{name}"),
        None,
        format!("the sentence encoder cannot be used: {why}"),
        "Fetch the folder models from the repository again. Until then Airt answers by words and rules alone.",
    )
}

#[cfg(test)]
mod tests;
