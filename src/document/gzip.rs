//! Gzip: a packed file of any other format; many members are one stream.

use std::io::{BufRead, BufReader};

use flate2::bufread::MultiGzDecoder;

use super::reading::{Reading, Spent};
use super::{Transport, part};

/// Reads what is packed in a gzip file.
pub(super) fn read_packed(reading: &mut Reading<'_>, spent: &Spent, name: &str, reader: &mut dyn BufRead, depth: u32) {
    let inner = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".GZ")).unwrap_or(name);
    let unpacked = spent.meter(MultiGzDecoder::new(reader), &reading.limits);
    part(reading, spent, inner, &mut BufReader::with_capacity(64 << 10, unpacked), Transport::default(), depth);
}
