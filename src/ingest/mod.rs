//! Runs steps 1 to 3 over files and folders.
//!
//! Files are read in parallel, and so are the documents of one large file. The output is in the order of the sources,
//! for any number of threads and any order of the files on disk.
//!
//! Memory stays bounded: a file is read document by document, and each article goes into a temporary file until it is
//! needed. Only a key for each article stays in memory (see [`crate::corpus::Key`]), some hundred bytes.

mod articles;
mod gather;
mod issues;
mod memory;
mod pipeline;
mod progress;
mod sidecars;
mod spool;
mod store;
mod stored;
mod stored_origins;
mod walk;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

pub use articles::Articles;
pub use gather::{FilePart, Gathering, parse_sidecars, read_file};
pub use stored::{FormerArchive, StoredError};
pub use stored_origins::StoredOrigins;

use crate::corpus::{Corpus, Sidecar};
use crate::document::{Limits, ReadError};
use crate::extract;
use crate::parser::{
    ArticleEntry, Assembly, CorpusRules, FormatCount, SidecarGroup, Sidecars, of_all, same_for_articles,
};
use memory::MemoryBudget;
use spool::{Spool, SpoolRange};
use store::{ArticleStore, decode_with_origin};
use stored::StoredArticles;

/// How files and folders are read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The number of threads; 0 means one for each processor.
    pub jobs: usize,
    /// Whether records that state their actors are searched for more.
    pub extract_actors: bool,
    /// How documents become articles.
    pub extraction: extract::ExtractionOptions,
    /// The limits for each file.
    pub limits: Limits,
    /// Whether to show progress on standard error.
    pub progress: bool,
    /// Whether to follow links that lead out of the folders.
    pub follow_links: bool,
}

/// The articles of files and folders, and what could not be read.
#[derive(Debug)]
pub struct Ingested {
    /// All articles that could be read.
    pub articles: Articles,
    /// Everything that `corpus.toml` states, from every folder.
    pub sidecar: Sidecar,
    /// The same by folders, as the archive keeps it for the next time.
    pub groups: Vec<SidecarGroup>,
    /// What became of the articles of the archive that was brought up to date, if one was.
    pub update: Option<UpdateCounts>,
    /// What could not be read, in order.
    pub failures: Vec<ReadError>,
    /// Problems that did not stop anything, one sentence each: entries of `corpus.toml` that match no document.
    pub warnings: Vec<String>,
    /// The number of files.
    pub n_files: usize,
    /// What the files were read as, by name.
    pub formats: Vec<FormatCount>,
}

impl Ingested {
    /// The corpus of all articles, in memory.
    ///
    /// # Errors
    ///
    /// If the articles cannot be read again.
    pub fn corpus(&self) -> io::Result<Corpus> {
        let Sidecar { title, description, .. } = self.sidecar.clone();
        Ok(Corpus { title, description, articles: self.articles.all()? })
    }
}

/// What became of the articles of an archive that was brought up to date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UpdateCounts {
    /// New articles.
    pub added: usize,
    /// Articles of the archive that have changed.
    pub replaced: usize,
    /// Articles of the archive that are as before, whether their documents were read again or not.
    pub kept: usize,
    /// Articles of the archive whose documents `corpus.toml` leaves out now.
    pub removed: usize,
    /// Articles that were read now.
    pub read: usize,
}

/// Reads every document in these files and folders; `-` means records on standard input.
///
/// # Errors
///
/// If the folder for temporary files has no room for the articles. Documents that cannot be read are not errors; they
/// are listed.
pub fn ingest(paths: &[PathBuf], options: &Options) -> io::Result<Ingested> {
    ingest_with(None, paths, options).map_err(|error| match error {
        StoredError::TemporaryFile(error) => error,
        other => io::Error::other(other.to_string()),
    })
}

/// Reads the articles of an archive and every document in these files and folders. An article of the archive whose id a
/// document has is replaced; all others stay. The result is that of [`ingest`] with all documents, those of the archive as
/// they were when they were read.
///
/// # Errors
///
/// If a file of the archive is damaged, and for the reasons that [`ingest`] gives.
pub fn ingest_into(archive: &FormerArchive, paths: &[PathBuf], options: &Options) -> Result<Ingested, StoredError> {
    ingest_with(Some(archive), paths, options)
}

fn ingest_with(archive: Option<&FormerArchive>, paths: &[PathBuf], options: &Options) -> Result<Ingested, StoredError> {
    let pool = pipeline::pool(options.jobs);
    let spool = Spool::new();
    let walk::FoundFiles { files, mut failures } = walk::walk(paths, options.follow_links);
    let (mut sidecars, sidecar_failures) = Sidecars::parse(sidecars::read(&files, options));
    let accepted_sources = sidecars.accepted_sources();
    let accepted: Vec<ReadError> =
        failures.extract_if(.., |failure| accepted_sources.contains(&failure.source_name)).collect();
    failures.extend(sidecar_failures);
    let files: Vec<walk::InputFile> = files.into_iter().filter(|file| !file.is_sidecar()).collect();
    let mut stored = match archive {
        Some(archive) => archive.read(pool.as_ref(), &spool, options.progress)?,
        None => StoredArticles::default(),
    };
    let mut are_same = true;
    let mut n_removed = 0;
    if let Some(archive) = archive {
        let (held, again) = stored.groups_among(&files);
        let holds = |root: &Path| held.get(root).cloned().unwrap_or_else(BTreeSet::new);
        n_removed = stored.leave_out(&files, &sidecars);
        sidecars.join(archive.groups(), holds, |group| again.contains(&group));
        are_same = same_for_articles(&of_all(archive.groups()), sidecars.of_corpus());
    }
    let rules = CorpusRules::new(sidecars, &options.limits).with_options(options.extraction);
    if !are_same {
        let groups = &rules.sidecars().groups().of_archive;
        stored.settle(rules.outlets(), groups, pool.as_ref(), &spool)?;
    }
    let to_read = issues::gather(&files, &rules, options.limits.document_bytes);
    let read = pipeline::read(&to_read, &rules, options, pool.as_ref(), &spool)?;
    let (notices, unread): (Vec<ReadError>, Vec<ReadError>) =
        read.failures.into_iter().partition(|failure| failure.notice().is_some());
    failures.extend(unread);
    let formats = read.formats;
    let n_files = files.len();
    let accepted = accepted.iter().map(|failure| failure.source_name.as_str());
    let names = files.iter().map(|file| file.name.as_str()).chain(accepted);
    let whole_roots = files.iter().filter(|file| file.is_whole_root).map(|file| &*file.root).collect();
    let sources = read.entries.iter().map(ArticleEntry::source);
    let unused = rules.sidecars().unused(names, &whole_roots, sources);
    let mut warnings: Vec<String> = unused.iter().map(ToString::to_string).collect();
    warnings.extend(notices.iter().filter_map(ReadError::notice));
    let sidecar = rules.sidecars().of_corpus().clone();
    let groups = rules.sidecars().groups().clone();
    let dictionary = rules.dictionary();
    drop(to_read);
    drop((files, rules));
    let mut update = None;
    let (mut entries, mut places) = (read.entries, read.places);
    if archive.is_some() {
        let counts = take_over(stored, &mut entries, &mut places, &spool)?;
        update = Some(UpdateCounts { removed: n_removed, ..counts });
    }
    let (entries, places) = in_order(entries, places);
    let memory = MemoryBudget::new(options.limits.memory_bytes);
    let assembly =
        Assembly::new(ArticleStore { places, spool, pool, memory }, entries, dictionary, options.extract_actors)?;
    let articles = Articles::new(assembly, groups.of_archive, options.progress);
    Ok(Ingested { articles, sidecar, groups: groups.groups, update, failures, warnings, n_files, formats })
}

/// Adds the articles of an archive that none of the new ones replaces, before the new ones.
fn take_over(
    stored: StoredArticles,
    entries: &mut Vec<ArticleEntry>,
    places: &mut Vec<SpoolRange>,
    spool: &Spool,
) -> io::Result<UpdateCounts> {
    let replaced_by = stored.replaced_by(entries);
    let mut is_replaced = vec![false; stored.entries.len()];
    let mut counts = UpdateCounts { read: entries.len(), ..UpdateCounts::default() };
    for (replaced, place) in replaced_by.iter().zip(places.iter()) {
        let Some(at) = *replaced else {
            counts.added += 1;
            continue;
        };
        is_replaced[at] = true;
        let (article, _) = decode_with_origin(&spool.get(*place)?)?;
        let is_same = stored.digests.get(at) == Some(&stored::digest(&article));
        counts.replaced += usize::from(!is_same);
    }
    counts.kept = stored.entries.len() - counts.replaced;
    let kept = stored.entries.into_iter().zip(stored.places).zip(is_replaced).filter(|(_, is_replaced)| !is_replaced);
    let (mut all, mut all_places): (Vec<_>, Vec<_>) = kept.map(|(article, _)| article).unzip();
    all.append(entries);
    all_places.append(places);
    (*entries, *places) = (all, all_places);
    Ok(counts)
}

/// Articles in the order of their files' names and of their places in them, whatever the order of the folders.
fn in_order(entries: Vec<ArticleEntry>, places: Vec<SpoolRange>) -> (Vec<ArticleEntry>, Vec<SpoolRange>) {
    if entries.is_sorted_by(|a, b| a.order() <= b.order()) {
        return (entries, places);
    }
    let mut all: Vec<(ArticleEntry, SpoolRange)> = entries.into_iter().zip(places).collect();
    all.sort_by(|(a, _), (b, _)| a.order().cmp(&b.order()));
    all.into_iter().unzip()
}
