//! What is no question for a service: small talk, homework, insults, and
//! whatever else staff list in `out-of-scope.toml`.
//!
//! Precise before complete: what is taken for chat finds no service, so a
//! message with any sign of a need is never taken for it.

use std::collections::{HashMap, HashSet};

use regex::bytes::{RegexSet, RegexSetBuilder};

use super::gibberish::is_gibberish;
use super::plain;
use super::words::Words;
use crate::knowledge::{ChatKind, Knowledge};

/// A longer message tells a story; nobody greets in so many words.
const WORDS_OF_CHAT: usize = 40;

/// Recognises chat.
#[derive(Debug)]
pub(super) struct ChatFinder {
    /// Every pattern of every kind; `owners` says whose.
    patterns: RegexSet,
    owners: Vec<(ChatKind, Role)>,
    /// In the order of the file.
    kinds: Vec<ChatKind>,
    /// What staff wrote as an example is known by itself.
    examples: HashMap<String, ChatKind>,
    /// "Know the Score" is a service and no football.
    names: HashSet<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Is,
    IsNot,
    /// No kind at all.
    Need,
}

impl ChatFinder {
    /// Compiles what staff wrote. A pattern that cannot be read was reported
    /// when the file was loaded; with one, nothing is taken for chat.
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let written = &knowledge.out_of_scope;
        let mut owners = Vec::new();
        let mut add = |pattern: &toml::Spanned<String>, owner| {
            owners.push(owner);
            pattern.get_ref().clone()
        };
        let mut texts: Vec<String> = Vec::new();
        for kind in &written.kinds {
            texts.extend(kind.patterns.iter().map(|pattern| add(pattern, (kind.id, Role::Is))));
            texts.extend(kind.unless.iter().map(|pattern| add(pattern, (kind.id, Role::IsNot))));
        }
        texts.extend(written.need.iter().map(|pattern| add(pattern, (ChatKind::Greeting, Role::Need))));
        let examples = written
            .kinds
            .iter()
            .flat_map(|kind| kind.examples.iter().map(|example| (plain(example), kind.id)))
            .filter(|(example, _)| !example.is_empty())
            .collect();
        // Over bytes and without Unicode classes: the plain form of English is
        // ASCII, and the automaton stays a tenth of the size.
        let patterns = RegexSetBuilder::new(&texts).unicode(false).size_limit(64 << 20).dfa_size_limit(2 << 20).build();
        Self {
            patterns: patterns.unwrap_or_else(|_| RegexSet::empty()),
            owners,
            kinds: written.kinds.iter().map(|kind| kind.id).collect(),
            examples,
            names: knowledge
                .services
                .values()
                .flat_map(|service| std::iter::once(&service.name).chain(&service.also_known_as))
                .map(|name| plain(name))
                .collect(),
        }
    }

    /// What a message is, if it is no question. `normal` is its plain English.
    pub(super) fn find(&self, raw: &str, normal: &str, words: &Words) -> Option<ChatKind> {
        let typed = plain(raw);
        if typed.split(' ').count() > WORDS_OF_CHAT || self.names.contains(&typed) {
            return None;
        }
        if let Some(kind) = self.examples.get(&typed) {
            return Some(*kind);
        }
        let english = plain(normal);
        let mut found = self.votes(&typed);
        if english != typed {
            found.extend(self.votes(&english));
        }
        if found.iter().any(|(_, role)| *role == Role::Need) {
            return None;
        }
        let says = |kind: ChatKind, role| found.contains(&(kind, role));
        self.kinds
            .iter()
            .copied()
            .find(|kind| says(*kind, Role::Is) && !says(*kind, Role::IsNot))
            .or_else(|| is_gibberish(raw, &typed, words).then_some(ChatKind::Gibberish))
    }

    fn votes(&self, plain: &str) -> Vec<(ChatKind, Role)> {
        let found = self.patterns.matches(plain.as_bytes());
        found.iter().filter_map(|index| self.owners.get(index).copied()).collect()
    }
}
