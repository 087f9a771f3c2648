//! What only the corpus as a whole tells of its articles.

use std::collections::BTreeMap;

use super::collection::Collection;
use super::{dates, identity};
use crate::model::{Article, Day, PartialDate, PublicationDate, Warning, WarningCode};

/// What of an article others are compared with: a few dozen bytes that stay in memory while the article does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The article's id, which another one may have too.
    pub id: String,
    /// The article's source.
    pub source: String,
    /// The article's date.
    pub date: Option<PartialDate>,
    /// Whether other articles may tell more of the date.
    pub(super) is_open: bool,
    /// The day on which the document was collected, where known: publication is not later.
    pub(super) collected: Option<Day>,
}

impl Key {
    /// The key of an article of which all is known that it tells itself; see [`settle`](super::settle).
    pub fn of(article: &Article, collected: Option<Day>) -> Key {
        Key {
            id: article.id.clone(),
            source: article.source.clone(),
            date: article.date.as_ref().map(|date| date.value),
            is_open: dates::is_open(article),
            collected,
        }
    }
}

/// What only the corpus as a whole tells of its articles, by their places.
#[derive(Clone, Debug, Default)]
pub struct Conclusions {
    dates: BTreeMap<usize, PublicationDate>,
    ids: BTreeMap<usize, String>,
}

impl Conclusions {
    /// Concludes from all articles; `keys` are theirs, in order.
    ///
    /// # Errors
    ///
    /// What the collection fails with.
    pub fn of<C: Collection>(keys: &[Key], collection: &C) -> Result<Conclusions, C::Error> {
        let dates = dates::infer(keys, collection)?;
        let ids = identity::made_unique(keys.iter().map(|key| key.id.as_str()));
        Ok(Conclusions { dates, ids })
    }

    /// The date of the article at this place, whose key this is.
    pub fn date(&self, at: usize, key: &Key) -> Option<PartialDate> {
        self.dates.get(&at).map(|date| date.value).or(key.date)
    }

    /// The id of the article at this place, whose key this is.
    pub fn id<'a>(&'a self, at: usize, key: &'a Key) -> &'a str {
        self.ids.get(&at).unwrap_or(&key.id)
    }

    /// Completes the article at this place.
    pub fn apply(&self, at: usize, article: &mut Article) {
        if let Some(date) = self.dates.get(&at) {
            article.date = Some(date.clone());
        }
        if let Some(id) = self.ids.get(&at) {
            let message = format!("The id `{}` was used before; this article is `{id}`.", article.id);
            article.warnings.push(Warning { code: WarningCode::DuplicateId, message });
            article.id.clone_from(id);
        }
    }
}
