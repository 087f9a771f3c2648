//! Step 1: bytes become documents.
//!
//! A reader is a pure function from bytes to documents; only `ingest` knows folders and paths. A file may contain many
//! documents, so [`read`] passes them on one by one. A document that cannot be read is passed on as a [`ReadError`] in
//! its place, and reading continues.
//!
//! There is one file per format. `format` detects the format of a file, `decode` its character set, and the others read
//! it. Archives (`gzip`, `zip`, `warc`) pass their entries to the same readers again, within [`Limits`].

mod address;
mod block;
mod clipping;
mod database;
mod decode;
mod double_encoding;
mod error;
mod feed;
mod feed_entry;
mod field;
mod format;
mod gdelt;
mod gzip;
mod headers;
mod html;
mod http;
mod json;
mod json_repair;
mod language_name;
mod large;
mod limits;
mod markdown;
mod markup;
mod mbox;
mod mime;
mod news_xml;
mod office;
mod omnivore;
#[cfg(not(target_arch = "wasm32"))]
mod parquet;
mod pdf;
mod pdf_guard;
mod reader_set;
mod record;
mod references;
mod rtf;
mod scan;
mod shape;
mod sink;
mod sqlite;
mod table;
mod telegram;
mod text;
mod transfer;
mod warc;
mod webarchive;
mod xml;
mod zip;
mod zstd;

pub use error::{LeftOut, Position, ReadError, ReadProblem};
pub use limits::{LimitReached, Limits, RunTotal};
pub use reader_set::{PartAnswer, PartFormat, PartQuestion, PartReader, ReaderSet};
pub use record::{Record, RecordActor};
pub use scan::{ScannedIssue, folder_of, is_issue_map};
pub use sink::SinkState;

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Cursor, Read, Seek, SeekFrom};

use decode::{CharsetHints, Markup};
use flate2::bufread::MultiGzDecoder;
use format::Format;
use limits::{MAX_HEAD_BYTES, read_whole};
use serde::{Deserialize, Serialize};
use sink::{DocumentSink, UnpackBudget};
use zstd::ZstdReader;

use crate::model::{Article, Day, Warning};

/// A document as it was read, before anything is inferred from its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The path below the corpus folder, with `/`; `#n`, from 1, if a file can contain several documents.
    pub source: String,
    /// The content.
    pub content: Content,
    /// Information from outside the document.
    pub transport: Transport,
    /// Problems while reading.
    pub warnings: Vec<Warning>,
    /// What its file, or its part of an archive, was read as.
    pub format: FileFormat,
}

/// What a file, or a part of an archive, was read as.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct FileFormat {
    /// The short name of the format, or the name of the service that made the export.
    pub name: Cow<'static, str>,
    /// The number of the export in its file, from 1; 0 if it is no export of a service. An archive may hold several.
    pub export: u32,
    /// How many documents the export says it contains.
    pub stated: Option<u64>,
}

/// The content of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// An article as printed by `dateline parse`; its mentions and quotes are inside its text.
    Article(Box<Article>),
    /// Plain text, decoded, with its line breaks.
    Text(String),
    /// A web page, decoded but not parsed.
    Html(String),
    /// A record that states fields.
    Record(Box<Record>),
}

/// Information from outside the document, such as the headers of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transport {
    /// The address that the document was fetched from.
    pub url: Option<String>,
    /// The day on which it was collected; it was published on that day or earlier.
    pub collected: Option<Day>,
    /// The content type that the document was delivered with.
    pub content_type: Option<String>,
}

/// Reads every document of a file in memory and passes each to `emit`, in order.
///
/// `name` is the file's path below the corpus folder, with `/`. It becomes the documents' `source`, with `#n` if the
/// file can contain more than one. The format is detected by the content first and the name second.
///
/// ```
/// use dateline::document::{Content, read};
///
/// let mut texts = Vec::new();
/// read("feed.jsonl", br#"{"title": "One"}"#, &mut |document| {
///     let document = document.expect("a record");
///     assert!(matches!(document.content, Content::Record(_)));
///     texts.push(document.source);
/// });
/// assert_eq!(texts, ["feed.jsonl#1"]);
/// ```
pub fn read(name: &str, bytes: &[u8], emit: &mut dyn FnMut(Result<Document, ReadError>)) {
    read_from(name, Cursor::new(bytes), &Limits::default(), &RunTotal::default(), emit);
}

/// Reads every document of a file that was delivered with this transport, like [`read`].
pub fn read_delivered(
    name: &str,
    bytes: &[u8],
    transport: Transport,
    emit: &mut dyn FnMut(Result<Document, ReadError>),
) {
    let mut sink = DocumentSink::new(name, Limits::default(), ReaderSet::ALL, emit);
    part(&mut sink, &UnpackBudget::new(&RunTotal::default()), name, &mut Cursor::new(bytes), transport, 0);
}

/// Reads every document of a file like [`read`], without holding more than a document in memory. `run` counts what all
/// files of a run unpack to.
pub fn read_from(
    name: &str,
    source: impl Read + Seek,
    limits: &Limits,
    run: &RunTotal,
    emit: &mut dyn FnMut(Result<Document, ReadError>),
) {
    read_with(ReaderSet::ALL, name, source, limits, run, emit);
}

/// Reads every document of a file like [`read_from`], with these readers.
pub fn read_with(
    readers: ReaderSet,
    name: &str,
    mut source: impl Read + Seek,
    limits: &Limits,
    run: &RunTotal,
    emit: &mut dyn FnMut(Result<Document, ReadError>),
) {
    let mut sink = DocumentSink::new(name, *limits, readers, emit);
    let budget = UnpackBudget::new(run);
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

/// Reads structured records, one JSON object per line, from a stream such as standard input.
pub fn read_records(name: &str, source: impl Read, limits: &Limits, emit: &mut dyn FnMut(Result<Document, ReadError>)) {
    let mut sink = DocumentSink::new(name, *limits, ReaderSet::ALL, emit);
    sink.found_format(Format::JsonLines.name());
    let mut source = BufReader::new(source);
    match source.fill_buf().map(<[u8]>::to_vec) {
        Ok(head) => json::read_lines(&mut sink, &head, &mut source),
        Err(error) => sink.failure(None, error),
    }
}

/// Reads a file, or an entry of an archive, with this name.
fn part(
    sink: &mut DocumentSink<'_>,
    budget: &UnpackBudget<'_>,
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
    sink.found_format(format.name());
    let mut reader = Cursor::new(&head).chain(reader);
    let single = match format {
        Format::Gzip | Format::Zip | Format::Zstd if depth >= sink.limits.depth => {
            return sink.failed_document(None, ReadProblem::NestedTooDeep);
        }
        Format::Gzip if reader.fill_buf().is_ok_and(gzip::holds_pages) => {
            sink.number_documents();
            return warc::read_packed(sink, budget, &mut reader);
        }
        Format::Gzip => {
            let unpacked = MultiGzDecoder::new(&mut reader as &mut dyn BufRead);
            return packed(sink, budget, without_ending(name, ".gz"), unpacked, depth + 1);
        }
        Format::Zstd => {
            let unpacked = ZstdReader::new(&mut reader as &mut dyn BufRead);
            return packed(sink, budget, without_ending(name, ".zst"), unpacked, depth + 1);
        }
        Format::Zip => return zip::read_nested(sink, budget, &mut reader, depth + 1),
        Format::Arc | Format::Warc => {
            sink.number_documents();
            return warc::read_plain(sink, &mut reader);
        }
        Format::Json => return json::read_json(sink, &head, &mut reader),
        Format::JsonLines => return json::read_lines(sink, &head, &mut reader),
        Format::Table(delimiter) => return table::read_table(sink, &head, &mut reader, delimiter),
        Format::Binary(what) => return sink.failed_document(None, ReadProblem::NotText(what.into())),
        Format::Empty if head.len() as u64 == MAX_HEAD_BYTES => {
            return match read_whole(&mut reader, sink.limits.document_bytes) {
                Ok(bytes) => behind_blanks(sink, budget, name, &bytes, transport, depth),
                Err(error) => sink.failed_document(None, error),
            };
        }
        Format::Empty => return sink.failed_document(None, ReadProblem::Empty),
        Format::Sitemap => return sink.failed_document(None, ReadProblem::ListOfAddresses),
        Format::Mbox if head.starts_with(b"From ") => return mbox::read_mailbox(sink, budget, &mut reader, depth),
        Format::Mbox => {
            return match read_whole(&mut reader, sink.limits.document_bytes) {
                Ok(bytes) => {
                    let text = decode::decode(&bytes, Markup::Plain, CharsetHints::default()).text;
                    mbox::read_mailbox(sink, budget, &mut text.trim_start().as_bytes(), depth);
                }
                Err(error) => sink.failed_document(None, error),
            };
        }
        Format::Mhtml => {
            return match read_whole(&mut reader, sink.limits.document_bytes) {
                Ok(bytes) => mime::message(sink, budget, &bytes, transport, depth),
                Err(error) => sink.failed_document(None, error),
            };
        }
        Format::Feed => feed::entries,
        Format::Html => html::document,
        Format::Markdown => return further(sink, PartFormat::Markdown, &mut reader, transport),
        Format::NewsXml => news_xml::document,
        Format::Parquet => return further(sink, PartFormat::Parquet, &mut reader, transport),
        Format::Pdf => return further(sink, PartFormat::Pdf, &mut reader, transport),
        Format::References => references::document,
        Format::RichText => rtf::document,
        Format::Sqlite => sqlite::document,
        Format::WebArchive => webarchive::document,
        Format::Text => text::document,
    };
    match read_whole(&mut reader, sink.limits.document_bytes) {
        Ok(bytes) => single(sink, &bytes, transport),
        Err(error) => sink.failed_document(None, error),
    }
}

/// Reads a file in a format whose reader only some programs have.
fn further(sink: &mut DocumentSink<'_>, format: PartFormat, reader: &mut impl BufRead, transport: Transport) {
    match read_whole(reader, sink.limits.document_bytes) {
        Ok(bytes) => sink.readers.file(sink, format, &bytes, transport),
        Err(error) => sink.failed_document(None, error),
    }
}

/// Reads the contents of a compressed file as a file with this name.
fn packed(sink: &mut DocumentSink<'_>, budget: &UnpackBudget<'_>, name: &str, unpacked: impl Read, depth: u32) {
    let unpacked = budget.meter(unpacked, &sink.limits);
    part(sink, budget, name, &mut BufReader::with_capacity(64 << 10, unpacked), Transport::default(), depth);
}

/// A name without an ending, in lower case or in capitals.
fn without_ending<'n>(name: &'n str, ending: &str) -> &'n str {
    name.strip_suffix(ending).or_else(|| name.strip_suffix(&ending.to_ascii_uppercase())).unwrap_or(name)
}

/// Reads a file that begins with more white space than the format detection looks at.
fn behind_blanks(
    sink: &mut DocumentSink<'_>,
    budget: &UnpackBudget<'_>,
    name: &str,
    bytes: &[u8],
    transport: Transport,
    depth: u32,
) {
    let rest = bytes.trim_ascii_start();
    if rest.len() < bytes.len() && !rest.is_empty() {
        return part(sink, budget, name, &mut Cursor::new(rest), transport, depth);
    }
    // Other white space, or nothing but white space.
    text::document(sink, bytes, transport);
}
