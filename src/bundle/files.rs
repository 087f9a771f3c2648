//! Where an archive's bytes come from.

use std::collections::BTreeMap;
use std::future::Future;

use thiserror::Error;

/// Why a file could not be fetched, in words for people.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{0}")]
pub struct FileError(pub String);

/// A place that files are fetched from by name: a folder, a web host, memory.
pub trait Files {
    /// The bytes of the file with this name.
    ///
    /// # Errors
    ///
    /// Says what went wrong where the file cannot be had.
    fn fetch(&self, name: &str) -> impl Future<Output = Result<Vec<u8>, FileError>>;
}

/// Files held in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryFiles(pub BTreeMap<String, Vec<u8>>);

impl Files for MemoryFiles {
    async fn fetch(&self, name: &str) -> Result<Vec<u8>, FileError> {
        self.0.get(name).cloned().ok_or_else(|| FileError("there is no such file".to_owned()))
    }
}
