//! Reads documents that were dropped on the page.

use std::io::Cursor;

use super::{Joined, LIMITS, articles, bundle, join, lines};
use crate::document::{PartReader, ReaderSet, ScannedIssue, folder_of};
use crate::pack::FilesByName;
use crate::parser::{MemoryAssembly, Parser, SidecarGroup};
use crate::task::{DocumentFailure, DocumentProblem, Heading, Report};

/// One set of documents: `corpus.toml` files first, then documents by name, then their actors.
#[derive(Debug)]
pub struct ParseJob {
    others: PartReader,
    sidecars: Vec<(String, Vec<u8>)>,
    /// What the open archive was told about its whole corpus.
    groups: Vec<SidecarGroup>,
    parser: Option<Parser>,
    assembly: Option<MemoryAssembly>,
    /// The scanned issue whose pages are being read.
    issue: Option<ScannedIssue>,
    /// Files that the parser was not given.
    failures: Vec<DocumentFailure>,
    /// Why there are no further readers.
    lack: Option<DocumentProblem>,
}

/// The result of a [`ParseJob`].
#[derive(Debug)]
pub struct JobResult {
    /// The articles that were read, as `dateline parse` prints them.
    pub lines: Vec<u8>,
    /// The files of the bundle of all articles, those of the open archive included.
    pub files: FilesByName,
    /// What was read, what was inferred, what failed.
    pub report: Report,
}

impl ParseJob {
    /// A job without documents. `others` reads what needs readers that this module does not have.
    pub fn new(others: PartReader) -> ParseJob {
        ParseJob {
            others,
            sidecars: Vec::new(),
            groups: Vec::new(),
            parser: None,
            assembly: None,
            issue: None,
            failures: Vec::new(),
            lack: None,
        }
    }

    /// Takes what the open archive was told about its whole corpus, as JSON; only before the first document.
    ///
    /// # Errors
    ///
    /// If it cannot be parsed.
    pub fn statements(&mut self, json: &str) -> serde_json::Result<()> {
        self.groups = super::statements(Some(json))?;
        Ok(())
    }

    /// Takes a `corpus.toml` with this name below the folder of documents; only before the first document.
    pub fn sidecar(&mut self, name: String, bytes: Vec<u8>) {
        self.sidecars.push((name, bytes));
    }

    /// Reads a file. Returns `false` if it needs readers that are not there; then nothing of it was taken.
    pub fn read(&mut self, name: &str, bytes: &[u8]) -> bool {
        self.read_with_progress(name, bytes, &mut |_, _| {})
    }

    /// Reads a file like [`ParseJob::read`]. Reports after each of its documents how many articles were found so far and
    /// how many documents could not be read.
    pub fn read_with_progress(&mut self, name: &str, bytes: &[u8], report: &mut dyn FnMut(usize, usize)) -> bool {
        self.parser().try_read(name, Cursor::new(bytes), report)
    }

    /// Reads what it can of a file, because there are no other readers, for this reason. Reports like
    /// [`ParseJob::read_with_progress`].
    pub fn read_what_it_can(
        &mut self,
        name: &str,
        bytes: &[u8],
        lack: DocumentProblem,
        report: &mut dyn FnMut(usize, usize),
    ) {
        self.parser().read_with_progress(name, Cursor::new(bytes), report);
        self.lack = Some(lack);
    }

    /// Which of these files belong to a scanned issue whose map may be the file with this name. They lie beside it.
    pub fn issue_files<'n>(&mut self, map: &str, bytes: &[u8], names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
        let issue = ScannedIssue::parse(bytes).ok().filter(|_| !self.parser().ignores(map));
        issue.map(|issue| issue.files_among(folder_of(map), names.filter(|name| *name != map))).unwrap_or_default()
    }

    /// Begins to read a scanned issue by its map.
    pub fn begin_issue(&mut self, map: &[u8]) {
        self.issue = ScannedIssue::parse(map).ok();
    }

    /// Reads a file of the issue.
    pub fn read_issue_file(&mut self, name: &str, bytes: &[u8]) {
        if let Some(issue) = self.issue.as_mut().filter(|issue| issue.has_page(name)) {
            issue.take_page(name, Ok(bytes));
        }
    }

    /// Reads the articles of the issue, with the name of its map and those of its files; reports like
    /// [`ParseJob::read_with_progress`].
    pub fn end_issue<'n>(
        &mut self,
        map: &str,
        files: impl Iterator<Item = &'n str>,
        report: &mut dyn FnMut(usize, usize),
    ) {
        if let Some(issue) = self.issue.take() {
            self.parser().read_issue(map, files, &issue, report);
        }
    }

    /// Lists a file that the parser was not given.
    pub fn fail(&mut self, document: String, problem: DocumentProblem) {
        self.failures.push(DocumentFailure { document, places: Vec::new(), problem });
    }

    /// The numbers of articles found and of documents that could not be read, so far.
    pub fn counts(&mut self) -> (usize, usize) {
        let n_own = self.failures.len();
        let parser = self.parser();
        (parser.n_articles(), parser.n_failures() + n_own)
    }

    /// Joins the articles after the last document. Returns how many are still to be completed.
    pub fn assemble(&mut self) -> usize {
        self.parser();
        let mut assembly = self.parser.take().map(Parser::assemble);
        let n = assembly.as_mut().map_or(0, |assembly| assembly.complete_next(0));
        self.assembly = assembly;
        n
    }

    /// Completes up to `n` more articles and returns how many remain.
    pub fn annotate(&mut self, n: usize) -> usize {
        self.assembly.as_mut().map_or(0, |assembly| assembly.complete_next(n))
    }

    /// Completes the remaining articles and adds them to those of the open archive, which `open` holds as JSON Lines. If
    /// that is empty, the title in the documents' own `corpus.toml` overrides the given one.
    ///
    /// # Errors
    ///
    /// If the open archive's articles cannot be parsed.
    pub fn finish(mut self, open: &[u8], heading: Heading) -> serde_json::Result<JobResult> {
        let Heading { title, description, statements: _ } = heading;
        if self.assembly.is_none() {
            self.assemble();
        }
        let parsed = self.assembly.take().map(MemoryAssembly::finish).unwrap_or_default();
        let mut report = Report::new(&parsed, self.failures, self.lack);
        let lines = lines(&parsed.corpus.articles)?;
        let open = articles(open)?;
        let (title, description) = if open.is_empty() {
            (parsed.corpus.title.or(title), parsed.corpus.description.or(description))
        } else {
            (title, description)
        };
        let Joined { articles, n_known } = join(open, parsed.corpus.articles);
        report.known = n_known;
        let files = bundle(articles, &parsed.groups, title, description)?;
        Ok(JobResult { lines, files, report })
    }

    fn parser(&mut self) -> &mut Parser {
        let sidecars = &mut self.sidecars;
        let readers = ReaderSet::with_others_elsewhere(self.others);
        let groups = &self.groups;
        self.parser.get_or_insert_with(|| Parser::in_archive(readers, LIMITS, std::mem::take(sidecars), groups))
    }
}
