//! A quick hash for tables of short words that are built once and never hold what a document says.

use rustc_hash::FxHashMap;

/// A map of short words; its order says nothing.
pub(crate) type QuickMap<K, V> = FxHashMap<K, V>;
