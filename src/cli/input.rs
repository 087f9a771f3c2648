//! Reads the input of a command, and reports what is wrong with it.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal as _, Write};

use super::args::Input;
use super::error::CommandError;
use super::terminal::printable;
use crate::document::Limits;
use crate::extract;
use crate::ingest::{Ingested, Options, ingest};
use crate::model::{Article, WarningCode};

/// How the input is read.
pub(super) fn options(input: &Input) -> Options {
    let limits = Limits::default();
    Options {
        jobs: input.jobs,
        extract_actors: input.extract_actors,
        extraction: extract::ExtractionOptions { keep_bodies: input.keep_bodies },
        follow_links: input.follow_links,
        limits: Limits { memory_bytes: input.memory.unwrap_or(limits.memory_bytes), ..limits },
        progress: !input.quiet && io::stderr().is_terminal(),
    }
}

/// Reads the input.
///
/// # Errors
///
/// If no document at all could be read.
pub(super) fn read(input: &Input) -> Result<Ingested, CommandError> {
    let ingested = ingest(&input.paths, &options(input));
    let ingested = ingested.map_err(|error| CommandError::TemporaryFile { folder: std::env::temp_dir(), error })?;
    if ingested.articles.is_empty() {
        report_problems(input, &ingested, &[]);
        return Err(unread(input, &ingested));
    }
    Ok(ingested)
}

/// The error if no document at all could be read.
pub(super) fn unread(input: &Input, ingested: &Ingested) -> CommandError {
    let paths = input.paths.clone();
    match ingested.failures.is_empty() {
        true => CommandError::NoDocuments(paths),
        false => CommandError::NothingReadable(paths),
    }
}

/// What went wrong with an article, one sentence each. An unknown date or outlet is not a problem of the document;
/// `check` reports those.
pub(super) fn article_problems(article: &Article) -> Vec<String> {
    let is_problem = |code| !matches!(code, WarningCode::Undated | WarningCode::UnknownOutlet);
    let problems = article.warnings.iter().filter(|warning| is_problem(warning.code));
    problems.map(|warning| format!("{}: {}", article.source, warning.message)).collect()
}

/// Lists failures and warnings on standard error, including those of articles. Returns how many documents could not be
/// read.
pub(super) fn report_problems(input: &Input, ingested: &Ingested, article_problems: &[String]) -> usize {
    let mut out = BufWriter::new(io::stderr().lock());
    let warnings = ingested.warnings.iter().chain(article_problems).filter(|_| !input.quiet);
    let written = list(&mut out, "warning: ", warnings)
        .and_then(|()| list(&mut out, "", &ingested.failures))
        .and_then(|()| out.flush());
    // If standard error is closed, there is nobody to tell.
    written.ok();
    ingested.failures.len()
}

fn list<T: Display>(out: &mut impl Write, kind: &str, lines: impl IntoIterator<Item = T>) -> io::Result<()> {
    lines.into_iter().try_for_each(|line| writeln!(out, "dateline: {kind}{}", printable(&line.to_string())))
}
