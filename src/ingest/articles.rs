//! The articles that were read, complete on request.

use std::io;

use super::progress::ProgressLine;
use super::store::ArticleStore;
use crate::model::{Article, PartialDate};
use crate::parser::{Assembly, Origin};

/// The articles of a corpus, in the order of their sources. They are kept on disk; only what they are compared by stays
/// in memory.
#[derive(Debug)]
pub struct Articles {
    assembly: Assembly<ArticleStore>,
    /// The groups of `corpus.toml` files by the numbers that they have in the archive that is brought up to date.
    groups: Vec<u32>,
    shows_progress: bool,
}

impl Articles {
    pub(super) fn new(assembly: Assembly<ArticleStore>, groups: Vec<u32>, shows_progress: bool) -> Articles {
        Articles { assembly, groups, shows_progress }
    }

    /// The number of articles.
    pub fn len(&self) -> usize {
        self.assembly.len()
    }

    /// Whether there are no articles.
    pub fn is_empty(&self) -> bool {
        self.assembly.is_empty()
    }

    /// The date and the id of each article, in order.
    pub fn dates_and_ids(&self) -> impl Iterator<Item = (Option<PartialDate>, &str)> {
        self.assembly.dates_and_ids()
    }

    /// Completes each article on one of many threads and hands it to `make` there; then hands the results to `take`, one
    /// after the other and in the given order. `order` has the articles' places, which count from 0 by source.
    ///
    /// # Errors
    ///
    /// If an article cannot be read again, or if `take` fails.
    pub fn each<T: Send, E: From<io::Error>>(
        &self,
        order: impl Iterator<Item = usize>,
        make: impl Fn(Article) -> T + Sync,
        take: impl FnMut(usize, T) -> Result<(), E>,
    ) -> Result<(), E> {
        self.each_with_origin(order, |article, _| make(article), take)
    }

    /// Does the same with the origin of each article.
    ///
    /// # Errors
    ///
    /// Those of [`Articles::each`].
    pub fn each_with_origin<T: Send, E: From<io::Error>>(
        &self,
        order: impl Iterator<Item = usize>,
        make: impl Fn(Article, Origin) -> T + Sync,
        mut take: impl FnMut(usize, T) -> Result<(), E>,
    ) -> Result<(), E> {
        let progress = ProgressLine::new("Finding actors", self.len(), self.shows_progress);
        let complete = |at: usize, mut article: Article, mut origin: Origin| {
            if origin.is_completed() {
                let former = origin.group().checked_sub(1).and_then(|at| self.groups.get(at as usize));
                origin = origin.in_group(former.copied().unwrap_or_default());
            }
            self.assembly.complete_with_origin(at, &mut article, &mut origin);
            make(article, origin)
        };
        self.assembly.articles().in_batches(order, complete, |at, made| {
            progress.item_done();
            take(at, made)
        })?;
        progress.finish();
        Ok(())
    }

    /// All articles, complete and in order.
    ///
    /// # Errors
    ///
    /// If an article cannot be read again.
    pub fn all(&self) -> io::Result<Vec<Article>> {
        let mut articles = Vec::with_capacity(self.len());
        self.each(
            0..self.len(),
            |article| article,
            |_, article| {
                articles.push(article);
                io::Result::Ok(())
            },
        )?;
        Ok(articles)
    }
}
