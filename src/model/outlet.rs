//! Outlets: who publishes, and whom an article relies on.

use serde::{Deserialize, Serialize};

use super::OutletBasis;

/// The outlet that published an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutletRef {
    /// A lower-case ASCII slug.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// How the outlet is known.
    pub basis: OutletBasis,
    /// The words, the field or the domain from which it is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
}

/// An outlet or agency that the text names as the source of what it says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cited {
    /// A lower-case ASCII slug.
    pub id: String,
    /// The name to show.
    pub name: String,
}
