//! Vectors for a fixed list of texts, made in the background.

use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};

use super::vectors::Vectors;

/// What messages are compared with. Cloning it is cheap, and all clones fill together.
#[derive(Debug, Clone, Default)]
pub struct Bank {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    vectors: OnceLock<Vectors>,
    over: Mutex<bool>,
    ended: Condvar,
}

/// Whoever makes the vectors of a bank holds this. When it is let go, with the
/// vectors made, after a panic or because no thread could be started, nobody
/// waits any longer: a reload that waited for ever would follow no file again.
#[derive(Debug)]
pub(super) struct Filling(Bank);

impl Filling {
    pub(super) fn of(bank: &Bank) -> Self {
        Self(bank.clone())
    }
}

impl Drop for Filling {
    fn drop(&mut self) {
        self.0.give_up();
    }
}

impl Bank {
    /// A bank that is full already.
    pub(super) fn full(vectors: Vectors) -> Self {
        let bank = Self::default();
        bank.fill(vectors);
        bank
    }

    /// One vector a text, in the order of the texts; `None` while they are being made.
    pub fn vectors(&self) -> Option<&Vectors> {
        self.inner.vectors.get()
    }

    /// Waits until the vectors are there, or will never be: for the command
    /// line, which would rather be late than wrong. A channel never waits.
    pub fn wait(&self) {
        let over = self.inner.over.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.inner.ended.wait_while(over, |over| !*over));
    }

    pub(super) fn fill(&self, vectors: Vectors) {
        // Filled twice with the same: the first stays.
        let _ = self.inner.vectors.set(vectors);
        self.give_up();
    }

    /// No vectors will come (or they are there): nobody waits any longer.
    pub(super) fn give_up(&self) {
        *self.inner.over.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.inner.ended.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_waits_for_vectors_that_will_not_come() {
        let bank = Bank::default();
        let filling = Filling::of(&bank);
        let maker = std::thread::spawn(move || {
            let _filling = filling;
            panic!("the network broke off");
        });
        assert!(maker.join().is_err());
        bank.wait();
        assert!(bank.vectors().is_none());
    }
}
