//! The latest of several answers.

use std::future::Future;
use std::pin::Pin;

use crate::app::effect::{effect, while_true};
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
    let (value, set_value) = signal(None);
    in_turn(Box::new(move || {
        let loading = load(key.get());
        Box::pin(async move {
            let loaded = loading.await;
            Box::new(move || {
                set_value.try_set(Some(loaded));
            }) as Box<dyn FnOnce()>
        })
    }));
    value
}

/// The loading of a value, which gives what shows it.
type Loading = Pin<Box<dyn Future<Output = Box<dyn FnOnce()>>>>;

/// Begins a loading again whenever a signal changes that its beginning reads. Compiled once for all values.
fn in_turn(begin: Box<dyn Fn() -> Loading>) {
    let turn = StoredValue::new(0_u64);
    effect(move || {
        let loading = begin();
        turn.update_value(|turn| *turn += 1);
        let this = turn.get_value();
        spawn_local(async move {
            let is_latest = || turn.try_get_value() == Some(this);
            if let Some(show) = while_true(is_latest, loading).await {
                show();
            }
        });
    });
}
