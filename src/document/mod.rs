//! Step 1: bytes become documents.
//!
//! A reader is a pure function from bytes to documents; folders and paths are known only to `ingest`. One file may
//! hold many documents, so [`read`] hands them over one by one. A document that cannot be read is handed over as a
//! [`ReadError`] in its place, and the rest goes on.

mod error;
mod record;

pub use error::ReadError;
pub use record::{Record, RecordActor};

use crate::model::{Day, Warning};

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
}

/// Reads every document of a file and hands each to `emit`, in order.
///
/// `name` is the file's path below the corpus folder, with `/`; it becomes the documents' `source`, with `#n` where
/// the file holds more than one. What the file is, is told by its content first and its name second.
pub fn read(name: &str, bytes: &[u8], emit: &mut dyn FnMut(Result<Document, ReadError>)) {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension {
        "jsonl" | "ndjson" => record::read_jsonl(name, bytes, emit),
        _ => emit(Ok(Document {
            source: name.to_owned(),
            content: Content::Text(String::from_utf8_lossy(bytes).into_owned()),
            transport: Transport::default(),
            warnings: Vec::new(),
        })),
    }
}
