//! Files next to the page.

use js_sys::{Function, Object, Promise, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::error::file_error;
use super::inflate::{decompress, inflate};
use super::object::{field, object};
use super::one_file::{block_bytes, is_one_file, packed_file, viewer_block};
use super::timers::pause;
use crate::bundle::{FileError, Files};

/// The files of a folder next to the page, or the same files inside a single-file page.
pub struct FetchedFiles {
    folder: &'static str,
}

impl FetchedFiles {
    /// The folder with this name next to the page.
    pub fn beside_the_page(folder: &'static str) -> FetchedFiles {
        FetchedFiles { folder }
    }
}

impl Files for FetchedFiles {
    async fn fetch(&self, name: &str) -> Result<Vec<u8>, FileError> {
        if let Some(packed) = packed_file(name) {
            return packed;
        }
        Ok(fetch(&format!("{}/{name}", self.folder)).await?.to_vec())
    }

    async fn fetch_uncached(&self, name: &str) -> Option<Vec<u8>> {
        if is_one_file() {
            return None;
        }
        // The service worker passes such a request on, and replaces its own copy.
        let past_caches = object(&[("cache", "reload".into())]);
        let address = format!("{}/{name}", self.folder);
        fetch_with(&address, &past_caches).await.ok().map(|bytes| bytes.to_vec())
    }

    async fn give_way(&self) {
        pause().await;
    }

    async fn inflate(&self, bytes: Vec<u8>, length: usize) -> Result<Vec<u8>, FileError> {
        inflate(bytes, length).await
    }
}

/// The bytes at an address.
///
/// # Errors
///
/// [`FileError::Status`] if the server answers with an error, [`FileError::Refused`] if there is no answer.
pub async fn fetch(address: &str) -> Result<Uint8Array, FileError> {
    fetch_with(address, &Object::new()).await
}

/// The bytes at an address, fetched with these options of the browser's `fetch`.
async fn fetch_with(address: &str, options: &Object) -> Result<Uint8Array, FileError> {
    let refused = |problem| file_error(&problem);
    let function: Function = field(&window(), "fetch").dyn_into().map_err(refused)?;
    let response = function.call2(&window(), &address.into(), options).map_err(refused)?;
    let response = JsFuture::from(response.unchecked_into::<Promise>()).await.map_err(refused)?;
    let response: Response = response.dyn_into().map_err(refused)?;
    if !response.ok() {
        return Err(FileError::Status(response.status()));
    }
    let buffer = JsFuture::from(response.array_buffer().map_err(refused)?).await.map_err(refused)?;
    Ok(Uint8Array::new(&buffer))
}

/// A file of the viewer: gzip-compressed inside a single-file page, otherwise next to the page.
pub async fn file_of_viewer(name: &str) -> Option<Vec<u8>> {
    let Some(block) = viewer_block(name) else {
        return fetch(name).await.ok().map(|bytes| bytes.to_vec());
    };
    decompress(&block_bytes(&block)?, "gzip", usize::MAX).await
}
