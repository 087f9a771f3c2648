//! The document: its language, title and elements.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

/// The content of the page's `meta` element with this name.
pub fn meta(name: &str) -> Option<String> {
    document().query_selector(&format!("meta[name={name}]")).ok()??.get_attribute("content")
}

/// The reader's languages as BCP 47 tags, the preferred one first.
pub fn languages() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|code| code.as_string()).collect()
}

/// Whether the browser has a network, as far as it knows.
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Declares the page's language and its writing direction.
pub fn set_language(code: &str, direction: &str) {
    if let Some(root) = document().document_element() {
        root.set_attribute("lang", code).ok();
        root.set_attribute("dir", direction).ok();
    }
}

/// Replaces the text of the element with this id.
pub fn set_text(id: &str, text: &str) {
    if let Some(element) = element(id) {
        element.set_text_content(Some(text));
    }
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// The element with this id, emptied.
pub fn empty_place(id: &str) -> Option<HtmlElement> {
    let place = element(id)?;
    place.set_text_content(None);
    Some(place)
}

/// Makes the `mark` element with this id the current one, or none of them.
pub fn make_current(id: Option<&str>) {
    if let Ok(Some(before)) = document().query_selector("mark[aria-current]") {
        before.remove_attribute("aria-current").ok();
    }
    if let Some(now) = id.and_then(element) {
        now.set_attribute("aria-current", "true").ok();
    }
}

/// Opens the browser's print dialog.
pub fn print() {
    window().print().ok();
}

/// The element with this id.
pub fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}
