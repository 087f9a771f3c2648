//! Step 3: articles become a corpus.
//!
//! What `corpus.toml` states wins over what was found; then the documents tell each other what none states alone.

mod sidecar;

pub use sidecar::{DocumentFacts, Sidecar, SidecarActor, SidecarError, SidecarOutlet};

use crate::model::Article;

/// Articles that belong together, in a fixed order, with what is known of the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corpus {
    /// The title of the archive, where `corpus.toml` gives one.
    pub title: Option<String>,
    /// A sentence or two about the archive, where `corpus.toml` gives them.
    pub description: Option<String>,
    /// The articles, by source.
    pub articles: Vec<Article>,
}

/// Joins articles into a corpus, applying what the sidecar states.
pub fn assemble(articles: Vec<Article>, sidecar: &Sidecar) -> Corpus {
    Corpus { title: sidecar.title.clone(), description: sidecar.description.clone(), articles }
}
