//! Files become articles, in parallel.

use std::any::Any;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::Scope;
use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

use super::Options;
use super::progress::Progress;
use super::walk::File;
use crate::document::{self, Document, ReadError};
use crate::model::Article;
use crate::parser::{Found, Sidecars, Stated};

/// What the files gave, in the order of the files and of the documents in them.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) articles: Vec<Article>,
    pub(super) failures: Vec<ReadError>,
    /// The documents that state their actors, by source.
    pub(super) stated: BTreeMap<String, Stated>,
}

/// What became of a document, with the number of its file and its own in it.
type Outcome = (usize, usize, Result<Found, ReadError>);

/// The stack of a reading thread, in bytes.
const STACK_BYTES: usize = 8 << 20;

/// Documents that wait for a free thread, for each thread; with more, the thread that reads them works on them itself.
const WAITING_DOCUMENTS: usize = 16;

/// Reads these files and finds their articles.
pub(super) fn read(files: &[File], sidecars: &Sidecars, options: &Options) -> Read {
    let work = Work {
        files,
        sidecars,
        options,
        outcomes: Mutex::default(),
        n_waiting: AtomicUsize::new(0),
        n_articles: AtomicUsize::new(0),
        progress: Progress::new("Reading files", files.len(), options.progress),
    };
    in_pool(options.jobs, || {
        rayon::scope(|scope| {
            files.par_iter().enumerate().with_max_len(1).for_each(|(index, file)| work.read_file(index, file, scope));
        });
    });
    work.progress.finish();
    let mut outcomes = work.outcomes.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    outcomes.sort_by_key(|(file, n, _)| (*file, *n));
    let mut read = Read::default();
    for (_, _, outcome) in outcomes {
        match outcome {
            Ok(Found { article, stated }) => {
                if let Some(stated) = stated {
                    read.stated.insert(article.source.clone(), stated);
                }
                read.articles.push(*article);
            }
            Err(failure) => read.failures.push(failure),
        }
    }
    read
}

/// Runs work on so many threads; 0 is one for each processor.
pub(super) fn in_pool(jobs: usize, run: impl FnOnce() + Send) {
    match rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK_BYTES).build() {
        Ok(pool) => pool.install(run),
        // Without threads of its own, the work is done by the process's shared ones.
        Err(_) => run(),
    }
}

struct Work<'a> {
    files: &'a [File],
    sidecars: &'a Sidecars,
    options: &'a Options,
    outcomes: Mutex<Vec<Outcome>>,
    n_waiting: AtomicUsize,
    n_articles: AtomicUsize,
    progress: Progress,
}

impl<'a> Work<'a> {
    fn read_file<'s>(&'s self, index: usize, file: &'s File, scope: &Scope<'s>) {
        let mut n = 0;
        let read = catch_unwind(AssertUnwindSafe(|| {
            self.documents(file, &mut |document| {
                let at = (index, n);
                n += 1;
                self.hand_over(at, document, scope);
            });
        }));
        if let Err(panic) = read {
            self.done((index, n), Err(broken(&file.name, &*panic)));
        }
        self.progress.file_done(self.n_articles.load(Ordering::Relaxed));
    }

    fn documents(&self, file: &File, emit: &mut dyn FnMut(Result<Document, ReadError>)) {
        let limits = &self.options.limits;
        let Some(path) = &file.path else {
            return document::read_records(&file.name, io::stdin().lock(), limits, emit);
        };
        match fs::File::open(path) {
            Ok(opened) if file.is_stream => {
                let mut bytes = Vec::new();
                match opened.take(limits.document_bytes).read_to_end(&mut bytes) {
                    Ok(_) => document::read_from(&file.name, Cursor::new(bytes), limits, emit),
                    Err(error) => emit(Err(ReadError::from_io(&file.name, error))),
                }
            }
            Ok(opened) => document::read_from(&file.name, opened, limits, emit),
            Err(error) => emit(Err(ReadError::from_io(&file.name, error))),
        }
    }

    /// Gives a document to a free thread; where all are busy, this one works on it, so that documents never pile up.
    fn hand_over<'s>(&'s self, at: (usize, usize), document: Result<Document, ReadError>, scope: &Scope<'s>) {
        let document = match document {
            Ok(document) => document,
            Err(failure) => return self.done(at, Err(failure)),
        };
        let n_threads = rayon::current_num_threads();
        if at.1 == 0 || n_threads < 2 || self.n_waiting.load(Ordering::Relaxed) >= n_threads * WAITING_DOCUMENTS {
            return self.work_on(at, document);
        }
        self.n_waiting.fetch_add(1, Ordering::Relaxed);
        scope.spawn(move |_| {
            self.n_waiting.fetch_sub(1, Ordering::Relaxed);
            self.work_on(at, document);
        });
    }

    fn work_on(&self, at: (usize, usize), document: Document) {
        let source = document.source.clone();
        let file = self.files.get(at.0);
        let facts = file.and_then(|file| self.sidecars.facts(&file.root, &file.name, &source));
        let found = catch_unwind(AssertUnwindSafe(|| Found::of(document, facts)));
        self.done(at, found.map_err(|panic| broken(&source, &*panic)));
    }

    fn done(&self, (file, n): (usize, usize), outcome: Result<Found, ReadError>) {
        self.n_articles.fetch_add(usize::from(outcome.is_ok()), Ordering::Relaxed);
        self.outcomes.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push((file, n, outcome));
    }
}

/// A document that broke the program: a fault of Dateline's, which is listed like any other.
fn broken(source: &str, panic: &(dyn Any + Send)) -> ReadError {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    ReadError {
        source_name: source.to_owned(),
        position: None,
        problem: format!("Dateline itself failed on it ({})", text.unwrap_or("no reason given")),
        remedy: "report it with the file".to_owned(),
    }
}
