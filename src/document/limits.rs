//! Limits, so that no file can exhaust the machine.

use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};

/// The limits for reading one file.
///
/// They count bytes that come out of a decoder, not sizes that a header declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The maximum length of a single document in bytes: a page, a text, a line of JSON Lines.
    pub document_bytes: u64,
    /// The maximum number of bytes unpacked from one file, over all levels of compression.
    pub unpacked_bytes: u64,
    /// The maximum number of documents and entries in one file.
    pub entries: u64,
    /// The maximum depth of archives inside archives.
    pub depth: u32,
    /// All that is unpacked from all files of a run, in bytes.
    pub run_bytes: u64,
    /// The memory that all documents take together while they are parsed, in bytes. A single document that takes more is
    /// not read.
    pub memory_bytes: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            document_bytes: 64 << 20,
            unpacked_bytes: 16 << 30,
            entries: 10_000_000,
            depth: 4,
            run_bytes: 256 << 30,
            memory_bytes: 2 << 30,
        }
    }
}

// How far into a file or a part of it something is looked for. What is longer is cut there or not recognised.

/// The bytes at the beginning of a file that tell what it is.
pub(super) const MAX_HEAD_BYTES: u64 = 64 << 10;

/// The bytes of a Markdown text. Turning it into a page takes up to 150 times as much memory.
pub(super) const MAX_MARKDOWN_BYTES: u64 = 4 << 20;

/// What the streams of a PDF unpack to, in bytes, without its pictures.
pub(super) const MAX_PDF_UNPACKED_BYTES: u64 = 256 << 20;

/// The bytes of operators that the pages of a PDF carry out. A form counts as often as it is shown.
pub(super) const MAX_PDF_CONTENT_BYTES: u64 = 256 << 20;

/// The bytes before the first tag of a web page.
pub(super) const MAX_PREAMBLE_BYTES: usize = 2 << 10;

/// The bytes in which a document declares its character set.
pub(super) const MAX_DECLARATION_BYTES: usize = 16 << 10;

/// The bytes in which a browser notes where it saved a page from.
pub(super) const MAX_NOTE_BYTES: usize = 4 << 10;

/// The bytes of all headers of a message, response or record.
pub(super) const MAX_HEADER_BYTES: u64 = 256 << 10;

/// The bytes of a line between the records of a web archive.
pub(super) const MAX_LINE_BYTES: u64 = 64 << 10;

/// The parts of a MIME message.
pub(super) const MAX_PARTS: usize = 1_000;

/// The multipart parts of a MIME message; each takes a scan over its bytes.
pub(super) const MAX_MULTIPARTS: usize = 16;

/// The bytes of the boundary between the parts of a MIME message. RFC 2046 allows 70.
pub(super) const MAX_BOUNDARY_BYTES: usize = 200;

/// The bytes of the name in a character reference.
pub(super) const MAX_REFERENCE_BYTES: usize = 40;

/// What all files of a run unpacked to, in bytes. Threads share it.
#[derive(Debug, Default)]
pub struct RunTotal(AtomicU64);

impl RunTotal {
    /// Adds bytes and returns all that there are now.
    pub(super) fn add(&self, bytes: u64) -> u64 {
        self.0.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes)
    }

    /// All bytes so far.
    pub(super) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The limit that was reached; carried inside an [`io::Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum LimitReached {
    /// [`Limits::document_bytes`].
    Document(u64),
    /// [`Limits::unpacked_bytes`].
    Unpacked(u64),
    /// [`Limits::run_bytes`].
    Run(u64),
}

impl LimitReached {
    fn bytes(self) -> u64 {
        match self {
            LimitReached::Document(bytes) | LimitReached::Unpacked(bytes) | LimitReached::Run(bytes) => bytes,
        }
    }
}

impl fmt::Display for LimitReached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LimitReached::Document(bytes) => write!(f, "longer than {}", Size(*bytes)),
            LimitReached::Unpacked(bytes) => write!(f, "unpacks to more than {}", Size(*bytes)),
            LimitReached::Run(bytes) => write!(f, "all files together unpack to more than {}", Size(*bytes)),
        }
    }
}

impl std::error::Error for LimitReached {}

impl From<LimitReached> for io::Error {
    fn from(limit: LimitReached) -> io::Error {
        io::Error::other(limit)
    }
}

/// A number of bytes, written in the largest unit that divides it.
pub(super) struct Size(pub(super) u64);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            bytes if bytes >= 1 << 30 && bytes.is_multiple_of(1 << 30) => write!(f, "{} GiB", bytes >> 30),
            bytes if bytes >= 1 << 20 && bytes.is_multiple_of(1 << 20) => write!(f, "{} MiB", bytes >> 20),
            bytes if bytes >= 10 << 20 => write!(f, "{} MiB", bytes >> 20),
            bytes => write!(f, "{bytes} bytes"),
        }
    }
}

/// A reader that counts its output and fails beyond a limit.
///
/// The counter is shared, so that several readers can use up one limit. It can be reset if the limit applies to a
/// single document.
pub(super) struct LimitedReader<'a, R> {
    inner: R,
    spent: &'a Cell<u64>,
    limit: LimitReached,
}

impl<'a, R: Read> LimitedReader<'a, R> {
    pub(super) fn new(inner: R, spent: &'a Cell<u64>, limit: LimitReached) -> LimitedReader<'a, R> {
        LimitedReader { inner, spent, limit }
    }
}

impl<R: Read> Read for LimitedReader<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        let spent = self.spent.get().saturating_add(n as u64);
        self.spent.set(spent);
        if spent > self.limit.bytes() { Err(self.limit.into()) } else { Ok(n) }
    }
}

/// Reads all bytes of a document.
///
/// # Errors
///
/// If the reader fails, or if there are more than `limit` bytes.
pub(super) fn read_whole(reader: &mut dyn Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(LimitReached::Document(limit).into()) } else { Ok(bytes) }
}
