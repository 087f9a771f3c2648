//! The articles of a corpus, kept on disk.

use std::io;

use rayon::ThreadPool;
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::memory::MemoryBudget;
use super::spool::{FileTape, Spool, SpoolRange};
use crate::bundle::{decode_article, encode_article};
use crate::corpus::Collection;
use crate::model::Article;
use crate::parser::{Origin, article_cost};
use crate::wire::bytes::Damage;

/// The most articles in memory at once, for each thread pool.
const MAX_BATCH_ARTICLES: usize = 128;

/// The most bytes of articles in memory at once, except for a single article that is longer.
const MAX_BATCH_BYTES: usize = 4 << 20;

/// An article and its origin as bytes that wait to be read again.
pub(super) fn encode_with_origin(article: &Article, origin: &Origin) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode_article(article, &mut bytes);
    let length = bytes.len();
    origin.encode(article, &mut bytes);
    let of_origin = (bytes.len() - length) as u32;
    bytes.extend_from_slice(&of_origin.to_le_bytes());
    bytes
}

/// The article and the origin that [`encode_with_origin`] wrote.
pub(super) fn decode_with_origin(bytes: &[u8]) -> io::Result<(Article, Origin)> {
    let damaged = |damage: Damage| io::Error::new(io::ErrorKind::InvalidData, damage);
    let cut = || damaged(Damage::new("unexpected end"));
    let (bytes, length) = bytes.split_last_chunk().ok_or_else(cut)?;
    let start = bytes.len().checked_sub(u32::from_le_bytes(*length) as usize).ok_or_else(cut)?;
    let (of_article, of_origin) = bytes.split_at_checked(start).ok_or_else(cut)?;
    let article = decode_article(of_article).map_err(damaged)?;
    let origin = Origin::decode(of_origin, &article).map_err(damaged)?;
    Ok((article, origin))
}

/// Articles in a temporary file, in the order of their sources.
#[derive(Debug)]
pub struct ArticleStore {
    pub(super) places: Vec<SpoolRange>,
    pub(super) spool: Spool,
    /// The threads that read articles again; the process's shared ones if there are none.
    pub(super) pool: Option<ThreadPool>,
    pub(super) memory: MemoryBudget,
}

impl ArticleStore {
    /// Hands the articles at these places to `make`, on many threads, and the results to `take` with their places, one
    /// after the other and in the given order.
    ///
    /// # Errors
    ///
    /// If an article cannot be read again, or if `take` fails.
    pub(super) fn in_batches<T: Send, E: From<io::Error>>(
        &self,
        order: impl Iterator<Item = usize>,
        make: impl Fn(usize, Article, Origin) -> T + Sync,
        mut take: impl FnMut(usize, T) -> Result<(), E>,
    ) -> Result<(), E> {
        let decode = |(at, bytes): (usize, Vec<u8>)| {
            let (article, origin) = decode_with_origin(&bytes)?;
            let _share = self.memory.take(article_cost(&article));
            io::Result::Ok((at, make(at, article, origin)))
        };
        let mut reads = order.filter_map(|at| {
            let place = *self.places.get(at)?;
            Some((place.length(), move || io::Result::Ok((at, self.spool.get(place)?))))
        });
        // A single thread need not wait for itself, and frees its own memory at less cost than that of others.
        if self.pool.as_ref().is_some_and(|pool| pool.current_num_threads() == 1) {
            for (_, read) in reads {
                let (at, made) = decode(read()?)?;
                take(at, made)?;
            }
            return Ok(());
        }
        loop {
            let mut batch = Vec::new();
            let mut n_bytes = 0;
            while batch.len() < MAX_BATCH_ARTICLES && n_bytes < MAX_BATCH_BYTES {
                let Some((length, read)) = reads.next() else { break };
                n_bytes += length;
                batch.push(read()?);
            }
            if batch.is_empty() {
                return Ok(());
            }
            let in_parallel = || batch.into_par_iter().map(&decode).collect::<Vec<_>>();
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

impl Collection for ArticleStore {
    type Error = io::Error;
    type Tape = FileTape;

    fn each<T: Send>(
        &self,
        places: &[usize],
        make: impl Fn(usize, &Article) -> T + Sync,
        take: impl FnMut(usize, T) -> io::Result<()>,
    ) -> io::Result<()> {
        self.in_batches(places.iter().copied(), |at, article, _| make(at, &article), take)
    }

    fn tape(&self) -> io::Result<FileTape> {
        Ok(FileTape::new())
    }
}
