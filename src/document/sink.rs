//! The documents of one file: names and numbers them, and counts the bytes that are unpacked.

use std::cell::Cell;
use std::io::{self, Read};

use serde::{Deserialize, Serialize};

use super::error::{LeftOut, Position, ReadProblem};
use super::limits::{LimitReached, LimitedReader, Limits, RunTotal};
use super::{Content, Document, FileFormat, PartAnswer, ReadError, ReaderSet, Transport};
use crate::model::Warning;

/// The receiver of the documents of one file.
pub(super) struct DocumentSink<'a> {
    /// The file's path below the corpus folder.
    name: &'a str,
    pub(super) limits: Limits,
    pub(super) readers: ReaderSet,
    emit: &'a mut dyn FnMut(Result<Document, ReadError>),
    state: SinkState,
}

/// What was read of a file so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct SinkState {
    /// Whether the file can contain many documents, so that their sources are numbered.
    numbered: bool,
    /// The number of documents so far, including failures.
    n_documents: u64,
    /// What is being read.
    format: FileFormat,
    /// The number of exports so far.
    n_exports: u32,
    /// The names of the archive entries that are being read, outermost first.
    entries: Vec<String>,
}

/// How many bytes were unpacked so far, from one file and in the run.
pub(super) struct UnpackBudget<'a> {
    file: Cell<u64>,
    run: &'a RunTotal,
}

impl<'a> UnpackBudget<'a> {
    pub(super) fn new(run: &'a RunTotal) -> UnpackBudget<'a> {
        UnpackBudget { file: Cell::new(0), run }
    }

    /// A reader that counts what it hands out, and fails beyond the limits.
    pub(super) fn meter<R: Read>(&self, reader: R, limits: &Limits) -> UnpackedReader<'_, R> {
        let inner = LimitedReader::new(reader, &self.file, LimitReached::Unpacked(limits.unpacked_bytes));
        UnpackedReader { inner, run: self.run, run_bytes: limits.run_bytes }
    }

    /// Whether a limit was reached.
    pub(super) fn is_over(&self, limits: &Limits) -> bool {
        self.file.get() > limits.unpacked_bytes || self.run.get() > limits.run_bytes
    }
}

/// A reader that counts what it hands out towards the total of the run, too.
pub(super) struct UnpackedReader<'a, R> {
    inner: LimitedReader<'a, R>,
    run: &'a RunTotal,
    run_bytes: u64,
}

impl<R: Read> Read for UnpackedReader<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        if self.run.add(n as u64) > self.run_bytes { Err(LimitReached::Run(self.run_bytes).into()) } else { Ok(n) }
    }
}

impl<'a> DocumentSink<'a> {
    pub(super) fn new(
        name: &'a str,
        limits: Limits,
        readers: ReaderSet,
        emit: &'a mut dyn FnMut(Result<Document, ReadError>),
    ) -> DocumentSink<'a> {
        DocumentSink { name, limits, readers, emit, state: SinkState::default() }
    }

    /// The file's path below the corpus folder.
    pub(super) fn name(&self) -> &'a str {
        self.name
    }

    /// What was read so far.
    pub(super) fn state(&self) -> SinkState {
        self.state.clone()
    }

    /// Goes on where another sink of the same file was.
    pub(super) fn resume(&mut self, state: SinkState) {
        self.state = state;
    }

    /// Passes on what was read elsewhere.
    pub(super) fn take(&mut self, answer: PartAnswer) {
        answer.documents.into_iter().for_each(&mut *self.emit);
        self.state = answer.state;
    }

    /// Numbers the sources of all documents from here on.
    pub(super) fn number_documents(&mut self) {
        self.state.numbered = true;
    }

    /// Notes the format of the documents from here on.
    pub(super) fn found_format(&mut self, name: &'static str) {
        self.state.format = FileFormat { name: name.into(), export: 0, stated: None };
    }

    /// Notes that the documents from here on are those of an export.
    pub(super) fn found_export(&mut self, service: &'static str, stated: Option<u64>) {
        self.state.n_exports += 1;
        self.state.format = FileFormat { name: service.into(), export: self.state.n_exports, stated };
    }

    /// Whether the file has reached the maximum number of documents.
    pub(super) fn is_full(&self) -> bool {
        self.state.n_documents >= self.limits.entries
    }

    /// Reads an entry of an archive, so that failures in it name the entry.
    pub(super) fn within_entry(&mut self, entry: &str, read: impl FnOnce(&mut DocumentSink<'a>)) {
        self.state.entries.push(entry.to_owned());
        let format = self.state.format.clone();
        read(self);
        self.state.format = format;
        self.state.entries.pop();
    }

    /// Passes on the next document.
    pub(super) fn document(&mut self, content: Content, transport: Transport, warnings: Vec<Warning>) {
        self.state.n_documents += 1;
        let source = if self.state.numbered {
            format!("{}#{}", self.name, self.state.n_documents)
        } else {
            self.name.to_owned()
        };
        (self.emit)(Ok(Document { source, content, transport, warnings, format: self.state.format.clone() }));
    }

    /// Lists a document that could not be read; it keeps its number.
    pub(super) fn failed_document(&mut self, position: Option<Position>, problem: impl Into<ReadProblem>) {
        self.state.n_documents += 1;
        self.failure(position, problem);
    }

    /// Lists a problem with the file, or with a part of it that may not be a document.
    pub(super) fn failure(&mut self, position: Option<Position>, problem: impl Into<ReadProblem>) {
        let entries = self.state.entries.iter().cloned().map(Position::Entry);
        let positions = entries.chain(position).collect();
        (self.emit)(Err(ReadError { source_name: self.name.to_owned(), positions, problem: problem.into() }));
    }

    /// Lists content that is left out on purpose; nothing if there is none.
    pub(super) fn left_out(&mut self, position: Option<Position>, what: LeftOut, n: u64) {
        if n > 0 {
            self.failure(position, ReadProblem::LeftOut { what, n });
        }
    }

    /// The problem of a document that is longer than the limit.
    pub(super) fn too_long(&self) -> ReadProblem {
        ReadProblem::TooLong(LimitReached::Document(self.limits.document_bytes))
    }
}
