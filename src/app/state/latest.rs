//! The latest of several answers.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use crate::app::effect::effect;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The result of `load` for the latest key. Until a new result arrives the old one stays. As soon as there is a newer key,
/// the loading for the older one ends: it is dropped when it would next continue.
pub fn latest<K, T, F>(key: Memo<K>, load: impl Fn(K) -> F + 'static) -> ReadSignal<Option<T>>
where
    K: Clone + PartialEq + Send + Sync + 'static,
    T: Send + Sync + 'static,
    F: Future<Output = T> + 'static,
{
    let turn = StoredValue::new(0_u64);
    let (value, set_value) = signal(None);
    effect(move || {
        let loading = load(key.get());
        turn.update_value(|turn| *turn += 1);
        let this = turn.get_value();
        spawn_local(async move {
            let is_latest = || turn.try_get_value() == Some(this);
            if let Some(loaded) = while_true(is_latest, loading).await {
                set_value.try_set(Some(loaded));
            }
        });
    });
    value
}

/// The output of a future; `None` if the condition no longer held when it was to continue or had ended.
async fn while_true<T>(condition: impl Fn() -> bool, future: impl Future<Output = T>) -> Option<T> {
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
