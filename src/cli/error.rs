//! Why a command could not do what it was asked for.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::ingest::StoredError;
use crate::output::OutputError;
use crate::pack::PackError;
use crate::site::SiteError;

/// Why nothing could be done.
#[derive(Debug, Error)]
pub(super) enum CommandError {
    /// The program that reads standard output has closed it.
    #[error("standard output was closed")]
    BrokenPipe,
    /// There was nothing to read.
    #[error("there are no documents in {}", list(.0))]
    NoDocuments(Vec<PathBuf>),
    /// There is no article with one of these ids.
    #[error("there is no article `{0}` or no article `{1}`; `dateline parse` prints the IDs of all articles")]
    NoSuchArticle(String, String),
    /// There is no viewer to write.
    #[error("there is no built viewer in {}; build it with `cargo xtask build`, or name its folder with --viewer", .0.display())]
    NoViewer(PathBuf),
    /// All documents failed.
    #[error("no document could be read in {}", list(.0))]
    NothingReadable(Vec<PathBuf>),
    /// An output could not be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The page of one file could not be made.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// A file could not be read.
    #[error("could not read {}: {error}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The site could not be made.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The archive could not be brought up to date.
    #[error(transparent)]
    Stored(StoredError),
    /// Articles could not be kept in the folder for temporary files.
    #[error(
        "could not write temporary files to {}: {error}; free some space, or name another folder in the environment \
         variable TMPDIR",
        .folder.display()
    )]
    TemporaryFile {
        /// The folder.
        folder: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Standard output could not be written, or an article could not be read again.
    #[error("{0}")]
    Stream(io::Error),
}

impl CommandError {
    /// The exit status that tells this error.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            // The other program has seen enough.
            CommandError::BrokenPipe => 0,
            _ => 2,
        }
    }

    /// The error of a file that could not be read.
    pub(super) fn read(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> CommandError {
        let path = path.into();
        move |error| CommandError::Read { path, error }
    }
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> CommandError {
        match error.kind() {
            io::ErrorKind::BrokenPipe => CommandError::BrokenPipe,
            _ => CommandError::Stream(error),
        }
    }
}

impl From<serde_json::Error> for CommandError {
    fn from(error: serde_json::Error) -> CommandError {
        io::Error::from(error).into()
    }
}

fn list(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| Path::display(path).to_string()).collect::<Vec<_>>().join(", ")
}
