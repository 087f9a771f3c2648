//! The hidden file beside an archive that tells what its documents said by themselves.

use sha2::{Digest as _, Sha256};

use crate::bundle::Packer;
use crate::wire::hex;

/// The first bytes of the file, with its version.
const HEAD: &[u8] = b"dateline origins 1\n";

/// The longest file, after inflating, in bytes.
const MAX_BYTES: u64 = 1 << 32;

/// The most bytes that a byte of a zlib stream can inflate to (RFC 1951).
const MAX_RATIO: u64 = 1032;

/// The file of origins: the [`Origin`](crate::parser::Origin) of each article, preceded by its length, in order of rank.
///
/// # Bytes
///
/// ```text
/// file = head, length after inflating (8 bytes, lowest first), zlib stream or the origins as they are, SHA-256 of all that
/// ```
#[derive(Clone, Copy, Debug)]
pub struct StoredOrigins;

impl StoredOrigins {
    /// The file's name beside the archive with this manifest. Archives in other states have other names, so that a file of
    /// one is never taken for that of another.
    pub fn name(manifest: &[u8]) -> String {
        let digest = hex(&Sha256::digest(manifest));
        format!(".dateline-origins-{}", digest.get(..16).unwrap_or_default())
    }

    /// The bytes of the file.
    pub fn encode(origins: &[u8], pack: Packer) -> Vec<u8> {
        let packed = pack(origins).filter(|packed| packed.len() < origins.len());
        let mut bytes = HEAD.to_vec();
        bytes.extend_from_slice(&(origins.len() as u64).to_le_bytes());
        bytes.extend_from_slice(packed.as_deref().unwrap_or(origins));
        let digest = Sha256::digest(&bytes);
        bytes.extend_from_slice(&digest);
        bytes
    }

    /// The origins in a file; `None` if it is damaged.
    pub fn decode(bytes: &[u8]) -> Option<Vec<u8>> {
        let (whole, digest) = bytes.split_last_chunk::<32>()?;
        if Sha256::digest(whole)[..] != digest[..] {
            return None;
        }
        let (length, packed) = whole.strip_prefix(HEAD)?.split_first_chunk()?;
        let length = u64::from_le_bytes(*length);
        if length == packed.len() as u64 {
            return Some(packed.to_vec());
        }
        if length > MAX_BYTES || length > (packed.len() as u64 + 1) * MAX_RATIO {
            return None;
        }
        let unpacked = miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(packed, length as usize).ok()?;
        (unpacked.len() as u64 == length).then_some(unpacked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compress;

    #[test]
    fn a_file_of_origins_is_read_as_it_was_written_and_a_damaged_one_is_not() {
        for origins in [&b""[..], b"a", &[7; 5_000]] {
            let bytes = StoredOrigins::encode(origins, compress::small);
            assert_eq!(StoredOrigins::decode(&bytes).as_deref(), Some(origins));
            assert!(origins.len() < 5_000 || bytes.len() < 200);
            for at in 0..bytes.len() {
                let mut changed = bytes.clone();
                changed[at] ^= 1;
                assert_eq!(StoredOrigins::decode(&changed), None);
                assert_eq!(StoredOrigins::decode(&bytes[..at]), None);
            }
        }
        assert_ne!(StoredOrigins::name(b"one"), StoredOrigins::name(b"other"));
    }
}
