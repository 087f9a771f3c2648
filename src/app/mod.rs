//! The page.
//!
//! The part of the address after `#` is the page's only state: views read it, controls write it, and everything else is
//! derived from it. From the bottom up: [`browser`] has the raw calls to the browser, [`messages`] the texts, [`format`]
//! writes values, [`effect`] runs what follows a change, [`components`] are widgets without knowledge of articles, [`state`] is what all views share, [`local`]
//! handles the reader's own documents, corrections and notes, [`views`] is what is seen, and [`root`] places it.

mod browser;
mod components;
mod effect;
mod format;
mod lazy;
mod local;
mod messages;
mod offline;
mod root;
mod split;
mod state;
mod views;

use leptos::prelude::*;

use root::App;

/// Mounts the page in place of the sentence that `index.html` shows while it loads.
pub fn start() {
    #[cfg(debug_assertions)]
    browser::show_panics();
    let Some(place) = browser::empty_place("app") else { return };
    mount_to(place, App).forget();
}
