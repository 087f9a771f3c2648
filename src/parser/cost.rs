//! How much memory it takes to parse a document.
//!
//! The numbers are upper bounds measured on documents of one kind of content each (nothing but tags, nothing but one-letter
//! words); ordinary documents take a fraction. See `docs/safety.md`.

use crate::document::{Content, Document, Record};
use crate::model::Article;

/// Bytes of memory for each byte of text: its copies in different forms.
const BYTES_PER_BYTE: u64 = 8;

/// Bytes of memory for each element of a web page.
const BYTES_PER_TAG: u64 = 600;

/// Bytes of memory for each word or mark.
const BYTES_PER_WORD: u64 = 90;

/// Bytes of memory for each paragraph.
const BYTES_PER_LINE: u64 = 300;

/// Bytes of memory for each actor or author that a record states.
const BYTES_PER_NAME: u64 = 700;

/// The most bytes of memory for each byte of a document. Ordinary documents take a third of that or less.
const MAX_RATIO: u64 = 64;

/// Documents that take less than this are parsed whatever the ratio, in bytes.
const MIN_REFUSED_COST: u64 = 256 << 20;

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
        Content::Html(page) => {
            let n_tags = count(page, |byte| byte == b'<');
            text_cost(page).saturating_add(n_tags.saturating_mul(BYTES_PER_TAG))
        }
        Content::Record(record) => record_cost(record),
        Content::Article(article) => article_cost(article),
    }
}

/// The most bytes of memory that finding the actors and quotes of an article takes.
pub fn article_cost(article: &Article) -> u64 {
    let removed = article.removed.iter().map(|piece| piece.text.as_str());
    let texts = article.body.iter().map(String::as_str).chain(removed).chain([article.title.value.as_str()]);
    let n_names = (article.actors.len() + article.authors.len()) as u64;
    texts.map(text_cost).sum::<u64>().saturating_add(n_names.saturating_mul(BYTES_PER_NAME))
}

fn record_cost(record: &Record) -> u64 {
    let n_names = (record.actors.as_ref().map_or(0, Vec::len) + record.authors.len()) as u64;
    record.body.iter().map(|text| text_cost(text)).sum::<u64>().saturating_add(n_names.saturating_mul(BYTES_PER_NAME))
}

fn text_cost(text: &str) -> u64 {
    let n_marks = count(text, |byte| byte < 0x80 && !byte.is_ascii_alphanumeric());
    let n_lines = 1 + count(text, |byte| byte == b'\n');
    // Words beyond ASCII may stand without spaces: three bytes each, as in Chinese.
    let n_wide = count(text, |byte| byte >= 0xc0);
    let n_words = n_marks + n_wide / 2;
    (text.len() as u64)
        .saturating_mul(BYTES_PER_BYTE)
        .saturating_add(n_words.saturating_mul(BYTES_PER_WORD))
        .saturating_add(n_lines.saturating_mul(BYTES_PER_LINE))
}

/// The number of bytes of a text that are of a kind. Every text is counted, so this adds up bytes in bytes, many at once.
fn count(text: &str, is_of_kind: impl Fn(u8) -> bool) -> u64 {
    let chunks = text.as_bytes().chunks(usize::from(u8::MAX));
    chunks.map(|chunk| u64::from(chunk.iter().map(|byte| u8::from(is_of_kind(*byte))).sum::<u8>())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Transport;

    fn cost(content: Content) -> u64 {
        let (source, transport) = ("a".to_owned(), Transport::default());
        parsing_cost(&Document { source, content, transport, warnings: Vec::new(), container: None })
    }

    #[test]
    fn every_byte_of_a_kind_is_counted() {
        for n in [0, 1, 254, 255, 256, 1000] {
            assert_eq!(count(&"<".repeat(n), |byte| byte == b'<'), n as u64);
            assert_eq!(count(&"a<".repeat(n), |byte| byte == b'<'), n as u64);
        }
    }

    #[test]
    fn markup_costs_more_than_words_and_words_more_than_letters() {
        let letters = cost(Content::Text("a".repeat(10_000)));
        let words = cost(Content::Text("a ".repeat(5_000)));
        let tags = cost(Content::Html("<p>a".repeat(2_500)));
        assert!(letters < words && words < tags, "{letters} {words} {tags}");
        // An ordinary text is far from what is refused.
        let text = "The ferry between both harbours runs again, the company said.\n".repeat(100);
        assert!(cost(Content::Text(text.clone())) < MAX_RATIO / 3 * 2 * text.len() as u64);
    }
}
