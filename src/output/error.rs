//! Why an output could not be written.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why an output could not be written. Nothing of a former output was changed, unless the error says so.
#[derive(Debug, Error)]
pub enum OutputError {
    /// The folder holds other files.
    #[error("{} is not empty and not a Dateline site; name an empty folder, or write into it with --force", .0.display())]
    FolderInUse(PathBuf),
    /// A file that Dateline did not make, or that was changed since, is in the way.
    #[error(
        "{} is in the way: Dateline did not make it, or it was changed since; move it, or overwrite it with --force",
        .0.display()
    )]
    ForeignFile(PathBuf),
    /// A source document would be overwritten.
    #[error("{} is a source document, which is never overwritten; write to another place", .0.display())]
    SourceDocument(PathBuf),
    /// An input is inside the output folder.
    #[error("the input {} is inside the output folder {}; write to a folder of its own", .input.display(), .output.display())]
    InputInsideOutput {
        /// The input.
        input: PathBuf,
        /// The output folder.
        output: PathBuf,
    },
    /// Input and output are the same.
    #[error("{} is both input and output; write to another place", .0.display())]
    SamePath(PathBuf),
    /// A symbolic link is where a file or folder would be written.
    #[error("{} is a link, and links are not written through; remove it, or write to another place", .0.display())]
    Link(PathBuf),
    /// A folder is where a file would be written, or the other way round.
    #[error("{} is in the way; move it, or write to another place", .0.display())]
    InTheWay(PathBuf),
    /// A name that a file cannot have.
    #[error("{} is not a possible name for an output; use another one", .0.display())]
    BadName(PathBuf),
    /// The record is not one that this release can read.
    #[error("{} cannot be understood, so it is unknown what Dateline made; move it away", .0.display())]
    BrokenRecord(PathBuf),
    /// The operating system refused.
    #[error("could not {action} {}: {error}", .path.display())]
    Io {
        /// What was tried: a verb.
        action: &'static str,
        /// With which file.
        path: PathBuf,
        /// Why it failed.
        error: io::Error,
    },
}

impl OutputError {
    /// The error of an operation on a file.
    pub(super) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> OutputError {
        let path = path.into();
        move |error| OutputError::Io { action, path, error }
    }
}
