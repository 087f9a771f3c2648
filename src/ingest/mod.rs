//! Drives steps 1 to 3 over files and folders.
//!
//! Files are read in parallel, and so are the documents of one large file; what comes out is in the order of the
//! sources all the same, whatever the number of jobs and the order of the files on disk.
//!
//! Memory stays bounded: a file is read document by document, and each article that is found waits in a temporary file
//! until it is asked for. What stays in memory is a key of each (see [`crate::corpus::Key`]), so that a hundred
//! thousand files need some hundred bytes each.

mod articles;
mod pipeline;
mod progress;
mod sidecars;
mod spool;
mod store;
mod walk;

use std::io;
use std::path::PathBuf;

pub use articles::Articles;

use crate::corpus::{Corpus, Sidecar};
use crate::document::{Limits, ReadError};
use crate::parser::{ArticleEntry, Assembly, CorpusRules, Sidecars};

/// How files and folders are read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How many threads read; 0 is one for each processor.
    pub jobs: usize,
    /// Whether a record that states its actors is searched for more.
    pub extract_actors: bool,
    /// How much of each file is read.
    pub limits: Limits,
    /// Whether a bar on standard error shows how far it is.
    pub progress: bool,
    /// Whether links that lead out of the folders are followed.
    pub follow_links: bool,
}

/// The articles of files and folders, and what could not be read.
#[derive(Debug)]
pub struct Ingested {
    /// All articles that could be read.
    pub articles: Articles,
    /// All that `corpus.toml` states, of every folder.
    pub sidecar: Sidecar,
    /// What could not be read, in order.
    pub failures: Vec<ReadError>,
    /// What is wrong without stopping anything, a sentence each: entries of `corpus.toml` that name no document.
    pub warnings: Vec<String>,
    /// How many files were read.
    pub n_files: usize,
}

impl Ingested {
    /// The corpus of all articles, in memory.
    ///
    /// # Errors
    ///
    /// Where the articles cannot be read again.
    pub fn corpus(&self) -> io::Result<Corpus> {
        let Sidecar { title, description, .. } = self.sidecar.clone();
        Ok(Corpus { title, description, articles: self.articles.all()? })
    }
}

/// Reads every document under these files and folders; `-` is records on standard input.
///
/// # Errors
///
/// Where there is no room for the articles in the folder of temporary files. What cannot be read is no error, but listed.
pub fn ingest(paths: &[PathBuf], options: &Options) -> io::Result<Ingested> {
    let walk::FoundFiles { files, mut failures } = walk::walk(paths, options.follow_links);
    let (sidecars, sidecar_failures) = Sidecars::parse(sidecars::read(&files, options));
    let accepted: Vec<ReadError> = failures.extract_if(.., |failure| sidecars.accepts_anywhere(failure)).collect();
    failures.extend(sidecar_failures);
    let files: Vec<walk::InputFile> = files.into_iter().filter(|file| !file.is_sidecar()).collect();
    let rules = CorpusRules::new(sidecars);
    let read = pipeline::read(&files, &rules, options)?;
    failures.extend(read.failures);
    let n_files = files.len();
    let accepted = accepted.iter().map(|failure| failure.source_name.as_str());
    let names = files.iter().map(|file| file.name.as_str()).chain(accepted);
    let whole_roots = files.iter().filter(|file| file.is_whole_root).map(|file| &*file.root).collect();
    let sources = read.entries.iter().map(ArticleEntry::source);
    let warnings = rules.sidecars().warnings(names, &whole_roots, sources);
    let sidecar = rules.sidecars().of_corpus().clone();
    let dictionary = rules.dictionary();
    drop((files, rules));
    let assembly = Assembly::new(read.store, read.entries, dictionary, options.extract_actors)?;
    Ok(Ingested { articles: Articles::new(assembly, options.progress), sidecar, failures, warnings, n_files })
}
