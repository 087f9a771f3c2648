//! A reader's own work that other windows of the page go on with.

use leptos::prelude::*;

use super::kept::Work;

/// What this browser keeps of a reader's work, as this window last saw it.
#[derive(Clone, Copy)]
pub struct Followed {
    work: Work,
    seen: StoredValue<Option<String>>,
}

impl Followed {
    /// Nothing is seen yet.
    pub fn new(work: Work) -> Followed {
        Followed { work, seen: StoredValue::new(None) }
    }

    /// What is kept now, where this window last saw something else.
    pub fn news(self) -> Option<Option<String>> {
        let now = self.work.kept();
        let is_new = self.seen.with_value(|seen| *seen != now);
        is_new.then(|| {
            self.seen.set_value(now.clone());
            now
        })
    }

    /// Keeps what this window made, and says whether the browser did.
    pub fn keep(self, text: &str) -> bool {
        let is_kept = self.work.keep(text);
        self.seen.set_value(self.work.kept());
        is_kept
    }
}

/// Calls `act` whenever another window has kept something, as long as what is drawn now stays.
pub fn when_kept_elsewhere(act: impl Fn() + 'static) {
    let listener = window_event_listener(leptos::ev::storage, move |_| act());
    on_cleanup(move || listener.remove());
}
