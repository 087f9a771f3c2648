//! `dateline stories`.

use std::io::{self, Write as _};

use super::args::Input;
use super::error::CommandError;
use super::input::{article_problems, read, report_problems};
use crate::story::{StoryBuilder, StoryOutline};

/// Prints one story per line; with `explain`, why two articles are one story or not. Returns how many documents could not
/// be read.
pub(super) fn run(input: &Input, explain: Option<&[String]>) -> Result<usize, CommandError> {
    let ingested = read(input)?;
    let articles = &ingested.articles;
    let mut builder = StoryBuilder::default();
    let mut problems = Vec::new();
    articles.each(
        0..articles.len(),
        |article| (StoryOutline::new(&article), article_problems(&article)),
        |_, (outline, of_article)| {
            builder.add(outline);
            problems.extend(of_article);
            io::Result::Ok(())
        },
    )?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    if let Some([one, other]) = explain {
        let explanation = builder.explain(&ingested.sidecar.story, [one, other]);
        let explanation = explanation.ok_or_else(|| CommandError::NoSuchArticle(one.clone(), other.clone()))?;
        serde_json::to_writer(&mut out, &explanation)?;
        writeln!(out)?;
        out.flush()?;
        return Ok(report_problems(input, &ingested, &problems));
    }
    for story in builder.stories(&ingested.sidecar.story) {
        serde_json::to_writer(&mut out, &story)?;
        writeln!(out)?;
    }
    out.flush()?;
    Ok(report_problems(input, &ingested, &problems))
}
