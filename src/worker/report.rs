//! What the page tells of a reading.

use serde::Serialize;

use crate::model::{DateBasis, TitleBasis};
use crate::parser::Parsed;

/// The most entries of each list; what is beyond is counted only.
const MOST_LISTED: usize = 500;

/// What was read, what was inferred, what failed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// How many articles were read.
    pub articles: usize,
    /// How many of them the open archive had already.
    pub known: usize,
    /// How many documents could not be read.
    pub failed: usize,
    /// Why each could not be read, a sentence each; at most 500.
    pub failures: Vec<String>,
    /// What is wrong without stopping anything, a sentence each; at most 500.
    pub warnings: Vec<String>,
    /// How much was inferred.
    pub inferred: usize,
    /// What was inferred; at most 500.
    pub inferences: Vec<Inferred>,
    /// How many articles have no date.
    pub undated: usize,
    /// How many articles have no outlet.
    pub without_outlet: usize,
}

/// Something that no document states and that was concluded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Inferred {
    /// The document.
    pub source: String,
    /// What was concluded: `date 2025-04-28`.
    pub what: String,
    /// The words that it was concluded from.
    pub evidence: String,
}

impl Report {
    /// The report of what a parser gave.
    pub(super) fn of(parsed: &Parsed) -> Report {
        let articles = &parsed.corpus.articles;
        let mut inferences = Vec::new();
        for article in articles {
            let mut add = |what: String, evidence: &str| {
                let (source, evidence) = (article.source.clone(), evidence.to_owned());
                inferences.push(Inferred { source, what, evidence });
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
        inferences.truncate(MOST_LISTED);
        Report {
            articles: articles.len(),
            known: 0,
            failed: parsed.failures.len(),
            failures: parsed.failures.iter().take(MOST_LISTED).map(ToString::to_string).collect(),
            warnings: parsed.warnings.iter().cloned().chain(of_articles).take(MOST_LISTED).collect(),
            inferred,
            inferences,
            undated: articles.iter().filter(|article| article.date.is_none()).count(),
            without_outlet: articles.iter().filter(|article| article.outlet.is_none()).count(),
        }
    }
}
