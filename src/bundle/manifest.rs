//! The manifest: the contents of a bundle.

use serde::Serialize;

use crate::wire::json::{Fields, FromFields, JsonError};

/// The format that this code writes and reads. Every change of the bytes raises it, so that an older bundle is not
/// mistaken for a damaged one. A test fails if the bytes change and the format does not.
pub const FORMAT: u32 = 13;

/// The manifest's name in the bundle.
pub const MANIFEST_NAME: &str = "manifest.json";

/// The contents of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// The format; see [`FORMAT`].
    pub format: u32,
    /// The archive's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// A description of the archive in a sentence or two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The number of articles.
    pub articles: usize,
    /// Whether the texts of the articles were left out; see [`Article::without_text`](crate::model::Article::without_text).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub without_text: bool,
    /// The [`Atlas`](super::Atlas): what the opening view needs, and the shelves of columns and cards.
    pub atlas: FileEntry,
    /// The [`TextRoot`](super::TextRoot) of the text index.
    pub words: FileEntry,
    /// The [`Shelf`](super::Shelf) of the positions of words.
    pub positions: FileEntry,
    /// The most frequent words, for suggestions, encoded as a chunk of the lexicon.
    pub spelling: FileEntry,
    /// The [`Shelf`](super::Shelf) of whole articles.
    pub texts: FileEntry,
    /// The [`Shelf`](super::Shelf) of stories; see [`StoryRecord`](super::StoryRecord).
    pub stories: FileEntry,
    /// What the `corpus.toml` files state about the whole corpus, as JSON; `None` if they state nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statements: Option<FileEntry>,
}

/// A file of the bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileEntry {
    /// The file's name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub sha256: String,
    /// The length after inflating, if the file is compressed (zlib, RFC 1950).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unpacked: Option<u64>,
}

impl Manifest {
    /// The files that the manifest names.
    pub fn files(&self) -> [&FileEntry; 6] {
        let Manifest { atlas, words, positions, spelling, texts, stories, .. } = self;
        [atlas, words, positions, spelling, texts, stories]
    }
}

impl FromFields for Manifest {
    fn from_fields(fields: &mut Fields) -> Result<Manifest, JsonError> {
        Ok(Manifest {
            format: fields.number("format")?,
            title: fields.optional_text("title")?,
            description: fields.optional_text("description")?,
            articles: fields.number("articles")?,
            without_text: fields.flag("without_text")?,
            atlas: fields.object("atlas")?,
            words: fields.object("words")?,
            positions: fields.object("positions")?,
            spelling: fields.object("spelling")?,
            texts: fields.object("texts")?,
            stories: fields.object("stories")?,
            statements: fields.optional_object("statements")?,
        })
    }
}

impl FromFields for FileEntry {
    fn from_fields(fields: &mut Fields) -> Result<FileEntry, JsonError> {
        Ok(FileEntry {
            name: fields.text("name")?,
            bytes: fields.number("bytes")?,
            sha256: fields.text("sha256")?,
            unpacked: fields.optional_number("unpacked")?,
        })
    }
}
