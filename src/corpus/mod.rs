//! Step 3: articles become a corpus.
//!
//! The facts in `corpus.toml` override what was found. Then the documents date each other.

pub mod alike;
mod collection;
mod conclusions;
mod dates;
mod day_order;
pub mod duplicates;
mod identity;
mod key;
mod outlets;
mod sidecar;

pub use collection::{Collection, MemoryTape, Tape};
pub use conclusions::Conclusions;
pub use key::Key;
pub use outlets::Outlets;
pub use sidecar::{DocumentFacts, KeptPiece, Sidecar, SidecarError, SidecarOutlet, StoryFacts};

use crate::model::Article;

/// Articles that belong together, in a fixed order, with facts about the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corpus {
    /// The title of the archive, if `corpus.toml` has one.
    pub title: Option<String>,
    /// A description of the archive, if `corpus.toml` has one.
    pub description: Option<String>,
    /// The articles, by source.
    pub articles: Vec<Article>,
}

/// Completes an article with what it can derive from itself: the corpus's id for its outlet, and the date in its
/// address. The facts in `corpus.toml` must already have been applied.
pub fn settle(article: &mut Article, outlets: &Outlets) {
    outlets.settle(article);
    dates::settle(article);
}

#[cfg(test)]
mod tests {
    use std::iter;

    use super::{Conclusions, Corpus, Key, Outlets, Sidecar, settle};
    use crate::model::{Article, Day, Title, TitleBasis};

    /// Builds the corpus of these articles. `collected` has the day on which each document was collected, if known.
    pub(super) fn assemble(mut articles: Vec<Article>, collected: &[Option<Day>], sidecar: &Sidecar) -> Corpus {
        let outlets = Outlets::from_sidecar(sidecar);
        articles.iter_mut().for_each(|article| settle(article, &outlets));
        let collected = collected.iter().copied().chain(iter::repeat(None));
        let mut keys: Vec<Key> = articles.iter().zip(collected).map(|(article, day)| Key::new(article, day)).collect();
        let Ok(conclusions) = Conclusions::from_keys(&mut keys, &articles);
        articles.iter_mut().enumerate().for_each(|(at, article)| conclusions.apply(at, article));
        Corpus { articles, ..Corpus::default() }
    }

    /// An article that states only its text.
    pub(super) fn article(source: &str, title: &str, body: &[&str]) -> Article {
        Article {
            id: source.to_owned(),
            source: source.to_owned(),
            title: Title { value: title.to_owned(), basis: TitleBasis::Stated },
            language: Some("en".to_owned()),
            body: body.iter().map(|paragraph| (*paragraph).to_owned()).collect(),
            ..Article::default()
        }
    }
}
