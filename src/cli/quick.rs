//! How archives of any size are compressed: as quickly as can be.

use std::cell::RefCell;

use libdeflater::{CompressionLvl, Compressor};

/// libdeflate's quickest level. Of a version of libdeflate it gives the same bytes on every processor.
const LEVEL: i32 = 1;

thread_local! {
    /// One for all files, since each takes a few hundred kilobytes.
    static COMPRESSOR: RefCell<Option<Compressor>> =
        RefCell::new(CompressionLvl::new(LEVEL).ok().map(Compressor::new));
}

/// A zlib stream in a fraction of the time that [`small`](crate::compress::small) takes, with a tenth more bytes.
pub(super) fn quick(bytes: &[u8]) -> Option<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|compressor| {
        let compressor = compressor.as_mut()?;
        let mut packed = vec![0; compressor.zlib_compress_bound(bytes.len())];
        let length = compressor.zlib_compress(bytes, &mut packed).ok()?;
        packed.truncate(length);
        Some(packed)
    })
}
