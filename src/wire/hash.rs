//! A hash that is the same on every machine and in every version.

/// The initial value of a hash.
pub const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

/// Continues a hash with further bytes, starting with [`HASH_START`]. FNV-1a (Fowler, Noll and Vo).
pub fn hash_bytes(before: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(before, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The 32 best mixed bits of a hash of [`hash_bytes`], in which every bit depends on every byte.
pub fn mixed_hash(hash: u64) -> u32 {
    (((hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_authors() {
        assert_eq!(hash_bytes(HASH_START, b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash_bytes(HASH_START, b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(hash_bytes(hash_bytes(HASH_START, b"foo"), b"bar"), hash_bytes(HASH_START, b"foobar"));
    }
}
