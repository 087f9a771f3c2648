//! Direct quotes.

use serde::Serialize;

use crate::wire::json::{Fields, FromFields, JsonError};

/// Words that an article puts in quotation marks.
///
/// `start..end` are UTF-8 byte offsets of the quoted words, without quotation marks, on character boundaries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// The quoted words, without quotation marks.
    pub text: String,
    /// The paragraph that the quote starts in, from 0; -1 is the title.
    pub paragraph: i32,
    /// The first byte.
    pub start: usize,
    /// The byte after the last. If the quote continues in later paragraphs, the end of its part in the first one.
    pub end: usize,
    /// The id of the actor who says it, if the text names one.
    pub speaker: Option<String>,
}

impl FromFields for Quote {
    fn from_fields(fields: &mut Fields) -> Result<Quote, JsonError> {
        Ok(Quote {
            text: fields.text("text")?,
            paragraph: fields.number("paragraph")?,
            start: fields.number("start")?,
            end: fields.number("end")?,
            speaker: fields.optional_text("speaker")?,
        })
    }
}
