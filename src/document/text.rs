//! Plain text.

use super::decode::{Hints, Markup, decode};
use super::error::Trouble;
use super::reading::Reading;
use super::{Content, Transport};

/// Hands over a plain text.
pub(super) fn document(reading: &mut Reading<'_>, bytes: &[u8], transport: Transport) {
    let hints = Hints { content_type: transport.content_type.as_deref(), url: transport.url.as_deref() };
    let decoded = decode(bytes, Markup::Plain, hints);
    if decoded.text.trim().is_empty() {
        return reading.failed_document(None, Trouble::new("empty", "leave it out, or fetch it again"));
    }
    let warnings = decoded.warnings();
    reading.document(Content::Text(decoded.text), transport, warnings);
}
