//! Why a document could not be read.

use std::io;

use thiserror::Error;

use super::limits::LimitReached;

/// Why a document could not be read: the source, the position in it, the trouble and what the user can do.
#[derive(Clone, Debug, Error, PartialEq, Eq, PartialOrd, Ord)]
#[error("{source_name}{}: {problem}; {remedy}", position.as_deref().map(|p| format!(", {p}")).unwrap_or_default())]
pub struct ReadError {
    /// The file, or the document in it.
    pub source_name: String,
    /// Where in the file: `line 3`, `byte 512`, `record 7`.
    pub position: Option<String>,
    /// What is wrong, in lower case without a full stop.
    pub problem: String,
    /// What the user can do about it, in lower case without a full stop.
    pub remedy: String,
}

/// What is wrong and what the user can do, before it is known where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    pub(super) problem: String,
    pub(super) remedy: String,
}

impl Trouble {
    pub(super) fn new(problem: impl Into<String>, remedy: impl Into<String>) -> Trouble {
        Trouble { problem: problem.into(), remedy: remedy.into() }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Trouble {
        if let Some(limit) = error.get_ref().and_then(|inner| inner.downcast_ref::<LimitReached>()) {
            let remedy = match limit {
                LimitReached::Document(_) => "split it into its articles",
                LimitReached::Unpacked(_) => "unpack it and give its parts",
            };
            return Trouble::new(limit.to_string(), remedy);
        }
        match error.kind() {
            io::ErrorKind::UnexpectedEof => {
                Trouble::new("the file ends too early", "fetch it again; it was cut while being copied or written")
            }
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                Trouble::new(format!("the compressed data is broken ({error})"), "fetch or pack it again")
            }
            io::ErrorKind::NotFound => Trouble::new("there is no such file", "check the name"),
            io::ErrorKind::PermissionDenied => Trouble::new("it may not be read", "give yourself the right to read it"),
            _ => Trouble::new(error.to_string(), "check that the file can be read"),
        }
    }
}

impl ReadError {
    /// The error of a file that could not be opened or read.
    pub fn from_io(source_name: impl Into<String>, error: io::Error) -> ReadError {
        let Trouble { problem, remedy } = error.into();
        ReadError { source_name: source_name.into(), position: None, problem, remedy }
    }
}
