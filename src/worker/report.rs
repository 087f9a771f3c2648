//! What the page reports about the documents it read.

use crate::document::{LimitReached, ReadError, ReadProblem};
use crate::model::{DateBasis, TitleBasis};
use crate::parser::{FormatCount, Parsed, UnusedEntry};
use crate::task::{
    DocumentFailure, DocumentProblem, DocumentRest, Inference, InferredFact, ReadFormat, Report, ReportWarning,
};

/// The most entries of each list. Further ones are only counted.
const MAX_LISTED: usize = 500;

impl Report {
    /// The report on what was parsed. `failures` are of files that the parser was not given; `lack` is the reason why there
    /// were no further readers.
    pub(super) fn new(parsed: &Parsed, mut failures: Vec<DocumentFailure>, lack: Option<DocumentProblem>) -> Report {
        let articles = &parsed.corpus.articles;
        let mut inferences = Vec::new();
        for article in articles {
            let mut add = |what: InferredFact, evidence: &str| {
                let (source, evidence) = (article.source.clone(), evidence.to_owned());
                inferences.push(Inference { source, what, evidence });
            };
            if article.title.basis == TitleBasis::Derived {
                add(InferredFact::Title, &article.title.value);
            }
            if let Some(date) = article.date.as_ref().filter(|date| date.basis == DateBasis::Inferred) {
                add(InferredFact::Date(date.value), &date.evidence);
            }
        }
        let of_articles = articles.iter().flat_map(|article| {
            article.warnings.iter().map(|warning| ReportWarning::Article {
                source: article.source.clone(),
                kind: warning.code,
                named: warning.named().map(str::to_owned).collect(),
                english: warning.message.clone(),
            })
        });
        failures.extend(parsed.failures.iter().map(|error| DocumentFailure {
            document: error.source_name.clone(),
            places: error.positions.clone(),
            problem: match (&error.problem, &lack) {
                (ReadProblem::NeedsReaders, Some(lack)) => lack.clone(),
                (problem, _) => DocumentProblem::from(problem),
            },
        }));
        let rest = |notice: &ReadError| match notice.problem {
            ReadProblem::LeftOut { what, n } => {
                let (document, places) = (notice.source_name.clone(), notice.positions.clone());
                Some(DocumentRest { document, places, what, n })
            }
            _ => None,
        };
        let failed = failures.len();
        failures.truncate(MAX_LISTED);
        let inferred = inferences.len();
        inferences.truncate(MAX_LISTED);
        let format = |count: &FormatCount| ReadFormat {
            file: count.file.clone(),
            format: count.format.name.clone().into_owned(),
            is_export: count.format.export > 0,
            read: count.n_read,
            stated: count.format.stated,
        };
        Report {
            articles: articles.len(),
            known: 0,
            failed,
            failures,
            left_out: parsed.notices.iter().filter_map(rest).take(MAX_LISTED).collect(),
            warnings: parsed.unused.iter().map(ReportWarning::from).chain(of_articles).take(MAX_LISTED).collect(),
            read_as: parsed.formats.len(),
            formats: parsed.formats.iter().take(MAX_LISTED).map(format).collect(),
            inferred,
            inferences,
            undated: articles.iter().filter(|article| article.date.is_none()).count(),
            without_outlet: articles.iter().filter(|article| article.outlet.is_none()).count(),
        }
    }
}

/// Bytes in MiB.
fn mebibytes(bytes: u64) -> u32 {
    u32::try_from(bytes >> 20).unwrap_or(u32::MAX)
}

impl From<&UnusedEntry> for ReportWarning {
    fn from(entry: &UnusedEntry) -> ReportWarning {
        match entry.clone() {
            UnusedEntry::NoSuchDocument { sidecar, file } => ReportWarning::NoSuchDocument { sidecar, file },
            UnusedEntry::WithoutFile { sidecar } => ReportWarning::EntryWithoutFile { sidecar },
        }
    }
}

impl From<&ReadProblem> for DocumentProblem {
    fn from(problem: &ReadProblem) -> DocumentProblem {
        let damaged = |format: &str, detail: &str| {
            let (format, detail) = (format.to_owned(), detail.to_owned());
            DocumentProblem::Damaged { format, detail }
        };
        match problem {
            ReadProblem::BrokenCompression(detail) => damaged("gzip", detail),
            ReadProblem::BrokenDatabase => damaged("SQLite", "a table breaks off"),
            ReadProblem::BrokenParquet(detail) => damaged("Parquet", detail),
            ReadProblem::BrokenPdf(detail) => damaged("PDF", detail),
            ReadProblem::BrokenRecord | ReadProblem::RecordWithoutLength => damaged("WARC", &problem.to_string()),
            ReadProblem::BrokenXml(detail) => damaged("XML", detail),
            ReadProblem::BrokenZip(detail) => damaged("ZIP", detail),
            ReadProblem::Bug(_) => DocumentProblem::ParserBroke,
            ReadProblem::Cut => DocumentProblem::Cut,
            ReadProblem::Empty => DocumentProblem::Empty,
            ReadProblem::FewerThanStated { read, stated } => DocumentProblem::Fewer { read: *read, stated: *stated },
            ReadProblem::JsonWithoutArticle | ReadProblem::JsonWithoutRecord | ReadProblem::NoTableOfArticles => {
                DocumentProblem::NoArticle
            }
            ReadProblem::ListOfAddresses => DocumentProblem::ListOfAddresses,
            ReadProblem::LockedPdf => DocumentProblem::Locked,
            ReadProblem::MessageWithoutPage => DocumentProblem::NoPage,
            ReadProblem::Missing => DocumentProblem::Missing,
            ReadProblem::NeedsReaders => DocumentProblem::ReadersLeftOut,
            ReadProblem::NestedTooDeep => DocumentProblem::Nested,
            ReadProblem::NoKnownCell | ReadProblem::NotRecord | ReadProblem::NotRecordLine(_) => {
                DocumentProblem::NotRecord
            }
            ReadProblem::NotJson(detail) => damaged("JSON", detail),
            ReadProblem::NotTable(detail) => damaged("CSV", detail),
            ReadProblem::NotText(_) => DocumentProblem::NotText,
            ReadProblem::NotUnderstood(detail) => damaged("TOML", detail),
            ReadProblem::OfficeDocument => DocumentProblem::Office,
            ReadProblem::OnlyInCommand(_) => DocumentProblem::OnlyInCommand,
            ReadProblem::OverlappingEntries => damaged("ZIP", &problem.to_string()),
            ReadProblem::PackedArchive => DocumentProblem::OwnPage,
            ReadProblem::PdfWithoutText => DocumentProblem::NoTextLayer,
            ReadProblem::RepeatedEntry => DocumentProblem::HiddenEntry,
            ReadProblem::ScanWithoutPages => DocumentProblem::ScanPart,
            ReadProblem::TooLong(LimitReached::Document(limit)) => DocumentProblem::TooLong { size: mebibytes(*limit) },
            ReadProblem::TooLong(LimitReached::Unpacked(limit) | LimitReached::Run(limit)) => {
                DocumentProblem::Unpacked { size: mebibytes(*limit) }
            }
            ReadProblem::TooManyDocuments | ReadProblem::TooManyRecords => DocumentProblem::TooMany,
            ReadProblem::TooMuchMemory { needed, allowed } => {
                DocumentProblem::Memory { needed: mebibytes(*needed), allowed: mebibytes(*allowed) }
            }
            ReadProblem::UnknownLayout(service) => DocumentProblem::UnknownLayout { service: service.to_string() },
            ReadProblem::UnsupportedPacking(method) => DocumentProblem::Packing { method: method.clone() },
            ReadProblem::Withdrawn => DocumentProblem::Withdrawn,
            // Of folders, which a page does not read; and texts of whoever opened the file.
            ReadProblem::Io(_)
            | ReadProblem::LeftOut { .. }
            | ReadProblem::LinkLoop
            | ReadProblem::LinkOutside(_)
            | ReadProblem::LinkToHidden
            | ReadProblem::NotAFile
            | ReadProblem::PermissionDenied
            | ReadProblem::Reported { .. } => {
                DocumentProblem::Other { words: format!("{problem}; {}", problem.remedy()) }
            }
        }
    }
}
