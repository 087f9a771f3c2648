//! The address bar as reactive state: one memo and one setter.

use leptos::prelude::*;

use crate::app::browser;
use crate::query::Address;

/// The address after `#`: the page's only state.
#[derive(Clone, Copy)]
pub struct Url {
    address: RwSignal<Address>,
}

impl Url {
    /// Reads the address, follows its changes, and provides itself to all views below.
    pub fn provide() -> Url {
        let url = Url { address: RwSignal::new(Address::parse(&browser::hash())) };
        browser::on_hash_change(move || url.take(Address::parse(&browser::hash())));
        provide_context(url);
        url
    }

    /// The address, as provided by a view above.
    pub fn expect() -> Url {
        expect_context()
    }

    /// The current address, tracked.
    pub fn get(self) -> Address {
        self.address.get()
    }

    /// A part of the address, tracked.
    pub fn with<T>(self, part: impl FnOnce(&Address) -> T) -> T {
        self.address.with(part)
    }

    /// The current address, untracked.
    pub fn now(self) -> Address {
        self.address.get_untracked()
    }

    /// Goes to a changed address, with an entry in the browser's history: for choices.
    pub fn push(self, change: impl FnOnce(&mut Address)) {
        let before = self.now();
        let mut address = before.clone();
        change(&mut address);
        let text = address.to_string();
        if text != before.to_string() {
            browser::push_hash(&text);
            self.take(Address::parse(&text));
        }
    }

    /// Goes to a changed address, replacing the current entry of the history: for typing and dragging.
    pub fn replace(self, change: impl FnOnce(&mut Address)) {
        let mut address = self.now();
        change(&mut address);
        let text = address.to_string();
        browser::replace_hash(&text);
        self.take(Address::parse(&text));
    }

    /// The target of a link to a changed address.
    pub fn link(self, change: impl FnOnce(&mut Address)) -> String {
        let mut address = self.get();
        change(&mut address);
        format!("#{address}")
    }

    fn take(self, address: Address) {
        if self.address.with_untracked(|known| *known != address) {
            self.address.set(address);
        }
    }
}
