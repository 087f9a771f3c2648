//! EPUB: the chapters of a book or the articles of an issue, in the order of reading.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::{Parts, attribute, lenient, text_of, words_of};
use crate::document::block;
use crate::document::clipping::escaped;
use crate::document::decode::{CharsetHints, Markup, decode};
use crate::document::error::{Position, ReadProblem};
use crate::document::sink::DocumentSink;
use crate::document::{Content, Transport, address};

/// The fewest characters of a chapter that is not only a cover or a list of contents.
const MIN_CHAPTER_CHARS: usize = 200;

/// The most chapters of a book.
const MAX_CHAPTERS: usize = 100_000;

/// Passes on the chapters of a book.
pub(super) fn document(sink: &mut DocumentSink<'_>, parts: &mut dyn Parts) -> Result<(), ReadProblem> {
    let container = parts.read("META-INF/container.xml", &sink.limits)?.unwrap_or_default();
    let package = package_name(&text_of(&container)).ok_or(ReadProblem::OfficeDocument)?;
    let bytes = parts.read(&package, &sink.limits)?.ok_or(ReadProblem::OfficeDocument)?;
    let book = Book::parse(&text_of(&bytes));
    sink.number_documents();
    let mut n_articles = 0;
    for chapter in book.chapters.iter().take(MAX_CHAPTERS) {
        let name = resolved(&package, chapter);
        let bytes = match parts.read(&name, &sink.limits) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                sink.failed_document(Some(Position::Entry(name)), ReadProblem::Missing);
                continue;
            }
            Err(problem) => {
                sink.failed_document(Some(Position::Entry(name)), problem);
                continue;
            }
        };
        let decoded = decode(&bytes, Markup::Html, CharsetHints::default());
        if !is_article(&decoded.text) {
            continue;
        }
        n_articles += 1;
        let warnings = decoded.warnings();
        let page = with_outlet(decoded.text, book.outlet());
        sink.document(Content::Html(page), Transport::default(), warnings);
    }
    if n_articles == 0 { Err(ReadProblem::Empty) } else { Ok(()) }
}

/// The part that describes the book.
fn package_name(container: &str) -> Option<String> {
    let mut reader = lenient(container);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() == "rootfile" => {
                return attribute(&start, "full-path");
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// What a book says about itself.
#[derive(Default)]
struct Book {
    title: String,
    publisher: String,
    /// The parts in the order of reading.
    chapters: Vec<String>,
}

impl Book {
    fn parse(package: &str) -> Book {
        let mut reader = lenient(package);
        let mut book = Book::default();
        let mut items: HashMap<String, String> = HashMap::new();
        let mut field = String::new();
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(start) | Event::Empty(start) => {
                    let name = start.local_name();
                    match name.as_ref() {
                        "item" => {
                            let is_contents = attribute(&start, "properties")
                                .is_some_and(|words| words.split(' ').any(|word| word == "nav"));
                            if let Some((id, href)) =
                                attribute(&start, "id").zip(attribute(&start, "href")).filter(|_| !is_contents)
                            {
                                items.insert(id, href);
                            }
                        }
                        "itemref" => {
                            book.chapters.extend(attribute(&start, "idref").and_then(|id| items.get(&id).cloned()))
                        }
                        name => field = name.to_owned(),
                    }
                }
                Event::End(_) => field.clear(),
                Event::Eof => break,
                event => {
                    let Some(words) = words_of(event) else { continue };
                    match field.as_str() {
                        "title" => book.title.push_str(&words),
                        "publisher" => book.publisher.push_str(&words),
                        _ => {}
                    }
                }
            }
        }
        book
    }

    /// The publisher, or the title of an issue.
    fn outlet(&self) -> &str {
        let publisher = self.publisher.trim();
        if publisher.is_empty() { self.title.trim() } else { publisher }
    }
}

/// The name of a part that another one refers to.
fn resolved(package: &str, href: &str) -> String {
    let joined = address::joined(&format!("epub://book/{package}"), href.split('#').next().unwrap_or(href));
    percent_decoded(joined.strip_prefix("epub://book/").unwrap_or(&joined))
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *byte == b'%') {
            Some(decoded) => {
                bytes.push(decoded);
                rest = after.get(2..).unwrap_or_default();
            }
            None => bytes.push(*byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether a chapter has text of its own: not a cover, and not a list of links.
fn is_article(page: &str) -> bool {
    let blocks = block::of_html(page);
    let text = blocks.iter().filter(|block| !block.is_in("a") && !block.is_in("nav") && !block.is_in("title"));
    text.map(|block| block.text.chars().count()).sum::<usize>() >= MIN_CHAPTER_CHARS
}

/// The page with the name of the outlet in its head.
fn with_outlet(page: String, outlet: &str) -> String {
    if outlet.is_empty() || page.contains("og:site_name") {
        return page;
    }
    let meta = format!("<meta property=\"og:site_name\" content=\"{}\"/>", escaped(outlet));
    match page.find("</head>") {
        Some(at) => format!("{}{meta}{}", page.get(..at).unwrap_or_default(), page.get(at..).unwrap_or_default()),
        None => page,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chapters_come_in_the_order_of_reading() {
        let book = Book::parse(
            "<package><metadata><dc:title>The Quay &amp; Sea</dc:title></metadata><manifest><item id='b' href='b.xhtml'/>\
             <item id='n' href='n.xhtml' properties='nav'/><item id='a' href='a%20b.xhtml'/></manifest>\
             <spine><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/></spine></package>",
        );
        assert_eq!(book.chapters, ["a%20b.xhtml", "b.xhtml"]);
        assert_eq!(book.outlet(), "The Quay & Sea");
        assert_eq!(resolved("OEBPS/content.opf", "a%20b.xhtml#x"), "OEBPS/a b.xhtml");
        assert_eq!(resolved("content.opf", "../x.xhtml"), "x.xhtml");
    }
}
