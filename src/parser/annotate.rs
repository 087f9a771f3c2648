//! Finds the actors and the quotes of an article, and keeps what its record states.

use std::collections::BTreeSet;

use super::StatedActors;
use crate::actors::{self, Dictionary};
use crate::model::{Article, ArticleActor};
use crate::quotes;

/// Fills the actors, the cites and the quotes of an article.
///
/// `stated` is what the document itself states about its actors; `extract_actors` says whether such a document is
/// searched for more.
pub(super) fn find_actors_and_quotes(
    article: &mut Article,
    stated: Option<StatedActors>,
    dictionary: &Dictionary,
    extract_actors: bool,
) {
    match stated {
        None => actors::annotate(article, dictionary),
        Some(_) if extract_actors => {
            actors::annotate(article, dictionary);
            add_found(article, dictionary);
        }
        Some(StatedActors::Names) if !article.actors.is_empty() => actors::annotate(article, dictionary),
        Some(_) => {}
    }
    let is_revised = dictionary.revise(article);
    // Speakers are actors, so quotes come after all changes to them.
    if stated != Some(StatedActors::Mentions) || extract_actors || is_revised {
        quotes::annotate(article);
    }
}

/// Adds the actors that the text names and the record does not state.
fn add_found(article: &mut Article, dictionary: &Dictionary) {
    let stated = std::mem::take(&mut article.actors);
    actors::annotate(article, dictionary);
    let found = std::mem::replace(&mut article.actors, stated);
    let stated: BTreeSet<&str> = article.actors.iter().map(|actor| actor.id.as_str()).collect();
    let new: Vec<ArticleActor> = found.into_iter().filter(|actor| !stated.contains(actor.id.as_str())).collect();
    article.actors.extend(new);
    article.actors.sort_by_key(|actor| actor.mentions.first().map_or((1, None), |mention| (0, Some(*mention))));
}
