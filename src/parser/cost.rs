//! How much memory it takes to parse a document.
//!
//! The numbers are upper bounds, measured on documents that consist of nothing but what costs most: names, one-letter words,
//! one-letter lines, elements. `tests/memory.rs` compares them with what is allocated. Ordinary documents take a third of
//! the bound or less. See `docs/safety.md`.

use crate::document::{Content, Document, Record};
use crate::model::Article;

/// Bytes of memory for each byte of text: its copies in different forms.
const BYTES_PER_BYTE: u64 = 9;

/// Bytes of memory for each word.
const BYTES_PER_WORD: u64 = 45;

/// Bytes of memory for each word that starts with a capital, which may be a name that nobody else has.
const BYTES_PER_CAPITAL: u64 = 440;

/// Bytes of memory for each mark between words.
const BYTES_PER_MARK: u64 = 20;

/// Bytes of memory for each character of a script that may have no spaces between words.
const BYTES_PER_WIDE_CHARACTER: u64 = 100;

/// Bytes of memory for each paragraph.
const BYTES_PER_LINE: u64 = 190;

/// Bytes of memory for each element of a web page, with its text.
const BYTES_PER_ELEMENT: u64 = 180;

/// Bytes of memory for each attribute of an element.
const BYTES_PER_ATTRIBUTE: u64 = 24;

/// Bytes of memory for each field of linked data in a web page.
const BYTES_PER_FIELD: u64 = 340;

/// Bytes of memory for each value in a list of linked data.
const BYTES_PER_VALUE: u64 = 64;

/// Bytes of memory for each actor that a record states.
const BYTES_PER_ACTOR: u64 = 950;

/// Bytes of memory for each author that a record states.
const BYTES_PER_AUTHOR: u64 = 300;

/// The most bytes of memory for each byte of a document.
const MAX_RATIO: u64 = 48;

/// Documents that take less than this are parsed whatever the ratio, in bytes.
const MIN_REFUSED_COST: u64 = 128 << 20;

/// The bytes of memory that parsing a document may take: all that there is, but not many times the document's size.
pub fn allowed_cost(document: &Document, memory_bytes: u64) -> u64 {
    let size = match &document.content {
        Content::Text(text) | Content::Html(text) => text.len() as u64,
        Content::Record(_) | Content::Article(_) => return memory_bytes,
    };
    memory_bytes.min(size.saturating_mul(MAX_RATIO).max(MIN_REFUSED_COST))
}

/// The most bytes of memory that parsing a document takes.
pub fn parsing_cost(document: &Document) -> u64 {
    match &document.content {
        Content::Text(text) => text_cost(text),
        Content::Html(page) => page_cost(page),
        Content::Record(record) => record_cost(record),
        Content::Article(article) => article_cost(article),
    }
}

/// The most bytes of memory that finding the actors and quotes of an article takes.
pub fn article_cost(article: &Article) -> u64 {
    let removed = article.removed.iter().map(|piece| piece.text.as_str());
    let texts = article.body.iter().map(String::as_str).chain(removed).chain([article.title.value.as_str()]);
    texts.map(text_cost).sum::<u64>().saturating_add(names_cost(article.actors.len(), article.authors.len()))
}

fn record_cost(record: &Record) -> u64 {
    let texts = record.body.iter().map(|text| text_cost(text)).sum::<u64>();
    texts.saturating_add(names_cost(record.actors.as_ref().map_or(0, Vec::len), record.authors.len()))
}

fn names_cost(n_actors: usize, n_authors: usize) -> u64 {
    let of_actors = (n_actors as u64).saturating_mul(BYTES_PER_ACTOR);
    of_actors.saturating_add((n_authors as u64).saturating_mul(BYTES_PER_AUTHOR))
}

/// What a document has much of. All are numbers.
#[derive(Debug, Default)]
struct Contents {
    bytes: u64,
    words: u64,
    capitals: u64,
    marks: u64,
    wide: u64,
    lines: u64,
    elements: u64,
    attributes: u64,
    fields: u64,
    values: u64,
}

impl Contents {
    fn cost(&self) -> u64 {
        [
            (self.bytes, BYTES_PER_BYTE),
            (self.words, BYTES_PER_WORD),
            (self.capitals, BYTES_PER_CAPITAL),
            (self.marks, BYTES_PER_MARK),
            (self.wide, BYTES_PER_WIDE_CHARACTER),
            (self.lines, BYTES_PER_LINE),
            (self.elements, BYTES_PER_ELEMENT),
            (self.attributes, BYTES_PER_ATTRIBUTE),
            (self.fields, BYTES_PER_FIELD),
            (self.values, BYTES_PER_VALUE),
        ]
        .iter()
        .fold(0, |sum, (n, bytes)| sum.saturating_add(n.saturating_mul(*bytes)))
    }

    /// Adds the words of a text; its lines are counted if they are paragraphs.
    fn add_text(&mut self, text: &str, has_lines: bool) {
        let mut is_inside = false;
        for (at, byte) in text.bytes().enumerate() {
            let is_letter = byte.is_ascii_alphanumeric() || byte >= 0x80;
            if is_letter && !is_inside {
                self.words += 1;
                let first = text.get(at..).and_then(|rest| rest.chars().next());
                self.capitals += u64::from(first.is_some_and(char::is_uppercase));
            }
            is_inside = is_letter;
            self.marks += u64::from(byte.is_ascii_punctuation());
            // Three bytes and more: the scripts of East and South Asia. 0xcc and 0xcd begin marks on other letters.
            self.wide += u64::from(byte >= 0xe0 || matches!(byte, 0xcc | 0xcd));
            self.lines += u64::from(has_lines && byte == b'\n');
        }
    }
}

fn text_cost(text: &str) -> u64 {
    let mut contents = Contents { bytes: text.len() as u64, lines: 1, ..Contents::default() };
    contents.add_text(text, true);
    contents.cost()
}

fn page_cost(page: &str) -> u64 {
    let mut contents = Contents { bytes: page.len() as u64, lines: 1, ..Contents::default() };
    let mut rest = page;
    while let Some((text, markup)) = rest.split_once('<') {
        contents.add_text(text, false);
        if !markup.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            // A text of its own.
            contents.elements += 1;
            rest = markup;
            continue;
        }
        let (tag, behind) = markup.split_once('>').unwrap_or((markup, ""));
        rest = behind;
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        contents.elements += 1;
        contents.attributes += tag.bytes().filter(|byte| byte.is_ascii_whitespace() || *byte == b'/').count() as u64;
        // A script has no words, but perhaps linked data.
        if let Some(end) = ["script", "style"].iter().find(|name| has_name(tag, name)) {
            let length = raw_length(rest, end);
            let (raw, behind) = rest.split_at(length);
            contents.fields += raw.bytes().filter(|byte| *byte == b':').count() as u64;
            contents.values += raw.bytes().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count() as u64;
            rest = behind;
        }
    }
    contents.add_text(rest, false);
    contents.cost()
}

fn has_name(tag: &str, name: &str) -> bool {
    tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

/// The length of what is before the end tag of an element.
fn raw_length(text: &str, name: &str) -> usize {
    let mut ends = text.match_indices("</");
    let is_end = |(at, _): &(usize, &str)| text.get(at + 2..).is_some_and(|rest| has_name(rest, name));
    ends.find(is_end).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{FileFormat, Transport};

    fn cost(content: Content) -> u64 {
        let (source, transport) = ("a".to_owned(), Transport::default());
        parsing_cost(&Document { source, format: FileFormat::default(), content, transport, warnings: Vec::new() })
    }

    #[test]
    fn markup_costs_more_than_words_and_words_more_than_letters() {
        let letters = cost(Content::Text("a".repeat(10_000)));
        let words = cost(Content::Text("a ".repeat(5_000)));
        let names = cost(Content::Text("A ".repeat(5_000)));
        let tags = cost(Content::Html("<p>a".repeat(2_500)));
        assert!(letters < words && words < tags && tags < names, "{letters} {words} {tags} {names}");
        let script = cost(Content::Html(format!("<script>{}</script>", "a b ".repeat(2_500))));
        assert!(script < words, "{script} {words}");
    }

    #[test]
    fn ordinary_documents_are_far_from_what_is_refused() {
        let text = "The ferry between both harbours of Oldport runs again, the company said on Monday.\n".repeat(100);
        let page = format!("<p class=text><a href=/ferry>Ferries</a> {text}</p>").repeat(100);
        let chinese = "渡轮公司周一表示，奥德港两个港口之间的渡轮恢复运行。\n".repeat(100);
        for (content, length) in [
            (Content::Text(text.clone()), text.len()),
            (Content::Html(page.clone()), page.len()),
            (Content::Text(chinese.clone()), chinese.len()),
        ] {
            assert!(cost(content) < MAX_RATIO * length as u64);
        }
    }
}
