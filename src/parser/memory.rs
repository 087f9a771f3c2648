//! The driver over files in memory, one after the other: the page's worker uses it.

use std::collections::BTreeSet;
use std::io::{Read, Seek};
use std::path::Path;

use super::{ArticleEntry, Assembly, CorpusRules, FormatCount, FormatCounts, SidecarGroup, Sidecars, UnusedEntry};
use crate::corpus::Corpus;
use crate::document::{self, Document, Limits, ReadError, ReadProblem, ReaderSet, RunTotal, ScannedIssue};
use crate::model::Article;

/// Reads files one after the other. Give them in the order of their names.
///
/// ```
/// use std::io::Cursor;
///
/// use dateline::document::Limits;
/// use dateline::parser::Parser;
///
/// let facts = b"[[document]]\nfile = \"bridge.txt\"\ndate = \"2025-04-28\"".to_vec();
/// let mut parser = Parser::new(Limits::default(), vec![("corpus.toml".to_owned(), facts)]);
/// parser.read("bridge.txt", Cursor::new("Mayor opens bridge\n\nThe mayor of Oldport opened a bridge on Monday."));
///
/// let parsed = parser.assemble().finish();
/// assert!(parsed.failures.is_empty());
/// let article = &parsed.corpus.articles[0];
/// assert_eq!(article.title.value, "Mayor opens bridge");
/// assert_eq!(article.date.as_ref().map(|date| date.value.to_string()).as_deref(), Some("2025-04-28"));
/// ```
#[derive(Debug)]
pub struct Parser {
    readers: ReaderSet,
    limits: Limits,
    rules: CorpusRules,
    names: BTreeSet<String>,
    articles: Vec<Article>,
    /// One for each article.
    entries: Vec<ArticleEntry>,
    failures: Vec<ReadError>,
    /// What was left out on purpose.
    notices: Vec<ReadError>,
    formats: FormatCounts,
    run: RunTotal,
}

impl Parser {
    /// A parser with all readers, for files about which these `corpus.toml` files, given by name, state facts.
    pub fn new(limits: Limits, sidecars: Vec<(String, Vec<u8>)>) -> Parser {
        Parser::with_readers(ReaderSet::ALL, limits, sidecars)
    }

    /// A parser with these readers.
    pub fn with_readers(readers: ReaderSet, limits: Limits, sidecars: Vec<(String, Vec<u8>)>) -> Parser {
        Parser::in_archive(readers, limits, sidecars, &[])
    }

    /// A parser of files that are added to an archive about whose whole corpus these groups state facts.
    pub fn in_archive(
        readers: ReaderSet,
        limits: Limits,
        sidecars: Vec<(String, Vec<u8>)>,
        archive: &[SidecarGroup],
    ) -> Parser {
        let sidecars = sidecars.into_iter().map(|(name, bytes)| (Path::new("").to_owned(), name, Ok(bytes)));
        let (mut sidecars, failures) = Sidecars::parse(sidecars.collect());
        sidecars.join(archive, |_| BTreeSet::new(), |_| false);
        Parser {
            readers,
            limits,
            rules: CorpusRules::new(sidecars, &limits),
            names: BTreeSet::new(),
            articles: Vec::new(),
            entries: Vec::new(),
            failures,
            notices: Vec::new(),
            formats: FormatCounts::default(),
            run: RunTotal::default(),
        }
    }

    /// Reads a file. `name` is its path below the folder of documents, with `/`.
    pub fn read(&mut self, name: &str, source: impl Read + Seek) {
        self.read_with_progress(name, source, &mut |_, _| {});
    }

    /// Like [`Parser::read`], but reports after each document how many articles were found so far and how many documents
    /// could not be read.
    pub fn read_with_progress(&mut self, name: &str, source: impl Read + Seek, report: &mut dyn FnMut(usize, usize)) {
        if self.ignores(name) {
            self.names.insert(name.to_owned());
            return;
        }
        let readers = self.readers;
        self.take_documents(name, report, |limits, run, emit| {
            document::read_with(readers, name, source, limits, run, emit);
        });
    }

    /// Like [`Parser::read_with_progress`], but takes nothing of a file that needs readers that are not there. Returns
    /// whether it was read.
    pub fn try_read(&mut self, name: &str, source: impl Read + Seek, report: &mut dyn FnMut(usize, usize)) -> bool {
        let (n_articles, n_failures, n_notices) = (self.articles.len(), self.failures.len(), self.notices.len());
        self.read_with_progress(name, source, report);
        let needs_readers = |failure: &ReadError| failure.problem == ReadProblem::NeedsReaders;
        let suffices = !self.failures.iter().skip(n_failures).any(needs_readers);
        if !suffices {
            self.articles.truncate(n_articles);
            self.entries.truncate(n_articles);
            self.failures.truncate(n_failures);
            self.notices.truncate(n_notices);
            self.formats.forget(name);
        }
        suffices
    }

    /// Takes the articles of a scanned issue, whose pages are complete. `name` is the path of its map, `files` are those
    /// of the other files that belong to it.
    pub fn read_issue<'n>(
        &mut self,
        name: &str,
        files: impl Iterator<Item = &'n str>,
        issue: &ScannedIssue,
        report: &mut dyn FnMut(usize, usize),
    ) {
        self.names.extend(files.map(str::to_owned));
        self.take_documents(name, report, |limits, _, emit| issue.read(name, limits, emit));
    }

    /// Whether `corpus.toml` says that a file is to be left out.
    pub fn ignores(&self, name: &str) -> bool {
        self.rules.ignores_file(Path::new(""), name)
    }

    /// Takes the documents that `read` passes on as those of the file with this name.
    fn take_documents(
        &mut self,
        name: &str,
        report: &mut dyn FnMut(usize, usize),
        read: impl FnOnce(&Limits, &RunTotal, &mut dyn FnMut(Result<Document, ReadError>)),
    ) {
        self.names.insert(name.to_owned());
        let Parser { limits, rules, articles, entries, failures, notices, formats, run, .. } = self;
        read(limits, run, &mut |document| {
            if let Ok(document) = &document {
                formats.add(name, &document.format);
            }
            match rules.parse(Path::new(""), name, document) {
                Some(Ok(parsed)) => {
                    entries.push(ArticleEntry::new(&parsed));
                    articles.push(parsed.article);
                }
                Some(Err(notice)) if notice.notice().is_some() => notices.push(notice),
                Some(Err(failure)) => failures.push(failure),
                None => {}
            }
            report(articles.len(), failures.len());
        });
    }

    /// The number of articles found so far.
    pub fn n_articles(&self) -> usize {
        self.articles.len()
    }

    /// The number of documents that could not be read so far.
    pub fn n_failures(&self) -> usize {
        self.failures.len()
    }

    /// Joins the articles into a corpus, whose articles are still to be completed.
    pub fn assemble(self) -> MemoryAssembly {
        let whole_roots = BTreeSet::from([Path::new("")]);
        let names = self.names.iter().map(String::as_str);
        let sources = self.entries.iter().map(ArticleEntry::source);
        let unused = self.rules.sidecars().unused(names, &whole_roots, sources);
        let sidecar = self.rules.sidecars().of_corpus();
        let n_articles = self.articles.len();
        let Ok(assembly) = Assembly::new(self.articles, self.entries, self.rules.dictionary(), false);
        let corpus = Corpus {
            title: sidecar.title.clone(),
            description: sidecar.description.clone(),
            articles: Vec::with_capacity(n_articles),
        };
        let groups = self.rules.sidecars().groups().groups.clone();
        let Parser { failures, notices, formats, .. } = self;
        MemoryAssembly { assembly, corpus, groups, failures, notices, formats, unused }
    }
}

/// A corpus in memory whose articles are being completed.
#[derive(Debug)]
pub struct MemoryAssembly {
    assembly: Assembly<Vec<Article>>,
    /// The articles that are complete.
    corpus: Corpus,
    groups: Vec<SidecarGroup>,
    failures: Vec<ReadError>,
    notices: Vec<ReadError>,
    formats: FormatCounts,
    unused: Vec<UnusedEntry>,
}

/// What was parsed from files in memory.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The corpus of everything that could be read.
    pub corpus: Corpus,
    /// What `corpus.toml` files state about the whole corpus, those of the archive included.
    pub groups: Vec<SidecarGroup>,
    /// What could not be read, in order.
    pub failures: Vec<ReadError>,
    /// What was left out on purpose, in order; see [`ReadError::notice`].
    pub notices: Vec<ReadError>,
    /// What the files were read as, by name.
    pub formats: Vec<FormatCount>,
    /// The entries of `corpus.toml` files that apply to no document.
    pub unused: Vec<UnusedEntry>,
}

impl MemoryAssembly {
    /// Completes up to `n` more articles and returns how many remain.
    pub fn complete_next(&mut self, n: usize) -> usize {
        let start = self.corpus.articles.len();
        let end = start.saturating_add(n).min(self.assembly.len());
        for at in start..end {
            let taken = self.assembly.articles_mut().get_mut(at).map(std::mem::take);
            let Some(mut article) = taken else { break };
            self.assembly.complete(at, &mut article);
            self.corpus.articles.push(article);
        }
        self.assembly.len() - end
    }

    /// Completes the remaining articles and returns the corpus.
    pub fn finish(mut self) -> Parsed {
        self.complete_next(usize::MAX);
        let formats = self.formats.into_list();
        let MemoryAssembly { corpus, groups, failures, notices, unused, .. } = self;
        Parsed { corpus, groups, failures, notices, formats, unused }
    }
}
