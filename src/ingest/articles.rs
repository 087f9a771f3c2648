//! The articles of a corpus, which wait on disk.

use std::io;

use rayon::ThreadPool;
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::progress::Progress;
use super::spool::{FileTape, Place, Spool};
use crate::actors::Dictionary;
use crate::bundle::decode_article;
use crate::corpus::{Collection, Conclusions, Key};
use crate::model::{Article, PartialDate};
use crate::parser::{Stated, annotate};

/// So many articles are in memory at once, unless they are long.
const BATCH: usize = 128;

/// As much of them is in memory at once, in bytes, but for a single one that is longer.
const BATCH_BYTES: usize = 4 << 20;

/// The articles of a corpus, by source. They wait on disk: what stays in memory is what they are compared by.
pub struct Articles {
    pub(super) keys: Vec<Key>,
    pub(super) kept: Vec<Kept>,
    pub(super) spool: Spool,
    pub(super) pool: Option<ThreadPool>,
    pub(super) conclusions: Conclusions,
    pub(super) dictionary: Dictionary,
    pub(super) extract_actors: bool,
    pub(super) is_shown: bool,
}

/// Where an article waits, and what its document states of its actors.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept {
    pub(super) place: Place,
    pub(super) stated: Option<Stated>,
}

impl std::fmt::Debug for Articles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Articles").field("len", &self.len()).finish_non_exhaustive()
    }
}

impl Articles {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The date and the id of each article, in order.
    pub fn dates_and_ids(&self) -> impl Iterator<Item = (Option<PartialDate>, &str)> {
        let of = |(at, key)| (self.conclusions.date(at, key), self.conclusions.id(at, key));
        self.keys.iter().enumerate().map(of)
    }

    /// Hands every article to `make`, complete and on many threads, and what it makes of them to `take` with
    /// their places, one after the other in the given order; places are counted from 0 by source.
    ///
    /// # Errors
    ///
    /// Where the articles cannot be read again, or what `take` fails with.
    pub fn each<T: Send, E: From<io::Error>>(
        &self,
        order: impl Iterator<Item = usize>,
        make: impl Fn(Article) -> T + Sync,
        mut take: impl FnMut(usize, T) -> Result<(), E>,
    ) -> Result<(), E> {
        let progress = Progress::new("Finding actors", self.len(), self.is_shown);
        let made = |at: usize, mut article: Article| {
            self.conclusions.apply(at, &mut article);
            let stated = self.kept.get(at).and_then(|kept| kept.stated);
            annotate(&mut article, stated, &self.dictionary, self.extract_actors);
            make(article)
        };
        self.in_batches(order, made, |at, made| {
            progress.item_done();
            take(at, made)
        })?;
        progress.finish();
        Ok(())
    }

    /// All articles, complete, by source.
    ///
    /// # Errors
    ///
    /// Where they cannot be read again.
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

    fn in_batches<T: Send, E: From<io::Error>>(
        &self,
        order: impl Iterator<Item = usize>,
        make: impl Fn(usize, Article) -> T + Sync,
        mut take: impl FnMut(usize, T) -> Result<(), E>,
    ) -> Result<(), E> {
        let read = |(at, run): (usize, Vec<u8>)| {
            let article = decode_article(&run).map_err(|damage| io::Error::new(io::ErrorKind::InvalidData, damage))?;
            io::Result::Ok((at, make(at, article)))
        };
        let mut runs = order.filter_map(|at| {
            let place = self.kept.get(at)?.place;
            Some((place.length(), move || io::Result::Ok((at, self.spool.get(place)?))))
        });
        // A single thread need not wait for itself, and frees what it has made at less cost than that of others.
        if self.pool.as_ref().is_some_and(|pool| pool.current_num_threads() == 1) {
            for (_, run) in runs {
                let (at, made) = read(run()?)?;
                take(at, made)?;
            }
            return Ok(());
        }
        loop {
            let mut batch = Vec::new();
            let mut bytes = 0;
            while batch.len() < BATCH && bytes < BATCH_BYTES {
                let Some((length, run)) = runs.next() else { break };
                bytes += length;
                batch.push(run()?);
            }
            if batch.is_empty() {
                return Ok(());
            }
            let in_parallel = || batch.into_par_iter().map(&read).collect::<Vec<_>>();
            let made = match &self.pool {
                Some(pool) => pool.install(in_parallel),
                None => in_parallel(),
            };
            for made in made {
                let (at, made) = made?;
                take(at, made)?;
            }
        }
    }
}

impl Collection for Articles {
    type Error = io::Error;
    type Tape = FileTape;

    fn each<T: Send>(
        &self,
        places: &[usize],
        make: impl Fn(usize, &Article) -> T + Sync,
        take: impl FnMut(usize, T) -> io::Result<()>,
    ) -> io::Result<()> {
        self.in_batches(places.iter().copied(), |at, article| make(at, &article), take)
    }

    fn tape(&self) -> io::Result<FileTape> {
        Ok(FileTape::new())
    }
}
