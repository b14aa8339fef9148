//! The written rules: regular expressions over the normalised form.
//!
//! How to write one stands in [`pattern`]; what each field means in
//! [`ConcernRule`]. A rule alarms where its pattern matches at a place that
//! its `unless` does not excuse: `unless` is looked for in the same sentence,
//! at most ten words before and after the place. So a harmless remark never
//! silences what is said elsewhere in a long message.

mod caches;
mod machine;
mod needles;
mod pattern;

use std::sync::LazyLock;

use rayon::prelude::*;

use crate::knowledge::{ConcernFile, ConcernRule, Problem, SafetyWords};
use crate::understanding::Readings;

use self::caches::{Caches, Memory};
use self::needles::Needles;
use self::pattern::Pattern;
use super::normal::BREAK;
use super::{Concern, Why};

/// How far from the place an exception counts, in words.
const REACH: usize = 10;

#[derive(Debug)]
struct Rule {
    /// Its place among the rules, by which its memory is found.
    number: usize,
    concern: String,
    pattern: Pattern,
    unless: Option<Pattern>,
    written: ConcernRule,
}

/// Every rule of every concern.
#[derive(Debug, Default)]
pub(super) struct RuleSet {
    rules: Vec<Rule>,
    needles: Needles,
    caches: Caches,
}

impl RuleSet {
    /// Reads what can be compiled and tells what cannot.
    pub(super) fn new(concerns: &[ConcernFile], words: &SafetyWords, readings: &Readings) -> (Self, Vec<Problem>) {
        let written: Vec<(&ConcernFile, &ConcernRule)> =
            concerns.iter().flat_map(|concern| concern.rules.iter().map(move |rule| (concern, rule))).collect();
        // On every core: every start waits for it.
        let read: Vec<_> =
            written.par_iter().map(|(concern, rule)| (*concern, *rule, read(concern, rule, words, readings))).collect();
        let mut set = Self::default();
        let mut problems = Vec::new();
        for (concern, written, rule) in read {
            match rule {
                Ok(rule) => set.rules.push(Rule { number: set.rules.len(), ..rule }),
                Err(error) => problems.push(Problem::error(
                    format!("safety/{}.toml", concern.id),
                    concern.line_of(&written.pattern),
                    format!("the rule {:?} cannot be read: {error}", written.pattern),
                    "Mend the pattern.",
                )),
            }
        }
        set.needles = Needles::new(set.rules.iter().map(|rule| rule.pattern.expanded()), readings);
        (set, problems)
    }

    /// What the rules notice in a normalised message.
    pub(super) fn matches(&self, normal: &str) -> Vec<Concern> {
        let mut raised: Vec<Concern> = Vec::new();
        let mut memory = self.caches.take();
        for rule in self.needles.candidates(normal).into_iter().filter_map(|at| self.rules.get(at)) {
            if !rule.catches(normal, &mut memory) {
                continue;
            }
            let concern = Concern {
                id: rule.concern.clone(),
                level: rule.written.level,
                friend: rule.written.friend,
                now: rule.written.now,
                why: Why::Rule(rule.written.pattern.clone()),
            };
            match raised.iter_mut().find(|known| known.id == concern.id) {
                Some(known) => known.join(concern),
                None => raised.push(concern),
            }
        }
        self.caches.give_back(memory);
        raised
    }

    /// Compiles what no message needed yet.
    pub(super) fn compile(&self) {
        for rule in &self.rules {
            rule.pattern.machine();
            if let Some(unless) = &rule.unless {
                unless.machine();
            }
        }
    }

    /// Gives the memory back that thousands of texts in a row took.
    pub(super) fn forget(&self) {
        self.caches.forget();
    }

    /// Every rule as it was written, and the groups of words in them.
    pub(super) fn written(&self, table: &SafetyWords) -> String {
        let rules = self.rules.iter().map(|rule| (&rule.concern, &rule.written)).collect::<Vec<_>>();
        format!("{rules:?} {:?}", table.groups)
    }

    /// The words that the rules look for.
    pub(super) fn words(concerns: &[ConcernFile], table: &SafetyWords) -> Vec<String> {
        let patterns = concerns.iter().flat_map(|concern| &concern.rules).map(|rule| rule.pattern.as_str());
        let groups = table.groups.values().flatten().map(String::as_str);
        let mut words: Vec<String> = patterns.chain(groups).flat_map(words_of).collect();
        words.sort();
        words.dedup();
        words
    }
}

impl Rule {
    fn catches(&self, normal: &str, memory: &mut Memory) -> bool {
        if self.unless.is_none() {
            return memory.matches(2 * self.number, &self.pattern, normal);
        }
        let mut from = 0;
        while let Some((start, end)) = memory.find(2 * self.number, &self.pattern, normal, from) {
            if !self.is_excused(surroundings(normal, start, end), memory) {
                return true;
            }
            // The next try begins one word on, not behind the match: a true
            // alarm may overlap the excused one.
            let next = normal.as_bytes().iter().skip(start + 1).position(|byte| *byte == b' ');
            let Some(next) = next else { return false };
            from = start + 1 + next;
        }
        false
    }

    fn is_excused(&self, around: &str, memory: &mut Memory) -> bool {
        self.unless.as_ref().is_some_and(|unless| memory.matches(2 * self.number + 1, unless, around))
    }
}

/// The sentence around a place, at most ten words before and after it, with a
/// space at both ends.
fn surroundings(normal: &str, start: usize, end: usize) -> &str {
    let before = normal.get(..=start).unwrap_or_default();
    let after = normal.get(end.saturating_sub(1)..).unwrap_or_default();
    let mut from = start;
    for word in before.trim_end().rsplit(' ').take(REACH).take_while(|word| *word != BREAK) {
        from = from.saturating_sub(word.len() + 1);
    }
    let mut to = end;
    for word in after.trim_start().split(' ').take(REACH).take_while(|word| *word != BREAK) {
        to += word.len() + 1;
    }
    normal.get(from..to.min(normal.len())).unwrap_or(normal)
}

/// The rule, which has yet to be given its number.
fn read(
    concern: &ConcernFile,
    written: &ConcernRule,
    words: &SafetyWords,
    readings: &Readings,
) -> Result<Rule, String> {
    let pattern = |text: &str| Pattern::new(text, &words.groups, readings);
    Ok(Rule {
        number: 0,
        concern: concern.id.clone(),
        pattern: pattern(&written.pattern)?,
        unless: written.unless.as_deref().map(pattern).transpose()?,
        written: written.clone(),
    })
}

/// The whole words in a pattern, endings spelt out: `cut(?:s|ting)?` is cut,
/// cuts and cutting. Bits of words are left out, or slips would be mended to them.
fn words_of(pattern: &str) -> Vec<String> {
    let mut words = Vec::new();
    for found in WORDS.captures_iter(pattern) {
        let part = |at: usize| found.get(at).map(|part| part.as_str());
        let Some(stem) = part(2).filter(|_| !matches!(part(1), Some(")" | "]"))) else { continue };
        match (part(3), part(4), part(5)) {
            (Some(endings), optional, _) => {
                words.extend(endings.split('|').map(|ending| format!("{stem}{ending}")));
                words.extend(optional.filter(|mark| !mark.is_empty()).map(|_| stem.to_owned()));
            }
            (None, _, Some("?")) => {
                words.push(stem.to_owned());
                let mut shorter = stem.to_owned();
                shorter.pop();
                words.push(shorter);
            }
            (None, _, Some(_)) => {}
            (None, _, None) => words.push(stem.to_owned()),
        }
    }
    words
}

/// A word, with what stands before it and the endings that follow.
#[expect(clippy::expect_used, reason = "a fixed pattern, proved by the test below")]
static WORDS: LazyLock<regex::Regex> = LazyLock::new(|| {
    regex::Regex::new(r"([^a-z])?([a-z]{2,})(?:\(\?:([a-z|]+)\)(\??)|([?\[(]))?").expect("a fixed pattern")
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_gives_whole_words_only() {
        let check = |pattern: &str, words: &[&str]| assert_eq!(words_of(pattern), words, "{pattern}");
        check("cut(?:s|ting)?", &["cuts", "cutting", "cut"]);
        check("purg(?:e|ing)", &["purge", "purging"]);
        check("pills? (?:now|soon)", &["pills", "pill", "now", "soon"]);
        check("anaphyla[a-z]+", &[]);
    }

    #[test]
    fn surroundings_end_with_the_sentence_and_after_ten_words() {
        let text = " one two . three four five . six ";
        let start = text.find(" four ").unwrap();
        assert_eq!(surroundings(text, start, start + " four ".len()), " three four five ");
    }
}
