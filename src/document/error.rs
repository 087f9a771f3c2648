//! Why a document could not be read.

use thiserror::Error;

/// Why a document could not be read: the source, the position in it, the trouble and what the user can do.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
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
