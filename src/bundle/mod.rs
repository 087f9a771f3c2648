//! Step 4: the files that a page fetches.
//!
//! A bundle is a folder with `manifest.json` and files whose names carry the hash of their bytes, so that any static
//! host can serve it and nothing old is ever mixed with anything new. The [`Manifest`] names a few files; what grows
//! with the archive is cut into chunks, and a [`Shelf`] says where each is. Every file is verified against its hash
//! before it is used, and most are compressed inside, since hosts do not compress what they do not know.

mod card;
mod files;
mod manifest;
mod shelf;
mod text_root;
mod writer;

pub use card::{CARD_ACTORS, CardRecord, decode_cards};
pub use files::{FileError, FileRef, Files, MemoryFiles};
pub use manifest::{FORMAT, FileEntry, MANIFEST_NAME, Manifest};
pub use shelf::Shelf;
pub use text_root::TextRoot;
pub use writer::{Packer, Writer, store};

use crate::model::Article;

/// The files of a bundle by name, the manifest included, uncompressed inside.
pub fn write(
    title: Option<String>,
    description: Option<String>,
    articles: &[Article],
) -> serde_json::Result<Vec<(String, Vec<u8>)>> {
    let mut writer = Writer::new(store);
    for article in articles {
        writer.push(article)?;
    }
    let mut files = Vec::new();
    writer.finish(title, description, &mut |name, bytes| {
        files.push((name, bytes));
        Ok::<(), serde_json::Error>(())
    })?;
    Ok(files)
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
