//! `dateline build`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::bundle;
use crate::ingest::ingest;

/// Writes the bundle and returns how many documents could not be read.
pub(super) fn run(paths: &[PathBuf], out: &Path) -> io::Result<usize> {
    let ingested = ingest(paths);
    let corpus = ingested.corpus;
    fs::create_dir_all(out)?;
    for (name, bytes) in bundle::write(corpus.title, corpus.description, &corpus.articles)? {
        fs::write(out.join(name), bytes)?;
    }
    for failure in &ingested.failures {
        eprintln!("dateline: {failure}");
    }
    Ok(ingested.failures.len())
}
