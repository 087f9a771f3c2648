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
mod walk;

use std::io;
use std::path::PathBuf;

pub use articles::Articles;
pub use gather::{FilePart, Gathering, parse_sidecars, read_file};

use crate::corpus::{Corpus, Sidecar};
use crate::document::{Limits, ReadError};
use crate::extract;
use crate::parser::{ArticleEntry, Assembly, CorpusRules, FormatCount, Sidecars};

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

/// Reads every document in these files and folders; `-` means records on standard input.
///
/// # Errors
///
/// If the folder for temporary files has no room for the articles. Documents that cannot be read are not errors; they
/// are listed.
pub fn ingest(paths: &[PathBuf], options: &Options) -> io::Result<Ingested> {
    let walk::FoundFiles { files, mut failures } = walk::walk(paths, options.follow_links);
    let (sidecars, sidecar_failures) = Sidecars::parse(sidecars::read(&files, options));
    let accepted_sources = sidecars.accepted_sources();
    let accepted: Vec<ReadError> =
        failures.extract_if(.., |failure| accepted_sources.contains(&failure.source_name)).collect();
    failures.extend(sidecar_failures);
    let files: Vec<walk::InputFile> = files.into_iter().filter(|file| !file.is_sidecar()).collect();
    let rules = CorpusRules::new(sidecars, &options.limits).with_options(options.extraction);
    let to_read = issues::gather(&files, &rules, options.limits.document_bytes);
    let read = pipeline::read(&to_read, &rules, options)?;
    let (notices, unread): (Vec<ReadError>, Vec<ReadError>) =
        read.failures.into_iter().partition(|failure| failure.notice().is_some());
    failures.extend(unread);
    let formats = read.formats;
    let n_files = files.len();
    let accepted = accepted.iter().map(|failure| failure.source_name.as_str());
    let names = files.iter().map(|file| file.name.as_str()).chain(accepted);
    let whole_roots = files.iter().filter(|file| file.is_whole_root).map(|file| &*file.root).collect();
    let sources = read.entries.iter().map(ArticleEntry::source);
    let mut warnings = rules.sidecars().warnings(names, &whole_roots, sources);
    warnings.extend(notices.iter().filter_map(ReadError::notice));
    let sidecar = rules.sidecars().of_corpus().clone();
    let dictionary = rules.dictionary();
    drop(to_read);
    drop((files, rules));
    let assembly = Assembly::new(read.store, read.entries, dictionary, options.extract_actors)?;
    Ok(Ingested { articles: Articles::new(assembly, options.progress), sidecar, failures, warnings, n_files, formats })
}
