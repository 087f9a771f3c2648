//! The articles of an archive that was built before, as they were before other documents and `corpus.toml` were consulted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::ThreadPool;
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::progress::ProgressLine;
use super::spool::{Spool, SpoolRange};
use super::store::{decode_with_origin, encode_with_origin};
use super::stored_origins::StoredOrigins;
use super::walk::InputFile;
use crate::bundle::{FORMAT, FileRef, MANIFEST_NAME, Manifest, Shelf, article_bytes, decode_article};
use crate::corpus::Outlets;
use crate::model::Article;
use crate::parser::{ArticleEntry, Origin, SidecarGroup, Sidecars};
use crate::wire::bytes::{ByteReader, Damage};
use crate::wire::json;

/// The number of chunks of texts that are in memory at once.
const BATCH_CHUNKS: usize = 64;

/// Why an archive cannot be brought up to date.
#[derive(Debug, Error)]
pub enum StoredError {
    /// There is no archive.
    #[error("there is no archive in {} to bring up to date; build it once without --update", .0.display())]
    NoArchive(PathBuf),
    /// Its format is another one.
    #[error(
        "the archive in {} has format {found}, and this release writes format {FORMAT}; build it anew from all documents, \
         without --update",
        .folder.display()
    )]
    OtherFormat {
        /// The archive's folder.
        folder: PathBuf,
        /// Its format.
        found: i64,
    },
    /// It was built without texts.
    #[error(
        "the archive in {} was built with --without-text, so nothing more can be inferred from its articles; build it anew \
         from all documents, without --update",
        .0.display()
    )]
    WithoutText(PathBuf),
    /// Nothing tells what its documents said by themselves.
    #[error(
        "the archive in {} comes without the hidden file that tells what its documents said by themselves, or was changed by \
         other means; put the file back, or build the archive anew from all documents, without --update",
        .0.display()
    )]
    NoOrigins(PathBuf),
    /// A file is missing or is not as it was written.
    #[error(
        "{} is missing or damaged, so the archive cannot be brought up to date; put back a copy of the archive, or build it \
         anew from all documents, without --update",
        .0.display()
    )]
    Damaged(PathBuf),
    /// A file could not be read.
    #[error("could not read {}: {error}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The temporary file could not be written.
    #[error(transparent)]
    TemporaryFile(#[from] io::Error),
}

/// An archive that was built before.
#[derive(Debug)]
pub struct FormerArchive {
    folder: PathBuf,
    texts: Shelf,
    /// The origins of the articles, in order of rank.
    origins: Vec<u8>,
    groups: Vec<SidecarGroup>,
}

impl FormerArchive {
    /// Opens the archive in a folder.
    ///
    /// # Errors
    ///
    /// If there is none, or if it cannot be brought up to date.
    pub fn open(folder: &Path) -> Result<FormerArchive, StoredError> {
        let path = folder.join(MANIFEST_NAME);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Err(StoredError::NoArchive(folder.to_owned()));
            }
            Err(error) => return Err(StoredError::Read { path, error }),
        };
        let found =
            serde_json::from_slice(&bytes).ok().and_then(|json: serde_json::Value| json.get("format")?.as_i64());
        match found {
            None => return Err(StoredError::Damaged(path)),
            Some(found) if found != i64::from(FORMAT) => {
                return Err(StoredError::OtherFormat { folder: folder.to_owned(), found });
            }
            Some(_) => {}
        }
        let Ok(manifest) = json::read::<Manifest>(&bytes) else { return Err(StoredError::Damaged(path)) };
        if manifest.without_text {
            return Err(StoredError::WithoutText(folder.to_owned()));
        }
        let of_origins = folder.join(StoredOrigins::name(&bytes));
        let origins = match fs::read(&of_origins) {
            Ok(origins) => StoredOrigins::decode(&origins).ok_or(StoredError::Damaged(of_origins))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(StoredError::NoOrigins(folder.to_owned()));
            }
            Err(error) => return Err(StoredError::Read { path: of_origins, error }),
        };
        let groups = match &manifest.statements {
            None => Vec::new(),
            Some(statements) => {
                let bytes = read_file(folder, &statements.into())?;
                serde_json::from_slice(&bytes).map_err(|_| StoredError::Damaged(folder.join(&statements.name)))?
            }
        };
        let shelf = read_file(folder, &(&manifest.texts).into())?;
        let texts = Shelf::decode("texts", &mut ByteReader::new(&shelf)).ok();
        let texts = texts.filter(|texts| texts.items() as usize == manifest.articles);
        let texts = texts.ok_or_else(|| StoredError::Damaged(folder.join(&manifest.texts.name)))?;
        Ok(FormerArchive { folder: folder.to_owned(), texts, origins, groups })
    }

    /// What `corpus.toml` files state about the whole corpus.
    pub(super) fn groups(&self) -> &[SidecarGroup] {
        &self.groups
    }

    /// Reads all articles into a spool.
    pub(super) fn read(
        &self,
        pool: Option<&ThreadPool>,
        spool: &Spool,
        shows_progress: bool,
    ) -> Result<StoredArticles, StoredError> {
        let progress = ProgressLine::new("Reading the archive", self.texts.items() as usize, shows_progress);
        let damaged = || StoredError::Damaged(self.folder.join(MANIFEST_NAME));
        let mut origins = ByteReader::new(&self.origins);
        let mut read: Vec<(StoredEntry, SpoolRange)> = Vec::with_capacity(self.texts.items() as usize);
        let chunks: Vec<usize> = (0..self.texts.len()).collect();
        for batch in chunks.chunks(BATCH_CHUNKS) {
            let mut work = Vec::with_capacity(batch.len());
            for chunk in batch {
                let file = self.texts.file(*chunk).ok_or_else(damaged)?;
                let of_articles: Result<Vec<&[u8]>, Damage> = self
                    .texts
                    .span(*chunk)
                    .map(|_| {
                        let length = origins.count(1)?;
                        origins.bytes(length)
                    })
                    .collect();
                work.push((file, of_articles.map_err(|_| damaged())?));
            }
            let in_parallel = || work.into_par_iter().map(|(file, origins)| self.chunk(&file, &origins)).collect();
            let made: Vec<Result<StoredChunk, StoredError>> = match pool {
                Some(pool) => pool.install(in_parallel),
                None => in_parallel(),
            };
            for made in made {
                for (entry, bytes) in made? {
                    read.push((entry, spool.put(&bytes)?));
                    progress.item_done();
                }
            }
        }
        progress.finish();
        if !origins.rest().is_empty() {
            return Err(damaged());
        }
        // Documents of one place in files of one name and with one id are told apart by the numbers that their ids got.
        let number = |id: &String| (id.len(), id.clone());
        read.sort_by(|(a, _), (b, _)| {
            a.entry.order().cmp(&b.entry.order()).then_with(|| number(&a.unique_id).cmp(&number(&b.unique_id)))
        });
        let mut articles = StoredArticles::default();
        for (StoredEntry { entry, group, digest, .. }, place) in read {
            articles.entries.push(entry);
            articles.groups.push(group);
            articles.digests.push(digest);
            articles.places.push(place);
        }
        Ok(articles)
    }

    /// The articles of a chunk of texts.
    fn chunk(&self, file: &FileRef, origins: &[&[u8]]) -> Result<StoredChunk, StoredError> {
        let damaged = |_: Damage| StoredError::Damaged(self.folder.join(&file.name));
        let bytes = read_file(&self.folder, file)?;
        let mut rest = bytes.as_slice();
        let mut articles = Vec::with_capacity(origins.len());
        for origin in origins {
            let of_article = article_bytes(rest, 0).map_err(damaged)?.ok_or_else(|| damaged(Damage::new("cut")))?;
            let mut length = ByteReader::new(rest);
            length.number().map_err(damaged)?;
            rest = length.rest().get(of_article.len()..).unwrap_or_default();
            let mut article = decode_article(of_article).map_err(damaged)?;
            let mut origin = Origin::decode(origin, &article).map_err(damaged)?;
            let unique_id = article.id.clone();
            origin.undo_corpus(&mut article);
            let entry = ArticleEntry::with_origin(&article, &origin);
            let stored = StoredEntry { entry, unique_id, group: origin.group(), digest: digest(&article) };
            articles.push((stored, encode_with_origin(&article, &origin)));
        }
        if rest.is_empty() { Ok(articles) } else { Err(damaged(Damage::new("too long"))) }
    }
}

/// The articles of a chunk of texts, each with its bytes for the spool.
type StoredChunk = Vec<(StoredEntry, Vec<u8>)>;

/// An article as it is found in an archive.
struct StoredEntry {
    entry: ArticleEntry,
    unique_id: String,
    group: u32,
    digest: u64,
}

/// The articles of an archive, in the order in which a build has them.
#[derive(Debug, Default)]
pub(super) struct StoredArticles {
    pub(super) entries: Vec<ArticleEntry>,
    pub(super) places: Vec<SpoolRange>,
    /// The number of each one's group of `corpus.toml` files, from 1; 0 if it has none.
    groups: Vec<u32>,
    /// What each one says, as a number.
    pub(super) digests: Vec<u64>,
}

impl StoredArticles {
    /// Compares the groups with these files by name. Returns, for the path of each corpus folder, the groups that share a
    /// file name with it, and the groups all of whose files are among these.
    pub(super) fn groups_among(&self, files: &[InputFile]) -> (BTreeMap<PathBuf, BTreeSet<usize>>, BTreeSet<usize>) {
        let mut of_file: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (entry, group) in self.entries.iter().zip(&self.groups) {
            if let Some(group) = group.checked_sub(1) {
                of_file.entry(entry.file()).or_default().insert(group as usize);
            }
        }
        let mut held: BTreeMap<PathBuf, BTreeSet<usize>> = BTreeMap::new();
        let mut roots: BTreeSet<&Path> = BTreeSet::new();
        let mut read: BTreeSet<&str> = BTreeSet::new();
        for file in files {
            read.insert(&file.name);
            if let Some(groups) = of_file.get(file.name.as_str()) {
                held.entry(file.root.to_path_buf()).or_default().extend(groups);
            }
            // Of a file that is given by itself, the folder around it is not read; but what lies there tells which it is.
            if !file.is_whole_root && file.path.is_some() && roots.insert(&file.root) {
                let beside = of_file.iter().filter(|(name, _)| file.root.join(name).exists());
                held.entry(file.root.to_path_buf()).or_default().extend(beside.flat_map(|(_, groups)| groups));
            }
        }
        let mut again: BTreeSet<usize> = of_file.values().flatten().copied().collect();
        for (_, groups) in of_file.iter().filter(|(name, _)| !read.contains(*name)) {
            again.retain(|group| !groups.contains(group));
        }
        (held, again)
    }

    /// Takes out the articles whose documents are among the files now and are to be left out of the corpus. Returns how
    /// many they are.
    pub(super) fn leave_out(&mut self, files: &[InputFile], sidecars: &Sidecars) -> usize {
        let mut roots: BTreeMap<&str, Vec<&Path>> = BTreeMap::new();
        for file in files {
            roots.entry(&file.name).or_default().push(&file.root);
        }
        let is_left_out = |entry: &ArticleEntry| {
            let file = entry.file();
            roots.get(file).is_some_and(|roots| roots.iter().any(|root| sidecars.ignores(root, file, entry.source())))
        };
        let stays: Vec<bool> = self.entries.iter().map(|entry| !is_left_out(entry)).collect();
        let n_before = self.entries.len();
        keep_only(&mut self.entries, &stays);
        keep_only(&mut self.places, &stays);
        keep_only(&mut self.groups, &stays);
        keep_only(&mut self.digests, &stays);
        n_before - self.entries.len()
    }

    /// Which of these articles each new one replaces: that with its id and source, or else the first with its id. None is
    /// replaced twice.
    pub(super) fn replaced_by(&self, new: &[ArticleEntry]) -> Vec<Option<usize>> {
        let mut of_id: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            of_id.entry(entry.id()).or_default().push(at);
        }
        let mut replaced = vec![None; new.len()];
        for is_same_source in [true, false] {
            for (entry, replaced) in new.iter().zip(&mut replaced).filter(|(_, replaced)| replaced.is_none()) {
                let Some(places) = of_id.get_mut(entry.id()) else { continue };
                let is_it = |at: &usize| {
                    !is_same_source || self.entries.get(*at).is_some_and(|stored| stored.source() == entry.source())
                };
                if let Some(found) = places.iter().position(is_it) {
                    *replaced = Some(places.remove(found));
                }
            }
        }
        replaced
    }

    /// Takes from all articles what other `corpus.toml` files gave them, and settles their outlets anew.
    pub(super) fn settle(
        &mut self,
        outlets: &Outlets,
        groups: &[u32],
        pool: Option<&ThreadPool>,
        spool: &Spool,
    ) -> io::Result<()> {
        let settle = |place: &SpoolRange| {
            let (mut article, mut origin) = decode_with_origin(&spool.get(*place)?)?;
            origin.undo_sidecars(&mut article, outlets);
            let group = origin.group().checked_sub(1).and_then(|at| groups.get(at as usize));
            let origin = origin.in_group(group.copied().unwrap_or_default());
            io::Result::Ok((ArticleEntry::with_origin(&article, &origin), encode_with_origin(&article, &origin)))
        };
        let places = std::mem::take(&mut self.places);
        self.entries.clear();
        for batch in places.chunks(1024) {
            let in_parallel = || batch.into_par_iter().map(settle).collect::<Vec<_>>();
            let made = match pool {
                Some(pool) => pool.install(in_parallel),
                None => in_parallel(),
            };
            for made in made {
                let (entry, bytes) = made?;
                self.entries.push(entry);
                self.places.push(spool.put(&bytes)?);
            }
        }
        Ok(())
    }
}

fn keep_only<T>(items: &mut Vec<T>, stays: &[bool]) {
    let mut stays = stays.iter();
    items.retain(|_| stays.next().copied().unwrap_or(true));
}

/// What an article says, as a number: its headline, its date, its text and what was removed from it.
pub(super) fn digest(article: &Article) -> u64 {
    use std::hash::{Hash as _, Hasher as _};
    let mut hasher = rustc_hash::FxHasher::default();
    let date = article.date.as_ref().map(|date| date.value.to_string());
    (&article.title.value, date, &article.url, &article.authors, &article.section, &article.body).hash(&mut hasher);
    article.removed.iter().for_each(|piece| piece.text.hash(&mut hasher));
    hasher.finish()
}

/// The bytes of a file of an archive, if they are as they were written.
fn read_file(folder: &Path, file: &FileRef) -> Result<Vec<u8>, StoredError> {
    let path = folder.join(&file.name);
    if file.doubt().is_some() {
        return Err(StoredError::Damaged(path));
    }
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(StoredError::Damaged(path)),
        Err(error) => return Err(StoredError::Read { path, error }),
    };
    if bytes.len() as u64 != file.bytes || !file.is_digest(&Sha256::digest(&bytes)) {
        return Err(StoredError::Damaged(path));
    }
    let Some(length) = file.unpacked else { return Ok(bytes) };
    let unpacked = miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(&bytes, length as usize);
    unpacked.ok().filter(|unpacked| unpacked.len() as u64 == length).ok_or(StoredError::Damaged(path))
}
