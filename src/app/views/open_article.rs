//! The article that is open, and its headline in the list.

use crate::app::browser;
use crate::app::state::Session;

/// Closes the article and returns the focus to its headline in the list.
pub fn close_article(session: Session) {
    let Some(id) = session.url.now().article else { return };
    session.url.push(|address| address.article = None);
    browser::focus(headline_id(&id));
}

/// The id of an article's headline in the list.
pub fn headline_id(article: &str) -> String {
    format!("headline {article}").replace(|c: char| c.is_whitespace(), "-")
}
