//! Which readers a program has. The page's parser leaves out those that are large; they are a module of their own, which
//! is fetched when a file needs it.
//!
//! They are reached through a pointer to a function, so that a program that never names [`ReaderSet::ALL`] does not contain
//! them. It passes the parts of a file that need them on, each as a [`PartQuestion`], and gets a [`PartAnswer`].

use serde::{Deserialize, Serialize};

use super::error::{ReadError, ReadProblem};
use super::limits::Limits;
use super::sink::{DocumentSink, SinkState};
use super::{Document, Transport, large, markdown};

/// A choice of readers.
#[derive(Clone, Copy, Debug)]
pub struct ReaderSet(ReaderPlace);

#[derive(Clone, Copy, Debug)]
enum ReaderPlace {
    Here(ReadPart),
    Elsewhere(PartReader),
}

/// Has another program read a part of a file, by [`PartQuestion::read`]; `None` if there is no such program.
pub type PartReader = fn(&PartQuestion<'_>) -> Option<PartAnswer>;

/// Reads a file in one of the formats of the readers that only some programs have.
type ReadPart = fn(&mut DocumentSink<'_>, PartFormat, &[u8], Transport);

/// The formats of the readers that only some programs have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum PartFormat {
    /// Text with Markdown.
    Markdown,
    /// Parquet.
    Parquet,
    /// PDF.
    Pdf,
}

/// A file, or a part of one, for a reader in another program.
#[derive(Debug)]
pub struct PartQuestion<'a> {
    /// The file's path below the corpus folder.
    pub name: &'a str,
    /// The format of the part.
    pub format: PartFormat,
    /// The part.
    pub bytes: &'a [u8],
    /// Information from outside the part.
    pub transport: Transport,
    /// What was read of the file before.
    pub state: SinkState,
    /// The limits.
    pub limits: Limits,
}

/// What was read of a part.
#[derive(Debug)]
pub struct PartAnswer {
    /// Its documents, and the reasons why there are none, in order.
    pub documents: Vec<Result<Document, ReadError>>,
    /// What is read of the file by now.
    pub state: SinkState,
}

impl PartQuestion<'_> {
    /// Reads the part.
    pub fn read(self) -> PartAnswer {
        let mut documents = Vec::new();
        let mut emit = |document| documents.push(document);
        let mut sink = DocumentSink::new(self.name, self.limits, ReaderSet::ALL, &mut emit);
        sink.resume(self.state);
        read_file(&mut sink, self.format, self.bytes, self.transport);
        let state = sink.state();
        PartAnswer { documents, state }
    }
}

impl ReaderSet {
    /// All readers.
    pub const ALL: ReaderSet = ReaderSet(ReaderPlace::Here(read_file));

    /// Those of all formats but PDF, Markdown and Parquet. A file that needs others fails with [`ReadProblem::NeedsReaders`].
    pub const USUAL: ReaderSet = ReaderSet::with_others_elsewhere(|_| None);

    /// The usual readers here, and the others in another program. If `others` does not answer, a file that needs them fails
    /// with [`ReadProblem::NeedsReaders`].
    pub const fn with_others_elsewhere(others: PartReader) -> ReaderSet {
        ReaderSet(ReaderPlace::Elsewhere(others))
    }

    /// Reads a file in a format that is not among the usual ones.
    pub(super) fn file(self, sink: &mut DocumentSink<'_>, format: PartFormat, bytes: &[u8], transport: Transport) {
        match self.0 {
            ReaderPlace::Here(read) => read(sink, format, bytes, transport),
            ReaderPlace::Elsewhere(read) => {
                let limits = sink.limits;
                let part = PartQuestion { name: sink.name(), format, bytes, transport, state: sink.state(), limits };
                match read(&part) {
                    Some(answer) => sink.take(answer),
                    None => sink.failed_document(None, ReadProblem::NeedsReaders),
                }
            }
        }
    }
}

fn read_file(sink: &mut DocumentSink<'_>, format: PartFormat, bytes: &[u8], transport: Transport) {
    match format {
        PartFormat::Markdown => markdown::document(sink, bytes, transport),
        PartFormat::Parquet => large::parquet(sink, bytes, transport),
        PartFormat::Pdf => large::pdf(sink, bytes, transport),
    }
}
