//! Files become articles, in parallel.

use std::fs;
use std::io::{self, Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

use rayon::{Scope, ThreadPool};

use super::Options;
use super::issues;
use super::memory::MemoryBudget;
use super::progress::ProgressLine;
use super::spool::{Spool, SpoolRange};
use super::store::encode_with_origin;
use super::walk::{Access, InputFile};
use crate::document::{self, Document, ReadError, ReadProblem, RunTotal};
use crate::parser::{ArticleEntry, CorpusRules, FormatCount, FormatCounts, Origin, parsing_cost};

/// What was read, in the order of the files and of the documents in them.
pub(super) struct PipelineResult {
    /// One for each article.
    pub(super) entries: Vec<ArticleEntry>,
    /// Where each article is in the spool.
    pub(super) places: Vec<SpoolRange>,
    pub(super) failures: Vec<ReadError>,
    /// What the files were read as.
    pub(super) formats: Vec<FormatCount>,
}

/// The result of a document, with the number of its file and its own number in it.
type NumberedResult = (u32, u32, Result<(ArticleEntry, SpoolRange), Box<ReadError>>);

/// The stack of a reading thread, in bytes.
const STACK_BYTES: usize = 8 << 20;

/// The most documents that wait for a free thread, for each thread. Beyond that, the thread that reads them also parses
/// them.
const MAX_WAITING_DOCUMENTS: usize = 16;

/// The documents that wait for a free thread may take this part of the memory.
const WAITING_SHARE: u64 = 4;

/// Reads these files and extracts their articles, with these threads, into the spool.
///
/// # Errors
///
/// If the articles cannot be written to the temporary file.
pub(super) fn read(
    files: &[InputFile],
    rules: &CorpusRules,
    options: &Options,
    pool: Option<&ThreadPool>,
    spool: &Spool,
) -> io::Result<PipelineResult> {
    let work = Pipeline {
        files,
        rules,
        options,
        spool,
        run: RunTotal::default(),
        memory: MemoryBudget::new(options.limits.memory_bytes),
        waiting_bytes: AtomicU64::new(0),
        spool_error: Mutex::default(),
        results: Mutex::default(),
        formats: Mutex::default(),
        n_waiting: AtomicUsize::new(0),
        n_articles: AtomicUsize::new(0),
        progress: ProgressLine::new("Reading files", files.len(), options.progress),
    };
    let all = || {
        rayon::scope(|scope| {
            files.par_iter().enumerate().with_max_len(1).for_each(|(index, file)| work.read_file(index, file, scope));
        });
    };
    match pool {
        Some(pool) => pool.install(all),
        None => all(),
    }
    work.progress.finish();
    if let Some(error) = work.spool_error.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    let mut results = work.results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_unstable_by_key(|(file, n, _)| (*file, *n));
    let (mut entries, mut places, mut failures) = (Vec::new(), Vec::new(), Vec::new());
    for (_, _, result) in results {
        match result {
            Ok((entry, place)) => {
                entries.push(entry);
                places.push(place);
            }
            Err(failure) => failures.push(*failure),
        }
    }
    Ok(PipelineResult {
        entries,
        places,
        failures,
        formats: work.formats.into_inner().unwrap_or_else(PoisonError::into_inner).into_list(),
    })
}

/// Threads that read; 0 means one for each processor. If no pool can be made, the process's shared threads do the work.
pub(super) fn pool(jobs: usize) -> Option<ThreadPool> {
    rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK_BYTES).build().ok()
}

struct Pipeline<'a> {
    files: &'a [InputFile],
    rules: &'a CorpusRules,
    options: &'a Options,
    spool: &'a Spool,
    run: RunTotal,
    memory: MemoryBudget,
    /// What the documents that wait for a free thread take, in bytes.
    waiting_bytes: AtomicU64,
    /// Why an article could not be written to the temporary file.
    spool_error: Mutex<Option<io::Error>>,
    results: Mutex<Vec<NumberedResult>>,
    formats: Mutex<FormatCounts>,
    n_waiting: AtomicUsize,
    n_articles: AtomicUsize,
    progress: ProgressLine,
}

impl<'a> Pipeline<'a> {
    fn read_file<'s>(&'s self, index: usize, file: &'s InputFile, scope: &Scope<'s>) {
        if self.rules.ignores_file(&file.root, &file.name) {
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
            self.done((index, n), Err(ReadError::of_panic(&file.name, &*panic)));
        }
        self.progress.file_done(self.n_articles.load(Ordering::Relaxed));
    }

    fn documents(&self, file: &InputFile, emit: &mut dyn FnMut(Result<Document, ReadError>)) {
        let limits = &self.options.limits;
        let Some(path) = &file.path else {
            return document::read_records(&file.name, io::stdin().lock(), limits, emit);
        };
        if file.access == Access::Empty {
            return emit(Err(ReadError::new(&file.name, ReadProblem::Empty)));
        }
        if let Some(issue_files) = &file.issue_files {
            return match issues::issue(path, issue_files, limits.document_bytes) {
                Ok(issue) => issue.read(&file.name, limits, emit),
                Err(problem) => emit(Err(ReadError::new(&file.name, problem))),
            };
        }
        match fs::File::open(path) {
            Ok(opened) if file.access == Access::Stream => {
                let mut bytes = Vec::new();
                match opened.take(limits.document_bytes).read_to_end(&mut bytes) {
                    Ok(_) => document::read_from(&file.name, Cursor::new(bytes), limits, &self.run, emit),
                    Err(error) => emit(Err(ReadError::new(&file.name, error))),
                }
            }
            Ok(opened) => document::read_from(&file.name, opened, limits, &self.run, emit),
            Err(error) => emit(Err(ReadError::new(&file.name, error))),
        }
    }

    /// Gives a document to a free thread. If all are busy, this thread parses it, so that documents never pile up.
    fn hand_over<'s>(&'s self, at: (usize, usize), document: Result<Document, ReadError>, scope: &Scope<'s>) {
        let n_threads = rayon::current_num_threads();
        let is_busy = || {
            self.n_waiting.load(Ordering::Relaxed) >= n_threads * MAX_WAITING_DOCUMENTS
                || self.waiting_bytes.load(Ordering::Relaxed) >= self.memory.total() / WAITING_SHARE
        };
        if at.1 == 0 || n_threads < 2 || document.is_err() || is_busy() {
            return self.parse(at, document);
        }
        let bytes = document.as_ref().map_or(0, parsing_cost);
        self.n_waiting.fetch_add(1, Ordering::Relaxed);
        self.waiting_bytes.fetch_add(bytes, Ordering::Relaxed);
        scope.spawn(move |_| {
            self.n_waiting.fetch_sub(1, Ordering::Relaxed);
            self.waiting_bytes.fetch_sub(bytes, Ordering::Relaxed);
            self.parse(at, document);
        });
    }

    fn parse(&self, at: (usize, usize), document: Result<Document, ReadError>) {
        let Some(file) = self.files.get(at.0) else { return };
        let source = document.as_ref().map_or_else(|_| file.name.clone(), |document| document.source.clone());
        if let Ok(document) = &document {
            self.formats.lock().unwrap_or_else(PoisonError::into_inner).add(&file.name, &document.format);
        }
        // A document that takes more than there is, is not parsed.
        let bytes = document.as_ref().map_or(0, parsing_cost).min(self.memory.total());
        let share = self.memory.take(bytes);
        let parse = || self.rules.parse(&file.root, &file.name, document);
        let parsed = match catch_unwind(AssertUnwindSafe(parse)) {
            Ok(None) => return,
            Ok(Some(parsed)) => parsed,
            Err(panic) => Err(ReadError::of_panic(&source, &*panic)),
        };
        match parsed {
            Err(failure) => self.done(at, Err(failure)),
            Ok(parsed) => {
                let group = self.rules.sidecars().group_of(&file.root);
                let origin = Origin::new(&parsed, &file.name, at.1 as u32, group, self.options.extract_actors);
                let bytes = encode_with_origin(&parsed.article, &origin);
                drop(share);
                match self.spool.put(&bytes) {
                    Ok(place) => self.done(at, Ok((ArticleEntry::with_origin(&parsed.article, &origin), place))),
                    Err(error) => *self.spool_error.lock().unwrap_or_else(PoisonError::into_inner) = Some(error),
                }
            }
        }
    }

    fn done(&self, (file, n): (usize, usize), result: Result<(ArticleEntry, SpoolRange), ReadError>) {
        if let (Some(file), Err(failure)) = (self.files.get(file), &result)
            && self.rules.accepts(&file.root, &file.name, failure)
        {
            return;
        }
        self.n_articles.fetch_add(usize::from(result.is_ok()), Ordering::Relaxed);
        let result = (file as u32, n as u32, result.map_err(Box::new));
        self.results.lock().unwrap_or_else(PoisonError::into_inner).push(result);
    }
}
