//! Exports of a selection. Each file states its archive, its selection and the program that wrote it.

mod chart;
mod csv;
mod feed;
mod provenance;
mod zip;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

pub use chart::{ChartData, ChartRow, line};
pub use csv::{CSV_START, csv_line};
pub use provenance::{Provenance, short_slug};

use crate::citation::{bibtex, bibtex_key, csl, one_line, ris};
use crate::model::{Article, Day};
use crate::text::folded;
use zip::Zip;

/// The columns of a table of articles.
const COLUMNS: [&str; 20] = [
    "id",
    "title",
    "date",
    "date_precision",
    "date_basis",
    "outlet",
    "outlet_id",
    "authors",
    "section",
    "language",
    "tags",
    "groups",
    "story",
    "url",
    "source",
    "actors",
    "actor_ids",
    "quotes",
    TEXT_COLUMN,
    "provenance",
];

/// The column with the whole text.
const TEXT_COLUMN: &str = "text";

/// The columns of the list that accompanies a folder of texts.
const TEXT_COLUMNS: [&str; 6] = ["file", "id", "title", "date", "outlet", "provenance"];

/// The formats of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// A table with one row per article.
    Csv,
    /// The same without the texts.
    CsvWithoutTexts,
    /// JSON Lines: one article per line, with all its fields.
    JsonLines,
    /// A bibliography for LaTeX.
    Bibtex,
    /// A bibliography for Zotero, EndNote and similar programs.
    Ris,
    /// A bibliography for citation processors.
    CslJson,
    /// A folder of plain texts for text analysis.
    Texts,
    /// A feed for feed readers.
    Feed,
}

impl ExportFormat {
    /// All formats, in the order of the menu.
    pub const ALL: [ExportFormat; 8] = [
        ExportFormat::Csv,
        ExportFormat::CsvWithoutTexts,
        ExportFormat::JsonLines,
        ExportFormat::Bibtex,
        ExportFormat::Ris,
        ExportFormat::CslJson,
        ExportFormat::Texts,
        ExportFormat::Feed,
    ];

    /// The name on the page.
    pub fn name(self) -> &'static str {
        match self {
            ExportFormat::Csv => "CSV",
            ExportFormat::CsvWithoutTexts => "CSV without texts",
            ExportFormat::JsonLines => "JSON Lines",
            ExportFormat::Bibtex => "BibTeX",
            ExportFormat::Ris => "RIS",
            ExportFormat::CslJson => "CSL-JSON",
            ExportFormat::Texts => "Plain texts (zip)",
            ExportFormat::Feed => "JSON Feed",
        }
    }

    /// The file name extension.
    pub fn extension(self) -> &'static str {
        match self {
            ExportFormat::Csv => "csv",
            ExportFormat::CsvWithoutTexts => "list.csv",
            ExportFormat::JsonLines => "jsonl",
            ExportFormat::Bibtex => "bib",
            ExportFormat::Ris => "ris",
            ExportFormat::CslJson => "csl.json",
            ExportFormat::Texts => "zip",
            ExportFormat::Feed => "feed.json",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            ExportFormat::Csv | ExportFormat::CsvWithoutTexts => "text/csv",
            ExportFormat::JsonLines => "application/x-ndjson",
            ExportFormat::Bibtex => "application/x-bibtex",
            ExportFormat::Ris => "application/x-research-info-systems",
            ExportFormat::CslJson => "application/vnd.citationstyles.csl+json",
            ExportFormat::Texts => "application/zip",
            ExportFormat::Feed => "application/feed+json",
        }
    }
}

/// An export in progress. It takes one article at a time and keeps none of them.
#[derive(Debug)]
pub struct Export {
    format: ExportFormat,
    provenance: Provenance,
    /// The provenance on one line, for rows and records.
    note: String,
    bytes: Vec<u8>,
    zip: Zip,
    names: UniqueNames,
    n_articles: usize,
}

impl Export {
    /// An empty file.
    pub fn new(format: ExportFormat, provenance: Provenance) -> Export {
        let note = provenance.line();
        let bytes = match format {
            ExportFormat::Csv | ExportFormat::CsvWithoutTexts => {
                [CSV_START, &csv_line(&columns(format))].concat().into_bytes()
            }
            ExportFormat::Texts => csv_line(&TEXT_COLUMNS).into_bytes(),
            ExportFormat::CslJson => b"[".to_vec(),
            ExportFormat::Bibtex => format!("@comment{{{}}}\n", note.replace(['{', '}', '@'], " ")).into_bytes(),
            ExportFormat::Feed => feed::head(&provenance, &note).into_bytes(),
            ExportFormat::JsonLines | ExportFormat::Ris => Vec::new(),
        };
        Export { format, provenance, note, bytes, zip: Zip::default(), names: UniqueNames::default(), n_articles: 0 }
    }

    /// The number of articles so far.
    pub fn len(&self) -> usize {
        self.n_articles
    }

    /// Whether there are no articles so far.
    pub fn is_empty(&self) -> bool {
        self.n_articles == 0
    }

    /// Writes an article.
    pub fn take(&mut self, article: &Article) {
        let note = Some(self.note.as_str());
        match self.format {
            ExportFormat::Csv | ExportFormat::CsvWithoutTexts => {
                let cells = row(article, &self.note);
                let cells = COLUMNS.iter().zip(&cells).filter(|(column, _)| has_column(self.format, column));
                let row = csv_line(&cells.map(|(_, cell)| cell.as_str()).collect::<Vec<&str>>());
                self.bytes.extend_from_slice(row.as_bytes());
            }
            ExportFormat::JsonLines => {
                if let Ok(serde_json::Value::Object(mut fields)) = serde_json::to_value(article) {
                    fields.insert("provenance".to_owned(), json!(self.provenance));
                    self.bytes.extend_from_slice(serde_json::Value::from(fields).to_string().as_bytes());
                    self.bytes.push(b'\n');
                }
            }
            ExportFormat::Bibtex => {
                let key = self.names.add(bibtex_key(&article.id));
                let read = Some(self.provenance.date.as_str()).filter(|date| !date.is_empty());
                let entry = bibtex(article, &key, read, None);
                self.bytes.extend_from_slice(format!("\n{entry}").as_bytes());
            }
            // Reference managers make a note of it, and one is enough for a file.
            ExportFormat::Ris => {
                let note = note.filter(|_| self.n_articles == 0);
                self.bytes.extend_from_slice(ris(article, self.read(), note).as_bytes());
            }
            ExportFormat::CslJson => {
                self.bytes.extend_from_slice(if self.n_articles == 0 { b"\n" } else { b",\n" });
                self.bytes.extend_from_slice(csl(article, self.read(), note).to_string().as_bytes());
            }
            ExportFormat::Feed => {
                self.bytes.extend_from_slice(if self.n_articles == 0 { b"\n" } else { b",\n" });
                self.bytes.extend_from_slice(feed::item(article).to_string().as_bytes());
            }
            ExportFormat::Texts => {
                let name = format!("{}.txt", self.names.add(text_name(article)));
                self.zip.add(&format!("texts/{name}"), text(article).as_bytes());
                let date = article.date.as_ref().map(|date| date.value.to_string()).unwrap_or_default();
                let outlet = article.outlet.as_ref().map(|outlet| outlet.name.as_str()).unwrap_or_default();
                let row = csv_line(&[&name, &article.id, &article.title.value, &date, outlet, &self.note]);
                self.bytes.extend_from_slice(row.as_bytes());
            }
        }
        self.n_articles += 1;
    }

    /// The day of the export, on which the articles count as read.
    fn read(&self) -> Option<Day> {
        self.provenance.date.parse().ok()
    }

    /// The finished file.
    pub fn finish(mut self) -> Vec<u8> {
        match self.format {
            ExportFormat::CslJson => self.bytes.extend_from_slice(b"\n]\n"),
            ExportFormat::Feed => self.bytes.extend_from_slice(b"\n]}\n"),
            ExportFormat::Texts => {
                let provenance = serde_json::to_vec_pretty(&self.provenance).unwrap_or_default();
                self.zip.add("articles.csv", &self.bytes);
                self.zip.add("provenance.json", &provenance);
                return self.zip.finish();
            }
            _ => {}
        }
        self.bytes
    }

    /// The file's name; see [`Provenance::file_stem`].
    pub fn file_name(&self) -> String {
        format!("{}.{}", self.provenance.file_stem(), self.format.extension())
    }
}

/// Whether a table has this column.
fn has_column(format: ExportFormat, column: &str) -> bool {
    format != ExportFormat::CsvWithoutTexts || column != TEXT_COLUMN
}

/// The columns of a table.
fn columns(format: ExportFormat) -> Vec<&'static str> {
    COLUMNS.into_iter().filter(|column| has_column(format, column)).collect()
}

fn row(article: &Article, note: &str) -> [String; 20] {
    let date = article.date.as_ref();
    let outlet = article.outlet.as_ref();
    let word = |value: serde_json::Result<serde_json::Value>| {
        value.ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    };
    let joined = |parts: Vec<&str>| parts.join("; ");
    [
        article.id.clone(),
        article.title.value.clone(),
        date.map(|date| date.value.to_string()).unwrap_or_default(),
        date.map(|date| word(serde_json::to_value(date.precision()))).unwrap_or_default(),
        date.map(|date| word(serde_json::to_value(date.basis))).unwrap_or_default(),
        outlet.map(|outlet| outlet.name.clone()).unwrap_or_default(),
        outlet.map(|outlet| outlet.id.clone()).unwrap_or_default(),
        joined(article.authors.iter().map(String::as_str).collect()),
        article.section.clone().unwrap_or_default(),
        article.language.clone().unwrap_or_default(),
        joined(article.tags.iter().map(String::as_str).collect()),
        joined(article.groups.iter().map(String::as_str).collect()),
        article.story.clone().unwrap_or_default(),
        article.url.clone().unwrap_or_default(),
        article.source.clone(),
        joined(article.actors.iter().map(|actor| actor.name.as_str()).collect()),
        joined(article.actors.iter().map(|actor| actor.id.as_str()).collect()),
        article.quotes.len().to_string(),
        article.body.join("\n\n"),
        note.to_owned(),
    ]
}

/// The headline and the paragraphs, separated by empty lines.
fn text(article: &Article) -> String {
    let title = one_line(&article.title.value);
    let parts: Vec<&str> = std::iter::once(title.as_str()).chain(article.body.iter().map(String::as_str)).collect();
    parts.join("\n\n") + "\n"
}

/// A file name such as `2025-04-28_bno-news_a-1`: sorts by day, and is safe on every file system.
fn text_name(article: &Article) -> String {
    let date = article.date.as_ref().map_or("undated".to_owned(), |date| date.value.to_string());
    let outlet = article.outlet.as_ref().map_or("unknown", |outlet| &outlet.id);
    let name: String = format!("{date}_{}_{}", bibtex_key(outlet), bibtex_key(&article.id)).chars().take(120).collect();
    name.to_ascii_lowercase()
}

/// Names that no two files or entries of an export share, whatever their case.
#[derive(Debug, Default)]
struct UniqueNames {
    taken: BTreeSet<String>,
    /// The last number that was appended to each name, so that many equal names take no longer than different ones.
    numbers: BTreeMap<String, usize>,
}

impl UniqueNames {
    /// The name, with a number appended if it is taken.
    fn add(&mut self, name: String) -> String {
        let key = folded(&name);
        if self.taken.insert(key.clone()) {
            return name;
        }
        let n = self.numbers.entry(key).or_insert(1);
        loop {
            *n += 1;
            let numbered = format!("{name}-{n}");
            if self.taken.insert(folded(&numbered)) {
                return numbered;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DateBasis, PublicationDate, Title, TitleBasis};

    fn article(id: &str, title: &str) -> Article {
        Article {
            id: id.to_owned(),
            source: "a.txt".to_owned(),
            title: Title { value: title.to_owned(), basis: TitleBasis::Stated },
            date: Some(PublicationDate::new("2025-04".parse().unwrap(), DateBasis::Inferred, "")),
            body: vec!["One, \"two\"".to_owned(), "=HYPERLINK(\"x\")".to_owned()],
            ..Article::default()
        }
    }

    fn provenance() -> Provenance {
        Provenance {
            archive: "War News".to_owned(),
            link: "https://example.org/#q=a".to_owned(),
            filters: vec!["“a”".to_owned()],
            sha256: "0123456789abcdef".to_owned(),
            version: "Dateline 1".to_owned(),
            date: "2026-01-01".to_owned(),
            articles: 2,
        }
    }

    fn written(format: ExportFormat) -> (String, Vec<u8>) {
        let mut export = Export::new(format, provenance());
        export.take(&article("a 1", "=1+1"));
        export.take(&article("a/1", "Second"));
        assert_eq!(export.len(), 2);
        let name = export.file_name();
        (name, export.finish())
    }

    #[test]
    fn every_format_carries_the_provenance() {
        for format in ExportFormat::ALL {
            let (name, bytes) = written(format);
            assert_eq!(name, format!("dateline-war-news-a-2026-01-01-01234567.{}", format.extension()));
            let text = String::from_utf8_lossy(&bytes);
            for word in ["0123456789abcdef", "https://example.org/#q=a", "Dateline 1", "2026-01-01"] {
                assert!(text.contains(word), "{format:?} lacks {word}: {text}");
            }
        }
    }

    #[test]
    fn a_table_has_a_row_an_article_and_no_formula() {
        let text = String::from_utf8(written(ExportFormat::Csv).1).unwrap();
        assert!(text.starts_with("\u{feff}id,title,date,date_precision,date_basis,"));
        assert!(text.contains("\r\na 1,'=1+1,2025-04,month,inferred,"), "{text}");
        assert!(text.contains(",\"One, \"\"two\"\"\n\n'=HYPERLINK(\"\"x\"\")\","), "{text}");
    }

    #[test]
    fn a_table_without_texts_lacks_only_these() {
        let text = String::from_utf8(written(ExportFormat::CsvWithoutTexts).1).unwrap();
        let head = text.lines().next().unwrap();
        assert!(head.ends_with(",actor_ids,quotes,provenance"), "{head}");
        assert!(text.contains("\r\na 1,'=1+1,2025-04,month,inferred,") && !text.contains("HYPERLINK"), "{text}");
    }

    #[test]
    fn json_lines_are_articles_again() {
        let text = String::from_utf8(written(ExportFormat::JsonLines).1).unwrap();
        let articles: Vec<Article> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(articles, [article("a 1", "=1+1"), article("a/1", "Second")]);
    }

    #[test]
    fn csl_is_one_list_even_when_it_is_empty() {
        let items: serde_json::Value = serde_json::from_slice(&written(ExportFormat::CslJson).1).unwrap();
        assert_eq!(items.as_array().map(Vec::len), Some(2));
        let empty = Export::new(ExportFormat::CslJson, provenance()).finish();
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&empty).unwrap(), json!([]));
    }

    #[test]
    fn a_feed_has_an_item_an_article_and_days_alone_as_dates() {
        let mut export = Export::new(ExportFormat::Feed, provenance());
        let mut dated = article("b", "Third");
        dated.date = Some(PublicationDate::new("2025-04-28".parse().unwrap(), DateBasis::Stated, ""));
        dated.url = Some("javascript:alert(1)".to_owned());
        export.take(&article("a", "=1+1"));
        export.take(&dated);
        let feed: serde_json::Value = serde_json::from_slice(&export.finish()).unwrap();
        assert_eq!(
            (&feed["version"], &feed["title"]),
            (&json!("https://jsonfeed.org/version/1.1"), &json!("War News: “a”"))
        );
        assert_eq!(feed["items"][0].get("date_published"), None);
        assert_eq!(feed["items"][1]["date_published"], "2025-04-28T00:00:00Z");
        assert_eq!(feed["items"][1].get("url"), None);
        let empty = Export::new(ExportFormat::Feed, provenance()).finish();
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&empty).unwrap()["items"], json!([]));
    }

    #[test]
    fn equal_keys_are_told_apart() {
        let text = String::from_utf8(written(ExportFormat::Bibtex).1).unwrap();
        assert!(text.contains("@article{a-1,") && text.contains("@article{a-1-2,"), "{text}");
    }

    #[test]
    fn names_are_unique_whatever_their_case() {
        let mut names = UniqueNames::default();
        let given = ["a", "A", "a", "a-2", "b", "a"].map(|name| names.add(name.to_owned()));
        assert_eq!(given, ["a", "A-2", "a-3", "a-2-2", "b", "a-4"]);
    }
}
