//! Counting work in steps, so that a long answer is found in slices with pauses between them.

use std::cell::Cell;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use super::engine::QueryResult;

/// The number of steps between two pauses of a page. A step is about what it takes to read a position or a posting: 10 to
/// 20 nanoseconds in WebAssembly, so that a slice takes less than 10 milliseconds.
pub const SLICE_STEPS: usize = 500_000;

/// A part of an answer that is found in steps.
pub(super) type InSteps<'a, T> = Pin<Box<dyn Future<Output = QueryResult<T>> + 'a>>;

/// Counts the steps of an answer. After each slice, its future returns `Pending` once and may be polled again at once: no
/// waker is called, because whoever polls it chooses when.
#[derive(Debug)]
pub struct StepCounter {
    slice: usize,
    left: Cell<usize>,
    taken: Cell<u64>,
    longest: Cell<u64>,
    since: Cell<u64>,
}

impl StepCounter {
    /// Pauses after this many steps.
    pub fn in_slices(slice: usize) -> StepCounter {
        StepCounter {
            slice,
            left: Cell::new(slice),
            taken: Cell::default(),
            longest: Cell::default(),
            since: Cell::default(),
        }
    }

    /// Never pauses.
    pub fn at_once() -> StepCounter {
        StepCounter::in_slices(usize::MAX)
    }

    /// The number of steps that were taken.
    pub fn taken(&self) -> u64 {
        self.taken.get()
    }

    /// The largest number of steps that were taken without a pause.
    pub fn longest_slice(&self) -> u64 {
        self.longest.get()
    }

    /// Counts steps that were taken.
    #[inline]
    pub(super) fn take(&self, steps: usize) {
        self.taken.set(self.taken.get().saturating_add(steps as u64));
        self.since.set(self.since.get().saturating_add(steps as u64));
        self.longest.set(self.longest.get().max(self.since.get()));
        self.left.set(self.left.get().saturating_sub(steps));
    }

    /// Whether the slice is used up, so that work has to stop at a place from which it can go on.
    #[inline]
    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    /// Pauses if the slice is used up. This is the only thing that an answer waits for: the less code waits, the smaller
    /// are the state machines that the compiler makes of it.
    pub(super) fn rest(&self) -> Rest<'_> {
        Rest { steps: self, has_paused: false }
    }
}

/// A pause after a slice; see [`StepCounter::rest`].
pub(super) struct Rest<'a> {
    steps: &'a StepCounter,
    has_paused: bool,
}

impl Future for Rest<'_> {
    type Output = ();

    #[inline(never)]
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        let steps = self.steps;
        if self.has_paused {
            steps.since.set(0);
            return Poll::Ready(());
        }
        if !steps.is_spent() {
            return Poll::Ready(());
        }
        steps.left.set(steps.slice);
        if steps.slice == usize::MAX {
            return Poll::Ready(());
        }
        self.has_paused = true;
        Poll::Pending
    }
}

/// The output of a future that waits for nothing but the next slice.
pub(super) fn finish<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_follows_each_slice() {
        let steps = StepCounter::in_slices(10);
        let pauses = Cell::new(0);
        let mut work = pin!(async {
            for _ in 0..100 {
                steps.take(1);
                steps.rest().await;
            }
        });
        let mut context = Context::from_waker(Waker::noop());
        while work.as_mut().poll(&mut context).is_pending() {
            pauses.set(pauses.get() + 1);
        }
        assert_eq!((pauses.get(), steps.taken(), steps.longest_slice()), (10, 100, 10));
    }

    #[test]
    fn work_that_never_pauses_is_done_at_once() {
        let steps = StepCounter::at_once();
        let mut work = pin!(async {
            for _ in 0..100 {
                steps.take(usize::MAX / 2);
                steps.rest().await;
            }
        });
        assert!(work.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready());
    }
}
