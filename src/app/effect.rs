//! Effects: what runs whenever a value changes that it reads, and what runs only as long as it is asked for.
//!
//! The compiler generates Leptos's `Effect::new` for each use; these are compiled once.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use leptos::prelude::*;
use leptos::task::spawn_local;

/// Runs a function soon, and again whenever a signal changes that it has read.
pub fn effect(run: impl FnMut() + 'static) {
    started(Box::new(run));
}

/// Runs a function like [`effect`], with what it gave the last time.
pub fn effect_with_last<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) {
    let mut last = None;
    effect(move || last = Some(run(last.take())));
}

fn started(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}

/// Runs a future for as long as the view or effect that asks for it lasts: once that is gone or runs again, the future is
/// dropped when it would next continue. So it may read what the view knows.
pub fn spawn_while_shown(future: impl Future<Output = ()> + 'static) {
    let mark = StoredValue::new(());
    spawn_local(async move {
        while_true(|| !mark.is_disposed(), future).await;
    });
}

/// The output of a future; `None` if the condition stopped holding before the future ended.
pub async fn while_true<T>(condition: impl Fn() -> bool, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    poll_fn(|context| {
        if !condition() {
            return Poll::Ready(None);
        }
        future.as_mut().poll(context).map(|output| condition().then_some(output))
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::task::{Context, Waker};

    use super::*;

    #[test]
    fn a_future_is_left_as_soon_as_a_newer_one_counts() {
        let (is_latest, polled) = (Cell::new(true), Cell::new(0));
        let endless = poll_fn(|_| {
            polled.set(polled.get() + 1);
            Poll::<()>::Pending
        });
        let mut waiting = pin!(while_true(|| is_latest.get(), endless));
        let mut context = Context::from_waker(Waker::noop());
        assert!(waiting.as_mut().poll(&mut context).is_pending());
        assert!(waiting.as_mut().poll(&mut context).is_pending());
        is_latest.set(false);
        assert_eq!(waiting.as_mut().poll(&mut context), Poll::Ready(None));
        assert_eq!(polled.get(), 2);
    }

    #[test]
    fn what_has_been_loaded_for_an_older_key_is_dropped() {
        let is_latest = Cell::new(true);
        let loading = async { is_latest.set(false) };
        let mut waiting = pin!(while_true(|| is_latest.get(), loading));
        assert_eq!(waiting.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(None));
    }
}
