//! Steps 1 to 3 as pure code: documents become the articles of a corpus, wherever the bytes come from.
//!
//! Both drivers take the same three steps:
//!
//! 1. [`CorpusRules::parse`]: one document becomes an article. Documents do not depend on each other.
//! 2. [`Assembly::new`]: all articles together give dates and ids that no single one has.
//! 3. [`Assembly::complete`]: one article gets these, its actors and its quotes.
//!
//! [`LoneParser`] runs them for one document by itself. [`Parser`] runs them one after the other over files in memory; `ingest` runs steps 1 and 3 on many threads and keeps
//! the articles on disk in between.

mod alone;
mod annotate;
mod article;
mod assembly;
mod cost;
mod formats;
mod memory;
mod origin;
mod rules;
mod sidecar_group;
mod sidecars;

pub use alone::LoneParser;
pub use article::{ParsedDocument, StatedActors};
pub use assembly::{ArticleEntry, Assembly};
pub use cost::{article_cost, parsing_cost};
pub use formats::{FormatCount, FormatCounts};
pub use memory::{MemoryAssembly, Parsed, Parser};
pub use origin::Origin;
pub use rules::CorpusRules;
pub use sidecar_group::{JoinedGroups, SidecarGroup, of_all, same_for_articles};
pub use sidecars::{SIDECAR_NAME, Sidecars, UnusedEntry};

use crate::actors::Dictionary;
use crate::corpus::Sidecar;

/// The shipped dictionary of actors, with those that `corpus.toml` adds or changes.
pub fn dictionary(sidecar: &Sidecar) -> Dictionary {
    Dictionary::shipped().extended(&sidecar.actor)
}
