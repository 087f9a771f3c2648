//! Gzip: a compressed file of any other format; several members form one stream.

use std::io::{BufRead, BufReader, Read as _};

use flate2::bufread::MultiGzDecoder;

use super::sink::{DocumentSink, UnpackBudget};
use super::{Transport, part, warc};

/// Reads the contents of a gzip file.
pub(super) fn read_packed(
    sink: &mut DocumentSink<'_>,
    budget: &UnpackBudget<'_>,
    name: &str,
    reader: &mut dyn BufRead,
    depth: u32,
) {
    if reader.fill_buf().is_ok_and(holds_pages) {
        sink.number_documents();
        return warc::read_packed(sink, budget, reader);
    }
    let inner = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".GZ")).unwrap_or(name);
    let unpacked = budget.meter(MultiGzDecoder::new(reader), &sink.limits);
    part(sink, budget, inner, &mut BufReader::with_capacity(64 << 10, unpacked), Transport::default(), depth);
}

/// Whether a gzip file with this beginning contains a web archive.
fn holds_pages(packed: &[u8]) -> bool {
    let mut head = [0_u8; 16];
    let n = MultiGzDecoder::new(packed).read(&mut head).unwrap_or(0);
    head.get(..n).is_some_and(warc::is_archive)
}
