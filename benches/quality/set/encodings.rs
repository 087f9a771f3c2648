//! Real pages in other character sets than UTF-8, some of which declare a wrong one.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use dateline::document::{self, Content, Transport};
use flate2::read::MultiGzDecoder;
use serde::Deserialize;

use crate::options::Options;
use crate::report::Report;

#[derive(Deserialize)]
struct Truth {
    id: String,
    file: String,
    url: Option<String>,
    http_content_type: Option<String>,
    must_contain: Vec<String>,
}

/// Counts the pages that contain every snippet after decoding.
pub fn run(data: &Path, options: &Options, report: &mut Report) {
    let folder = data.join("encodings");
    let text = fs::read_to_string(folder.join("transcoded.truth.jsonl")).expect("the truth can be read");
    let truths: Vec<Truth> = text.lines().map(|line| serde_json::from_str(line).expect("a row of truth")).collect();
    let mut n_right = 0;
    let mut n_listed = 0;
    for truth in &truths {
        let html = decoded(&folder, truth);
        // Some snippets are in scripts.
        let page = visible(&html) + &without_spaces(&htmlize::unescape(html.as_str()));
        let missing = truth.must_contain.iter().find(|snippet| !page.contains(&without_spaces(snippet)));
        match missing {
            None => n_right += 1,
            Some(snippet) if n_listed < options.errors => {
                n_listed += 1;
                eprintln!("encodings: {} lacks `{snippet}`", truth.id);
            }
            Some(_) => {}
        }
    }
    let share = n_right as f64 / truths.len().max(1) as f64;
    report.add("encodings", "pages decoded", truths.len(), format!("{n_right} right"), share, Some(1.0));
}

/// The text of a page without white space, because the answers separate words where the page has elements and no
/// spaces.
///
/// Tags are cut out rather than parsed, because the answers count text that browsers hide (`noscript`).
fn visible(html: &str) -> String {
    let mut text = html.to_owned();
    for (start, end) in [("<script", "</script>"), ("<style", "</style>"), ("<!--", "-->"), ("<", ">")] {
        text = without(&text, start, end);
    }
    without_spaces(&htmlize::unescape(text.as_str()))
}

/// The text without what is between these marks, ignoring case.
fn without(text: &str, start: &str, end: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(from) = lower[at..].find(start).map(|found| at + found) {
        kept.push_str(&text[at..from]);
        at = lower[from..].find(end).map_or(text.len(), |found| from + found + end.len());
    }
    kept.push_str(&text[at..]);
    kept
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

fn decoded(folder: &Path, truth: &Truth) -> String {
    let mut bytes = Vec::new();
    let file = File::open(folder.join(&truth.file)).expect("the page is there");
    MultiGzDecoder::new(file).read_to_end(&mut bytes).expect("the page can be unpacked");
    let transport =
        Transport { url: truth.url.clone(), content_type: truth.http_content_type.clone(), ..Transport::default() };
    let mut page = String::new();
    document::read_delivered("page.html", &bytes, transport, &mut |read| match read.map(|document| document.content) {
        Ok(Content::Html(html)) => page = html,
        other => eprintln!("encodings: {} is read as {other:?}", truth.id),
    });
    page
}
