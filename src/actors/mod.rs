//! Actors: who an article speaks of, and where.
//!
//! 1. [`scan`]: the text is split into words, and the [`Dictionary`]'s names are found in them, longest first.
//! 2. [`names`]: names that no dictionary knows are recognised by how they are written and what stands around them.
//! 3. [`resolve`]: surnames, titles ("the North Korean leader") and short names are given to their full names.
//! 4. [`cites`]: outlets that the text relies on are told from those it only speaks of.
//!
//! Pronouns are never actors, and a mention never holds the `'s` of a possessive.

mod cites;
mod dictionary;
mod latin;
mod local;
mod names;
mod resolve;
mod scan;
pub(crate) mod tokens;
pub(crate) mod words;

pub use dictionary::{ActorEntry, Dictionary};

use resolve::Search;

use crate::model::{Article, ArticleActor, TITLE_PARAGRAPH};

/// Fills the article's `actors` and `cites`.
///
/// Where the article states actors already, their mentions are located and none is added.
pub fn annotate(article: &mut Article, dictionary: &Dictionary) {
    let day = article.date.as_ref().map(|date| date.value.last_day());
    let stated = std::mem::take(&mut article.actors);
    let units = units(article, dictionary);
    let cites = cites::cites(&units, dictionary, article.outlet.as_ref());
    let actors = if stated.is_empty() {
        resolve::resolve(&units, dictionary, day, Search::Everyone)
    } else {
        let dictionary = dictionary.only(&stated);
        let located = resolve::resolve(&self::units(article, &dictionary), &dictionary, day, Search::Dictionary);
        merged(stated, located)
    };
    article.actors = actors;
    article.cites = cites;
}

fn units<'a>(article: &'a Article, dictionary: &Dictionary) -> Vec<scan::Unit<'a>> {
    let body = (0i32..).zip(article.body.iter().map(String::as_str));
    let texts = std::iter::once((TITLE_PARAGRAPH, article.title.value.as_str())).chain(body);
    texts.map(|(paragraph, text)| scan::Unit::new(paragraph, text, dictionary)).collect()
}

/// The actors that are stated with the mentions that were located; those without a mention come last.
fn merged(stated: Vec<ArticleActor>, located: Vec<ArticleActor>) -> Vec<ArticleActor> {
    let mut merged: Vec<ArticleActor> = Vec::new();
    for mut actor in stated {
        if let Some(found) = located.iter().find(|found| found.id == actor.id) {
            actor.mentions.clone_from(&found.mentions);
        }
        if merged.iter().all(|other| other.id != actor.id) {
            merged.push(actor);
        }
    }
    merged.sort_by_key(|actor| actor.mentions.first().map_or((1, None), |mention| (0, Some(*mention))));
    merged
}
