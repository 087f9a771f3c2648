//! EPUB: the chapters of a book or the articles of an issue, in the order of reading.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::{Parts, attribute, lenient, text_of, words_of};
use crate::document::block;
use crate::document::clipping::escaped;
use crate::document::decode::{CharsetHints, Markup, decode};
use crate::document::error::{LeftOut, Position, ReadProblem};
use crate::document::markup::{Tag, after_end_tag};
use crate::document::sink::DocumentSink;
use crate::document::xml::next_event;
use crate::document::{Content, Transport, address};

/// A chapter with at least this many characters is more than a cover or a list of contents.
const MIN_CHAPTER_CHARS: usize = 200;

/// The fewest characters of the first sentences of a shorter chapter that is an article: a piece of news in brief.
const MIN_SENTENCE_CHARS: usize = 40;

/// The most chapters of a book.
const MAX_CHAPTERS: usize = 100_000;

/// The maximum number of bytes in the mark that refers to a note, with its markup. A longer one is text.
const MAX_REFERENCE_BYTES: usize = 100;

/// Passes on the chapters of a book.
pub(super) fn document(sink: &mut DocumentSink<'_>, parts: &mut dyn Parts) -> Result<(), ReadProblem> {
    let container = parts.read("META-INF/container.xml", &sink.limits)?.unwrap_or_default();
    let package = package_name(&text_of(&container)).ok_or(ReadProblem::OfficeDocument)?;
    let bytes = parts.read(&package, &sink.limits)?.ok_or(ReadProblem::OfficeDocument)?;
    let book = Book::parse(&text_of(&bytes))?;
    sink.number_documents();
    let mut n_articles = 0;
    for (chapter, n) in book.chapters.iter().zip(0_usize..) {
        let name = match chapter {
            Chapter::Part(href) => resolved(&package, href),
            Chapter::Unknown(id) => {
                sink.failed_document(Some(Position::Entry(id.clone())), ReadProblem::Missing);
                continue;
            }
        };
        if n >= MAX_CHAPTERS || sink.is_full() {
            sink.failure(Some(Position::Entry(name)), ReadProblem::TooManyDocuments);
            break;
        }
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
            sink.left_out(Some(Position::Entry(name)), LeftOut::ShortParts, 1);
            continue;
        }
        n_articles += 1;
        let warnings = decoded.warnings();
        let page = with_outlet(with_notes_as_text(decoded.text), book.outlet());
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
    /// The parts in the order of reading, without the list of contents.
    chapters: Vec<Chapter>,
}

/// A part in the order of reading.
#[derive(Debug, PartialEq, Eq)]
enum Chapter {
    /// Its name, as the book refers to it.
    Part(String),
    /// The id of a part that the book does not have.
    Unknown(String),
}

impl Book {
    fn parse(package: &str) -> Result<Book, ReadProblem> {
        let mut reader = lenient(package);
        let mut book = Book::default();
        // The list of contents has no name here.
        let mut items: HashMap<String, Option<String>> = HashMap::new();
        let mut field = String::new();
        loop {
            match next_event(&mut reader)? {
                Event::Start(start) | Event::Empty(start) => {
                    let name = start.local_name();
                    match name.as_ref() {
                        "item" => {
                            let is_contents = attribute(&start, "properties")
                                .is_some_and(|words| words.split(' ').any(|word| word == "nav"));
                            if let Some((id, href)) = attribute(&start, "id").zip(attribute(&start, "href")) {
                                items.insert(id, Some(href).filter(|_| !is_contents));
                            }
                        }
                        "itemref" => {
                            let chapter = attribute(&start, "idref").and_then(|id| match items.get(&id) {
                                Some(href) => href.clone().map(Chapter::Part),
                                None => Some(Chapter::Unknown(id)),
                            });
                            book.chapters.extend(chapter);
                        }
                        name => field = name.to_owned(),
                    }
                }
                Event::End(_) => field.clear(),
                Event::Eof => return Ok(book),
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
    address::percent_decoded(joined.strip_prefix("epub://book/").unwrap_or(&joined))
}

/// Whether a chapter has text of its own: not a cover, and not a list of links. A short one needs a heading and a sentence.
fn is_article(page: &str) -> bool {
    let blocks = block::of_html(page);
    let is_own = |block: &&block::TextBlock| !block.is_in("a") && !block.is_in("nav") && !block.is_in("title");
    let own = || blocks.iter().filter(is_own);
    let n_chars = |block: &block::TextBlock| block.text.chars().count();
    let is_sentence = |block: &block::TextBlock| {
        block.level == 0
            && n_chars(block) >= MIN_SENTENCE_CHARS
            && block
                .text
                .trim_end_matches(['"', '”', '“', '»', '’', ')'])
                .ends_with(['.', '!', '?', '…', '。', '！', '？'])
    };
    own().map(n_chars).sum::<usize>() >= MIN_CHAPTER_CHARS
        || own().any(|block| block.level > 0) && own().any(is_sentence)
}

/// The page with its notes as text, though other asides are not, and without the marks that refer to them.
fn with_notes_as_text(page: String) -> String {
    const NOTES: [&str; 5] = ["endnote", "footnote", "footnotes", "note", "rearnote"];
    if !page.contains("epub:type") {
        return page;
    }
    let mut text = String::with_capacity(page.len());
    // Whether each open aside is a note.
    let mut asides: Vec<bool> = Vec::new();
    let mut rest = page.as_str();
    while let Some(at) = rest.find('<') {
        let (before, tagged) = rest.split_at(at);
        text.push_str(before);
        let Some(tag) = Tag::at_start(tagged) else {
            text.push('<');
            rest = tagged.get(1..).unwrap_or_default();
            continue;
        };
        let markup = tagged.get(..tagged.len() - tag.rest.len()).unwrap_or_default();
        rest = tag.rest;
        let is_kind = |kinds: &[&str]| {
            let kind = tag.attribute("epub:type").unwrap_or_default();
            kind.split_whitespace().any(|kind| kinds.contains(&kind))
        };
        match tag.name.as_str() {
            "a" if !tag.is_end && is_kind(&["noteref"]) => {
                let after = after_end_tag(rest, "a");
                if rest.len() - after.len() <= MAX_REFERENCE_BYTES {
                    rest = after;
                }
            }
            "aside" if tag.is_end => text.push_str(if asides.pop() == Some(true) { "</div>" } else { markup }),
            "aside" => {
                let is_note = is_kind(&NOTES);
                asides.push(is_note);
                text.push_str(if is_note { "<div>" } else { markup });
            }
            _ => text.push_str(markup),
        }
    }
    text.push_str(rest);
    text
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
    fn notes_become_text_and_other_asides_stay() {
        let page = "<p>One<a epub:type='noteref' href='#a'><sup>1</sup></a> < two.</p><aside>Box</aside>\
            <aside epub:type='footnote' id='a'><p>A note.<aside>x</aside></p></aside>";
        let text = "<p>One < two.</p><aside>Box</aside><div><p>A note.<aside>x</aside></p></div>";
        assert_eq!(with_notes_as_text(page.to_owned()), text);
        let unclosed = format!("</aside><a epub:type=noteref>{}", "words ".repeat(50));
        assert_eq!(with_notes_as_text(unclosed.clone()), unclosed.replace("<a epub:type=noteref>", ""));
    }

    #[test]
    fn the_chapters_come_in_the_order_of_reading() {
        let book = Book::parse(
            "<package><metadata><dc:title>The Quay &amp; Sea</dc:title></metadata><manifest><item id='b' href='b.xhtml'/>\
             <item id='n' href='n.xhtml' properties='nav'/><item id='a' href='a%20b.xhtml'/></manifest>\
             <spine><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/></spine></package>",
        );
        let book = book.expect("well-formed");
        assert_eq!(book.chapters, ["a%20b.xhtml", "b.xhtml"].map(|name| Chapter::Part(name.to_owned())));
        assert_eq!(book.outlet(), "The Quay & Sea");
        assert_eq!(resolved("OEBPS/content.opf", "a%20b.xhtml#x"), "OEBPS/a b.xhtml");
        assert_eq!(resolved("content.opf", "../x.xhtml"), "x.xhtml");
    }
}
