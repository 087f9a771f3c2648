//! The sources of an archive's bytes.

use std::collections::BTreeMap;
use std::future::Future;

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::FileEntry;

/// Why the bytes of a file could not be had.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum FileError {
    /// The file cannot be decompressed, or holds more than the manifest says.
    #[error("it cannot be decompressed")]
    BadCompression,
    /// The text that encodes the file in a page cannot be decoded.
    #[error("its block in the page is damaged")]
    BadEncoding,
    /// There is no such file.
    #[error("there is no such file")]
    Missing,
    /// The page should hold the file and does not.
    #[error("it is not in this page")]
    NotInPage,
    /// The system refused, in its own words; empty if it gave no reason.
    #[error("{}", if .0.is_empty() { "the system gave no reason" } else { .0 })]
    Refused(String),
    /// The server answered with this HTTP status.
    #[error("the server answered with status {0}")]
    Status(u16),
}

/// A file that an answer needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRef {
    /// The file's name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// The first bytes of its SHA-256, as many as are known; empty if none are.
    pub digest: Vec<u8>,
    /// The length after inflating, if the file is compressed.
    pub unpacked: Option<u64>,
}

impl FileRef {
    /// Whether a SHA-256 is the expected one.
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
            // An entry with an unreadable digest matches no file.
            digest: digest.filter(|digest| digest.len() == 32).unwrap_or_else(|| vec![0; 33]),
            unpacked: entry.unpacked,
        }
    }
}

/// A place to fetch files from by name: a folder, a web host, memory.
///
/// Hashing and inflating are part of it, because a browser has both built in.
pub trait Files {
    /// Fetches the file with this name.
    ///
    /// # Errors
    ///
    /// If the file cannot be fetched.
    fn fetch(&self, name: &str) -> impl Future<Output = Result<Vec<u8>, FileError>>;

    /// The bytes of the file as its host has them now, past every cache; none if no cache is between.
    fn fetch_uncached(&self, _name: &str) -> impl Future<Output = Option<Vec<u8>>> {
        async { None }
    }

    /// The SHA-256 of these bytes.
    fn sha256(&self, bytes: &[u8]) -> impl Future<Output = Vec<u8>> {
        let digest = Sha256::digest(bytes).to_vec();
        async { digest }
    }

    /// Inflates a zlib stream (RFC 1950) that holds exactly `length` bytes.
    ///
    /// # Errors
    ///
    /// If the stream is damaged.
    fn inflate(&self, bytes: Vec<u8>, length: usize) -> impl Future<Output = Result<Vec<u8>, FileError>> {
        async move {
            miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(&bytes, length)
                .map_err(|_| FileError::BadCompression)
        }
    }
}

/// Files held in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryFiles(pub BTreeMap<String, Vec<u8>>);

impl Files for MemoryFiles {
    async fn fetch(&self, name: &str) -> Result<Vec<u8>, FileError> {
        self.0.get(name).cloned().ok_or(FileError::Missing)
    }
}
