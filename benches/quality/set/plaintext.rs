//! The visible text of pages, including boilerplate, one block per line.

use std::collections::BTreeMap;
use std::path::Path;

use dateline::document::{Content, Document, FileFormat, Transport};
use dateline::extract;
use dateline::model::Article;
use serde::Deserialize;

use super::fields;
use super::text::rows;
use crate::measure::Segments;
use crate::options::Options;
use crate::pages::{self, Truth};
use crate::report::Report;
use crate::visible::text_of_page;

#[derive(Deserialize)]
struct Page {
    id: String,
    url: Option<String>,
    text: String,
}

/// Scores bodies of the pages that have one, and pieces of the body of the others.
pub fn run(data: &Path, options: &Options, report: &mut Report) {
    let folder = data.join("plaintext");
    let mut sets: BTreeMap<&str, Vec<(Truth, Article)>> = BTreeMap::new();
    for (truth, article) in extracted(&folder, "pages.jsonl.gz") {
        let set = ["aeb", "readability", "trafilatura"].into_iter().find(|set| truth.id.starts_with(set));
        sets.entry(set.unwrap_or("other")).or_default().push((truth, article));
    }
    let empty = Vec::new();
    let of = |set: &str| sets.get(set).unwrap_or(&empty);
    fields::bodies("plaintext aeb", of("aeb"), Some(0.9), options, report);
    fields::bodies("plaintext readability", of("readability"), None, options, report);
    let mut segments = Segments::default();
    for (truth, article) in of("trafilatura") {
        if let Some(wanted) = &truth.must_contain {
            segments.add(&article.body.join("\n"), wanted, &truth.must_not_contain);
        }
    }
    let score = segments.score();
    report.add("plaintext trafilatura", "body pieces F1", segments.pieces, score.detail(), score.f1(), None);
    let fundus = of_pages(data, "fundus");
    pages::predict("plaintext-fundus", &fundus, options);
    fields::bodies("plaintext fundus", &fundus, Some(0.92), options, report);
    fields::lost("plaintext fundus", &fundus, report);
}

/// The articles that are extracted from the visible text of the pages of a set.
fn of_pages(data: &Path, set: &str) -> Vec<(Truth, Article)> {
    let found = pages::truths(data, set).into_iter().filter_map(|truth| {
        let mut document = pages::document(&truth, &pages::bytes(data, &truth))?;
        if let Content::Html(page) = &document.content {
            document.content = Content::Text(text_of_page(page));
        }
        document.transport = Transport::default();
        Some((truth, extract::article(document)))
    });
    found.collect()
}

/// The articles that are extracted from the texts in `file`, with the answers in `truth.jsonl`.
pub fn extracted(folder: &Path, file: &str) -> Vec<(Truth, Article)> {
    let truths: Vec<Truth> = rows(&folder.join("truth.jsonl"));
    let truths: BTreeMap<String, Truth> = truths.into_iter().map(|truth| (truth.id.clone(), truth)).collect();
    let pages: Vec<Page> = rows(&folder.join(file));
    let found = pages.into_iter().filter_map(|page| {
        let truth = truths.get(&page.id)?;
        let article = extract::article(Document {
            source: page.id,
            content: Content::Text(page.text),
            transport: Transport { url: page.url.filter(|url| url.starts_with("http")), ..Transport::default() },
            warnings: Vec::new(),
            format: FileFormat::default(),
        });
        Some((truth.clone(), article))
    });
    found.collect()
}
