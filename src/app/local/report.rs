//! What was read, what was inferred, what failed.

use leptos::prelude::*;
use serde::Deserialize;

use crate::app::words;

/// What the worker tells of a reading.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Report {
    /// How many articles were read.
    pub articles: usize,
    known: usize,
    failed: usize,
    failures: Vec<String>,
    /// What is wrong without stopping anything, a sentence each.
    pub warnings: Vec<String>,
    inferred: usize,
    inferences: Vec<Inferred>,
    undated: usize,
    without_outlet: usize,
}

#[derive(Clone, Debug, Deserialize)]
struct Inferred {
    source: String,
    what: String,
    evidence: String,
}

impl Report {
    /// The report in the worker's words.
    pub fn parse(json: &str) -> Option<Report> {
        serde_json::from_str(json).ok()
    }
}

/// The report of a reading.
#[component]
pub fn ReportView(
    /// The report.
    report: Report,
) -> impl IntoView {
    let mut facts = vec![format!("{} read", words::count_of(report.articles, "article", "articles"))];
    let mut add = |count: usize, what: &str| {
        if count > 0 {
            facts.push(format!("{} {what}", words::number(count)));
        }
    };
    add(report.known, "of them in the archive already");
    add(report.undated, "without a date");
    add(report.without_outlet, "of an unknown outlet");
    let inferred = report.inferences.iter().map(|inferred| {
        let Inferred { source, what, evidence } = inferred;
        format!("{source}: {what}, from “{evidence}”")
    });
    let failed = words::count_of(report.failed, "document could not be read", "documents could not be read");
    let taken = words::count_of(report.inferred, "thing was inferred", "things were inferred");
    let warned = words::count_of(report.warnings.len(), "warning", "warnings");
    view! {
        <p class="desk__result" role="status">{facts.join(", ")}</p>
        {list(failed, report.failures.clone(), true)}
        {list(warned, report.warnings.clone(), false)}
        {list(taken, inferred.collect(), false)}
    }
}

/// A list under its number, open or closed; nothing where it is empty.
fn list(title: String, entries: Vec<String>, open: bool) -> Option<impl IntoView> {
    let entries: Vec<String> = entries.iter().map(|entry| words::tame(entry)).collect();
    (!entries.is_empty()).then(|| {
        view! {
            <details open=open>
                <summary>{title}</summary>
                <ul class="desk__list">
                    {entries.into_iter().map(|entry| view! { <li><bdi>{entry}</bdi></li> }).collect_view()}
                </ul>
            </details>
        }
    })
}
