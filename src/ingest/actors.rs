//! Finds the actors of all articles, keeping to what records state.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelRefMutIterator as _, ParallelIterator as _};

use super::{Options, pipeline};
use crate::actors::{Dictionary, annotate};
use crate::corpus::Sidecar;
use crate::model::{Article, ArticleActor};

/// What a document states about its actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stated {
    /// Who they are, though perhaps not where: they are located, and no more are looked for.
    Names,
    /// Who they are and where, as `dateline parse` found them.
    Mentions,
}

/// Fills the actors of these articles; `stated` has those that state theirs, by source.
pub(super) fn annotate_all(
    articles: &mut [Article],
    stated: &BTreeMap<String, Stated>,
    sidecar: &Sidecar,
    options: &Options,
) {
    let dictionary = Dictionary::shipped().extended(&sidecar.actor_entries());
    pipeline::in_pool(options.jobs, || {
        articles.par_iter_mut().for_each(|article| match stated.get(&article.source) {
            None => annotate(article, &dictionary),
            Some(_) if options.extract_actors => {
                annotate(article, &dictionary);
                add_found(article, &dictionary);
            }
            Some(Stated::Names) if !article.actors.is_empty() => annotate(article, &dictionary),
            Some(_) => {}
        });
    });
}

/// Adds the actors that the text names and the record does not state.
fn add_found(article: &mut Article, dictionary: &Dictionary) {
    let stated = std::mem::take(&mut article.actors);
    annotate(article, dictionary);
    let found = std::mem::replace(&mut article.actors, stated);
    let is_new = |actor: &ArticleActor| article.actors.iter().all(|held| held.id != actor.id);
    let new: Vec<ArticleActor> = found.into_iter().filter(is_new).collect();
    article.actors.extend(new);
    article.actors.sort_by_key(|actor| actor.mentions.first().map_or((1, None), |mention| (0, Some(*mention))));
}
