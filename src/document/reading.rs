//! The reading of one file: names and numbers its documents, counts what it unpacks.

use std::cell::Cell;
use std::io::Read;

use super::error::Trouble;
use super::limits::{LimitReached, Limits, Metered};
use super::{Content, Document, ReadError, Transport};
use crate::model::Warning;

/// The reading of one file.
pub(super) struct Reading<'a> {
    /// The file's path below the corpus folder.
    name: &'a str,
    pub(super) limits: Limits,
    emit: &'a mut dyn FnMut(Result<Document, ReadError>),
    /// Whether the file can hold many documents, so that their sources are numbered.
    numbered: bool,
    /// Documents so far, those that failed included.
    n_documents: u64,
    /// The entry of an archive that is being read, outermost first.
    entries: Vec<String>,
}

/// How many bytes were unpacked from one file so far.
#[derive(Default)]
pub(super) struct Spent(Cell<u64>);

impl Spent {
    /// A reader that counts what it hands out, and fails beyond the limit.
    pub(super) fn meter<'a, R: Read>(&'a self, reader: R, limits: &Limits) -> Metered<'a, R> {
        Metered::new(reader, &self.0, LimitReached::Unpacked(limits.unpacked_bytes))
    }

    /// Whether the limit was reached.
    pub(super) fn is_over(&self, limits: &Limits) -> bool {
        self.0.get() > limits.unpacked_bytes
    }
}

impl<'a> Reading<'a> {
    pub(super) fn new(
        name: &'a str,
        limits: Limits,
        emit: &'a mut dyn FnMut(Result<Document, ReadError>),
    ) -> Reading<'a> {
        Reading { name, limits, emit, numbered: false, n_documents: 0, entries: Vec::new() }
    }

    /// From here on, every document's source carries its number.
    pub(super) fn number_documents(&mut self) {
        self.numbered = true;
    }

    /// Whether the file may not hold more documents.
    pub(super) fn is_full(&self) -> bool {
        self.n_documents >= self.limits.entries
    }

    /// Reads an entry of an archive, so that what fails in it is named after it.
    pub(super) fn within_entry(&mut self, entry: &str, read: impl FnOnce(&mut Reading<'a>)) {
        self.entries.push(entry.to_owned());
        read(self);
        self.entries.pop();
    }

    /// Hands over the next document.
    pub(super) fn document(&mut self, content: Content, transport: Transport, warnings: Vec<Warning>) {
        self.n_documents += 1;
        let source = if self.numbered { format!("{}#{}", self.name, self.n_documents) } else { self.name.to_owned() };
        (self.emit)(Ok(Document { source, content, transport, warnings }));
    }

    /// Lists a document that could not be read; it keeps its number.
    pub(super) fn failed_document(&mut self, position: Option<String>, trouble: impl Into<Trouble>) {
        self.n_documents += 1;
        self.failure(position, trouble);
    }

    /// Lists trouble with the file or a part of it that is not known to be a document.
    pub(super) fn failure(&mut self, position: Option<String>, trouble: impl Into<Trouble>) {
        let Trouble { problem, remedy } = trouble.into();
        let mut place: Vec<String> = self.entries.iter().map(|entry| format!("entry {entry}")).collect();
        place.extend(position);
        let position = if place.is_empty() { None } else { Some(place.join(", ")) };
        (self.emit)(Err(ReadError { source_name: self.name.to_owned(), position, problem, remedy }));
    }

    /// The limit of a single document as an error.
    pub(super) fn too_long(&self) -> Trouble {
        std::io::Error::from(LimitReached::Document(self.limits.document_bytes)).into()
    }
}
