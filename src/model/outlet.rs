//! Outlets: who publishes, and whom an article relies on.

use super::OutletBasis;
use crate::wire::record::record;

record! {
    json, bytes;
    /// The outlet that published an article.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct OutletRef {
        /// A lower-case ASCII slug.
        pub id: String,
        /// The name to show.
        pub name: String,
        /// How the outlet is known.
        pub basis: OutletBasis,
        /// The words, the field or the domain from which it is known.
        pub evidence: String = optional,
    }
}

record! {
    json, bytes;
    /// An outlet or agency that the text names as the source of what it says.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub struct Cited {
        /// A lower-case ASCII slug.
        pub id: String,
        /// The name to show.
        pub name: String,
    }
}
