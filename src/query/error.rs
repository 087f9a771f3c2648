//! The errors of queries and archives.

use std::fmt;

use thiserror::Error;

use crate::bundle::{FileDoubt, FileError};
use crate::index::Damage;
use crate::wire::json::JsonError;
use crate::wire::record::words;

words! {
    /// The problem with the text of a query. Its word is a phrase in English that begins in lower case and has no full stop.
    pub enum Problem {
        /// An opening parenthesis is not closed.
        BracketNotClosed = "this bracket is not closed",
        /// A closing parenthesis was not opened.
        BracketNotOpened = "this bracket was never opened",
        /// A tilde has no number after it.
        NumberMissing = "a number must follow `~`",
        /// A quotation mark has no second one.
        QuoteNotClosed = "this quotation mark is not closed",
        /// Parentheses are nested more deeply than the parser allows.
        TooDeep = "brackets are nested too deeply",
        /// The text has more characters than the parser allows.
        TooLong = "the text is too long",
        /// The query has more words than the parser allows.
        TooManyWords = "there are too many words",
        /// The words up to here would need more of the archive to be read than is allowed.
        TooMuchToRead = "this search would read too much of the archive; use fewer or rarer words",
        /// An operator is in the place of a word.
        WordMissing = "a word is missing here",
        /// `AND` has no word after it.
        WordMissingAfterAnd = "a word must follow `AND`",
        /// The name of a field has no word after its colon.
        WordMissingAfterField = "a word must follow the colon",
        /// `OR` has no word after it.
        WordMissingAfterOr = "a word must follow `OR`",
        /// A minus sign or `NOT` has no word after it.
        WordMissingAtEnd = "a word must follow",
        /// `AND` has no word before it.
        WordMissingBeforeAnd = "a word must stand before `AND`",
        /// `OR` has no word before it.
        WordMissingBeforeOr = "a word must stand before `OR`",
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is wrong with a file of an archive.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum FileDamage {
    /// Its SHA-256 is not that in the manifest.
    #[error("its bytes are not those that the archive was made with")]
    WrongDigest,
    /// It cannot be decompressed.
    #[error("{0}")]
    Compressed(FileError),
    /// Its bytes cannot be decoded.
    #[error("{0}")]
    Bytes(Damage),
    /// It is not the JSON that it should be.
    #[error("{0}")]
    Json(JsonError),
    /// It lacks an article that the archive has.
    #[error("it lacks an article")]
    NoArticle,
    /// It lacks the card of an article that the archive has.
    #[error("it lacks a card")]
    NoCard,
    /// It lacks a story that the archive has.
    #[error("it lacks a story")]
    NoStory,
    /// It cannot be as the manifest says.
    #[error("{0}")]
    Doubtful(FileDoubt),
    /// It holds less than the manifest says.
    #[error("it holds less than the archive says")]
    TooShort,
    /// It states another number of articles than the archive has.
    #[error("it says another number of articles than the archive has")]
    OtherCount,
    /// It was made for another number of articles.
    #[error("it is of another number of articles")]
    OtherArticles,
    /// The number of words differs from the one in the file that lists them.
    #[error("it holds another number of words")]
    OtherWords,
    /// A line of it is no JSON object.
    #[error("not a JSON object")]
    NoObject,
}

impl From<FileDoubt> for FileDamage {
    fn from(doubt: FileDoubt) -> FileDamage {
        FileDamage::Doubtful(doubt)
    }
}

impl From<Damage> for FileDamage {
    fn from(damage: Damage) -> FileDamage {
        FileDamage::Bytes(damage)
    }
}

impl From<JsonError> for FileDamage {
    fn from(error: JsonError) -> FileDamage {
        FileDamage::Json(error)
    }
}

impl From<serde_json::Error> for FileDamage {
    fn from(error: serde_json::Error) -> FileDamage {
        FileDamage::Json(error.into())
    }
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
    /// No story that several articles tell has this id.
    #[error("there is no story `{0}` in this archive")]
    UnknownStory(String),
    /// A file of the archive could not be fetched.
    #[error("the file `{name}` could not be fetched: {problem}")]
    Unavailable {
        /// The file's name.
        name: String,
        /// The reason.
        problem: FileError,
    },
    /// A file of the archive is not what the manifest says.
    #[error("the file `{name}` is damaged: {damage}")]
    Damaged {
        /// The file's name.
        name: String,
        /// The damage.
        damage: FileDamage,
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
            QueryError::UnknownStory(_) => "unknown-story",
            QueryError::Unavailable { .. } => "unavailable",
            QueryError::Damaged { .. } => "damaged",
            QueryError::OtherFormat { .. } => "other-format",
        }
    }

    /// The data for a script's `Error`: code, position and message, one per line.
    pub fn lines(&self) -> String {
        let position = match self {
            QueryError::Malformed { position, .. } => position.to_string(),
            _ => String::new(),
        };
        format!("{}\n{position}\n{self}", self.code())
    }
}
