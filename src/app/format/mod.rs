//! Values as the page writes them, in the reader's language.

pub mod dates;
mod facet_labels;
mod host;
pub mod labels;
pub mod numbers;
pub mod text;

pub use facet_labels::FacetLabels;
pub use host::host_label;
