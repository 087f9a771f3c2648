//! Step 6: the page.
//!
//! The address after `#` is the page's only memory: views read it, controls write it, and everything between is
//! derived. [`browser`] and `local::device` hold the raw calls to the browser; the views name only `model` and
//! `query` of the library.

mod browser;
mod components;
mod facet_labels;
mod lazy;
mod local;
mod messages;
mod offline;
mod room;
mod state;
mod views;
mod words;

use leptos::prelude::*;

use room::App;

/// Mounts the page in place of the sentence that `index.html` shows while it loads.
pub fn start() {
    #[cfg(debug_assertions)]
    browser::tell_panics();
    let Some(place) = browser::empty_place("app") else { return };
    mount_to(place, App).forget();
}
