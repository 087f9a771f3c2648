//! The clipboard.

use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::error::BrowserError;
use super::object::field;

/// Puts text on the clipboard.
///
/// # Errors
///
/// [`BrowserError::NoClipboard`] if this page has no clipboard, [`BrowserError::Refused`] if the user or the browser
/// refuses.
pub async fn copy(text: &str) -> Result<(), BrowserError> {
    let navigator: JsValue = window().navigator().into();
    if !field(&navigator, "clipboard").is_object() {
        return Err(BrowserError::NoClipboard);
    }
    let written = JsFuture::from(window().navigator().clipboard().write_text(text)).await;
    written.map(|_| ()).map_err(|problem| BrowserError::from_js(&problem))
}
