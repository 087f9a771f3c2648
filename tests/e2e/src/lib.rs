//! What the end-to-end tests share: a built site, a static server that remembers, a browser and a page to act on.
//!
//! A test builds a [`Site`] of some documents, opens it by [`Page::open`], acts as a user does, and ends with
//! [`Page::close`], which fails on any violation of the page's policy, any request to elsewhere and any error that the
//! page reported.

mod axe;
mod browser;
mod documents;
mod hostile;
mod page;
mod server;
mod site;
mod steps;

pub use axe::axe;
pub use browser::Engine;
pub use documents::{pdf, word_document};
pub use hostile::{gzip, hostile_documents, zip, zip_of_tiny_texts};
pub use page::{Facet, Page};
pub use site::{Site, dateline, default_corpus, packed, packed_with_readers};

/// The invented web pages in several layouts and languages that are part of the repository.
pub fn own_pages() -> std::path::PathBuf {
    site::root().join("tests/fixtures/set/extraction/own/html")
}

/// The five real documents next to the repository; `None`, with a message, if they do not exist.
pub fn shared_corpus() -> Option<std::path::PathBuf> {
    let folder = site::root().join("../shared/corpus");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: {} does not exist", folder.display());
    None
}
