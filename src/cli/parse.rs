//! `dateline parse`.

use std::io::{self, Write as _};

use super::args::Input;
use super::error::CommandError;
use super::input::{article_problems, read, report_problems};

/// Prints one article per line. Returns how many documents could not be read.
pub(super) fn run(input: &Input) -> Result<usize, CommandError> {
    let ingested = read(input)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut problems = Vec::new();
    let articles = &ingested.articles;
    articles.each(
        0..articles.len(),
        |article| (serde_json::to_vec(&article), article_problems(&article)),
        |_, (line, of_article)| {
            out.write_all(&line?)?;
            problems.extend(of_article);
            writeln!(out).map_err(CommandError::from)
        },
    )?;
    out.flush()?;
    Ok(report_problems(input, &ingested, &problems))
}
