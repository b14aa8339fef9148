use std::path::PathBuf;

use serde::Deserialize;

use super::*;

/// Made by onnxruntime and Hugging Face's tokenizers from the same file.
#[derive(Deserialize)]
struct Reference {
    text: String,
    tokens: Vec<i32>,
    vector: Vec<f32>,
}

fn references() -> Vec<Reference> {
    serde_json::from_str(include_str!("reference.json")).unwrap()
}

fn models() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("models")
}

fn copy_of_models() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in [NETWORK_FILE, VOCABULARY_FILE, SUMS_FILE] {
        std::fs::copy(models().join(file), folder.path().join(file)).unwrap();
    }
    folder
}

#[test]
fn tokens_and_vectors_are_those_of_the_reference_implementation() {
    let encoder = Encoder::open(&models(), None).unwrap();
    let references = references();
    let texts: Vec<String> = references.iter().map(|reference| reference.text.clone()).collect();
    let bank = encoder.bank_now(&texts);
    for (at, reference) in references.iter().enumerate() {
        let vector = bank.vectors().unwrap().get(at).unwrap();
        assert_eq!(encoder.inner.tokens.of(&reference.text), reference.tokens, "{}", reference.text);
        let cosine = vector.cosine(&Vector::of(&reference.vector).unwrap());
        assert!(cosine > 0.999, "{}: {cosine}", reference.text);
    }
}

#[test]
fn both_forms_of_a_message_are_encoded_together_and_equal_ones_once() {
    let encoder = Encoder::open(&models(), None).unwrap();
    let message = encoder.message(&["i feel sad", "i feel sad"]).unwrap();
    assert_eq!(message.sentences.len(), 1);
    let message = encoder.message(&["am pure greetin", "i am crying"]).unwrap();
    assert_eq!(message.sentences.len(), 2);
    assert!(encoder.message(&[" "]).unwrap().sentences.is_empty());
    assert!(!encoder.message(&["😭😭", "\u{0}"]).unwrap().sentences.is_empty());
}

#[test]
fn a_message_is_nearest_to_what_means_the_same() {
    let encoder = Encoder::open(&models(), None).unwrap();
    let bank = encoder.bank_now(&["when is the swimming pool open".to_owned(), "i feel sad all the time".to_owned()]);
    let message = encoder.message(&["feeling down every day"]).unwrap();
    let cosines: Vec<f32> = bank.vectors().unwrap().cosines(0..2, &message.sentences[0].vector).collect();
    assert!(cosines[1] > cosines[0], "{cosines:?}");
}

#[test]
fn questions_for_one_service_lie_together() {
    let encoder = Encoder::open(&models(), None).unwrap();
    let texts = ["my boiler is broken and i cant pay to mend it", "we have no heating and no money", "chess club"];
    let bank = encoder.bank_now(&texts.map(str::to_owned));
    let vectors = bank.vectors().unwrap();
    let [_, same, other] = vectors.cosines(0..3, &vectors.get(0).unwrap()).collect::<Vec<_>>()[..] else {
        panic!("three texts, three vectors")
    };
    assert!(same > other + 0.3);
}

#[test]
fn vectors_made_once_come_from_the_cache() {
    let data = tempfile::tempdir().unwrap();
    let texts = || vec!["one".to_owned(), "two".to_owned(), "one".to_owned()];
    let made = Encoder::open(&models(), Some(data.path())).unwrap().bank_now(&texts());
    let again = Encoder::open(&models(), Some(data.path())).unwrap().bank(texts());
    assert_eq!(again.vectors(), made.vectors(), "known texts are there at once");
}

#[test]
fn a_damaged_cache_is_made_anew() {
    let data = tempfile::tempdir().unwrap();
    let texts = || vec!["one".to_owned()];
    let made = Encoder::open(&models(), Some(data.path())).unwrap().bank_now(&texts());
    let file = data.path().join("vectors.bin");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[60] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let encoder = Encoder::open(&models(), Some(data.path())).unwrap();
    assert!(!encoder.inner.cache.entries().knows("one"));
    assert_eq!(encoder.bank_now(&texts()).vectors(), made.vectors());
}

#[test]
fn a_missing_or_damaged_model_is_a_warning_that_says_what_to_do() {
    for file in [NETWORK_FILE, VOCABULARY_FILE, SUMS_FILE] {
        let folder = copy_of_models();
        std::fs::remove_file(folder.path().join(file)).unwrap();
        let problem = Encoder::open(folder.path(), None).unwrap_err();
        assert_eq!(problem.severity, crate::knowledge::Severity::Warning);
        assert!(problem.todo.contains("models"));
    }
    let folder = copy_of_models();
    let network = folder.path().join(NETWORK_FILE);
    let mut bytes = std::fs::read(&network).unwrap();
    bytes.truncate(bytes.len() / 2);
    std::fs::write(&network, bytes).unwrap();
    assert!(Encoder::open(folder.path(), None).unwrap_err().what.contains("SHA256SUMS"));
}
