//! `dateline build`.

use std::fs;
use std::path::Path;

use super::args::Input;
use super::run::{Failure, on_file, read, tell};
use crate::bundle;
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
    for (name, bytes) in bundle::write(corpus.title.clone(), corpus.description.clone(), &corpus.articles)? {
        let path = out.join(name);
        fs::write(&path, bytes).map_err(on_file(&path, "written"))?;
    }
    Ok(())
}
