//! Compression of bundles and pages. The command and the page's worker share it, so that both write the same bytes.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};

/// A small zlib stream, for bundles inside a page of one file.
pub fn small(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::new(6));
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

/// The bytes as a gzip file. It has no time stamp, so that the same input gives the same bytes.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::best());
    let written = encoder.write_all(bytes);
    // Writing into memory does not fail.
    written.and_then(|()| encoder.finish()).unwrap_or_default()
}
