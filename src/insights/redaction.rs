//! Takes names, numbers and addresses out of a question before it is kept.
//!
//! Pure: a text in, a text out, whatever the text is. Each recogniser marks
//! what it finds in its own file; here the marks are joined and replaced by
//! tags such as `[name]`. What the knowledge base itself holds (116 123,
//! Samaritans) is nobody's secret and stays. Where the two mistakes compete,
//! a word too many goes and not a name too few.

mod lexicon;
mod names;
mod numbers;
mod online;
mod places;
mod words;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use self::lexicon::Lexicon;
use self::words::Words;
use crate::knowledge::Knowledge;

/// What stands in the place of a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tag {
    Email,
    Link,
    Phone,
    Id,
    Date,
    School,
    Address,
    Name,
    Handle,
}

impl Tag {
    fn text(self) -> &'static str {
        match self {
            Self::Email => "[email]",
            Self::Link => "[link]",
            Self::Phone => "[phone]",
            Self::Id => "[id]",
            Self::Date => "[date]",
            Self::School => "[school]",
            Self::Address => "[address]",
            Self::Name => "[name]",
            Self::Handle => "[handle]",
        }
    }
}

/// A stretch of the text that must go.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    range: Range<usize>,
    tag: Tag,
    /// The words around it say what it is ("my friend Frank"), so it goes even
    /// where the knowledge base knows the word.
    certain: bool,
}

impl Mark {
    fn sure(range: Range<usize>, tag: Tag) -> Self {
        Self { range, tag, certain: true }
    }

    fn maybe(range: Range<usize>, tag: Tag) -> Self {
        Self { range, tag, certain: false }
    }
}

/// Redacts texts.
#[derive(Debug)]
pub struct Redactor {
    lexicon: Lexicon,
}

/// The tags that a text may hold already, from us or typed.
static TAGS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\[(?:email|link|phone|id|date|school|address|name|handle)\]").ok());

impl Redactor {
    /// With what the knowledge base itself holds, which is nobody's secret.
    pub fn new(knowledge: &Knowledge) -> Self {
        Self { lexicon: Lexicon::new(knowledge) }
    }

    /// A text without names, numbers and addresses. Redacting it again changes
    /// nothing.
    pub fn redact(&self, text: &str) -> String {
        let mut text = text.to_owned();
        // What was hidden behind one secret can be seen once it is gone. Every
        // round leaves less to take out, so there is a last one.
        loop {
            let marks = self.marks(&text);
            if marks.is_empty() {
                return text;
            }
            text = replace(&text, &marks);
        }
    }

    /// What must go, in order and without overlaps.
    fn marks(&self, text: &str) -> Vec<Mark> {
        let masked = mask(text);
        let words = Words::of(&masked);
        let mut marks = Vec::new();
        online::mark(&masked, &self.lexicon, &mut marks);
        numbers::mark(&masked, &self.lexicon, &mut marks);
        places::mark(&words, &self.lexicon, &mut marks);
        names::mark(&words, &self.lexicon, &mut marks);
        let public = self.lexicon.public_phrases(&words);
        marks.retain(|mark| mark.certain || !public.iter().any(|public| covers(public, &mark.range)));
        // A tag inside a mark is no secret; marks end where it begins.
        let marks = marks.into_iter().flat_map(|mark| without_tags(&masked, &mark)).collect();
        join(&masked, marks)
    }
}

/// The text with every tag blanked out, byte for byte, so that no recogniser
/// takes its letters for a word.
fn mask(text: &str) -> String {
    TAGS.as_ref().map_or_else(
        || text.to_owned(),
        |tags| tags.replace_all(text, |found: &regex::Captures<'_>| MASK.repeat(found[0].len())).into_owned(),
    )
}

/// A letter that no text of a person's holds and that takes one byte.
const MASK: &str = "\u{1}";

fn covers(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The parts of a mark outside any tag, without the spaces at their ends.
fn without_tags(masked: &str, mark: &Mark) -> Vec<Mark> {
    let mut parts = Vec::new();
    let Some(inside) = masked.get(mark.range.clone()) else { return parts };
    let mut start = mark.range.start;
    for part in inside.split(MASK) {
        let trimmed = part.trim_matches(|c: char| c.is_whitespace());
        if trimmed.chars().any(char::is_alphanumeric) {
            let lead = part.len() - part.trim_start().len();
            let from = start + lead;
            parts.push(Mark { range: from..from + trimmed.len(), ..mark.clone() });
        }
        start += part.len() + MASK.len();
    }
    parts
}

/// Joins marks that overlap, and marks of one kind with only a space between.
fn join(text: &str, mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.range.start, mark.range.end));
    let mut joined: Vec<Mark> = Vec::new();
    for mark in marks {
        if let Some(last) = joined.last_mut() {
            let between = text.get(last.range.end..mark.range.start);
            let touches = mark.range.start < last.range.end;
            let continues = mark.tag == last.tag && between.is_some_and(|between| between.trim().is_empty());
            if touches || continues {
                last.range.end = last.range.end.max(mark.range.end);
                last.tag = last.tag.min(mark.tag);
                continue;
            }
        }
        joined.push(mark);
    }
    joined
}

fn replace(text: &str, marks: &[Mark]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for mark in marks {
        out.push_str(text.get(from..mark.range.start).unwrap_or_default());
        out.push_str(mark.tag.text());
        from = mark.range.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests;
