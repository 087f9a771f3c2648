//! What the subcommands share: reading the input, telling what is wrong with it, failing.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;

use super::args::Input;
use crate::ingest::{Ingested, Options, ingest};
use crate::model::{Article, WarningCode};

/// Why nothing could be done.
#[derive(Debug)]
pub(super) enum Failure {
    /// The reader of standard output has closed it.
    BrokenPipe,
    /// A sentence for the user.
    Told(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::BrokenPipe,
            _ => Failure::Told(error.to_string()),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Failure {
        io::Error::from(error).into()
    }
}

/// The failure to do something with a file.
pub(super) fn on_file(path: &Path, what: &str) -> impl FnOnce(io::Error) -> Failure {
    let place = format!("{} could not be {what}", path.display());
    move |error| Failure::Told(format!("{place}: {error}"))
}

/// Reads the input, leaving out what is to be written.
///
/// # Errors
///
/// Fails where nothing at all could be read.
pub(super) fn read(input: &Input, output: Option<&Path>) -> Result<Ingested, Failure> {
    let ingested = ingest(
        &input.paths,
        &Options {
            jobs: input.jobs,
            extract_actors: input.extract_actors,
            progress: !input.quiet && io::stderr().is_terminal(),
            output: output.map(Path::to_owned),
            ..Options::default()
        },
    );
    let ingested = ingested.map_err(no_room)?;
    if ingested.articles.is_empty() {
        tell(input, &ingested, &[]);
        let reason = if ingested.failures.is_empty() { "there are no documents" } else { "no document could be read" };
        let paths: Vec<_> = input.paths.iter().map(|path| path.display().to_string()).collect();
        return Err(Failure::Told(format!("{reason} in {}", paths.join(", "))));
    }
    Ok(ingested)
}

/// The failure to keep articles in the folder of temporary files.
fn no_room(error: io::Error) -> Failure {
    let folder = std::env::temp_dir();
    let remedy = "free some room, or name another folder in the environment variable TMPDIR";
    Failure::Told(format!("articles could not be kept in {}: {error}; {remedy}", folder.display()))
}

/// What went wrong with an article, a sentence each. What is merely not known is no trouble with the document; `check`
/// reports it.
pub(super) fn troubles(article: &Article) -> Vec<String> {
    let told = |code| !matches!(code, WarningCode::Undated | WarningCode::UnknownOutlet);
    let of_article = article.warnings.iter().filter(|warning| told(warning.code));
    of_article.map(|warning| format!("{}: {}", article.source, warning.message)).collect()
}

/// Lists failures and warnings on standard error, those of articles included, and returns how many documents could not
/// be read.
pub(super) fn tell(input: &Input, ingested: &Ingested, troubles: &[String]) -> usize {
    let mut out = BufWriter::new(io::stderr().lock());
    // Nobody is left to tell where even the message cannot be written.
    let _ = if input.quiet { Ok(()) } else { list(&mut out, "warning: ", ingested.warnings.iter().chain(troubles)) }
        .and_then(|()| list(&mut out, "", &ingested.failures))
        .and_then(|()| out.flush());
    ingested.failures.len()
}

fn list<T: Display>(out: &mut impl Write, what: &str, lines: impl IntoIterator<Item = T>) -> io::Result<()> {
    lines.into_iter().try_for_each(|line| writeln!(out, "dateline: {what}{line}"))
}
