//! Why a document could not be read, and what the user can do about it.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::io;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::limits::{LimitReached, Size};
pub use crate::model::{LeftOut, Position};

/// Why a document could not be read.
#[derive(Clone, Debug, Error, PartialEq, Eq, PartialOrd, Ord)]
#[error("{}: {problem}; {}", self.place(), problem.remedy())]
pub struct ReadError {
    /// The file, or the document in it.
    pub source_name: String,
    /// Where in the file, from the outside in. Empty if the whole file is meant.
    pub positions: Vec<Position>,
    /// What is wrong.
    pub problem: ReadProblem,
}

struct PositionList<'a>(&'a [Position]);

impl fmt::Display for PositionList<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|position| write!(f, ", {position}"))
    }
}

/// What is left out, in the singular and in the plural.
fn words_of(what: LeftOut) -> (&'static str, &'static str) {
    match what {
        LeftOut::Attachments => ("attached file", "attached files"),
        LeftOut::DocumentsOfWebArchive => ("document that is not a web page", "documents that are not web pages"),
        LeftOut::MessagesWithoutText => ("message without text", "messages without text"),
        LeftOut::NoPublications => (
            "entry that is no publication, such as a draft or a picture",
            "entries that are no publications, such as drafts and pictures",
        ),
        LeftOut::OtherLists => ("record in another list of the file", "records in other lists of the file"),
        LeftOut::ScannedBlocks => (
            "block of text outside all articles, such as an advertisement",
            "blocks of text outside all articles, such as advertisements",
        ),
        LeftOut::Sheets => ("sheet without a column of an article", "sheets without a column of an article"),
        LeftOut::ShortParts => (
            "part that is too short for an article, such as a cover",
            "parts that are too short for an article, such as covers",
        ),
        LeftOut::Tables => ("table without a column of an article", "tables without a column of an article"),
    }
}

/// A number of things that were left out: `left out: 2 messages without text`.
struct LeftOutCount(u64, LeftOut);

impl fmt::Display for LeftOutCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, several) = words_of(self.1);
        write!(f, "left out: {} {}", self.0, if self.0 == 1 { one } else { several })
    }
}

/// What is wrong with a document: a phrase in lower case without a full stop. [`ReadProblem::remedy`] says what to do.
#[derive(Clone, Debug, Error, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum ReadProblem {
    /// Dateline panicked.
    #[error("Dateline itself failed on it ({0})")]
    Bug(String),
    /// A database is damaged.
    #[error("a broken SQLite database")]
    BrokenDatabase,
    /// A Parquet file is damaged.
    #[error("a broken Parquet file ({0})")]
    BrokenParquet(String),
    /// A PDF is damaged.
    #[error("a broken PDF ({0})")]
    BrokenPdf(String),
    /// Compressed data is damaged.
    #[error("the compressed data is broken ({0})")]
    BrokenCompression(String),
    /// A record of a web archive does not begin with a header.
    #[error("a broken record: no header where one should begin")]
    BrokenRecord,
    /// XML is not well-formed.
    #[error("broken XML ({0})")]
    BrokenXml(String),
    /// A zip archive is damaged.
    #[error("a broken zip archive ({0})")]
    BrokenZip(String),
    /// The file ends before its content does.
    #[error("the file ends too early")]
    Cut,
    /// Nothing but blanks.
    #[error("empty")]
    Empty,
    /// The operating system refuses to read it, for a reason of its own.
    #[error("{0}")]
    Io(String),
    /// JSON in which no field of an article was found.
    #[error("JSON without a field of an article")]
    JsonWithoutArticle,
    /// JSON that is neither an object nor a list of objects.
    #[error("JSON without a record")]
    JsonWithoutRecord,
    /// A file says how many documents it contains, and has fewer.
    #[error("{read} of {stated} documents read")]
    FewerThanStated {
        /// The documents that were read.
        read: u64,
        /// The documents that there should be.
        stated: u64,
    },
    /// Content that is left out on purpose. It is no failure; see [`ReadError::notice`].
    #[error("{}", LeftOutCount(*n, *what))]
    LeftOut {
        /// What it is.
        what: LeftOut,
        /// How many.
        n: u64,
    },
    /// A link that leads to a folder around it.
    #[error("a link to a folder that it lies in")]
    LinkLoop,
    /// A link that leads out of the folder.
    #[error("a link that leads out of the folder, to {0}")]
    LinkOutside(String),
    /// A link to a hidden file or folder.
    #[error("a link to a hidden file")]
    LinkToHidden,
    /// A PDF with a password.
    #[error("a PDF with a password")]
    LockedPdf,
    /// A list of addresses.
    #[error("a list of addresses, not of articles")]
    ListOfAddresses,
    /// No file with this name.
    #[error("there is no such file")]
    Missing,
    /// A message without text.
    #[error("a saved page without a page in it")]
    MessageWithoutPage,
    /// Archives in archives in archives.
    #[error("archives are nested too deeply")]
    NestedTooDeep,
    /// A database without a table that has a title or a text.
    #[error("a database without a table of articles")]
    NoTableOfArticles,
    /// A format whose readers the program does not have; see [`ReaderSet::USUAL`](super::ReaderSet::USUAL).
    #[error("a format whose readers are not in this page")]
    NeedsReaders,
    /// A format that only the command reads, not the page.
    #[error("{0}, which only the command reads")]
    OnlyInCommand(Cow<'static, str>),
    /// A PDF of pictures.
    #[error("a PDF without text, such as a scan")]
    PdfWithoutText,
    /// A row of a table with nothing in it that belongs to an article.
    #[error("no cell of the row is a field of an article")]
    NoKnownCell,
    /// A device, a socket, a pipe.
    #[error("neither a file nor a folder")]
    NotAFile,
    /// Not a JSON text.
    #[error("not valid JSON ({0})")]
    NotJson(String),
    /// An item of a list that is not an object.
    #[error("not a record")]
    NotRecord,
    /// A line that is not an object.
    #[error("not a record ({0})")]
    NotRecordLine(String),
    /// Not a table.
    #[error("not a table ({0})")]
    NotTable(String),
    /// Another kind of file: the name of what it is.
    #[error("{0}, not a text")]
    NotText(Cow<'static, str>),
    /// A `corpus.toml` that cannot be parsed.
    #[error("not understood: {0}")]
    NotUnderstood(String),
    /// A document of Microsoft's or OASIS's formats.
    #[error("an office document, not an archive")]
    OfficeDocument,
    /// Zip entries that share packed bytes.
    #[error("a zip archive whose entries overlap")]
    OverlappingEntries,
    /// A page that holds an archive: what `dateline pack` writes.
    #[error("a page of Dateline's with an archive in it, not an article")]
    PackedArchive,
    /// No permission to read it.
    #[error("it may not be read")]
    PermissionDenied,
    /// A record of a web archive without a length.
    #[error("a record that does not state its length")]
    RecordWithoutLength,
    /// An entry of a zip archive with the name of a later one, which hides it.
    #[error("another entry of the archive has the same name, and only the last is read")]
    RepeatedEntry,
    /// A problem that whoever opened the file reports.
    #[error("{problem}")]
    Reported {
        /// What is wrong.
        problem: String,
        /// What to do about it.
        remedy: String,
    },
    /// A page of a scanned newspaper without the map of its articles, or the map without the pages.
    #[error("a part of a scanned newspaper, whose articles are on several pages")]
    ScanWithoutPages,
    /// A document is longer than the limit, or a file unpacks to more than it.
    #[error("{0}")]
    TooLong(#[from] LimitReached),
    /// More documents or entries than the limit.
    #[error("too many documents in one file")]
    TooManyDocuments,
    /// Parsing takes more memory than the limit.
    #[error("parsing it takes up to {}, more than the {} allowed", Size(*needed), Size(*allowed))]
    TooMuchMemory {
        /// An upper bound in bytes.
        needed: u64,
        /// [`Limits::memory_bytes`](super::Limits::memory_bytes).
        allowed: u64,
    },
    /// More records than the limit.
    #[error("too many records in one file")]
    TooManyRecords,
    /// An export of a service that is known, in a layout that is not.
    #[error("an export of {0} whose layout is not understood")]
    UnknownLayout(Cow<'static, str>),
    /// A compression method that is not supported.
    #[error("packed with an unsupported method ({0})")]
    UnsupportedPacking(String),
    /// A record that says that its article is gone.
    #[error("a record whose article was removed by the service")]
    Withdrawn,
}

impl ReadProblem {
    /// What the user can do about it: a phrase in lower case without a full stop.
    pub fn remedy(&self) -> &str {
        match self {
            ReadProblem::Bug(_) => "report it with the file",
            ReadProblem::BrokenDatabase => "copy it again while no program uses it",
            ReadProblem::BrokenParquet(_) | ReadProblem::BrokenPdf(_) => "fetch or make it again",
            ReadProblem::BrokenCompression(_) => "fetch or pack it again",
            ReadProblem::BrokenRecord | ReadProblem::RecordWithoutLength => {
                "fetch the file again; reading went on at the next record"
            }
            ReadProblem::BrokenXml(_) => "fetch it again, or correct it",
            ReadProblem::BrokenZip(_) | ReadProblem::OverlappingEntries => "pack or fetch it again",
            ReadProblem::Cut => "fetch it again; it was cut off while being copied or written",
            ReadProblem::Empty => "leave it out, or fetch it again",
            ReadProblem::Io(_) => "check that the file can be read",
            ReadProblem::JsonWithoutArticle => {
                "name its fields `title`, `date`, `body` and so on, or leave the file out"
            }
            ReadProblem::JsonWithoutRecord => {
                "give an object with fields such as `title` and `body`, or a list of them"
            }
            ReadProblem::FewerThanStated { .. } => "make the export again, or find the rest of it",
            ReadProblem::LeftOut { .. } => "nothing needs to be done",
            ReadProblem::LinkLoop => "remove the link; the folder is read once",
            ReadProblem::LinkOutside(_) | ReadProblem::LinkToHidden => {
                "copy what it leads to, or follow such links with --follow-links"
            }
            ReadProblem::LockedPdf => "save a copy without a password",
            ReadProblem::ListOfAddresses => "fetch the pages that it lists",
            ReadProblem::Missing => "check the name",
            ReadProblem::MessageWithoutPage => "save the page again",
            ReadProblem::NestedTooDeep => "unpack it and give its parts",
            ReadProblem::NoTableOfArticles => "name the columns of a table `title`, `date`, `body` and so on",
            ReadProblem::NeedsReaders => {
                "build the archive with the command `dateline`, or this page with --with-readers"
            }
            ReadProblem::OnlyInCommand(_) => "build the archive with the command `dateline`",
            ReadProblem::PdfWithoutText => "recognise its text (OCR) first",
            ReadProblem::NoKnownCell => "name the columns in line 1",
            ReadProblem::NotAFile => "move it out of the folder",
            ReadProblem::NotJson(_) => "correct it, or rename it if it is something else",
            ReadProblem::NotRecord => "make every item of the list a JSON object",
            ReadProblem::NotRecordLine(_) => "put one JSON object on each line",
            ReadProblem::NotTable(_) => "check its quotation marks",
            ReadProblem::NotText(_) => "leave it out, or save its text as .txt or .html",
            ReadProblem::NotUnderstood(_) => "correct it; nothing in it was applied",
            ReadProblem::OfficeDocument => "save its text as .txt or .html",
            ReadProblem::PackedArchive => "leave it out, and read the documents that it was made from",
            ReadProblem::PermissionDenied => "give yourself the right to read it",
            ReadProblem::RepeatedEntry => "give the entries different names and pack them again",
            ReadProblem::Reported { remedy, .. } => remedy,
            ReadProblem::ScanWithoutPages => {
                "put its METS file, whose name ends with `mets.xml`, and its ALTO files into one folder or zip"
            }
            ReadProblem::TooLong(LimitReached::Document(_)) => "split it into its articles",
            ReadProblem::TooLong(LimitReached::Unpacked(_)) | ReadProblem::TooManyDocuments => {
                "unpack it and give its parts"
            }
            ReadProblem::TooLong(LimitReached::Run(_)) => "read them in several runs",
            ReadProblem::TooManyRecords => "split the file",
            ReadProblem::TooMuchMemory { .. } => "split it, or allow more with --memory",
            ReadProblem::UnknownLayout(_) => "export it again in another format, or give its articles one by one",
            ReadProblem::UnsupportedPacking(_) => "unpack it and give its files",
            ReadProblem::Withdrawn => "leave it out, or find the article elsewhere",
        }
    }
}

impl From<io::Error> for ReadProblem {
    fn from(error: io::Error) -> ReadProblem {
        if let Some(limit) = error.get_ref().and_then(|inner| inner.downcast_ref::<LimitReached>()) {
            return ReadProblem::TooLong(*limit);
        }
        match error.kind() {
            io::ErrorKind::UnexpectedEof => ReadProblem::Cut,
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                ReadProblem::BrokenCompression(error.to_string())
            }
            io::ErrorKind::NotFound => ReadProblem::Missing,
            io::ErrorKind::PermissionDenied => ReadProblem::PermissionDenied,
            _ => ReadProblem::Io(error.to_string()),
        }
    }
}

impl ReadError {
    /// An error about a file as a whole.
    pub fn new(source_name: impl Into<String>, problem: impl Into<ReadProblem>) -> ReadError {
        ReadError { source_name: source_name.into(), positions: Vec::new(), problem: problem.into() }
    }

    /// The failure of a document that made the program panic. That is a bug of Dateline, but it is listed like any other.
    pub fn of_panic(source: &str, panic: &(dyn Any + Send)) -> ReadError {
        let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        ReadError::new(source, ReadProblem::Bug(text.unwrap_or("no reason given").to_owned()))
    }

    /// What was left out on purpose, with its place; `None` if this is a failure.
    pub fn notice(&self) -> Option<String> {
        matches!(self.problem, ReadProblem::LeftOut { .. }).then(|| format!("{}: {}", self.place(), self.problem))
    }

    /// The document, with the place in it: `b.zip, entry a.json, line 3`.
    pub fn place(&self) -> String {
        format!("{}{}", self.source_name, PositionList(&self.positions))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_where_what_and_what_to_do() {
        let positions = vec![Position::Entry("a.json".to_owned()), Position::Line(3)];
        let error = ReadError {
            source_name: "b.zip".to_owned(),
            positions,
            problem: ReadProblem::NotRecordLine("x".to_owned()),
        };
        let text = "b.zip, entry a.json, line 3: not a record (x); put one JSON object on each line";
        assert_eq!(error.to_string(), text);
        assert_eq!(ReadError::new("a", ReadProblem::Empty).to_string(), "a: empty; leave it out, or fetch it again");
    }
}
