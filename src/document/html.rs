//! Web pages.

use super::block;
use super::database;
use super::decode::{CharsetHints, Markup, decode};
use super::limits::MAX_NOTE_BYTES;
use super::sink::DocumentSink;
use super::telegram;
use super::{Content, ReadProblem, Transport};
use crate::model::Warning;

/// The block of a page in which Dateline packs the list of an archive's files.
const PACKED_MANIFEST: &str = "<script type=\"application/octet-stream\" data-file=\"manifest.json\">";

/// Passes on a web page.
pub(super) fn document(sink: &mut DocumentSink<'_>, bytes: &[u8], transport: Transport) {
    document_with(sink, bytes, transport, Vec::new());
}

/// Passes on a web page with these warnings.
pub(super) fn document_with(
    sink: &mut DocumentSink<'_>,
    bytes: &[u8],
    mut transport: Transport,
    mut warnings: Vec<Warning>,
) {
    let hints = CharsetHints { content_type: transport.content_type.as_deref(), url: transport.url.as_deref() };
    let decoded = decode(bytes, Markup::Html, hints);
    if decoded.text.contains(PACKED_MANIFEST) {
        return sink.failed_document(None, ReadProblem::PackedArchive);
    }
    warnings.extend(decoded.warnings());
    if telegram::is_page(&decoded.text) {
        return telegram::page(sink, &decoded.text, &transport);
    }
    if database::may_be_export_page(&decoded.text)
        && database::read(sink, &block::of_html(&decoded.text), &transport, &warnings).is_some()
    {
        return;
    }
    transport.url = transport.url.or_else(|| saved_from(&decoded.text));
    sink.document(Content::Html(decoded.text), transport, warnings);
}

/// The address in the comment that browsers add to a page that they save: `<!-- saved from url=(0014)about:internet
/// -->`.
fn saved_from(page: &str) -> Option<String> {
    let head = page.get(..page.floor_char_boundary(MAX_NOTE_BYTES))?;
    let after = head.split_once("<!-- saved from url=(")?.1.split_once(')')?.1;
    let url = after.split_whitespace().next()?;
    url.starts_with("http").then(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::saved_from;

    #[test]
    fn a_saved_page_tells_its_address() {
        let page = "<!DOCTYPE html>\n<!-- saved from url=(0020)https://post.example/a -->\n<html>";
        assert_eq!(saved_from(page).as_deref(), Some("https://post.example/a"));
        assert_eq!(saved_from("<!-- saved from url=(0014)about:internet -->"), None);
    }
}
