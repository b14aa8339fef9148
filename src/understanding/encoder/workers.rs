//! Who runs the network: as many workers as cores, each on one thread, so
//! that a crowd of questions shares the machine evenly and no question ever
//! waits behind the making of sample questions' vectors.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use rten::ThreadPool;

/// So many may wait for each worker; whoever comes then is answered without.
const WAITING: usize = 100;
/// Texts encoded at once while vectors are made.
const BATCH: usize = 16;

/// The workers.
#[derive(Debug)]
pub(super) struct Workers {
    cores: usize,
    queue: Mutex<Queue>,
    freed: Condvar,
}

#[derive(Debug)]
struct Queue {
    free: Vec<Arc<ThreadPool>>,
    waiting: usize,
}

impl Workers {
    pub(super) fn new(cores: usize) -> Self {
        let free = (0..cores).map(|_| Arc::new(ThreadPool::with_num_threads(1))).collect();
        Self { cores, queue: Mutex::new(Queue { free, waiting: 0 }), freed: Condvar::new() }
    }

    /// Runs one question's work on a free worker, after waiting for one;
    /// `None` when too many wait already.
    pub(super) fn question<T>(&self, work: impl FnOnce(&Arc<ThreadPool>) -> T) -> Option<T> {
        let mut queue = self.lock();
        if queue.free.is_empty() && queue.waiting >= WAITING * self.cores {
            return None;
        }
        queue.waiting += 1;
        let mut queue =
            self.freed.wait_while(queue, |queue| queue.free.is_empty()).unwrap_or_else(PoisonError::into_inner);
        queue.waiting -= 1;
        let pool = queue.free.pop()?;
        drop(queue);
        let borrowed = Borrowed { workers: self, pool: Some(pool) };
        borrowed.pool.as_ref().map(work)
    }

    /// Runs the work over all items in batches, on threads of its own, and
    /// returns once it is done; whether there was any.
    pub(super) fn many<T: Sync>(&self, items: &[T], work: impl Fn(&[T], &Arc<ThreadPool>) + Sync) -> bool {
        let batches = Mutex::new(items.chunks(BATCH));
        let next = || batches.lock().unwrap_or_else(PoisonError::into_inner).next();
        std::thread::scope(|scope| {
            for _ in 0..self.cores.min(items.len().div_ceil(BATCH)) {
                scope.spawn(|| {
                    let pool = Arc::new(ThreadPool::with_num_threads(1));
                    while let Some(batch) = next() {
                        work(batch, &pool);
                    }
                });
            }
        });
        !items.is_empty()
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A worker on loan: it goes back when this is dropped, also when the work
/// panics, or each panic would cost Airt a worker for good.
struct Borrowed<'a> {
    workers: &'a Workers,
    pool: Option<Arc<ThreadPool>>,
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        self.workers.lock().free.extend(self.pool.take());
        self.workers.freed.notify_one();
    }
}
