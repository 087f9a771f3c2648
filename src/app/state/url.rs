//! The address bar, bound: one memo and one setter.

use leptos::prelude::*;

use crate::app::browser;
use crate::query::Address;

/// The address after `#`: the page's only memory.
#[derive(Clone, Copy)]
pub struct Url {
    address: RwSignal<Address>,
}

impl Url {
    /// Reads the address, follows its changes, and offers itself to all views below.
    pub fn provide() -> Url {
        let url = Url { address: RwSignal::new(Address::parse(&browser::hash())) };
        browser::on_hash_change(move || url.take(Address::parse(&browser::hash())));
        provide_context(url);
        url
    }

    /// The address that a view above provides.
    pub fn expect() -> Url {
        expect_context()
    }

    /// The address as it is, followed.
    pub fn get(self) -> Address {
        self.address.get()
    }

    /// A part of the address, followed.
    pub fn with<T>(self, part: impl FnOnce(&Address) -> T) -> T {
        self.address.with(part)
    }

    /// The address as it is now.
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

    /// Goes to a changed address in place of the present entry of the history: for typing and dragging.
    pub fn replace(self, change: impl FnOnce(&mut Address)) {
        let mut address = self.now();
        change(&mut address);
        let text = address.to_string();
        browser::replace_hash(&text);
        self.take(Address::parse(&text));
    }

    /// What a link to a changed address says.
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
