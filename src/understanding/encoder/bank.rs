//! Vectors for a fixed list of texts, made in the background.

use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};

use super::Encoded;
use super::vector::Vector;

/// Texts to compare messages with. Cloning it is cheap, and all clones fill together.
#[derive(Debug, Clone)]
pub struct Bank {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    texts: Vec<String>,
    vectors: OnceLock<Vec<Vector>>,
    over: Mutex<bool>,
    ended: Condvar,
}

/// The text of a bank that is nearest to a message.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearest {
    /// Which text.
    pub text: usize,
    /// Which sentence of the message.
    pub sentence: usize,
    /// How near: 1 for the same.
    pub cosine: f32,
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
    pub(super) fn new(texts: Vec<String>) -> Self {
        let inner = Inner { texts, vectors: OnceLock::new(), over: Mutex::new(false), ended: Condvar::new() };
        Self { inner: Arc::new(inner) }
    }

    /// The texts, in the order given.
    pub fn texts(&self) -> &[String] {
        &self.inner.texts
    }

    /// One vector a text; `None` while they are being made.
    pub fn vectors(&self) -> Option<&[Vector]> {
        self.inner.vectors.get().map(Vec::as_slice)
    }

    /// Waits until the vectors are there, or will never be: for the command
    /// line, which would rather be late than wrong. A channel never waits.
    pub fn wait(&self) {
        let over = self.inner.over.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.inner.ended.wait_while(over, |over| !*over));
    }

    /// The text nearest to any sentence of the message; `None` while the
    /// vectors are being made and where there is nothing to compare.
    pub fn nearest(&self, message: &Encoded) -> Option<Nearest> {
        let vectors = self.vectors()?;
        let mut best: Option<Nearest> = None;
        for (sentence, said) in message.sentences.iter().enumerate() {
            for (text, vector) in vectors.iter().enumerate() {
                let cosine = said.vector.cosine(vector);
                if best.is_none_or(|best| cosine > best.cosine) {
                    best = Some(Nearest { text, sentence, cosine });
                }
            }
        }
        best
    }

    pub(super) fn fill(&self, vectors: Vec<Vector>) {
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
        let bank = Bank::new(vec!["a text".to_owned()]);
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
