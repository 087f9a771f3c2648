//! Articles and the viewer as one page.

use std::io::Read as _;

use flate2::read::GzDecoder;

use super::bundle;
use crate::compress;
use crate::model::Article;
use crate::pack::{self, FilesByName, PackError};

/// A page with a viewer and these articles; see [`pack::one_file`].
///
/// # Errors
///
/// Where the viewer is not a built one, or an article cannot be written as JSON.
pub fn one_file(
    viewer: &FilesByName,
    articles: &[Article],
    title: Option<String>,
    description: Option<String>,
) -> Result<String, PackError> {
    let files = bundle(articles, title, description).map_err(|error| PackError::NoBundle(error.to_string()))?;
    pack::one_file(viewer, &files, compress::gzip)
}

/// The most bytes that a file of the viewer may unpack to.
const MOST_UNPACKED: u64 = 256 << 20;

/// The viewer's files from what stands in a page of one file, its WebAssembly still compressed; see
/// [`pack::unpacked_viewer`].
///
/// # Errors
///
/// Where the page is not such a one, or is damaged.
pub fn unpacked_viewer(
    mut blocks: FilesByName,
    style: &str,
    script: &str,
    wasm: &[u8],
) -> Result<FilesByName, PackError> {
    for (name, bytes) in &mut blocks {
        // What is fetched later stands there compressed.
        if name.ends_with(".wasm") || name.ends_with(".txt") {
            *bytes = gunzip(name, bytes)?;
        }
    }
    pack::unpacked_viewer(blocks, style, script, gunzip("the viewer's WebAssembly", wasm)?)
}

fn gunzip(name: &str, bytes: &[u8]) -> Result<Vec<u8>, PackError> {
    let mut unpacked = Vec::new();
    let read = GzDecoder::new(bytes).take(MOST_UNPACKED).read_to_end(&mut unpacked);
    read.map(|_| unpacked).map_err(|_| PackError::Missing(name.to_owned()))
}
