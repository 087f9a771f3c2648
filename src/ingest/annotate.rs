//! Finds the actors of all articles, in parallel.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelRefMutIterator as _, ParallelIterator as _};

use super::progress::Progress;
use super::{Options, pipeline};
use crate::corpus::Sidecar;
use crate::model::Article;
use crate::parser::{Stated, annotate, dictionary};

/// Fills the actors of these articles; `stated` has those that state theirs, by source.
pub(super) fn annotate_all(
    articles: &mut [Article],
    stated: &BTreeMap<String, Stated>,
    sidecar: &Sidecar,
    options: &Options,
) {
    let dictionary = dictionary(sidecar);
    let progress = Progress::new("Finding actors", articles.len(), options.progress);
    pipeline::in_pool(options.jobs, || {
        articles.par_iter_mut().for_each(|article| {
            annotate(article, stated.get(&article.source).copied(), &dictionary, options.extract_actors);
            progress.item_done();
        });
    });
    progress.finish();
}
