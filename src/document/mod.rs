//! Step 1: bytes become documents.
//!
//! A reader is a pure function from bytes to documents; folders and paths are known only to `ingest`. One file may
//! hold many documents, so [`read`] hands them over one by one. A document that cannot be read is handed over as a
//! [`ReadError`] in its place, and the rest goes on.
//!
//! One file a format: `format` tells what a file is, `decode` its character set, and the others read it. Archives
//! (`gzip`, `zip`, `warc`) hand what they hold to the same readers again, within [`Limits`].

mod address;
mod decode;
mod error;
mod feed;
mod feed_entry;
mod field;
mod format;
mod gzip;
mod html;
mod http;
mod json;
mod limits;
mod markdown;
mod markup;
mod mhtml;
mod reading;
mod record;
mod table;
mod text;
mod warc;
mod zip;

pub use error::ReadError;
pub use limits::Limits;
pub use record::{Record, RecordActor};

use std::io::{BufRead, BufReader, Cursor, Read, Seek, SeekFrom};

use error::Trouble;
use format::{Format, HEAD_BYTES};
use limits::read_whole;
use reading::{Reading, Spent};

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
    let mut reading = Reading::new(name, Limits::default(), emit);
    part(&mut reading, &Spent::default(), name, &mut Cursor::new(bytes), transport, 0);
}

/// Reads every document of a file like [`read`], without holding more than a document in memory.
pub fn read_from(
    name: &str,
    mut source: impl Read + Seek,
    limits: &Limits,
    emit: &mut dyn FnMut(Result<Document, ReadError>),
) {
    let mut reading = Reading::new(name, *limits, emit);
    let spent = Spent::default();
    let mut head = Vec::new();
    if let Err(error) = (&mut source).take(HEAD_BYTES).read_to_end(&mut head) {
        return reading.failure(None, error);
    }
    if format::detect(name, &head) == Format::Zip {
        return zip::read_archive(&mut reading, &spent, source, 0);
    }
    if let Err(error) = source.seek(SeekFrom::Start(0)) {
        return reading.failure(None, error);
    }
    part(&mut reading, &spent, name, &mut BufReader::new(source), Transport::default(), 0);
}

/// Reads structured records, one JSON object a line, from a stream such as standard input.
pub fn read_records(name: &str, source: impl Read, limits: &Limits, emit: &mut dyn FnMut(Result<Document, ReadError>)) {
    let mut reading = Reading::new(name, *limits, emit);
    let mut source = BufReader::new(source);
    match source.fill_buf().map(<[u8]>::to_vec) {
        Ok(head) => json::read_lines(&mut reading, &head, &mut source),
        Err(error) => reading.failure(None, error),
    }
}

/// Reads a file, or an entry of an archive, that has this name.
fn part(
    reading: &mut Reading<'_>,
    spent: &Spent,
    name: &str,
    reader: &mut dyn BufRead,
    transport: Transport,
    depth: u32,
) {
    let mut head = Vec::new();
    if let Err(error) = (&mut *reader).take(HEAD_BYTES).read_to_end(&mut head) {
        return reading.failed_document(None, error);
    }
    let format = format::detect(name, &head);
    let mut reader = Cursor::new(&head).chain(reader);
    let single = match format {
        Format::Gzip | Format::Zip if depth >= reading.limits.depth => {
            let trouble = Trouble::new("archives in archives, too deep", "unpack it and give its parts");
            return reading.failed_document(None, trouble);
        }
        Format::Gzip => return gzip::read_packed(reading, spent, name, &mut reader, depth + 1),
        Format::Zip => return zip::read_nested(reading, spent, &mut reader, depth + 1),
        Format::Arc | Format::Warc => {
            reading.number_documents();
            return warc::read_plain(reading, &mut reader);
        }
        Format::Json => return json::read_json(reading, &head, &mut reader),
        Format::JsonLines => return json::read_lines(reading, &head, &mut reader),
        Format::Table(delimiter) => return table::read_table(reading, &head, &mut reader, delimiter),
        Format::Binary(what) => {
            let remedy = "leave it out, or save its text as .txt or .html";
            return reading.failed_document(None, Trouble::new(format!("{what}, not a text"), remedy));
        }
        Format::Empty if head.len() as u64 == HEAD_BYTES => {
            return match read_whole(&mut reader, reading.limits.document_bytes) {
                Ok(bytes) => behind_blanks(reading, spent, name, &bytes, transport, depth),
                Err(error) => reading.failed_document(None, error),
            };
        }
        Format::Empty => {
            return reading.failed_document(None, Trouble::new("empty", "leave it out, or fetch it again"));
        }
        Format::Sitemap => {
            let trouble = Trouble::new("a list of addresses, not of articles", "fetch the pages that it lists");
            return reading.failed_document(None, trouble);
        }
        Format::Feed => feed::entries,
        Format::Html => html::document,
        Format::Markdown => markdown::document,
        Format::Mhtml => mhtml::document,
        Format::Text => text::document,
    };
    match read_whole(&mut reader, reading.limits.document_bytes) {
        Ok(bytes) => single(reading, &bytes, transport),
        Err(error) => reading.failed_document(None, error),
    }
}

/// Reads a file that begins with more blanks than are looked at to tell what it is.
fn behind_blanks(reading: &mut Reading<'_>, spent: &Spent, name: &str, bytes: &[u8], transport: Transport, depth: u32) {
    let rest = bytes.trim_ascii_start();
    if rest.len() < bytes.len() && !rest.is_empty() {
        return part(reading, spent, name, &mut Cursor::new(rest), transport, depth);
    }
    // Blanks of another kind, or nothing but blanks.
    text::document(reading, bytes, transport);
}
