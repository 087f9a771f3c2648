//! How bundles and pages are compressed. The command and the page's worker pack alike, so that a file which the page
//! saves is the one that the command writes.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};

/// A zlib stream: for what is handed on as one file.
pub fn small(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::new(6));
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

/// The bytes as a gzip file, without the time of packing, so that the same input gives the same bytes.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::best());
    let written = encoder.write_all(bytes);
    // Writing into memory does not fail.
    written.and_then(|()| encoder.finish()).unwrap_or_default()
}
