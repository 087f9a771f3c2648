//! A bundle in memory, made by the worker.

use js_sys::{Object, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};

use crate::app::browser::{self, field};
use crate::bundle::{FileError, Files};

/// The files of a bundle, by name; they are copied only when requested.
#[derive(Clone, Debug)]
pub struct LocalFiles(pub Object);

impl LocalFiles {
    /// The files in a message of the worker.
    pub fn of_message(message: &JsValue) -> Option<LocalFiles> {
        field(message, "files").dyn_into::<Object>().ok().map(LocalFiles)
    }
}

impl Files for LocalFiles {
    async fn fetch(&self, name: &str) -> Result<Vec<u8>, FileError> {
        let bytes = field(&self.0, name).dyn_into::<Uint8Array>();
        bytes.map(|bytes| bytes.to_vec()).map_err(|_| FileError::Missing)
    }

    async fn inflate(&self, bytes: Vec<u8>, length: usize) -> Result<Vec<u8>, FileError> {
        browser::inflate(bytes, length).await
    }
}
