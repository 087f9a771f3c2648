//! Files become articles, in parallel.

use std::any::Any;
use std::fs;
use std::io::{self, Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

use rayon::{Scope, ThreadPool};

use super::Options;
use super::articles::Kept;
use super::progress::Progress;
use super::spool::Spool;
use super::walk::File;
use crate::bundle::encode_article;
use crate::corpus::{Key, Outlets, settle};
use crate::document::{self, Document, ReadError};
use crate::parser::{Found, Sidecars};

/// What the files gave, in the order of the files and of the documents in them.
pub(super) struct Read {
    /// The keys of the articles.
    pub(super) keys: Vec<Key>,
    /// Where the articles wait.
    pub(super) kept: Vec<Kept>,
    pub(super) spool: Spool,
    pub(super) failures: Vec<ReadError>,
    /// The threads that read, where there are any of their own.
    pub(super) pool: Option<ThreadPool>,
}

/// What became of a document, with the number of its file and its own in it.
type Outcome = (u32, u32, Result<(Key, Kept), Box<ReadError>>);

/// The stack of a reading thread, in bytes.
const STACK_BYTES: usize = 8 << 20;

/// Documents that wait for a free thread, for each thread; with more, the thread that reads them works on them itself.
const WAITING_DOCUMENTS: usize = 16;

/// Reads these files and finds their articles.
///
/// # Errors
///
/// Where the articles cannot be laid aside.
pub(super) fn read(files: &[File], sidecars: &Sidecars, outlets: &Outlets, options: &Options) -> io::Result<Read> {
    let work = Work {
        files,
        sidecars,
        outlets,
        options,
        spool: Spool::new(),
        no_room: Mutex::default(),
        outcomes: Mutex::default(),
        n_waiting: AtomicUsize::new(0),
        n_articles: AtomicUsize::new(0),
        progress: Progress::new("Reading files", files.len(), options.progress),
    };
    // Without threads of its own, the work is done by the process's shared ones.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.jobs).stack_size(STACK_BYTES).build().ok();
    let all = || {
        rayon::scope(|scope| {
            files.par_iter().enumerate().with_max_len(1).for_each(|(index, file)| work.read_file(index, file, scope));
        });
    };
    match &pool {
        Some(pool) => pool.install(all),
        None => all(),
    }
    work.progress.finish();
    if let Some(error) = work.no_room.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    let mut outcomes = work.outcomes.into_inner().unwrap_or_else(PoisonError::into_inner);
    outcomes.sort_unstable_by_key(|(file, n, _)| (*file, *n));
    let (mut keys, mut kept, mut failures) = (Vec::new(), Vec::new(), Vec::new());
    for (_, _, outcome) in outcomes {
        match outcome {
            Ok((key, place)) => {
                keys.push(key);
                kept.push(place);
            }
            Err(failure) => failures.push(*failure),
        }
    }
    Ok(Read { keys, kept, spool: work.spool, failures, pool })
}

struct Work<'a> {
    files: &'a [File],
    sidecars: &'a Sidecars,
    outlets: &'a Outlets,
    options: &'a Options,
    spool: Spool,
    /// Why an article could not be laid aside.
    no_room: Mutex<Option<io::Error>>,
    outcomes: Mutex<Vec<Outcome>>,
    n_waiting: AtomicUsize,
    n_articles: AtomicUsize,
    progress: Progress,
}

impl<'a> Work<'a> {
    fn read_file<'s>(&'s self, index: usize, file: &'s File, scope: &Scope<'s>) {
        if self.sidecars.ignores(&file.root, &file.name, &file.name) {
            return self.progress.file_done(self.n_articles.load(Ordering::Relaxed));
        }
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
        if facts.as_ref().is_some_and(|facts| facts.ignore) {
            return;
        }
        let found = catch_unwind(AssertUnwindSafe(|| {
            let mut found = Found::of(document, facts);
            settle(&mut found.article, self.outlets);
            found
        }));
        match found {
            Ok(found) => match self.lay_aside(&found) {
                Ok(kept) => self.done(at, Ok(kept)),
                Err(error) => *self.no_room.lock().unwrap_or_else(PoisonError::into_inner) = Some(error),
            },
            Err(panic) => self.done(at, Err(broken(&source, &*panic))),
        }
    }

    fn lay_aside(&self, found: &Found) -> io::Result<(Key, Kept)> {
        let article = &*found.article;
        let mut bytes = Vec::new();
        encode_article(article, &mut bytes);
        let place = self.spool.put(&bytes)?;
        Ok((Key::of(article, found.collected), Kept { place, stated: found.stated }))
    }

    fn done(&self, (file, n): (usize, usize), outcome: Result<(Key, Kept), ReadError>) {
        if let (Some(file), Err(failure)) = (self.files.get(file), &outcome)
            && self.sidecars.accepts(&file.root, &file.name, failure)
        {
            return;
        }
        self.n_articles.fetch_add(usize::from(outcome.is_ok()), Ordering::Relaxed);
        let outcome = (file as u32, n as u32, outcome.map_err(Box::new));
        self.outcomes.lock().unwrap_or_else(PoisonError::into_inner).push(outcome);
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
