//! Makes one page of articles and a viewer.

use std::io::Read as _;

use flate2::read::GzDecoder;

use super::{bundle, statements};
use crate::compress;
use crate::model::Article;
use crate::pack::{self, FilesByName, PackError};
use crate::task::Heading;

/// A page with a viewer and these articles; see [`pack::one_file`].
///
/// # Errors
///
/// If the viewer is incomplete, or an article cannot be written as JSON.
pub fn one_file(viewer: &FilesByName, articles: Vec<Article>, heading: Heading) -> Result<String, PackError> {
    let Heading { title, description, statements: stated } = heading;
    let groups = statements(stated.as_deref());
    let files = groups.and_then(|groups| bundle(articles, &groups, title, description));
    let files = files.map_err(|error| PackError::NoBundle(error.to_string()))?;
    pack::one_file(viewer, &files, compress::gzip)
}

/// The most bytes that a file of the viewer may unpack to.
const MAX_UNPACKED_BYTES: u64 = 256 << 20;

/// The viewer's files, taken from the parts of a page of one file, whose WebAssembly is still compressed; see
/// [`pack::unpacked_viewer`].
///
/// # Errors
///
/// If the page is of another kind, or damaged.
pub fn unpacked_viewer(
    mut blocks: FilesByName,
    style: &str,
    script: &str,
    wasm: &[u8],
) -> Result<FilesByName, PackError> {
    for (name, bytes) in &mut blocks {
        // Files that the page fetches later are compressed.
        if name.ends_with(".wasm") || name.ends_with(".txt") {
            *bytes = gunzip(name, bytes)?;
        }
    }
    pack::unpacked_viewer(blocks, style, script, gunzip("the viewer's WebAssembly", wasm)?)
}

fn gunzip(name: &str, bytes: &[u8]) -> Result<Vec<u8>, PackError> {
    let mut unpacked = Vec::new();
    let read = GzDecoder::new(bytes).take(MAX_UNPACKED_BYTES).read_to_end(&mut unpacked);
    read.map(|_| unpacked).map_err(|_| PackError::Missing(name.to_owned()))
}
