//! Step 4: the files that a page fetches.
//!
//! A bundle is a folder with `manifest.json` and files whose names carry the hash of their bytes, so that any static
//! host can serve it and nothing old is ever mixed with anything new.

mod files;
mod manifest;

pub use files::{FileError, Files, MemoryFiles};
pub use manifest::{FORMAT, FileEntry, MANIFEST_NAME, Manifest};

use sha2::{Digest as _, Sha256};

use crate::model::Article;

/// The files of a bundle by name, the manifest included.
pub fn write(
    title: Option<String>,
    description: Option<String>,
    articles: &[Article],
) -> serde_json::Result<Vec<(String, Vec<u8>)>> {
    let mut lines = Vec::new();
    for article in articles {
        serde_json::to_writer(&mut lines, article)?;
        lines.push(b'\n');
    }
    let sha256 = hex(&Sha256::digest(&lines));
    let name = format!("articles.{}.jsonl", &sha256[..16]);
    let manifest = Manifest {
        format: FORMAT,
        title,
        description,
        articles: FileEntry { name: name.clone(), bytes: lines.len() as u64, sha256 },
    };
    let manifest = serde_json::to_vec_pretty(&manifest)?;
    Ok(vec![(name, lines), (MANIFEST_NAME.to_owned(), manifest)])
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
