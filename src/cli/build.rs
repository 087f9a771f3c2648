//! `dateline build`.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::args::Input;
use super::run::{Failure, on_file, read, tell};
use crate::bundle::Writer;
use crate::corpus::Corpus;

/// Writes the bundle and returns how many documents could not be read.
pub(super) fn run(input: &Input, out: &Path) -> Result<usize, Failure> {
    let ingested = read(input, Some(out))?;
    write_bundle(&ingested.corpus, out)?;
    Ok(tell(input, &ingested))
}

/// Writes the files of a corpus's bundle into a folder, which is made where it is missing.
pub(super) fn write_bundle(corpus: &Corpus, out: &Path) -> Result<(), Failure> {
    fs::create_dir_all(out).map_err(on_file(out, "made"))?;
    each_file(corpus, &mut |name, bytes| {
        let path = out.join(name);
        fs::write(&path, bytes).map_err(on_file(&path, "written"))
    })
}

/// Hands over the files of a corpus's bundle, one by one.
pub(super) fn each_file(
    corpus: &Corpus,
    put: &mut dyn FnMut(String, Vec<u8>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut writer = Writer::new(deflate);
    for article in &corpus.articles {
        writer.push(article)?;
    }
    writer.finish(corpus.title.clone(), corpus.description.clone(), put)
}

/// The bytes as a zlib stream.
fn deflate(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::new(6));
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}
