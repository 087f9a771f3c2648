//! Keys.

use leptos::prelude::on_cleanup;
use wasm_bindgen::JsCast as _;
use web_sys::Element;

/// Whether a keyboard event goes to a field that takes text, so that letters are not shortcuts.
pub fn is_typed_into(event: &leptos::ev::KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return false };
    match target.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(target.get_attribute("type").as_deref(), Some("checkbox" | "radio" | "button")),
        _ => false,
    }
}

/// Calls back for every key pressed anywhere on the page, until the reactive owner is gone.
pub fn on_key(callback: impl Fn(leptos::ev::KeyboardEvent) + 'static) {
    let handle = leptos::prelude::window_event_listener(leptos::ev::keydown, callback);
    on_cleanup(move || handle.remove());
}
