//! The memory that all threads share.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How much memory the documents that are being parsed may take together.
#[derive(Debug)]
pub(super) struct MemoryBudget {
    total: u64,
    used: Mutex<u64>,
    freed: Condvar,
}

/// A share of the budget, given back when it is dropped.
pub(super) struct MemoryShare<'a> {
    budget: &'a MemoryBudget,
    bytes: u64,
}

impl MemoryBudget {
    pub(super) fn new(total: u64) -> MemoryBudget {
        MemoryBudget { total, used: Mutex::new(0), freed: Condvar::new() }
    }

    /// All of it, in bytes.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// Waits until this many bytes are free, or until nobody else has any. A thread must not ask for a second share
    /// while it holds one.
    pub(super) fn take(&self, bytes: u64) -> MemoryShare<'_> {
        let mut used = self.used();
        while *used > 0 && used.saturating_add(bytes) > self.total {
            used = self.freed.wait(used).unwrap_or_else(PoisonError::into_inner);
        }
        *used = used.saturating_add(bytes);
        MemoryShare { budget: self, bytes }
    }

    fn used(&self) -> MutexGuard<'_, u64> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for MemoryShare<'_> {
    fn drop(&mut self) {
        let mut used = self.budget.used();
        *used = used.saturating_sub(self.bytes);
        drop(used);
        self.budget.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn threads_never_have_more_than_the_budget_together() {
        let budget = MemoryBudget::new(10);
        let (now, most) = (AtomicU64::new(0), AtomicU64::new(0));
        thread::scope(|scope| {
            for n in 0..8 {
                let (budget, now, most) = (&budget, &now, &most);
                scope.spawn(move || {
                    for round in 0..200 {
                        let bytes = 1 + (n * 7 + round) % 9;
                        let _share = budget.take(bytes);
                        most.fetch_max(now.fetch_add(bytes, Ordering::SeqCst) + bytes, Ordering::SeqCst);
                        now.fetch_sub(bytes, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!((1..=10).contains(&most.into_inner()));
        // What is more than all of it gets it when nobody else has any.
        drop(budget.take(100));
        assert_eq!(*budget.used(), 0);
    }
}
