//! Real pages in a web archive, and archives that are broken in all the usual ways.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use dateline::document::{self, Content, Document, Limits, ReadError, RunTotal, Transport};
use flate2::read::MultiGzDecoder;
use serde::Deserialize;

use crate::options::Options;
use crate::report::Report;

#[derive(Deserialize)]
struct Truth {
    url: String,
    id: String,
    warc_date: String,
}

#[derive(Deserialize)]
struct Page {
    id: String,
    file: String,
}

/// The archives of warcio's tests, with the addresses of their pages and whether they are broken.
const FIXTURES: &[(&str, &[&str], bool)] = &[
    ("bad.arc", &[], true),
    ("example-bad-non-chunked.warc.gz", &["http://example.com/"], false),
    ("example-bad.warc.gz.bad", &["http://example.com?example=1"], false),
    ("example-digest.warc", &[], false),
    ("example-iana.org-chunked.warc", &["http://www.iana.org/"], false),
    ("example-resource.warc.gz", &["http://example.com/"], false),
    ("example-space-in-target-uri.warc.gz", &[], false),
    (
        "example-space-in-url.arc",
        &["http://example.com/index.cfm?FuseAction=Email&EmailTitle=Examples From The Live Web&IsPopUp=False"],
        true,
    ),
    ("example-trunc.warc", &["http://example.com/"], true),
    ("example-wget-bad-target-uri.warc.gz", &["http://example.com/"], false),
    ("example-wrong-chunks.warc.gz", &["http://example.com/"], false),
    ("example.arc", &["http://example.com/"], false),
    ("example.arc.gz", &["http://example.com/"], false),
    ("example.warc", &["http://example.com/"], false),
    ("example.warc.gz", &["http://example.com/"], false),
    ("post-test.warc.gz", &[], false),
];

/// Counts the pages that come out once, complete and with their day, and the archives that are read as expected.
pub fn run(data: &Path, options: &Options, report: &mut Report) {
    let folder = data.join("warc");
    let (documents, failures) = read(&folder.join("pages.warc.gz"));
    let mut by_url: BTreeMap<String, Vec<Document>> = BTreeMap::new();
    for document in documents {
        by_url.entry(document.transport.url.clone().unwrap_or_default()).or_default().push(document);
    }
    let truths: Vec<Truth> = rows(&folder.join("pages.truth.jsonl"));
    let files = files(data);
    let mut n_right = 0;
    for truth in &truths {
        let found = by_url.remove(&truth.url).unwrap_or_default();
        let is_right = matches!(found.as_slice(), [page] if is_whole(data, &files, truth, page));
        n_right += usize::from(is_right);
        if !is_right && options.errors > 0 {
            eprintln!("warc: {} came out {} times, or not whole", truth.url, found.len());
        }
    }
    let detail = format!("{} too many, {} failures", by_url.len(), failures.len());
    let n_right = n_right.saturating_sub(by_url.len() + failures.len());
    report.add("warc", "pages", truths.len(), detail, n_right as f64 / truths.len().max(1) as f64, Some(1.0));

    let mut n_right = 0;
    for (name, urls, is_broken) in FIXTURES {
        let (documents, failures) = read(&folder.join("warcio_fixtures").join(name));
        let found: Vec<_> =
            documents.iter().map(|document| document.transport.url.as_deref().unwrap_or_default()).collect();
        let is_right = found == *urls && failures.is_empty() != *is_broken;
        n_right += usize::from(is_right);
        if !is_right && options.errors > 0 {
            eprintln!("warc: {name}: {found:?}, {failures:?}");
        }
    }
    let share = n_right as f64 / FIXTURES.len() as f64;
    report.add("warc", "warcio archives", FIXTURES.len(), format!("{n_right} right"), share, Some(1.0));
}

fn read(path: &Path) -> (Vec<Document>, Vec<ReadError>) {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut documents = Vec::new();
    let mut failures = Vec::new();
    document::read_from(&name, file, &Limits::default(), &RunTotal::default(), &mut |read| match read {
        Ok(document) => documents.push(document),
        // What is left out on purpose is no failure.
        Err(notice) if notice.notice().is_some() => {}
        Err(failure) => failures.push(failure),
    });
    (documents, failures)
}

/// Whether a page of the archive is the original page, with the day of its collection.
fn is_whole(data: &Path, files: &BTreeMap<String, String>, truth: &Truth, found: &Document) -> bool {
    let Some(file) = files.get(&truth.id) else { return false };
    let mut bytes = Vec::new();
    let packed = File::open(data.join("extraction").join(file)).expect("the page is there");
    MultiGzDecoder::new(packed).read_to_end(&mut bytes).expect("the page can be unpacked");
    let day = found.transport.collected.map(|day| day.to_string());
    let is_day = day.as_deref() == truth.warc_date.get(..10);
    let transport = Transport { url: Some(truth.url.clone()), ..found.transport.clone() };
    let mut is_same = false;
    document::read_delivered("page.html", &bytes, transport, &mut |read| {
        is_same = matches!((read.map(|page| page.content), &found.content), (Ok(Content::Html(a)), Content::Html(b)) if a == *b);
    });
    is_same && is_day
}

/// The file of every page, by id.
fn files(data: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for set in ["aeb", "trafilatura", "readability", "htmldate", "mediacloud2020"] {
        for page in rows::<Page>(&data.join("extraction").join(set).join("truth.jsonl")) {
            files.insert(page.id, page.file);
        }
    }
    files
}

fn rows<T: for<'de> Deserialize<'de>>(path: &Path) -> Vec<T> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).expect("a row of truth")).collect()
}
