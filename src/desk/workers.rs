//! Threads that do one piece of work after another, always the same ones.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// What a worker is given. It never panics: a worker that did would be missing from then on.
type Work = Box<dyn FnOnce() + Send>;

/// The workers. They end when this is dropped and nothing waits any more.
pub(super) struct Workers {
    queue: Sender<Work>,
}

impl Workers {
    /// So many threads, or as many as can be started; `None` where not even one can.
    pub(super) fn start(count: usize) -> Option<Self> {
        let (queue, waiting) = channel();
        let waiting = Arc::new(Mutex::new(waiting));
        let started = (0..count).filter(|number| {
            let waiting = Arc::clone(&waiting);
            let thread = std::thread::Builder::new().name(format!("airt-turns-{number}"));
            let thread = thread.spawn(move || work(&waiting));
            thread.inspect_err(|error| tracing::error!(%error, "a worker could not be started")).is_ok()
        });
        (started.count() > 0).then_some(Self { queue })
    }

    /// Puts work at the end of the queue.
    pub(super) fn give(&self, work: impl FnOnce() + Send + 'static) {
        // There is a worker to take it for as long as this is here.
        drop(self.queue.send(Box::new(work)));
    }
}

fn work(waiting: &Mutex<Receiver<Work>>) {
    // The lock is let go before the work begins, or there would be one worker.
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(work) = next() {
        work();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::Barrier;
    use std::time::Duration;

    use super::*;

    #[test]
    fn work_is_done_at_once_by_as_many_threads_as_there_are_and_by_no_others() {
        let workers = Workers::start(2).unwrap();
        let (done, all) = channel();
        let both = Arc::new(Barrier::new(2));
        for _ in 0..20 {
            let (done, both) = (done.clone(), Arc::clone(&both));
            workers.give(move || {
                // Never passed by one thread alone.
                both.wait();
                done.send(std::thread::current().id()).unwrap();
            });
        }
        let threads: HashSet<_> = (0..20).map(|_| all.recv_timeout(Duration::from_secs(10)).unwrap()).collect();
        assert_eq!(threads.len(), 2);
    }

    #[test]
    fn work_that_waits_is_done_after_the_last_handle_is_gone() {
        let workers = Workers::start(1).unwrap();
        let (done, all) = channel();
        for number in 0..3 {
            let done = done.clone();
            workers.give(move || done.send(number).unwrap());
        }
        drop((workers, done));
        assert_eq!(all.iter().collect::<Vec<_>>(), [0, 1, 2]);
    }

    #[test]
    fn without_a_thread_there_are_no_workers() {
        assert!(Workers::start(0).is_none());
    }
}
