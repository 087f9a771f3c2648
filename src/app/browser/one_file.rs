//! The blocks of a page that is one file with its archive in it; see [`crate::pack`].

use js_sys::Uint8Array;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::Element;

use crate::bundle::{FileError, MANIFEST_NAME};
use crate::pack::{FILE_ATTRIBUTE, VIEWER_ATTRIBUTE};

/// Whether the page is one file with its archive in it.
pub fn is_one_file() -> bool {
    bundle_block(MANIFEST_NAME).is_some()
}

/// A file of the bundle, if the page is one file: such a page holds its whole bundle, and may fetch nothing.
pub fn packed_file(name: &str) -> Option<Result<Vec<u8>, FileError>> {
    if !is_one_file() {
        return None;
    }
    let is_plain = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c));
    let block = if is_plain(name) { bundle_block(name) } else { None };
    Some(match block {
        Some(block) => block_bytes(&block).map(|bytes| bytes.to_vec()).ok_or(FileError::BadEncoding),
        None => Err(FileError::NotInPage),
    })
}

fn bundle_block(name: &str) -> Option<Element> {
    document().query_selector(&format!("script[{FILE_ATTRIBUTE}=\"{name}\"]")).ok()?
}

/// The element that holds a file of the viewer.
pub fn viewer_block(name: &str) -> Option<Element> {
    document().query_selector(&format!("script[{VIEWER_ATTRIBUTE}=\"{name}\"]")).ok()?
}

/// The bytes that an element holds as base64 text. The script that starts such a page decodes them.
pub fn block_bytes(block: &Element) -> Option<Uint8Array> {
    let read: js_sys::Function = js_sys::Reflect::get(&window(), &"datelineBytes".into()).ok()?.dyn_into().ok()?;
    read.call1(&JsValue::NULL, block).ok()?.dyn_into().ok()
}
