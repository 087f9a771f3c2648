//! Why a query or an archive failed.

use thiserror::Error;

use crate::bundle::FileError;

/// Why a query could not be answered, or an archive not be opened.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum QueryError {
    /// The text of the query is malformed.
    #[error("{problem} at character {position}")]
    Malformed {
        /// What is wrong, in lower case.
        problem: String,
        /// The character that it is wrong at, from 1, counted in Unicode characters.
        position: usize,
    },
    /// No article has this id.
    #[error("there is no article `{0}` in this archive")]
    UnknownArticle(String),
    /// A file of the archive could not be fetched.
    #[error("the file `{name}` could not be fetched: {problem}")]
    Unavailable {
        /// The file's name.
        name: String,
        /// What went wrong.
        problem: FileError,
    },
    /// A file of the archive is not what the manifest says.
    #[error("the file `{name}` is damaged: {problem}")]
    Damaged {
        /// The file's name.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The bundle was made by another version of Dateline.
    #[error("the archive has format {found}, and this version of Dateline reads format {known}")]
    OtherFormat {
        /// The bundle's format.
        found: u32,
        /// The format this code reads.
        known: u32,
    },
}

impl QueryError {
    /// A word that programs can tell errors apart by; it stays the same from version to version.
    pub fn code(&self) -> &'static str {
        match self {
            QueryError::Malformed { .. } => "malformed-query",
            QueryError::UnknownArticle(_) => "unknown-article",
            QueryError::Unavailable { .. } => "unavailable",
            QueryError::Damaged { .. } => "damaged",
            QueryError::OtherFormat { .. } => "other-format",
        }
    }
}
