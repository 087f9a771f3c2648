//! Step 2: a document becomes an article.
//!
//! There is one file per field. Nothing here looks at other documents; what depends on the whole corpus is derived in
//! step 3.

pub mod address_date;
pub mod date_expression;
mod day_order;
mod furniture;
mod html;
mod identity;
pub mod language;
pub mod outlet;
mod plain;
mod record;
mod record_body;

pub(crate) use identity::id_of_source;

use crate::document::{Content, Document};
use crate::model::Article;

/// A headline from the words of an address, if it has enough of them: `…/bridge-closed-after-storm`.
pub fn title_of_address(url: &str) -> Option<String> {
    plain::title_of_address(url)
}

/// How documents become articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExtractionOptions {
    /// Whether the bodies of records are kept as they are, with the furniture that they may contain.
    pub keep_bodies: bool,
}

/// Extracts the article of a document with the default options.
pub fn article(document: Document) -> Article {
    article_with(document, ExtractionOptions::default())
}

/// Extracts the article of a document.
///
/// The `record_id` of a structured record becomes the article's id; all other ids are made from the document's source.
pub fn article_with(document: Document, options: ExtractionOptions) -> Article {
    let Document { source, content, transport, warnings, format: _ } = document;
    let mut article = match content {
        Content::Article(article) => {
            let mut article = *article;
            article.collected = transport.collected.or(article.collected);
            article.warnings.extend(warnings);
            return article;
        }
        Content::Record(record) => record::article(*record, options.keep_bodies),
        Content::Html(page) => html::article(&page, &transport),
        Content::Text(text) => plain::article(&text, transport.url.as_deref()),
    };
    if article.id.is_empty() {
        article.id = id_of_source(&source);
    }
    article.source = source;
    article.url = article.url.or(transport.url);
    article.collected = article.collected.or(transport.collected);
    article.warnings.splice(0..0, warnings);
    article
}
