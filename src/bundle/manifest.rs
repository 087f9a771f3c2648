//! The manifest: what a bundle consists of.

use serde::{Deserialize, Serialize};

/// The format that this code writes and reads.
pub const FORMAT: u32 = 1;

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
    /// The articles, one JSON object a line.
    pub articles: FileEntry,
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
}
