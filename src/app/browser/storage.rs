//! Settings that this browser keeps in `localStorage`.

use leptos::prelude::window;

use super::history::href;

/// What the keys of all settings begin with.
const PREFIX: &str = "dateline.";

/// A setting that this browser keeps for the page.
pub fn setting(name: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(&format!("{PREFIX}{name}")).ok()?
}

/// Keeps a setting in this browser; it is lost if the browser stores nothing for the page.
pub fn keep_setting(name: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        storage.set_item(&format!("{PREFIX}{name}"), value).ok();
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

/// Removes a setting from this browser.
pub fn remove_setting(name: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        storage.remove_item(&format!("{PREFIX}{name}")).ok();
    }
}

/// The names of all settings that this browser keeps for the page.
pub fn setting_names() -> Vec<String> {
    let Ok(Some(storage)) = window().local_storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok().flatten());
    keys.filter_map(|key| key.strip_prefix(PREFIX).map(str::to_owned)).collect()
}
