//! One document becomes an article.

use crate::corpus::{DocumentFacts, Sidecar};
use crate::document::{Content, Document};
use crate::extract;
use crate::model::{Article, OutletRef};

/// What a document states about its actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatedActors {
    /// Their names, but not all their places in the text: they are located, and no others are searched for.
    Names,
    /// Their names and places, as printed by `dateline parse`.
    Mentions,
}

/// A document as an article, before other documents and the dictionary of actors are consulted.
#[derive(Clone, Debug)]
pub struct ParsedDocument {
    /// The article.
    pub article: Article,
    /// What the document states about its actors, if anything.
    pub stated: Option<StatedActors>,
    /// The outlet as the document names it, before the names of one outlet are unified across the corpus.
    pub outlet: Option<OutletRef>,
}

impl ParsedDocument {
    fn new(article: Article, stated: Option<StatedActors>) -> ParsedDocument {
        let outlet = article.outlet.clone();
        ParsedDocument { article, stated, outlet }
    }
}

/// Extracts the article of a document. `facts` are what `corpus.toml` states about this document; they override what
/// the document says.
pub(super) fn article_of_document(
    mut document: Document,
    facts: Option<DocumentFacts>,
    options: extract::ExtractionOptions,
) -> ParsedDocument {
    let stated = match &document.content {
        Content::Article(_) => Some(StatedActors::Mentions),
        Content::Record(record) => record.actors.as_ref().map(|_| StatedActors::Names),
        Content::Text(_) | Content::Html(_) => None,
    };
    let Some(facts) = facts else {
        return ParsedDocument::new(extract::article_with(document, options), stated);
    };
    document.transport.collected = facts.collected.or(document.transport.collected);
    document.transport.url = facts.url.clone().or(document.transport.url);
    let sidecar = Sidecar { document: vec![facts], ..Sidecar::default() };
    ParsedDocument::new(sidecar.apply(extract::article_with(document, options)), stated)
}
