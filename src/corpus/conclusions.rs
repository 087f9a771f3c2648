//! Values of articles that depend on the whole corpus.

use std::collections::BTreeMap;

use super::collection::Collection;
use super::key::Key;
use super::{dates, day_order, identity};
use crate::model::{Article, DateBasis, PartialDate, PublicationDate, Warning, WarningCode};

/// Values of articles that depend on the whole corpus, by index.
#[derive(Clone, Debug, Default)]
pub struct Conclusions {
    dates: BTreeMap<usize, PublicationDate>,
    ids: BTreeMap<usize, String>,
}

impl Conclusions {
    /// Derives the values from all articles; `keys` are theirs, in order, and get the dates in which other articles tell
    /// the order of day and month.
    ///
    /// # Errors
    ///
    /// The errors of the collection.
    pub fn from_keys<C: Collection>(keys: &mut [Key], collection: &C) -> Result<Conclusions, C::Error> {
        let ordered = day_order::decide(keys);
        for (at, key) in keys.iter_mut().enumerate() {
            key.date = ordered.get(&at).map(|date| date.value).or(key.date);
            key.digits = None;
        }
        let mut dates = dates::infer(keys, collection)?;
        dates.extend(ordered);
        let ids = identity::made_unique(keys.iter().map(|key| key.id.as_str()));
        Ok(Conclusions { dates, ids })
    }

    /// The date of the article at this index, with this key.
    pub fn date(&self, at: usize, key: &Key) -> Option<PartialDate> {
        self.dates.get(&at).map(|date| date.value).or(key.date)
    }

    /// The id of the article at this index, with this key.
    pub fn id<'a>(&'a self, at: usize, key: &'a Key) -> &'a str {
        self.ids.get(&at).unwrap_or(&key.id)
    }

    /// Completes the article at this index.
    pub fn apply(&self, at: usize, article: &mut Article) {
        if let Some(date) = self.dates.get(&at) {
            article.date = Some(date.clone());
            if date.basis == DateBasis::Stated {
                article.warnings.retain(|warning| warning.code != WarningCode::AmbiguousDate);
            }
        }
        if let Some(id) = self.ids.get(&at) {
            let message = format!("The id `{}` was used before; this article is `{id}`.", article.id);
            article.warnings.push(Warning { code: WarningCode::DuplicateId, message });
            article.id.clone_from(id);
        }
    }
}
