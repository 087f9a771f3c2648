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

/// The maximum length of a file of a bundle, as it is stored and after inflating, in bytes. A manifest that claims more is
/// damaged: no article and no column is that long.
const MAX_LENGTH: u64 = 1 << 28;

/// The most bytes that a byte of a zlib stream can inflate to (RFC 1951: 258 from two bits).
const MAX_RATIO: u64 = 1032;

/// The maximum length of a file's name, in bytes.
const MAX_NAME: usize = 100;

/// Whether this is the name of a file in the bundle's own folder: ASCII letters and digits, `-`, `_`, and single dots
/// between them. Such a name is the same in an address, in a path of any system and in a page, and leads nowhere else.
fn is_plain_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    name.len() <= MAX_NAME && name.split('.').all(|part| !part.is_empty() && part.chars().all(is_plain))
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
    /// Why no file can be as the archive says, before any of it is fetched; `None` if one can.
    pub fn doubt(&self) -> Option<FileDoubt> {
        let unpacked = self.unpacked.unwrap_or_default();
        if !is_plain_name(&self.name) {
            Some(FileDoubt::Name)
        } else if self.bytes > MAX_LENGTH || unpacked > MAX_LENGTH {
            Some(FileDoubt::Length)
        } else if unpacked > (self.bytes + 1) * MAX_RATIO {
            Some(FileDoubt::Compression)
        } else {
            None
        }
    }

    /// Whether a SHA-256 is the expected one.
    pub fn is_digest(&self, sha256: &[u8]) -> bool {
        sha256.starts_with(&self.digest)
    }
}

/// Why no file can be as the archive says.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum FileDoubt {
    /// Its name leads out of the archive's folder.
    #[error("its name is not that of a file in the archive's folder")]
    Name,
    /// It is too long.
    #[error("it claims to be longer than any file of an archive")]
    Length,
    /// Bytes cannot be compressed so much.
    #[error("it claims to hold more than so few bytes can hold")]
    Compression,
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

    /// Lets other work run, between two slices of a long search.
    fn give_way(&self) -> impl Future<Output = ()> {
        async {}
    }

    /// The SHA-256 of these bytes.
    fn sha256(&self, bytes: &[u8]) -> impl Future<Output = Vec<u8>> {
        let digest = Sha256::digest(bytes).to_vec();
        async { digest }
    }

    /// Inflates a zlib stream (RFC 1950) that should hold `length` bytes. Takes no more memory than that, whatever the
    /// stream holds; the caller checks the length.
    ///
    /// # Errors
    ///
    /// If the stream is damaged or holds more.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_elsewhere_are_not_plain() {
        for name in ["manifest.json", "texts.0123456789abcdef.bin", "a", "A-b_c.9"] {
            assert!(is_plain_name(name), "{name}");
        }
        let outside = "|.|..|../a|a/b|/a|//host/a|\\\\host\\a|a\\b|..\\a|%2e%2e/a|a%2fb|http://host/a|data:,a|\
                       file:///etc/passwd|C:a|.a|a.|a..b|a b|a\n|a\0|a?b|a#b|ä|a\u{202e}b|a\"]";
        let long = "a".repeat(MAX_NAME + 1);
        for name in outside.split('|').chain([long.as_str()]) {
            assert!(!is_plain_name(name), "{name:?}");
        }
    }

    #[test]
    fn sizes_that_cannot_be_are_doubted() {
        let file = |bytes, unpacked| FileRef { name: "a.bin".to_owned(), bytes, digest: Vec::new(), unpacked };
        assert_eq!(file(100, Some(90_000)).doubt(), None);
        assert_eq!(file(MAX_LENGTH, None).doubt(), None);
        for (bytes, unpacked) in [(100, Some(200_000)), (1 << 20, Some(1 << 30)), (1 << 40, None), (0, Some(u64::MAX))]
        {
            assert!(file(bytes, unpacked).doubt().is_some(), "{bytes} {unpacked:?}");
        }
    }
}
