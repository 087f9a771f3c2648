//! A quick hash for tables of short words that are built once and never hold what a document says.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map with the FNV-1a hash (Fowler, Noll, Vo), which suits keys of a few bytes.
pub(crate) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;

/// The state of an FNV-1a hash.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
