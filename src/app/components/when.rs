//! Conditional content, and lists that keep unchanged entries.
//!
//! The compiler generates Leptos's `Show` and `For` for each use; these are compiled once.

use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

use leptos::prelude::*;
use rustc_hash::FxBuildHasher;

type Condition = Box<dyn Fn() -> bool + Send + Sync>;
type ViewFn = Box<dyn Fn() -> AnyView + Send + Sync>;

/// Shows content while a condition holds; redraws it each time the condition becomes true.
pub fn when(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    content: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    shown(Box::new(condition), Box::new(content))
}

fn shown(condition: Condition, content: ViewFn) -> AnyView {
    let holds = Memo::new(move |_| condition());
    drawn(move || if holds.get() { content() } else { ().into_any() })
}

/// Content that is drawn again whenever a signal changes that it reads.
pub fn drawn(content: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    redrawn(Box::new(content))
}

fn redrawn(content: ViewFn) -> AnyView {
    (move || content()).into_any()
}

/// An entry of a list.
#[derive(Clone)]
pub struct KeyedView {
    key: u64,
    draw: Arc<dyn Fn() -> AnyView + Send + Sync>,
}

impl KeyedView {
    /// An entry that is kept as it is for as long as its key is in the list.
    pub fn new(key: impl Hash, draw: impl Fn() -> AnyView + Send + Sync + 'static) -> KeyedView {
        KeyedView { key: FxBuildHasher.hash_one(key), draw: Arc::new(draw) }
    }
}

/// The entries of a list, in order.
pub fn entries(entries: impl Fn() -> Vec<KeyedView> + Send + Sync + 'static) -> AnyView {
    listed(Box::new(entries))
}

fn listed(entries: Box<dyn Fn() -> Vec<KeyedView> + Send + Sync>) -> AnyView {
    view! { <For each=move || entries() key=|entry| entry.key children=|entry| (entry.draw)() /> }.into_any()
}
