//! The manifest: what a bundle consists of.

use serde::{Deserialize, Serialize};

/// The format that this code writes and reads.
pub const FORMAT: u32 = 2;

/// The manifest's name in the bundle.
pub const MANIFEST_NAME: &str = "manifest.json";

/// What a bundle consists of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The format; see [`FORMAT`].
    pub format: u32,
    /// The archive's title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// A sentence or two about the archive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How many articles.
    pub articles: usize,
    /// Dates, ids and the facets of which an article has at most one value; see [`Columns`](crate::index::Columns).
    pub columns: FileEntry,
    /// The other facets.
    pub lists: FileEntry,
    /// The names of all facets' values.
    pub names: FileEntry,
    /// The [`TextRoot`](super::TextRoot) of the text index.
    pub words: FileEntry,
    /// The [`Shelf`](super::Shelf) of the positions of words.
    pub positions: FileEntry,
    /// The most frequent words, for suggestions, in the form of a chunk of the lexicon.
    pub spelling: FileEntry,
    /// The [`Shelf`](super::Shelf) of what lists show of articles.
    pub cards: FileEntry,
    /// The [`Shelf`](super::Shelf) of whole articles.
    pub texts: FileEntry,
}

/// A file of the bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// The file's name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub sha256: String,
    /// The length after inflating, where the file is compressed (zlib, RFC 1950).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unpacked: Option<u64>,
}
