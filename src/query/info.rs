//! What an archive is and whom it names, for those who want to know it before they ask.

use serde::{Serialize, Serializer};

use crate::index::ByFacet;
use crate::model::PartialDate;

/// A summary of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ArchiveInfo {
    /// The archive's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// A description of the archive in a sentence or two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The number of articles.
    pub articles: usize,
    /// Whether the texts of the articles are not in the archive.
    #[serde(rename = "withoutText", skip_serializing_if = "std::ops::Not::not")]
    pub without_text: bool,
    /// The number of outlets.
    pub outlets: usize,
    /// The number of actors.
    pub actors: usize,
    /// The earliest date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<PartialDate>,
    /// The latest date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<PartialDate>,
    /// The number of articles without a date.
    pub undated: usize,
    /// The number of values of each facet.
    #[serde(skip)]
    pub values: ByFacet<usize>,
    /// The SHA-256 of the archive's content, in lower-case hexadecimal digits.
    pub hash: String,
}

/// The ids of names, sorted by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Names {
    /// Each actor's name with its id.
    #[serde(serialize_with = "as_map")]
    pub actors: Vec<(String, String)>,
    /// Each outlet's name with its id.
    #[serde(serialize_with = "as_map")]
    pub outlets: Vec<(String, String)>,
}

fn as_map<S: Serializer>(pairs: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(name, id)| (name, id)))
}
