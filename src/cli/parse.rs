//! `dateline parse`.

use std::io::{self, Write as _};
use std::path::PathBuf;

use crate::ingest::ingest;

/// Prints one article a line and returns how many documents could not be read.
pub(super) fn run(paths: &[PathBuf]) -> io::Result<usize> {
    let ingested = ingest(paths);
    let mut out = io::BufWriter::new(io::stdout().lock());
    for article in &ingested.corpus.articles {
        serde_json::to_writer(&mut out, article)?;
        writeln!(out)?;
    }
    out.flush()?;
    for failure in &ingested.failures {
        eprintln!("dateline: {failure}");
    }
    Ok(ingested.failures.len())
}
