//! Scanned newspapers: the words of each page (ALTO), and a map of the articles over the pages (METS), in one archive.

use std::collections::HashMap;

use super::error::{Position, ReadProblem};
use super::language_name;
use super::office::Parts;
use super::sink::DocumentSink;
use super::xml::Element;
use super::{Content, Record, Transport};
use crate::model::{Warning, WarningCode};

/// A word that was read with less confidence than this is uncertain.
const MIN_CONFIDENCE: f32 = 0.6;

/// From this share of uncertain words on, in percent, an article has a warning.
const MIN_UNCERTAIN_PERCENT: usize = 10;

/// The most pages of an issue.
const MAX_PAGES: usize = 10_000;

/// The map among the entries of an archive, if it is a scanned issue.
pub(super) fn map_of<'n>(mut names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    names.find(|name| {
        let lower = name.to_ascii_lowercase();
        lower.ends_with("mets.xml") || lower.ends_with(".mets")
    })
}

/// Passes on the articles of an issue. `names` lists the entries of the archive.
pub(super) fn issue(sink: &mut DocumentSink<'_>, map: &str, names: &[String], parts: &mut dyn Parts) {
    sink.number_documents();
    sink.found_export("METS", None);
    let parsed = parts.read(map, &sink.limits).map(Option::unwrap_or_default).and_then(|bytes| parse(&bytes));
    let mets = match parsed {
        Ok(mets) => mets,
        Err(problem) => return sink.failed_document(Some(Position::Entry(map.to_owned())), problem),
    };
    let mut blocks = HashMap::new();
    for (id, name) in pages(&mets).into_iter().take(MAX_PAGES) {
        // The address of a page is that of another computer; its name is the same.
        let file = name.rsplit(['/', '\\']).next().unwrap_or(&name);
        let entry = names.iter().find(|entry| entry.rsplit('/').next() == Some(file));
        let page = match entry {
            Some(entry) => {
                parts.read(entry, &sink.limits).map(Option::unwrap_or_default).and_then(|bytes| parse(&bytes))
            }
            None => Err(ReadProblem::Missing),
        };
        match page {
            Ok(page) => {
                for block in page.all("TextBlock") {
                    if let Some(block_id) = block.attribute("ID") {
                        blocks.insert((id.clone(), block_id.to_owned()), ScannedText::of_block(block));
                    }
                }
            }
            Err(problem) => sink.failure(Some(Position::Entry(name)), problem),
        }
    }
    let issue = IssueFacts::new(&mets);
    let mut n_articles = 0;
    for article in articles(&mets) {
        n_articles += 1;
        let (record, warning) = issue.record(&mets, article, &blocks);
        if record.title.is_none() && record.body.is_empty() {
            sink.failed_document(Some(Position::Record(n_articles)), ReadProblem::Empty);
        } else {
            sink.document(Content::Record(Box::new(record)), Transport::default(), warning.into_iter().collect());
        }
    }
    if n_articles == 0 {
        sink.failed_document(Some(Position::Entry(map.to_owned())), ReadProblem::UnknownLayout("METS"));
    }
}

fn parse(bytes: &[u8]) -> Result<Element, ReadProblem> {
    let decoded = super::decode::decode(bytes, super::decode::Markup::Xml, super::decode::CharsetHints::default());
    Element::parse(&decoded.text)
}

/// The ids and the names of the pages.
fn pages(mets: &Element) -> Vec<(String, String)> {
    let files = mets.all("file");
    let page = |file: &Element| {
        let location = file.all("FLocat").into_iter().find_map(|place| place.attribute("href"))?;
        Some((file.attribute("ID")?.to_owned(), location.to_owned()))
    };
    files.into_iter().filter_map(page).filter(|(_, name)| name.to_ascii_lowercase().ends_with(".xml")).collect()
}

/// The articles in the map, in order; not those within others.
fn articles(mets: &Element) -> Vec<&Element> {
    let maps = mets
        .named("structMap")
        .filter(|map| map.attribute("TYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("logical")));
    let mut found = Vec::new();
    for map in maps {
        search(map, &mut found);
    }
    found
}

fn search<'e>(element: &'e Element, found: &mut Vec<&'e Element>) {
    for inner in element.named("div") {
        if inner.attribute("TYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("article")) {
            found.push(inner);
        } else {
            search(inner, found);
        }
    }
}

/// The words of a block.
#[derive(Default)]
struct ScannedText {
    text: String,
    n_words: usize,
    n_uncertain: usize,
}

impl ScannedText {
    fn of_block(block: &Element) -> ScannedText {
        let mut text = ScannedText::default();
        for word in block.all("String") {
            text.n_words += 1;
            let confidence = word.attribute("WC").and_then(|value| value.parse::<f32>().ok());
            text.n_uncertain += usize::from(confidence.is_some_and(|confidence| confidence < MIN_CONFIDENCE));
            // The parts of a word that is divided at the end of a line state the whole word.
            let words = match word.attribute("SUBS_TYPE") {
                Some("HypPart1") => word.attribute("SUBS_CONTENT").or_else(|| word.attribute("CONTENT")),
                Some("HypPart2") if word.attribute("SUBS_CONTENT").is_some() => None,
                _ => word.attribute("CONTENT"),
            };
            if let Some(words) = words {
                if !text.text.is_empty() {
                    text.text.push(' ');
                }
                text.text.push_str(words);
            }
        }
        text
    }
}

/// What an issue says for all its articles.
struct IssueFacts {
    outlet: Option<String>,
    date: Option<String>,
}

impl IssueFacts {
    fn new(mets: &Element) -> IssueFacts {
        let date = mets.all("dateIssued").into_iter().find_map(Element::text);
        let issue = mets.named("dmdSec").find(|section| !section.all("dateIssued").is_empty());
        let outlet = issue.and_then(|issue| issue.all("title").into_iter().find_map(Element::text));
        IssueFacts { outlet, date }
    }

    fn record(
        &self,
        mets: &Element,
        article: &Element,
        blocks: &HashMap<(String, String), ScannedText>,
    ) -> (Record, Option<Warning>) {
        let ids: Vec<&str> = article.attribute("DMDID").map(|ids| ids.split(' ').collect()).unwrap_or_default();
        let facts = mets.named("dmdSec").find(|section| section.attribute("ID").is_some_and(|id| ids.contains(&id)));
        let inner = |name: &str| facts.map(|facts| facts.all(name)).unwrap_or_default();
        let authors = inner("name").into_iter().filter_map(|name| {
            let parts = name.named("namePart").filter_map(Element::text).collect::<Vec<_>>();
            name.text_at(&["displayForm"]).or_else(|| (!parts.is_empty()).then(|| parts.join(" ")))
        });
        let language = inner("languageTerm").into_iter().find_map(Element::text);
        let (mut headings, mut body) = (Vec::new(), Vec::new());
        let (mut n_words, mut n_uncertain) = (0, 0);
        let mut take = |part: &Element, lines: &mut Vec<String>| {
            for area in part.all("area") {
                let key = area.attribute("FILEID").zip(area.attribute("BEGIN"));
                let text = key.and_then(|(file, block)| blocks.get(&(file.to_owned(), block.to_owned())));
                if let Some(text) = text.filter(|text| !text.text.is_empty()) {
                    n_words += text.n_words;
                    n_uncertain += text.n_uncertain;
                    lines.push(text.text.clone());
                }
            }
        };
        for part in article.elements() {
            let is_heading = part.attribute("TYPE").is_some_and(|kind| kind.to_ascii_lowercase().contains("head"));
            take(part, if is_heading { &mut headings } else { &mut body });
        }
        let label = article.attribute("LABEL").map(str::to_owned);
        let title = inner("title").into_iter().find_map(Element::text).or(label);
        let warning = (n_uncertain * 100 >= n_words * MIN_UNCERTAIN_PERCENT && n_uncertain > 0).then(|| {
            let percent = n_uncertain * 100 / n_words.max(1);
            let message = format!("{percent}% of the words were read from the scan with little confidence.");
            Warning { code: WarningCode::DoubtfulText, message }
        });
        let record = Record {
            title: title.or_else(|| (!headings.is_empty()).then(|| headings.join(" "))),
            date: self.date.clone(),
            outlet: self.outlet.clone(),
            authors: authors.collect(),
            language: language.as_deref().and_then(language_name::code_of),
            body,
            ..Record::default()
        };
        (record, warning)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divided_words_are_joined_and_uncertain_ones_counted() {
        let block = Element::parse(
            "<TextBlock><TextLine><String CONTENT='The' WC='0.9'/><String CONTENT='har-' SUBS_TYPE='HypPart1' SUBS_CONTENT='harbour'/>\
             </TextLine><TextLine><String CONTENT='bour' SUBS_TYPE='HypPart2' SUBS_CONTENT='harbour'/><String CONTENT='fl0ods' WC='0.2'/>\
             </TextLine></TextBlock>",
        );
        let text = ScannedText::of_block(&block.expect("well-formed"));
        assert_eq!((text.text.as_str(), text.n_words, text.n_uncertain), ("The harbour fl0ods", 4, 1));
    }
}
