//! Drives steps 1 to 3 over files and folders.
//!
//! Files are read in parallel, and so are the documents of one large file; what comes out is in the order of the
//! sources all the same, whatever the number of jobs and the order of the files on disk.

mod annotate;
mod pipeline;
mod progress;
mod sidecars;
mod walk;

use std::path::PathBuf;

use crate::corpus::{Corpus, Sidecar, assemble};
use crate::document::{Limits, ReadError};
use crate::parser::Sidecars;

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
    /// A folder that is passed over, since it is written.
    pub output: Option<PathBuf>,
}

/// What reading files and folders gave: the corpus, and what could not be read.
#[derive(Debug, Default)]
pub struct Ingested {
    /// The corpus of all that could be read.
    pub corpus: Corpus,
    /// All that `corpus.toml` states, of every folder.
    pub sidecar: Sidecar,
    /// What could not be read, in order.
    pub failures: Vec<ReadError>,
    /// What is wrong without stopping anything, a sentence each: entries of `corpus.toml` that name no document.
    pub warnings: Vec<String>,
    /// How many files were read.
    pub n_files: usize,
}

/// Reads every document under these files and folders; `-` is records on standard input.
pub fn ingest(paths: &[PathBuf], options: &Options) -> Ingested {
    let walk::Walked { files, mut failures } = walk::walk(paths, options.output.as_deref());
    let (sidecars, sidecar_failures) = Sidecars::of(sidecars::read(&files));
    failures.extend(sidecar_failures);
    let files: Vec<walk::File> = files.into_iter().filter(|file| !file.is_sidecar()).collect();
    let read = pipeline::read(&files, &sidecars, options);
    failures.extend(read.failures);
    let n_files = files.len();
    let names = files.iter().map(|file| file.name.as_str()).collect();
    let whole_roots = files.iter().filter(|file| file.is_whole_root).map(|file| file.root.as_path()).collect();
    let warnings = sidecars.warnings(names, &whole_roots, &read.articles);
    let sidecar = sidecars.of_corpus();
    let mut corpus = assemble(read.articles, &sidecar);
    annotate::annotate_all(&mut corpus.articles, &read.stated, &sidecar, options);
    Ingested { corpus, sidecar, failures, warnings, n_files }
}
