//! A record of the reader's work that other windows of the page may change, too.

use leptos::prelude::*;

use super::storage::WorkRecord;

/// A record of the reader's work, as this window last saw it.
#[derive(Clone, Copy)]
pub struct SharedRecord {
    record: WorkRecord,
    seen: StoredValue<Option<String>>,
}

impl SharedRecord {
    /// A record that this window has not seen yet.
    pub fn new(record: WorkRecord) -> SharedRecord {
        SharedRecord { record, seen: StoredValue::new(None) }
    }

    /// The record now, if it is not what this window last saw.
    pub fn news(self) -> Option<Option<String>> {
        let now = self.record.kept();
        let is_new = self.seen.with_value(|seen| *seen != now);
        is_new.then(|| {
            self.seen.set_value(now.clone());
            now
        })
    }

    /// Stores what this window made, and returns whether the browser did.
    pub fn keep(self, text: &str) -> bool {
        let is_kept = self.record.keep(text);
        self.seen.set_value(self.record.kept());
        is_kept
    }
}

/// Calls back whenever another window has stored something, until the reactive owner is gone.
pub fn on_change_elsewhere(act: impl Fn() + 'static) {
    let listener = window_event_listener(leptos::ev::storage, move |_| act());
    on_cleanup(move || listener.remove());
}
