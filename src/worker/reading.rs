//! The reading of documents that were dropped on the page.

use std::io::Cursor;

use super::{Joined, Report, articles, bundle, join, lines};
use crate::document::{Limits, ReadError};
use crate::pack::FilesByName;
use crate::parser::{Assembly, Parser};

/// How much of each file is read in a page, which has less memory than the command.
const LIMITS: Limits = Limits { document_bytes: 64 << 20, unpacked_bytes: 1 << 30, entries: 200_000, depth: 4 };

/// The reading of one set of documents: `corpus.toml` files first, then documents by name, then their actors.
#[derive(Debug, Default)]
pub struct Reading {
    sidecars: Vec<(String, Vec<u8>)>,
    parser: Option<Parser>,
    assembly: Option<Assembly>,
}

/// What a reading gave.
#[derive(Debug)]
pub struct Outcome {
    /// The articles that were read, as `dateline parse` prints them.
    pub lines: Vec<u8>,
    /// The files of the bundle of all articles, those of the open archive included.
    pub files: FilesByName,
    /// What was read, what was inferred, what failed.
    pub report: Report,
}

impl Reading {
    /// Takes a `corpus.toml` with this name below the folder of documents; only before the first document.
    pub fn sidecar(&mut self, name: String, bytes: Vec<u8>) {
        self.sidecars.push((name, bytes));
    }

    /// Reads a file.
    pub fn read(&mut self, name: &str, bytes: Vec<u8>) {
        self.read_watched(name, bytes, &mut |_, _| {});
    }

    /// Reads a file; tells after each of its documents how many articles were found so far, and how many documents could
    /// not be read.
    pub fn read_watched(&mut self, name: &str, bytes: Vec<u8>, watch: &mut dyn FnMut(usize, usize)) {
        self.parser().read_watched(name, Cursor::new(bytes), watch);
    }

    /// Lists a file that could not be read.
    pub fn fail(&mut self, name: String, problem: String, remedy: String) {
        self.parser().fail(ReadError { source_name: name, position: None, problem, remedy });
    }

    /// How many articles were found so far, and how many documents could not be read.
    pub fn counts(&mut self) -> (usize, usize) {
        let parser = self.parser();
        (parser.n_articles(), parser.n_failures())
    }

    /// Joins what was read, after the last document, and says of how many articles the actors are to be found.
    pub fn assemble(&mut self) -> usize {
        self.parser();
        let mut assembly = self.parser.take().map(Parser::assemble);
        let n = assembly.as_mut().map_or(0, |assembly| assembly.annotate_next(0));
        self.assembly = assembly;
        n
    }

    /// Finds the actors of so many articles more, and says of how many they are still to be found.
    pub fn annotate(&mut self, n: usize) -> usize {
        self.assembly.as_mut().map_or(0, |assembly| assembly.annotate_next(n))
    }

    /// Ends the reading. `open` has the articles of the archive that the new ones join, as JSON Lines; a title that
    /// the documents' own `corpus.toml` states wins over the one given only where there are none.
    ///
    /// # Errors
    ///
    /// Where the open archive's articles are not understood.
    pub fn finish(
        mut self,
        open: &[u8],
        title: Option<String>,
        description: Option<String>,
    ) -> serde_json::Result<Outcome> {
        if self.assembly.is_none() {
            self.assemble();
        }
        let parsed = self.assembly.take().map(Assembly::finish).unwrap_or_default();
        let mut report = Report::of(&parsed);
        let lines = lines(&parsed.corpus.articles)?;
        let open = articles(open)?;
        let (title, description) = if open.is_empty() {
            (parsed.corpus.title.or(title), parsed.corpus.description.or(description))
        } else {
            (title, description)
        };
        let Joined { articles, n_known } = join(open, parsed.corpus.articles);
        report.known = n_known;
        let files = bundle(&articles, title, description)?;
        Ok(Outcome { lines, files, report })
    }

    fn parser(&mut self) -> &mut Parser {
        let sidecars = &mut self.sidecars;
        self.parser.get_or_insert_with(|| Parser::new(LIMITS, std::mem::take(sidecars)))
    }
}
