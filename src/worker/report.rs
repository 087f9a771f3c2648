//! What the page reports about the documents it read.

use crate::document::ReadProblem;
use crate::model::{DateBasis, TitleBasis};
use crate::parser::{FormatCount, Parsed};
use crate::task::{DocumentFailure, DocumentProblem, Inference, ReadFormat, Report};

/// The most entries of each list. Further ones are only counted.
const MAX_LISTED: usize = 500;

impl Report {
    /// The report on what was parsed. `failures` are of files that the parser was not given; `lack` is the reason why there
    /// were no further readers.
    pub(super) fn new(parsed: &Parsed, mut failures: Vec<DocumentFailure>, lack: Option<DocumentProblem>) -> Report {
        let articles = &parsed.corpus.articles;
        let mut inferences = Vec::new();
        for article in articles {
            let mut add = |what: String, evidence: &str| {
                let (source, evidence) = (article.source.clone(), evidence.to_owned());
                inferences.push(Inference { source, what, evidence });
            };
            if article.title.basis == TitleBasis::Derived {
                add("the title".to_owned(), &article.title.value);
            }
            if let Some(date) = article.date.as_ref().filter(|date| date.basis == DateBasis::Inferred) {
                add(format!("the date {}", date.value), &date.evidence);
            }
        }
        let of_articles = articles.iter().flat_map(|article| {
            article.warnings.iter().map(|warning| format!("{}: {}", article.source, warning.message))
        });
        failures.extend(parsed.failures.iter().map(|error| DocumentFailure {
            document: error.place(),
            problem: match (&error.problem, &lack) {
                (ReadProblem::NeedsReaders, Some(lack)) => lack.clone(),
                (problem, _) => DocumentProblem::Other { words: format!("{problem}; {}", problem.remedy()) },
            },
        }));
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
            warnings: parsed.warnings.iter().cloned().chain(of_articles).take(MAX_LISTED).collect(),
            read_as: parsed.formats.len(),
            formats: parsed.formats.iter().take(MAX_LISTED).map(format).collect(),
            inferred,
            inferences,
            undated: articles.iter().filter(|article| article.date.is_none()).count(),
            without_outlet: articles.iter().filter(|article| article.outlet.is_none()).count(),
        }
    }
}
