//! Problems with a document that did not stop reading it.

use serde::Serialize;

use crate::wire::json::{Fields, FromFields, JsonError};

/// The kind of a [`Warning`]; stable, so that programs can tell warnings apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningCode {
    /// The document has no text that could be an article.
    EmptyBody,
    /// Bytes that are invalid in the document's encoding were replaced.
    InvalidText,
    /// A field of a record, or an entry of the sidecar, was not understood and was left out.
    InvalidField,
    /// The id of a record is already used in the same corpus.
    DuplicateId,
    /// The document was cut at a limit.
    Truncated,
    /// No date of publication is stated, and none could be inferred.
    Undated,
    /// The outlet is not known.
    UnknownOutlet,
}

impl WarningCode {
    /// The words that the JSON uses.
    pub const WORDS: [(&'static str, WarningCode); 7] = [
        ("empty-body", WarningCode::EmptyBody),
        ("invalid-text", WarningCode::InvalidText),
        ("invalid-field", WarningCode::InvalidField),
        ("duplicate-id", WarningCode::DuplicateId),
        ("truncated", WarningCode::Truncated),
        ("undated", WarningCode::Undated),
        ("unknown-outlet", WarningCode::UnknownOutlet),
    ];
}

/// A problem with a document that did not stop reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// The kind of problem.
    pub code: WarningCode,
    /// One sentence for people, naming what and where.
    pub message: String,
}

impl FromFields for Warning {
    fn from_fields(fields: &mut Fields) -> Result<Warning, JsonError> {
        Ok(Warning { code: fields.word("code", &WarningCode::WORDS)?, message: fields.text("message")? })
    }
}
