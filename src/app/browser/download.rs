//! Files offered for saving.

use js_sys::{Array, Uint8Array};
use leptos::prelude::document;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::error::BrowserError;
use super::timers::after_ms;

/// How long the browser may take to read the bytes after the click, in milliseconds.
const KEEP_MS: u32 = 60_000;

/// Offers bytes as a file to save.
///
/// # Errors
///
/// [`BrowserError::Refused`] if the browser refuses.
pub fn save(name: &str, content_type: &str, bytes: &[u8]) -> Result<(), BrowserError> {
    download(name, content_type, &Uint8Array::from(bytes))
}

/// Offers bytes that JavaScript holds as a file to save.
///
/// # Errors
///
/// [`BrowserError::Refused`] if the browser refuses.
pub fn download(name: &str, content_type: &str, bytes: &Uint8Array) -> Result<(), BrowserError> {
    let refused = |problem| BrowserError::from_js(&problem);
    let address = blob_address(bytes, content_type).map_err(refused)?;
    let link = document().create_element("a").map_err(refused)?;
    let link: HtmlAnchorElement = link.dyn_into().map_err(|_| BrowserError::Refused(String::new()))?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    after_ms(KEEP_MS, move || drop_address(&address)).forget();
    Ok(())
}

/// An address for bytes, for a worker or a download.
///
/// # Errors
///
/// The browser's refusal.
pub fn blob_address(bytes: &Uint8Array, content_type: &str) -> Result<String, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(content_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(bytes), &options)?;
    Url::create_object_url_with_blob(&blob)
}

/// Releases an address made by [`blob_address`].
pub fn drop_address(address: &str) {
    Url::revoke_object_url(address).ok();
}
