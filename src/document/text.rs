//! Plain text.

use super::database;
use super::decode::{CharsetHints, Markup, decode};
use super::error::ReadProblem;
use super::sink::DocumentSink;
use super::{Content, Transport};
use crate::model::Warning;

/// Passes on a plain text.
pub(super) fn document(sink: &mut DocumentSink<'_>, bytes: &[u8], transport: Transport) {
    document_with(sink, bytes, transport, Vec::new());
}

/// Passes on a plain text with these warnings.
pub(super) fn document_with(
    sink: &mut DocumentSink<'_>,
    bytes: &[u8],
    transport: Transport,
    mut warnings: Vec<Warning>,
) {
    let hints = CharsetHints { content_type: transport.content_type.as_deref(), url: transport.url.as_deref() };
    let decoded = decode(bytes, Markup::Plain, hints);
    if decoded.text.trim().is_empty() {
        return sink.failed_document(None, ReadProblem::Empty);
    }
    warnings.extend(decoded.warnings());
    if database::may_be_export(&decoded.text)
        && database::read(sink, &database::blocks_of_text(&decoded.text), &transport, &warnings).is_some()
    {
        return;
    }
    sink.document(Content::Text(decoded.text), transport, warnings);
}
