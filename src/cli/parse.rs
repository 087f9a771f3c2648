//! `dateline parse`.

use std::io::{self, Write as _};

use super::args::Input;
use super::run::{Failure, read, tell, troubles};

/// Prints one article a line and returns how many documents could not be read.
pub(super) fn run(input: &Input) -> Result<usize, Failure> {
    let ingested = read(input, None)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut told = Vec::new();
    let articles = &ingested.articles;
    articles.each(
        0..articles.len(),
        |article| (serde_json::to_vec(&article), troubles(&article)),
        |_, (line, troubles)| {
            out.write_all(&line?)?;
            told.extend(troubles);
            writeln!(out).map_err(Failure::from)
        },
    )?;
    out.flush()?;
    Ok(tell(input, &ingested, &told))
}
