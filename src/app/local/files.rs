//! A bundle in memory, made by the worker.

use js_sys::{Object, Uint8Array};
use serde::Deserialize;
use serde_wasm_bindgen::preserve;
use wasm_bindgen::JsCast as _;

use crate::app::browser::{self, field};
use crate::bundle::{FileError, Files};

/// The files of a bundle, by name; they are copied only when requested.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct LocalFiles(#[serde(with = "preserve")] pub Object);

/// The result of a task that makes a bundle.
#[derive(Clone, Debug, Deserialize)]
pub struct BundleResult {
    /// The files of the bundle.
    pub files: LocalFiles,
}

/// The result of a task that makes nothing.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct NoResult {}

impl Files for LocalFiles {
    async fn fetch(&self, name: &str) -> Result<Vec<u8>, FileError> {
        let bytes = field(&self.0, name).dyn_into::<Uint8Array>();
        bytes.map(|bytes| bytes.to_vec()).map_err(|_| FileError::Missing)
    }

    async fn give_way(&self) {
        browser::pause().await;
    }

    async fn inflate(&self, bytes: Vec<u8>, length: usize) -> Result<Vec<u8>, FileError> {
        browser::inflate(bytes, length).await
    }
}
