//! `dateline parse`.

use std::io::{self, Write as _};

use super::args::Input;
use super::run::{Failure, read, tell};

/// Prints one article a line and returns how many documents could not be read.
pub(super) fn run(input: &Input) -> Result<usize, Failure> {
    let ingested = read(input, None)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for article in &ingested.corpus.articles {
        serde_json::to_writer(&mut out, article)?;
        writeln!(out)?;
    }
    out.flush()?;
    Ok(tell(input, &ingested))
}
