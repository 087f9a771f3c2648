//! What the page reports about the documents it read.

use serde::Serialize;

use crate::model::{DateBasis, TitleBasis};
use crate::parser::Parsed;

/// The most entries of each list. Further ones are only counted.
const MAX_LISTED: usize = 500;

/// What was read, what was inferred, what failed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// How many articles were read.
    pub articles: usize,
    /// How many of them the open archive already had.
    pub known: usize,
    /// How many documents could not be read.
    pub failed: usize,
    /// Why each could not be read, one sentence each; at most 500.
    pub failures: Vec<String>,
    /// What is wrong without stopping anything, one sentence each; at most 500.
    pub warnings: Vec<String>,
    /// How much was inferred.
    pub inferred: usize,
    /// What was inferred; at most 500.
    pub inferences: Vec<Inference>,
    /// How many articles have no date.
    pub undated: usize,
    /// How many articles have no outlet.
    pub without_outlet: usize,
}

/// Something that no document states, but that was inferred.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Inference {
    /// The document.
    pub source: String,
    /// What was inferred: `the date 2025-04-28`.
    pub what: String,
    /// The words that it was inferred from.
    pub evidence: String,
}

impl Report {
    /// The report on what was parsed.
    pub(super) fn new(parsed: &Parsed) -> Report {
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
        let inferred = inferences.len();
        inferences.truncate(MAX_LISTED);
        Report {
            articles: articles.len(),
            known: 0,
            failed: parsed.failures.len(),
            failures: parsed.failures.iter().take(MAX_LISTED).map(ToString::to_string).collect(),
            warnings: parsed.warnings.iter().cloned().chain(of_articles).take(MAX_LISTED).collect(),
            inferred,
            inferences,
            undated: articles.iter().filter(|article| article.date.is_none()).count(),
            without_outlet: articles.iter().filter(|article| article.outlet.is_none()).count(),
        }
    }
}
