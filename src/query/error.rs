//! The errors of queries and archives.

use thiserror::Error;

use crate::bundle::FileError;

/// The problem with the text of a query. Its English begins in lower case and has no full stop.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Problem {
    /// An opening parenthesis is not closed.
    #[error("this bracket is not closed")]
    BracketNotClosed,
    /// A closing parenthesis was not opened.
    #[error("this bracket was never opened")]
    BracketNotOpened,
    /// A tilde has no number after it.
    #[error("a number must follow `~`")]
    NumberMissing,
    /// A quotation mark has no second one.
    #[error("this quotation mark is not closed")]
    QuoteNotClosed,
    /// Parentheses are nested more deeply than the parser allows.
    #[error("brackets are nested too deeply")]
    TooDeep,
    /// The text has more characters than the parser allows.
    #[error("the text is too long")]
    TooLong,
    /// The query has more words than the parser allows.
    #[error("there are too many words")]
    TooManyWords,
    /// The words up to here would need more of the archive to be read than is allowed.
    #[error("this search would read too much of the archive; use fewer or rarer words")]
    TooMuchToRead,
    /// An operator is in the place of a word.
    #[error("a word is missing here")]
    WordMissing,
    /// `AND` has no word after it.
    #[error("a word must follow `AND`")]
    WordMissingAfterAnd,
    /// The name of a field has no word after its colon.
    #[error("a word must follow the colon")]
    WordMissingAfterField,
    /// `OR` has no word after it.
    #[error("a word must follow `OR`")]
    WordMissingAfterOr,
    /// A minus sign or `NOT` has no word after it.
    #[error("a word must follow")]
    WordMissingAtEnd,
    /// `AND` has no word before it.
    #[error("a word must stand before `AND`")]
    WordMissingBeforeAnd,
    /// `OR` has no word before it.
    #[error("a word must stand before `OR`")]
    WordMissingBeforeOr,
}

/// The reason why a query could not be answered, or an archive not be opened.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum QueryError {
    /// The text of the query is malformed.
    #[error("{problem} at character {position}")]
    Malformed {
        /// The problem.
        problem: Problem,
        /// The position of the problem, from 1, counted in Unicode characters.
        position: usize,
    },
    /// The query names more values of facets than are allowed.
    #[error("the query names {found} values, and at most {most} are allowed")]
    TooManyValues {
        /// How many it names, as far as they were counted.
        found: usize,
        /// The maximum.
        most: usize,
    },
    /// No article has this id.
    #[error("there is no article `{0}` in this archive")]
    UnknownArticle(String),
    /// A file of the archive could not be fetched.
    #[error("the file `{name}` could not be fetched: {problem}")]
    Unavailable {
        /// The file's name.
        name: String,
        /// The reason.
        problem: FileError,
    },
    /// A file of the archive is not what the manifest says.
    #[error("the file `{name}` is damaged: {problem}")]
    Damaged {
        /// The file's name.
        name: String,
        /// The damage.
        problem: String,
    },
    /// The bundle was made by another version of Dateline.
    #[error("the archive has format {found}, and this version of Dateline reads format {known}")]
    OtherFormat {
        /// The bundle's format.
        found: u32,
        /// The format that this code reads.
        known: u32,
    },
}

impl QueryError {
    /// A word by which programs can tell errors apart; it is the same in every version.
    pub fn code(&self) -> &'static str {
        match self {
            QueryError::Malformed { .. } | QueryError::TooManyValues { .. } => "malformed-query",
            QueryError::UnknownArticle(_) => "unknown-article",
            QueryError::Unavailable { .. } => "unavailable",
            QueryError::Damaged { .. } => "damaged",
            QueryError::OtherFormat { .. } => "other-format",
        }
    }
}
