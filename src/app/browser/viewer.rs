//! The files of this viewer: the page's own scripts, styles and WebAssembly.

use js_sys::{Object, Reflect, Uint8Array};
use leptos::prelude::document;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::Element;

use super::document::meta;
use super::error::BrowserError;
use super::fetch::fetch;
use super::history::href_with_hash;
use super::object::object;
use super::one_file::{block_bytes, viewer_block};
use crate::pack::VIEWER_ATTRIBUTE;

/// The parts from which the worker makes a single-file page.
#[derive(Clone, Debug)]
pub enum ViewerFiles {
    /// The parts of this page, which is one file itself.
    Packed(Object),
    /// The files of the viewer, by name.
    Apart(Object),
}

/// The name of the parser that belongs to this viewer, without its extension.
pub fn parser_name() -> Option<String> {
    meta("parser")
}

/// The bytes of a file of the viewer that is in the page itself.
pub fn viewer_file(name: &str) -> Option<Uint8Array> {
    block_bytes(&viewer_block(name)?)
}

/// Collects the parts of a single-file page.
///
/// # Errors
///
/// [`BrowserError::ViewerFile`] for the first file that cannot be read.
pub async fn viewer_files() -> Result<ViewerFiles, BrowserError> {
    match document().query_selector("script[data-wasm]") {
        Ok(Some(wasm)) => Ok(ViewerFiles::Packed(packed_parts(&wasm))),
        _ => Ok(ViewerFiles::Apart(fetched_files().await?)),
    }
}

fn packed_parts(wasm: &Element) -> Object {
    let text = |selector: &str| {
        let found = document().query_selector(selector).ok().flatten();
        JsValue::from(found.and_then(|element| element.text_content()).unwrap_or_default())
    };
    let bytes = |block: &Element| block_bytes(block).unwrap_or_else(|| Uint8Array::new_with_length(0));
    let blocks = Object::new();
    for block in elements(&format!("script[{VIEWER_ATTRIBUTE}]")) {
        let name = block.get_attribute(VIEWER_ATTRIBUTE).unwrap_or_default();
        Reflect::set(&blocks, &name.into(), &bytes(&block)).ok();
    }
    object(&[
        ("blocks", blocks.into()),
        ("style", text("style[data-page]")),
        ("script", text("script[data-page]")),
        ("wasm", bytes(wasm).into()),
    ])
}

async fn fetched_files() -> Result<Object, BrowserError> {
    let mut names = Vec::new();
    for link in elements("link[rel=stylesheet], link[rel=modulepreload]") {
        let name = link.get_attribute("href").unwrap_or_default().trim_start_matches("./").to_owned();
        names.extend(name.strip_suffix(".js").map(|stem| format!("{stem}_bg.wasm")));
        names.push(name);
    }
    if let Some(parser) = parser_name() {
        names.extend([format!("{parser}.js"), format!("{parser}_bg.wasm")]);
    }
    names.extend(later_files("parts", "wasm"));
    names.extend(later_files("languages", "txt"));
    let files = Object::new();
    let addresses = names.into_iter().map(|name| (name.clone(), name));
    for (name, address) in addresses.chain([("index.html".to_owned(), href_with_hash(""))]) {
        let bytes = fetch(&address).await.map_err(|error| BrowserError::ViewerFile(name.clone(), error))?;
        Reflect::set(&files, &name.into(), &bytes).ok();
    }
    Ok(files)
}

/// The files of this viewer that are loaded later. A `meta` element lists them without their extension.
fn later_files(element: &str, extension: &str) -> Vec<String> {
    let names = meta(element).unwrap_or_default();
    names.split(' ').filter(|name| !name.is_empty()).map(|name| format!("{name}.{extension}")).collect()
}

fn elements(selector: &str) -> Vec<Element> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}
