//! The pages of a set, and the articles that Dateline extracts from them.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Write as _};
use std::path::Path;

use dateline::document::{self, Document};
use dateline::extract;
use dateline::model::Article;
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use serde_json::json;

use crate::options::Options;

/// The known answers for a page; `None` if an answer is not known.
#[derive(Clone, Debug, Deserialize)]
pub struct Truth {
    pub id: String,
    pub file: String,
    pub url: Option<String>,
    pub title: Option<String>,
    pub date: Option<String>,
    pub author: Option<Byline>,
    pub site_name: Option<String>,
    pub body: Option<String>,
    pub must_contain: Option<Vec<String>>,
    #[serde(default)]
    pub must_not_contain: Vec<String>,
}

/// A byline, or the names in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Byline {
    Text(String),
    Names(Vec<String>),
}

impl Byline {
    pub fn text(&self) -> String {
        match self {
            Byline::Text(text) => text.clone(),
            Byline::Names(names) => names.join("; "),
        }
    }
}

/// The rows of `extraction/<set>/truth.jsonl`. A row that cannot be read ends the run, because the figures would be
/// wrong.
pub fn truths(data: &Path, set: &str) -> Vec<Truth> {
    let path = data.join("extraction").join(set).join("truth.jsonl");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let row = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().filter(|line| !line.trim().is_empty()).map(row).collect()
}

/// The bytes of a page.
pub fn bytes(data: &Path, truth: &Truth) -> Vec<u8> {
    let path = data.join("extraction").join(&truth.file);
    unpacked(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The bytes of a file, unpacked if its name ends in `.gz`.
pub fn unpacked(path: &Path) -> io::Result<Vec<u8>> {
    let packed = fs::read(path)?;
    if path.extension().is_none_or(|extension| extension != "gz") {
        return Ok(packed);
    }
    let mut bytes = Vec::new();
    MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The document of a page, as the reader of files delivers it.
pub fn document(truth: &Truth, bytes: &[u8]) -> Option<Document> {
    let mut found = None;
    document::read(&format!("{}.html", truth.id), bytes, &mut |document| found = found.take().or(document.ok()));
    let mut document = found?;
    document.transport.url = truth.url.clone().filter(|url| url.starts_with("http"));
    Some(document)
}

/// The pages of a set, each with its extracted article.
pub fn extracted(data: &Path, set: &str, options: &Options) -> Vec<(Truth, Article)> {
    extracted_from(data, set, truths(data, set), options)
}

/// The pages of a set, each with the article extracted from its bytes alone, without the address.
pub fn extracted_from_bytes(data: &Path, set: &str, options: &Options) -> Vec<(Truth, Article)> {
    let mut truths = truths(data, set);
    truths.iter_mut().for_each(|truth| truth.url = None);
    extracted_from(data, set, truths, options)
}

fn extracted_from(data: &Path, set: &str, truths: Vec<Truth>, options: &Options) -> Vec<(Truth, Article)> {
    let found: Vec<(Truth, Article)> = truths
        .into_iter()
        .filter_map(|truth| {
            let bytes = bytes(data, &truth);
            let Some(document) = document(&truth, &bytes) else {
                eprintln!("quality: {} cannot be read", truth.id);
                return None;
            };
            Some((truth, extract::article(document)))
        })
        .collect();
    predict(set, &found, options);
    found
}

/// Writes the answers for a set, if they are asked for.
pub fn predict(set: &str, found: &[(Truth, Article)], options: &Options) {
    if let Some(folder) = &options.predictions {
        write(&folder.join(format!("{set}.jsonl")), found).unwrap_or_else(|error| panic!("{error}"));
    }
}

fn write(path: &Path, found: &[(Truth, Article)]) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    for (truth, article) in found {
        let row = json!({
            "id": truth.id,
            "title": article.title.value,
            "date": article.date.as_ref().map(|date| date.value.to_string()),
            "evidence": article.date.as_ref().map(|date| date.evidence.clone()),
            "author": article.authors,
            "site_name": article.outlet.as_ref().map(|outlet| outlet.name.clone()),
            "body": article.body.join("\n"),
            "removed": article.removed,
        });
        writeln!(out, "{row}")?;
    }
    out.flush()
}
