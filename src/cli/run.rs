//! What the subcommands share: reading the input, telling what is wrong with it, failing.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use super::args::Input;
use crate::ingest::{Ingested, Options, ingest};
use crate::model::WarningCode;

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
    if ingested.corpus.articles.is_empty() {
        tell(input, &ingested);
        let reason = if ingested.failures.is_empty() { "there are no documents" } else { "no document could be read" };
        let paths: Vec<_> = input.paths.iter().map(|path| path.display().to_string()).collect();
        return Err(Failure::Told(format!("{reason} in {}", paths.join(", "))));
    }
    Ok(ingested)
}

/// Lists failures and warnings on standard error and returns how many documents could not be read.
pub(super) fn tell(input: &Input, ingested: &Ingested) -> usize {
    if !input.quiet {
        for warning in &ingested.warnings {
            eprintln!("dateline: warning: {warning}");
        }
        for article in &ingested.corpus.articles {
            // What is merely not known is no trouble with the document; `check` reports it.
            let told = |code| !matches!(code, WarningCode::Undated | WarningCode::UnknownOutlet);
            for warning in article.warnings.iter().filter(|warning| told(warning.code)) {
                eprintln!("dateline: warning: {}: {}", article.source, warning.message);
            }
        }
    }
    for failure in &ingested.failures {
        eprintln!("dateline: {failure}");
    }
    ingested.failures.len()
}
