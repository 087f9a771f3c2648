//! Effects: what runs whenever a value changes that it reads.
//!
//! The compiler generates Leptos's `Effect::new` for each use; these are compiled once.

use leptos::prelude::Effect;

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
