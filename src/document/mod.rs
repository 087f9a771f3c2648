//! Step 1: bytes become documents.
//!
//! A reader is a pure function from bytes to documents; folders and paths are known only to `ingest`. One file may
//! hold many documents, so [`read`] hands them over one by one. A document that cannot be read is handed over as a
//! [`ReadError`] in its place, and the rest goes on.
//!
//! There is one file per format. `format` tells what a file is, `decode` its character set, and the others read it.
//! Archives (`gzip`, `zip`, `warc`) hand their entries to the same readers again, within [`Limits`].

mod address;
mod decode;
mod error;
mod feed;
mod feed_entry;
mod field;
mod format;
mod gzip;
mod headers;
mod html;
mod http;
mod json;
mod limits;
mod markdown;
mod markup;
mod mime;
mod record;
mod sink;
mod table;
mod text;
mod warc;
mod zip;

pub use error::{Position, ReadError, ReadProblem};
pub use limits::{LimitReached, Limits};
pub use record::{Record, RecordActor};

use std::io::{BufRead, BufReader, Cursor, Read, Seek, SeekFrom};

use format::Format;
use limits::{MAX_HEAD_BYTES, read_whole};
use sink::{DocumentSink, UnpackBudget};

use crate::model::{Article, Day, Warning};

/// A document as a reader delivers it, before anything is concluded from its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The path below the corpus folder, with `/`; `#n`, from 1, where a file holds many documents.
    pub source: String,
    /// What the document is.
    pub content: Content,
    /// What came along with the document without being part of it.
    pub transport: Transport,
    /// What went wrong while reading.
    pub warnings: Vec<Warning>,
}

/// What a document is.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// An article as `dateline parse` prints it; its mentions and quotes lie in its text.
    Article(Box<Article>),
    /// Plain text, decoded, with its line breaks.
    Text(String),
    /// A web page, decoded but not parsed.
    Html(String),
    /// Fields that a record states.
    Record(Box<Record>),
}

/// What came along with a document: an archive's headers, not the document's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transport {
    /// The address that the document was fetched from.
    pub url: Option<String>,
    /// The day on which it was collected; publication is never later.
    pub collected: Option<Day>,
    /// The content type that the document was delivered with.
    pub content_type: Option<String>,
}

/// Reads every document of a file that is in memory and hands each to `emit`, in order.
///
/// `name` is the file's path below the corpus folder, with `/`; it becomes the documents' `source`, with `#n` where
/// the file can hold more than one. What the file is, is told by its content first and its name second.
pub fn read(name: &str, bytes: &[u8], emit: &mut dyn FnMut(Result<Document, ReadError>)) {
    read_from(name, Cursor::new(bytes), &Limits::default(), emit);
}

/// Reads every document of a file that was delivered with this transport, like [`read`].
pub fn read_delivered(
    name: &str,
    bytes: &[u8],
    transport: Transport,
    emit: &mut dyn FnMut(Result<Document, ReadError>),
) {
    let mut sink = DocumentSink::new(name, Limits::default(), emit);
    part(&mut sink, &UnpackBudget::default(), name, &mut Cursor::new(bytes), transport, 0);
}

/// Reads every document of a file like [`read`], without holding more than a document in memory.
pub fn read_from(
    name: &str,
    mut source: impl Read + Seek,
    limits: &Limits,
    emit: &mut dyn FnMut(Result<Document, ReadError>),
) {
    let mut sink = DocumentSink::new(name, *limits, emit);
    let budget = UnpackBudget::default();
    let mut head = Vec::new();
    if let Err(error) = (&mut source).take(MAX_HEAD_BYTES).read_to_end(&mut head) {
        return sink.failure(None, error);
    }
    if format::detect(name, &head) == Format::Zip {
        return zip::read_archive(&mut sink, &budget, source, 0);
    }
    if let Err(error) = source.seek(SeekFrom::Start(0)) {
        return sink.failure(None, error);
    }
    part(&mut sink, &budget, name, &mut BufReader::new(source), Transport::default(), 0);
}

/// Reads structured records, one JSON object a line, from a stream such as standard input.
pub fn read_records(name: &str, source: impl Read, limits: &Limits, emit: &mut dyn FnMut(Result<Document, ReadError>)) {
    let mut sink = DocumentSink::new(name, *limits, emit);
    let mut source = BufReader::new(source);
    match source.fill_buf().map(<[u8]>::to_vec) {
        Ok(head) => json::read_lines(&mut sink, &head, &mut source),
        Err(error) => sink.failure(None, error),
    }
}

/// Reads a file, or an entry of an archive, that has this name.
fn part(
    sink: &mut DocumentSink<'_>,
    budget: &UnpackBudget,
    name: &str,
    reader: &mut dyn BufRead,
    transport: Transport,
    depth: u32,
) {
    let mut head = Vec::new();
    if let Err(error) = (&mut *reader).take(MAX_HEAD_BYTES).read_to_end(&mut head) {
        return sink.failed_document(None, error);
    }
    let format = format::detect(name, &head);
    let mut reader = Cursor::new(&head).chain(reader);
    let single = match format {
        Format::Gzip | Format::Zip if depth >= sink.limits.depth => {
            return sink.failed_document(None, ReadProblem::NestedTooDeep);
        }
        Format::Gzip => return gzip::read_packed(sink, budget, name, &mut reader, depth + 1),
        Format::Zip => return zip::read_nested(sink, budget, &mut reader, depth + 1),
        Format::Arc | Format::Warc => {
            sink.number_documents();
            return warc::read_plain(sink, &mut reader);
        }
        Format::Json => return json::read_json(sink, &head, &mut reader),
        Format::JsonLines => return json::read_lines(sink, &head, &mut reader),
        Format::Table(delimiter) => return table::read_table(sink, &head, &mut reader, delimiter),
        Format::Binary(what) => return sink.failed_document(None, ReadProblem::NotText(what)),
        Format::Empty if head.len() as u64 == MAX_HEAD_BYTES => {
            return match read_whole(&mut reader, sink.limits.document_bytes) {
                Ok(bytes) => behind_blanks(sink, budget, name, &bytes, transport, depth),
                Err(error) => sink.failed_document(None, error),
            };
        }
        Format::Empty => return sink.failed_document(None, ReadProblem::Empty),
        Format::Sitemap => return sink.failed_document(None, ReadProblem::ListOfAddresses),
        Format::Feed => feed::entries,
        Format::Html => html::document,
        Format::Markdown => markdown::document,
        Format::Mhtml => mime::document,
        Format::Text => text::document,
    };
    match read_whole(&mut reader, sink.limits.document_bytes) {
        Ok(bytes) => single(sink, &bytes, transport),
        Err(error) => sink.failed_document(None, error),
    }
}

/// Reads a file that begins with more blanks than are looked at to tell what it is.
fn behind_blanks(
    sink: &mut DocumentSink<'_>,
    budget: &UnpackBudget,
    name: &str,
    bytes: &[u8],
    transport: Transport,
    depth: u32,
) {
    let rest = bytes.trim_ascii_start();
    if rest.len() < bytes.len() && !rest.is_empty() {
        return part(sink, budget, name, &mut Cursor::new(rest), transport, depth);
    }
    // Blanks of another kind, or nothing but blanks.
    text::document(sink, bytes, transport);
}
