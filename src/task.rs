//! What the page and its worker tell each other: what an archive is called, how far a task is, and what was read.
//!
//! Both sides use these types, and `serde-wasm-bindgen` turns them into JavaScript values and back. The bytes of files
//! cross beside them, as `Uint8Array`s that are handed over without a copy.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::model::{LeftOut, PartialDate, Position, WarningCode};

/// What an archive says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct Heading {
    /// The title.
    pub title: Option<String>,
    /// The description.
    pub description: Option<String>,
    /// What `corpus.toml` stated about its whole corpus, as the archive keeps it: JSON.
    pub statements: Option<String>,
}

/// What a message of the worker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MessageKind {
    /// The task goes on: a [`Progress`].
    Progress,
    /// The worker needs the bytes of a file that it may not read itself: a [`Lend`].
    Lend,
    /// The task ended with a result.
    Done,
    /// The parser itself failed on a file: a [`Broken`].
    Broken,
    /// The task ended without a result: a [`Failed`].
    Failed,
}

/// The head of every message of the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct MessageHead {
    /// What follows.
    pub kind: MessageKind,
}

/// What is being done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// The documents are read.
    #[default]
    Documents,
    /// The documents are read, and the actors of their articles are found.
    Actors,
}

/// How far a task is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Progress {
    /// What is being done.
    pub phase: Phase,
    /// How many files or articles are done.
    pub done: usize,
    /// How many there are.
    pub total: usize,
    /// How many articles were found.
    pub articles: usize,
    /// How many documents could not be read.
    pub failures: usize,
}

/// What was found so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Counts {
    /// How many articles were found.
    pub articles: usize,
    /// How many documents could not be read.
    pub failures: usize,
}

/// The file whose bytes the worker needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Lend {
    /// Its place in the files of the task.
    pub at: usize,
}

/// The file that the parser itself failed on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Broken {
    /// Its name.
    pub name: String,
}

/// Why a worker ended a task without a result.
#[derive(Clone, Debug, Error, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum WorkerProblem {
    /// The server answered with this HTTP status when the parser was fetched.
    #[error("the parser could not be fetched: the server answered with status {status}")]
    NoParser {
        /// The status.
        status: u16,
    },
    /// The browser gives the page less room than an archive needs.
    #[error("the browser gives this page {free} MB more, and {needed} MB are needed")]
    NoRoom {
        /// How much it gives, in megabytes.
        free: u32,
        /// How much is needed, in megabytes.
        needed: u32,
    },
    /// Anything else, in the words of the parser or of the browser.
    #[error("{words}")]
    Other {
        /// The words.
        words: String,
    },
}

/// A message of a task that has no result.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Failed {
    /// The reason.
    pub problem: WorkerProblem,
}

/// What was read, what was inferred, and what failed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Report {
    /// How many articles were read.
    pub articles: usize,
    /// How many of them the open archive already had.
    pub known: usize,
    /// How many documents could not be read.
    pub failed: usize,
    /// Those documents, and why; at most 500.
    pub failures: Vec<DocumentFailure>,
    /// What the files have beside their articles; at most 500.
    pub left_out: Vec<DocumentRest>,
    /// Problems that did not stop the reading; at most 500.
    pub warnings: Vec<ReportWarning>,
    /// How many entries [`Report::formats`] would have without a limit.
    pub read_as: usize,
    /// What the files were read as, by name; at most 500.
    pub formats: Vec<ReadFormat>,
    /// How many facts were inferred.
    pub inferred: usize,
    /// What was inferred; at most 500.
    pub inferences: Vec<Inference>,
    /// How many articles have no date.
    pub undated: usize,
    /// How many articles have no outlet.
    pub without_outlet: usize,
}

/// A document that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct DocumentFailure {
    /// The name of its file.
    pub document: String,
    /// Where in the file it is, from the outside in; empty if the whole file is meant.
    pub places: Vec<Position>,
    /// The reason.
    pub problem: DocumentProblem,
}

/// Content of a file that is no article.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct DocumentRest {
    /// The name of the file.
    pub document: String,
    /// Where in the file it is, from the outside in.
    pub places: Vec<Position>,
    /// What it is.
    pub what: LeftOut,
    /// How many.
    pub n: u64,
}

/// Why a document could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum DocumentProblem {
    /// The parser broke on it, and was started again.
    ParserBroke,
    /// It is larger than the page reads.
    TooLarge,
    /// The browser did not give it to the worker.
    Unreadable,
    /// The page was made without the readers of its format.
    ReadersLeftOut,
    /// The readers of its format could not be fetched.
    ReadersNotFetched,
    /// Its bytes are damaged.
    Damaged {
        /// The format that they should have.
        format: String,
        /// What the decoder says, in English.
        detail: String,
    },
    /// The file ends before its content does.
    Cut,
    /// There is nothing in it.
    Empty,
    /// There are fewer documents than the file says.
    Fewer {
        /// How many were read.
        read: u64,
        /// How many there should be.
        stated: u64,
    },
    /// A later entry of the archive has its name.
    HiddenEntry,
    /// It lists addresses.
    ListOfAddresses,
    /// A PDF with a password.
    Locked,
    /// It needs too much memory.
    Memory {
        /// How much, in MiB.
        needed: u32,
        /// How much may be used, in MiB.
        allowed: u32,
    },
    /// The file refers to it, but does not have it.
    Missing,
    /// Too many archives within each other.
    Nested,
    /// There is no field of an article in it.
    NoArticle,
    /// A message without a page.
    NoPage,
    /// A PDF of pictures.
    NoTextLayer,
    /// An item of a list that is none of an article.
    NotRecord,
    /// It is no text.
    NotText,
    /// An office document of an unknown kind.
    Office,
    /// Its format is read by the command only.
    OnlyInCommand,
    /// A page with an archive, made by Dateline.
    OwnPage,
    /// It is packed in an unknown way.
    Packing {
        /// What the archive calls it.
        method: String,
    },
    /// It is a part of a scanned newspaper.
    ScanPart,
    /// It is too long.
    TooLong {
        /// The limit in MiB.
        size: u32,
    },
    /// The file has too many documents.
    TooMany,
    /// An export whose layout is not known.
    UnknownLayout {
        /// The service.
        service: String,
    },
    /// It unpacks to too much.
    Unpacked {
        /// The limit in MiB.
        size: u32,
    },
    /// The service removed its article.
    Withdrawn,
    /// Anything else, in the words of the parser, which are English: the problem and the remedy.
    Other {
        /// The words.
        words: String,
    },
}

/// What a file was read as.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct ReadFormat {
    /// The file.
    pub file: String,
    /// The short name of the format, or the name of the service that made the export.
    pub format: String,
    /// Whether it is an export of a service.
    pub is_export: bool,
    /// How many articles were read.
    pub read: u64,
    /// How many articles the export says it contains.
    pub stated: Option<u64>,
}

/// A fact that no document states, but that was inferred.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Inference {
    /// The document.
    pub source: String,
    /// What was inferred.
    pub what: InferredFact,
    /// The words that it was inferred from.
    pub evidence: String,
}

/// What was inferred about a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum InferredFact {
    /// When it was published.
    Date(PartialDate),
    /// Its headline.
    Title,
}

/// A problem that did not stop the reading.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum ReportWarning {
    /// A warning about an article.
    Article {
        /// The document.
        source: String,
        /// The kind of problem.
        kind: WarningCode,
        /// What the warning names of the document, such as a date or a field.
        named: Vec<String>,
        /// The whole warning, in English.
        english: String,
    },
    /// An entry of a `corpus.toml` names no document.
    EntryWithoutFile {
        /// The `corpus.toml`.
        sidecar: String,
    },
    /// An entry of a `corpus.toml` names a document that there is not.
    NoSuchDocument {
        /// The `corpus.toml`.
        sidecar: String,
        /// The name.
        file: String,
    },
    /// Only the first files were read.
    OnlyFirst {
        /// How many were read.
        most: usize,
        /// How many were not.
        beyond: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_what_the_script_of_the_worker_writes() {
        let script = include_str!("worker/worker.js");
        let problems = [
            (WorkerProblem::NoParser { status: 404 }, r#"{"code":"no-parser","status":404}"#),
            (WorkerProblem::NoRoom { free: 1, needed: 2 }, r#"{"code":"no-room","free":1,"needed":2}"#),
            (WorkerProblem::Other { words: "no".to_owned() }, r#"{"code":"other","words":"no"}"#),
        ];
        for (problem, json) in problems {
            assert_eq!(serde_json::to_string(&problem).unwrap(), json);
            assert_eq!(serde_json::from_str::<WorkerProblem>(json).unwrap(), problem);
            let code = json.split('"').nth(3).unwrap();
            assert!(script.contains(&format!("code: \"{code}\"")), "{code}");
        }
        for problem in [DocumentProblem::ParserBroke, DocumentProblem::TooLarge, DocumentProblem::Unreadable] {
            let json = serde_json::to_string(&problem).unwrap();
            let code = json.split('"').nth(3).unwrap();
            assert!(script.contains(&format!("job.fail(name, {{ code: \"{code}\" }})")), "{code}");
        }
        for problem in [DocumentProblem::ReadersLeftOut, DocumentProblem::ReadersNotFetched] {
            let json = serde_json::to_string(&problem).unwrap();
            let code = json.split('"').nth(3).unwrap();
            assert!(script.contains(&format!("lack = {{ code: \"{code}\" }}")), "{code}");
        }
    }
}
