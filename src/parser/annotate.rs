//! Finds the actors and the quotes of an article, keeping to what its record states.

use super::Stated;
use crate::actors::{self, Dictionary};
use crate::model::{Article, ArticleActor};
use crate::quotes;

/// Fills the actors, the cites and the quotes of an article of which the document states this much.
///
/// `extract_actors` says whether a record that states its actors is searched for more.
pub fn annotate(article: &mut Article, stated: Option<Stated>, dictionary: &Dictionary, extract_actors: bool) {
    match stated {
        None => actors::annotate(article, dictionary),
        Some(_) if extract_actors => {
            actors::annotate(article, dictionary);
            add_found(article, dictionary);
        }
        Some(Stated::Names) if !article.actors.is_empty() => actors::annotate(article, dictionary),
        Some(_) => {}
    }
    if stated != Some(Stated::Mentions) || extract_actors {
        quotes::annotate(article);
    }
    if dictionary.revise(article) {
        quotes::annotate(article);
    }
}

/// Adds the actors that the text names and the record does not state.
fn add_found(article: &mut Article, dictionary: &Dictionary) {
    let stated = std::mem::take(&mut article.actors);
    actors::annotate(article, dictionary);
    let found = std::mem::replace(&mut article.actors, stated);
    let is_new = |actor: &ArticleActor| article.actors.iter().all(|held| held.id != actor.id);
    let new: Vec<ArticleActor> = found.into_iter().filter(is_new).collect();
    article.actors.extend(new);
    article.actors.sort_by_key(|actor| actor.mentions.first().map_or((1, None), |mention| (0, Some(*mention))));
}
