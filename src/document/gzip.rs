//! Gzip: a compressed file of any other format; several members form one stream.

use std::io::Read as _;

use flate2::bufread::MultiGzDecoder;

use super::warc;

/// Whether a gzip file with this beginning contains a web archive.
pub(super) fn holds_pages(packed: &[u8]) -> bool {
    let mut head = [0_u8; 16];
    let n = MultiGzDecoder::new(packed).read(&mut head).unwrap_or(0);
    head.get(..n).is_some_and(warc::is_archive)
}
