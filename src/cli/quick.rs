//! How archives of any size are compressed: as quickly as can be.

use std::cell::RefCell;

use libdeflater::{CompressionLvl, Compressor};

/// libdeflate's quickest level. One version gives the same bytes whatever instructions the processor has (of the same byte
/// order).
const LEVEL: i32 = 1;

thread_local! {
    /// One for all files, since each takes a few hundred kilobytes, and the room that it writes into.
    static COMPRESSOR: RefCell<(Option<Compressor>, Vec<u8>)> =
        RefCell::new((CompressionLvl::new(LEVEL).ok().map(Compressor::new), Vec::new()));
}

/// A zlib stream in a fraction of the time that [`small`](crate::compress::small) takes, with a twentieth more bytes.
pub(super) fn quick(bytes: &[u8]) -> Option<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|(compressor, room)| {
        let compressor = compressor.as_mut()?;
        let most = compressor.zlib_compress_bound(bytes.len());
        if room.len() < most {
            room.resize(most, 0);
        }
        let length = compressor.zlib_compress(bytes, room).ok()?;
        room.get(..length).map(<[u8]>::to_vec)
    })
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_is_packed_is_unpacked_whatever_was_packed_before() {
        let long: Vec<u8> = (0..300_000u32).map(|n| (n.wrapping_mul(n) >> 7) as u8).collect();
        let texts: [&[u8]; 5] = [b"", b"a", &long, &[b'x'; 5_000], b"a"];
        let packed: Vec<Vec<u8>> = texts.iter().map(|text| quick(text).unwrap()).collect();
        for (text, packed) in texts.iter().zip(&packed) {
            let mut unpacked = Vec::new();
            flate2::read::ZlibDecoder::new(packed.as_slice()).read_to_end(&mut unpacked).unwrap();
            assert!(unpacked == *text, "{} bytes", text.len());
        }
        assert_eq!(packed[1], packed[4]);
    }
}
