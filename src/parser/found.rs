//! What a document gives: its article, and what it states of its actors.

use crate::corpus::{DocumentFacts, Sidecar};
use crate::document::{Content, Document};
use crate::extract;
use crate::model::{Article, Day};

/// What a document states about its actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stated {
    /// Who they are, though perhaps not where: they are located, and no more are looked for.
    Names,
    /// Who they are and where, as `dateline parse` found them.
    Mentions,
}

/// The article of a document, before other documents and the dictionary of actors are asked.
#[derive(Clone, Debug)]
pub struct Found {
    /// The article.
    pub article: Box<Article>,
    /// What the document states about its actors.
    pub stated: Option<Stated>,
    /// The day on which the document was collected, where known; publication is not later.
    pub collected: Option<Day>,
}

impl Found {
    /// The article of a document of which `corpus.toml` states these facts.
    pub fn of(mut document: Document, facts: Option<DocumentFacts>) -> Found {
        let stated = match &document.content {
            Content::Article(_) => Some(Stated::Mentions),
            Content::Record(record) => record.actors.as_ref().map(|_| Stated::Names),
            Content::Text(_) | Content::Html(_) => None,
        };
        let Some(facts) = facts else {
            let collected = document.transport.collected;
            return Found { article: Box::new(extract::article(document)), stated, collected };
        };
        document.transport.collected = facts.collected.or(document.transport.collected);
        let collected = document.transport.collected;
        document.transport.url = facts.url.clone().or(document.transport.url);
        let sidecar = Sidecar { document: vec![facts], ..Sidecar::default() };
        Found { article: Box::new(sidecar.apply(extract::article(document))), stated, collected }
    }
}
