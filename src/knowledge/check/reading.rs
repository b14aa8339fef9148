//! How old one must be to read a record with ease: the Flesch-Kincaid grade
//! plus five, over the summary and what to expect.

use std::sync::LazyLock;

use regex::Regex;
use unicode_segmentation::UnicodeSegmentation;

use super::super::Service;
use super::file_of;
use super::findings::Findings;
use super::spot::Spot;
use super::syllables::syllables;

/// Above this a 10-year-old stumbles too often.
const OLDEST: f64 = 12.0;

/// A full stop, or what stands for one: a list after a colon is read item by item.
static SENTENCE_END: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[.!?:;]+(?:\s+|$)").ok());

pub(super) fn check(service: &Service, findings: &mut Findings<'_>) {
    let age = reading_age(service);
    if age > OLDEST {
        let what = format!("the summary and what to expect need a reading age of {age:.1}; {OLDEST:.0} is the most");
        findings.warning(&file_of(&service.id), &Spot::at("summary"), what, "Use shorter sentences and plainer words.");
    }
}

/// The reading age of a record, in years. Names and numbers count as easy
/// words: a young person need not sound out "Childline" to understand it.
pub fn reading_age(service: &Service) -> f64 {
    let text = format!("{}\n{}", service.summary, service.what_to_expect.as_deref().unwrap_or_default());
    let mut names: Vec<&str> = service.also_known_as.iter().map(String::as_str).collect();
    names.push(&service.name);
    names.extend(service.provider.as_deref());
    age_of(&text, &names)
}

fn age_of(text: &str, names: &[&str]) -> f64 {
    let text = without_names(text, names);
    let (mut sentences, mut words, mut sounds) = (0_u32, 0_u32, 0_u32);
    for sentence in text.lines().flat_map(sentences_of) {
        let mut first = true;
        for word in sentence.unicode_words() {
            let is_name = !first && word.starts_with(char::is_uppercase);
            words += 1;
            sounds += if is_name { 1 } else { syllables(word) };
            first = false;
        }
        sentences += u32::from(!first);
    }
    if words == 0 {
        return 0.0;
    }
    let (sentences, words, sounds) = (f64::from(sentences), f64::from(words), f64::from(sounds));
    0.39 * words / sentences + 11.8 * sounds / words - 15.59 + 5.0
}

fn sentences_of(line: &str) -> Vec<&str> {
    SENTENCE_END.as_ref().map_or_else(|| vec![line], |end| end.split(line).collect())
}

/// Each of the service's own names becomes one easy word. Longest first, so
/// that "Childline counsellor chat" does not leave two words behind.
fn without_names(text: &str, names: &[&str]) -> String {
    let mut names: Vec<&str> = names.iter().copied().filter(|name| !name.trim().is_empty()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.iter().fold(text.to_owned(), |text, name| text.replace(name, "Bob"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, names: &[&str], ages: std::ops::RangeInclusive<f64>) {
        let age = age_of(text, names);
        assert!(ages.contains(&age), "{text:?} reads at {age}");
    }

    #[test]
    fn short_words_in_short_sentences_are_for_children() {
        check("You can ring any time. Someone will talk with you.", &[], 5.0..=8.0);
    }

    #[test]
    fn the_language_of_offices_is_not() {
        let text = "Practitioners facilitate multi-agency interventions appropriate to individual circumstances.";
        check(text, &[], 20.0..=40.0);
    }

    #[test]
    fn a_name_is_an_easy_word() {
        let text = "Ring Equality Advisory Association and talk.";
        assert!(age_of(text, &["Equality Advisory Association"]) < age_of(text, &[]));
    }

    #[test]
    fn no_words_need_no_age() {
        check("", &[], 0.0..=0.0);
        check("...", &[], 0.0..=0.0);
    }
}
