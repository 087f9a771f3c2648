//! The same quote in several outlets: wordings made from the quotes of PolNeAR are joined, and different quotes kept apart.

use std::path::Path;

use dateline::actors::Dictionary;
use dateline::survey::attributed_quotes;
use serde::Deserialize;

use super::text::{Annotated, rows};
use crate::options::Options;
use crate::report::Report;
use crate::variants;

#[derive(Deserialize)]
struct Row {
    title: Option<String>,
    date: Option<String>,
    text: String,
}

/// Scores pairs of wordings.
pub fn run(data: &Path, _: &Options, report: &mut Report) {
    let dictionary = Dictionary::shipped();
    let rows: Vec<Row> = rows(&data.join("quotes/polnear_train.jsonl.gz"));
    let said: Vec<variants::Said> = rows
        .iter()
        .flat_map(|row| {
            let title = row.title.as_deref().unwrap_or("");
            attributed_quotes(&Annotated::of(title, row.date.as_deref(), &row.text, &dictionary).article)
        })
        .map(|told| (told.text, told.speaker))
        .collect();
    let (score, n) = variants::score(&said);
    report.add("polnear", "made wordings in one group, pairs F1", n, score.detail(), score.f1(), Some(0.97));
}
