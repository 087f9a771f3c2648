//! Step 2: a document becomes an article.
//!
//! One file a field. Nothing here looks at other documents; what only the whole corpus can tell is step 3's.

pub mod address_date;
pub mod date_expression;
mod furniture;
mod html;
mod identity;
pub mod language;
pub mod outlet;
mod plain;
mod record;

use crate::document::{Content, Document};
use crate::model::Article;

/// A headline in the words of an address, where it has as many as one: `…/bridge-closed-after-storm`.
pub fn title_of_address(url: &str) -> Option<String> {
    plain::title_of_address(url)
}

/// Finds the article in a document.
///
/// `record_id` of a structured record becomes the article's id; every other id is made from the document's source.
pub fn article(document: Document) -> Article {
    let Document { source, content, transport, warnings } = document;
    let mut article = match content {
        Content::Article(article) => {
            let mut article = *article;
            article.warnings.extend(warnings);
            return article;
        }
        Content::Record(record) => record::article(*record),
        Content::Html(page) => html::article(&page, &transport),
        Content::Text(text) => plain::article(&text, transport.url.as_deref()),
    };
    if article.id.is_empty() {
        article.id = identity::id_of_source(&source);
    }
    article.source = source;
    article.url = article.url.or(transport.url);
    article.warnings.splice(0..0, warnings);
    article
}
