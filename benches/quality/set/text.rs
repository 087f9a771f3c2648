//! Annotated texts: their rows, and the article that Dateline makes from a text.

use std::path::{Path, PathBuf};

use dateline::actors::{self, Dictionary};
use dateline::model::{Article, Place};
use dateline::quotes;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::pages::unpacked;

/// A set of annotated texts.
pub struct AnnotatedSet {
    /// Its name in the report.
    pub name: &'static str,
    /// Its rows, as JSON Lines.
    pub file: PathBuf,
    /// The bars of its two measures, if they are bars of the project.
    pub bars: Option<(f64, f64)>,
}

/// The rows of a JSON Lines file, packed or not. A row that cannot be read ends the run, because the figures would be
/// wrong.
pub fn rows<T: DeserializeOwned>(path: &Path) -> Vec<T> {
    let bytes = unpacked(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let text = String::from_utf8(bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
        .collect()
}

/// A text as an article: one paragraph per line, without blank lines.
pub struct Annotated {
    /// The article, with actors and quotes.
    pub article: Article,
    /// The start of each paragraph in the text, in code points.
    starts: Vec<usize>,
}

impl Annotated {
    /// Annotates a text.
    pub fn of(title: &str, date: Option<&str>, text: &str, dictionary: &Dictionary) -> Annotated {
        let (article, starts) = plain(title, date, text);
        let mut annotated = Annotated { article, starts };
        actors::annotate(&mut annotated.article, dictionary);
        quotes::annotate(&mut annotated.article);
        annotated
    }

    /// A span of a paragraph, in code points of the text; `None` for the title.
    pub fn span(&self, place: Place, start: usize, end: usize) -> Option<(usize, usize)> {
        let index = place.paragraph()?;
        let (text, first) = (self.article.body.get(index)?, self.starts.get(index)?);
        let before = text.get(..start)?.chars().count();
        Some((first + before, first + before + text.get(start..end)?.chars().count()))
    }
}

/// The article of a text before annotation, and the start of each paragraph in code points.
pub fn plain(title: &str, date: Option<&str>, text: &str) -> (Article, Vec<usize>) {
    let mut body = Vec::new();
    let mut starts = Vec::new();
    let mut position = 0;
    for line in text.split('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            starts.push(position + line.chars().take_while(|c| c.is_whitespace()).count());
            body.push(trimmed);
        }
        position += line.chars().count() + 1;
    }
    let date = date.map(|date| json!({ "value": date, "basis": "stated", "evidence": date }));
    let article = serde_json::from_value(json!({
        "id": "", "source": "", "url": null, "title": { "value": title, "basis": "stated" }, "date": date, "outlet": null,
        "authors": [], "section": null, "language": null, "body": body, "removed": [], "actors": [], "cites": [],
        "quotes": [], "warnings": []
    }));
    (article.expect("an article has these fields"), starts)
}
