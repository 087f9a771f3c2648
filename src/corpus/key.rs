//! The key of an article: what stays in memory while the article does not.

use super::day_order::DigitDate;
use crate::extract::address_date;
use crate::model::{Article, DateBasis, Day, PartialDate};

/// The key of an article: the few dozen bytes that other articles are compared with, and that stay in memory while the
/// article does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The article's id, which may not be unique.
    pub id: String,
    /// The article's source.
    pub source: String,
    /// The article's date.
    pub date: Option<PartialDate>,
    /// The date, if it consists of digits whose order other dates may tell.
    pub(super) digits: Option<Box<DigitDate>>,
    /// Whether other articles may give a better date.
    pub(super) is_open: bool,
    /// The day on which the document was collected, if known; it was published on that day or earlier.
    pub(super) collected: Option<Day>,
}

impl Key {
    /// The key of an article that has everything it can derive from itself; see [`settle`](super::settle).
    pub fn new(article: &Article, collected: Option<Day>) -> Key {
        Key {
            id: article.id.clone(),
            source: article.source.clone(),
            date: article.date.as_ref().map(|date| date.value),
            digits: DigitDate::from_article(article).map(Box::new),
            is_open: is_open(article),
            collected,
        }
    }
}

/// Whether the article's date can be improved: it has none, or only the month or year in its address.
fn is_open(article: &Article) -> bool {
    let in_address = || article.url.as_deref().and_then(address_date::find);
    article.date.as_ref().is_none_or(|date| {
        let is_partial = date.basis == DateBasis::Stated && !matches!(date.value, PartialDate::Day(_));
        is_partial && in_address() == Some(date.value)
    })
}
