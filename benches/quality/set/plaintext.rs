//! The visible words of pages, their boilerplate included, a block a line.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use dateline::document::{Content, Document, Transport};
use dateline::extract;
use dateline::model::Article;
use flate2::read::MultiGzDecoder;
use serde::Deserialize;

use super::fields;
use crate::measure::Segments;
use crate::options::Options;
use crate::pages::Truth;
use crate::report::Report;

#[derive(Deserialize)]
struct Page {
    id: String,
    url: Option<String>,
    text: String,
}

/// Scores bodies of the pages that have one, and pieces of the body of the others.
pub fn run(data: &Path, options: &Options, report: &mut Report) {
    let folder = data.join("plaintext");
    let mut pages = String::new();
    let read =
        File::open(folder.join("pages.jsonl.gz")).and_then(|file| MultiGzDecoder::new(file).read_to_string(&mut pages));
    let truth = fs::read_to_string(folder.join("truth.jsonl"));
    let (Ok(_), Ok(truth)) = (read, truth) else {
        eprintln!("quality: plaintext SKIPPED: {} cannot be read", folder.display());
        return;
    };
    let row = |line| serde_json::from_str::<Truth>(line).unwrap_or_else(|error| panic!("truth.jsonl: {error}"));
    let truths: BTreeMap<String, Truth> = truth.lines().map(row).map(|truth| (truth.id.clone(), truth)).collect();
    let mut sets: BTreeMap<&str, Vec<(Truth, Article)>> = BTreeMap::new();
    for line in pages.lines() {
        let page: Page = serde_json::from_str(line).unwrap_or_else(|error| panic!("pages.jsonl.gz: {error}"));
        let Some(truth) = truths.get(&page.id) else { continue };
        let set = ["aeb", "readability", "trafilatura"].into_iter().find(|set| page.id.starts_with(set));
        let article = extract::article(Document {
            source: page.id,
            content: Content::Text(page.text),
            transport: Transport { url: page.url.filter(|url| url.starts_with("http")), ..Transport::default() },
            warnings: Vec::new(),
        });
        sets.entry(set.unwrap_or("other")).or_default().push((truth.clone(), article));
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
}
