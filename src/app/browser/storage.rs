//! Settings that this browser keeps in `localStorage`.

use leptos::prelude::window;

use super::history::href;

/// A setting that this browser keeps for the page.
pub fn setting(name: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(&format!("dateline.{name}")).ok()?
}

/// Keeps a setting in this browser; it is lost if the browser stores nothing for the page.
pub fn keep_setting(name: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        storage.set_item(&format!("dateline.{name}"), value).ok();
    }
}

/// A setting that this browser keeps for this page's own address: all pages of one host share one store.
pub fn setting_here(name: &str) -> Option<String> {
    setting(&name_here(name))
}

/// Keeps a setting for this page's own address.
pub fn keep_setting_here(name: &str, value: &str) {
    keep_setting(&name_here(name), value);
}

fn name_here(name: &str) -> String {
    let href = href();
    let here = href.split(['#', '?']).next().unwrap_or_default().trim_end_matches("index.html");
    [name, here].join(" ")
}
