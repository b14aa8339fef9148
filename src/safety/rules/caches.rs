//! What the regular expressions remember between two searches: the states of
//! their machines that were needed so far.
//!
//! The crate `regex` would keep a memory of each expression for up to nine
//! threads, and let none of them go: the thirteen hundred expressions took some
//! fifty megabytes a thread once they had read a few thousand texts. Here one
//! screening takes a whole set of memories and gives it back, so that no more
//! are kept than there are cores, and what the start filled can be let go.

use std::sync::{LazyLock, Mutex, PoisonError};

use regex_automata::hybrid::dfa::Cache;

use super::machine::Machine;
use super::pattern::Pattern;

/// So many sets are kept, one a core; more are made for as long as they are needed.
static KEPT: LazyLock<usize> = LazyLock::new(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get));

/// A set is dropped once it takes more bytes, and the next message begins a new
/// one. Of 1,816 messages each is screened in 0.9 ms so; with no limit in 0.5, but
/// then a set grows to some sixty megabytes, and there is one for each core.
const LARGE: usize = 6 << 20;

/// The sets that nobody is using.
#[derive(Debug, Default)]
pub(super) struct Caches {
    idle: Mutex<Vec<Memory>>,
}

/// A set: one cache for each expression that was tried so far.
#[derive(Debug, Default)]
pub(super) struct Memory(Vec<Option<Box<Cache>>>);

impl Caches {
    /// A set for one screening.
    pub(super) fn take(&self) -> Memory {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Gives it back for the next.
    pub(super) fn give_back(&self, memory: Memory) {
        if memory.size() > LARGE {
            return;
        }
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < *KEPT {
            idle.push(memory);
        }
    }

    /// Drops every set that is idle: after thousands of texts in a row a set is
    /// far larger than what single messages need.
    pub(super) fn forget(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Memory {
    /// In bytes.
    fn size(&self) -> usize {
        self.0.iter().flatten().map(|cache| cache.memory_usage()).sum()
    }

    /// The first match from `start` on of the expression with this number.
    pub(super) fn find(
        &mut self,
        number: usize,
        pattern: &Pattern,
        text: &str,
        start: usize,
    ) -> Option<(usize, usize)> {
        let machine = pattern.machine()?;
        machine.find(self.cache(number, machine)?, text, start)
    }

    /// Whether the expression with this number matches anywhere.
    pub(super) fn matches(&mut self, number: usize, pattern: &Pattern, text: &str) -> bool {
        let Some(machine) = pattern.machine() else { return false };
        self.cache(number, machine).is_some_and(|cache| machine.matches(cache, text, 0))
    }

    fn cache(&mut self, number: usize, machine: &Machine) -> Option<&mut Cache> {
        if self.0.len() <= number {
            self.0.resize_with(number + 1, || None);
        }
        let slot = self.0.get_mut(number)?;
        Some(slot.get_or_insert_with(|| Box::new(machine.cache())))
    }
}
