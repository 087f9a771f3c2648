//! Where an archive's bytes come from.

use std::collections::BTreeMap;
use std::future::Future;

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::FileEntry;

/// Why a file could not be fetched, in words for people.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{0}")]
pub struct FileError(pub String);

/// A file that an answer needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRef {
    /// The file's name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// The first bytes of its SHA-256, as many as are known; empty where nothing is known of the file.
    pub digest: Vec<u8>,
    /// The length after inflating, where the file is compressed.
    pub unpacked: Option<u64>,
}

impl FileRef {
    /// Whether a SHA-256 is the one expected.
    pub fn is_digest(&self, sha256: &[u8]) -> bool {
        sha256.starts_with(&self.digest)
    }
}

impl From<&FileEntry> for FileRef {
    fn from(entry: &FileEntry) -> FileRef {
        let digits = entry.sha256.as_bytes().chunks(2);
        let digest: Option<Vec<u8>> =
            digits.map(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok()).collect();
        FileRef {
            name: entry.name.clone(),
            bytes: entry.bytes,
            // An entry whose digest cannot be read matches no file.
            digest: digest.filter(|digest| digest.len() == 32).unwrap_or_else(|| vec![0; 33]),
            unpacked: entry.unpacked,
        }
    }
}

/// A place that files are fetched from by name: a folder, a web host, memory.
///
/// How bytes are hashed and inflated is the place's affair too, since a browser has both built in.
pub trait Files {
    /// The bytes of the file with this name.
    ///
    /// # Errors
    ///
    /// Says what went wrong where the file cannot be had.
    fn fetch(&self, name: &str) -> impl Future<Output = Result<Vec<u8>, FileError>>;

    /// The SHA-256 of these bytes.
    fn sha256(&self, bytes: &[u8]) -> impl Future<Output = Vec<u8>> {
        let digest = Sha256::digest(bytes).to_vec();
        async { digest }
    }

    /// The bytes that a zlib stream (RFC 1950) holds, which are `length` ones.
    ///
    /// # Errors
    ///
    /// Where the stream is damaged.
    fn inflate(&self, bytes: Vec<u8>, length: usize) -> impl Future<Output = Result<Vec<u8>, FileError>> {
        async move {
            miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(&bytes, length)
                .map_err(|_| FileError("it cannot be decompressed".to_owned()))
        }
    }
}

/// Files held in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryFiles(pub BTreeMap<String, Vec<u8>>);

impl Files for MemoryFiles {
    async fn fetch(&self, name: &str) -> Result<Vec<u8>, FileError> {
        self.0.get(name).cloned().ok_or_else(|| FileError("there is no such file".to_owned()))
    }
}
