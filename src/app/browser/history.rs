//! The page's address and the browser's history.

use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};

/// The part of the address after `#`.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default().trim_start_matches('#').to_owned()
}

/// The page's whole address.
pub fn href() -> String {
    window().location().href().unwrap_or_default()
}

/// The page's address with another part after `#`.
pub fn href_with_hash(hash: &str) -> String {
    let href = href();
    let page = href.split('#').next().unwrap_or_default();
    if hash.is_empty() { page.to_owned() } else { format!("{page}#{hash}") }
}

/// The host that a link to a web address opens, in ASCII; none if the address is not a web address. The browser's own
/// parser decides, because it is what follows the link.
pub fn web_host(address: &str) -> Option<String> {
    let url = web_sys::Url::new(address).ok()?;
    let is_web = ["http:", "https:"].contains(&url.protocol().as_str());
    Some(url.hostname()).filter(|host| is_web && !host.is_empty())
}

/// Adds an entry to the browser's history.
pub fn push_hash(hash: &str) {
    if let Ok(history) = window().history() {
        history.push_state_with_url(&JsValue::NULL, "", Some(&href_with_hash(hash))).ok();
    }
}

/// Replaces the current entry of the browser's history.
pub fn replace_hash(hash: &str) {
    if let Ok(history) = window().history() {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&href_with_hash(hash))).ok();
    }
}

/// Calls back whenever the address changes, except by [`push_hash`] and [`replace_hash`]: links, Back, Forward, typing.
pub fn on_hash_change(callback: impl FnMut() + 'static) {
    let listener = Closure::<dyn FnMut()>::new(callback);
    let function = listener.as_ref().unchecked_ref();
    for event in ["hashchange", "popstate"] {
        window().add_event_listener_with_callback(event, function).ok();
    }
    listener.forget();
}

/// Reloads the page.
pub fn reload() {
    window().location().reload().ok();
}
