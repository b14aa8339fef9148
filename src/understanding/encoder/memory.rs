//! What was encoded once need not be encoded again: for question sets, which
//! are asked over and over. Never for what young people write, of which
//! nothing is held.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Encoded;

thread_local! {
    /// In use on this thread, while [`Memory::during`] runs.
    static HELD: RefCell<Option<Memory>> = const { RefCell::new(None) };
}

/// Messages that were encoded, by their sentences. Cloning it shares it.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    encoded: Arc<Mutex<HashMap<Vec<String>, Encoded>>>,
}

/// Ends the use of a memory, also where the work panics: the thread goes on to
/// serve others, whose words must not be held.
struct InUse;

impl Drop for InUse {
    fn drop(&mut self) {
        HELD.set(None);
    }
}

impl Memory {
    /// What is encoded by this thread while `work` runs is remembered, and
    /// what is remembered is not encoded again.
    pub fn during<T>(&self, work: impl FnOnce() -> T) -> T {
        HELD.set(Some(self.clone()));
        let _in_use = InUse;
        work()
    }
}

pub(super) fn recalled(sentences: &[String]) -> Option<Encoded> {
    HELD.with_borrow(|held| {
        let known = held.as_ref()?.encoded.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(sentences).cloned()
    })
}

pub(super) fn remember(sentences: Vec<String>, encoded: &Encoded) {
    HELD.with_borrow(|held| {
        if let Some(memory) = held {
            memory.encoded.lock().unwrap_or_else(PoisonError::into_inner).insert(sentences, encoded.clone());
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_remembered_but_during_the_work_and_a_panic_ends_it_too() {
        let memory = Memory::default();
        let one = || vec!["one".to_owned()];
        remember(one(), &Encoded::default());
        assert!(memory.during(|| recalled(&one())).is_none());
        memory.during(|| remember(one(), &Encoded::default()));
        assert!(recalled(&one()).is_none() && memory.during(|| recalled(&one())).is_some());
        let panicked = std::panic::catch_unwind(|| memory.during(|| panic!("on purpose")));
        assert!(panicked.is_err() && recalled(&one()).is_none());
    }
}
