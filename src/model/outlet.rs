//! Outlets: publishers, and the sources that an article relies on.

use serde::Serialize;

use super::OutletBasis;
use crate::wire::json::{Fields, FromFields, JsonError};

/// The outlet that published an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutletRef {
    /// A lower-case ASCII slug.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// The basis of the outlet.
    pub basis: OutletBasis,
    /// The words, the field or the domain that the outlet was taken from.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub evidence: String,
}

impl FromFields for OutletRef {
    fn from_fields(fields: &mut Fields) -> Result<OutletRef, JsonError> {
        Ok(OutletRef {
            id: fields.text("id")?,
            name: fields.text("name")?,
            basis: fields.word("basis", &OutletBasis::WORDS)?,
            evidence: fields.optional_text("evidence")?.unwrap_or_default(),
        })
    }
}

/// An outlet or agency that the text names as the source of what it says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Cited {
    /// A lower-case ASCII slug.
    pub id: String,
    /// The name to show.
    pub name: String,
}

impl FromFields for Cited {
    fn from_fields(fields: &mut Fields) -> Result<Cited, JsonError> {
        Ok(Cited { id: fields.text("id")?, name: fields.text("name")? })
    }
}
