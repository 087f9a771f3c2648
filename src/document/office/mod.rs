//! Office documents and books, which are zip archives with XML in them: Word (DOCX), OpenDocument text, EPUB, and tables
//! (XLSX).
//!
//! Readers of their own over `zip` and `quick-xml`: what is needed are paragraphs, headings and bookmarks, and the
//! libraries for these formats build whole models of the documents.

mod book;
mod sheet;
mod words;

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::decode::{CharsetHints, Markup, decode};
use super::error::ReadProblem;
use super::limits::Limits;
use super::markup;
use super::sink::DocumentSink;

/// The parts of an archive, by name.
pub(super) trait Parts {
    /// The bytes of a part; `None` if there is no such part.
    ///
    /// # Errors
    ///
    /// If it is damaged or too long.
    fn read(&mut self, name: &str, limits: &Limits) -> Result<Option<Vec<u8>>, ReadProblem>;
}

/// What an archive is a document of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfficeKind {
    Epub,
    OpenDocument,
    /// A presentation, a drawing, or an unknown kind.
    Other,
    Sheet,
    Word,
}

impl OfficeKind {
    /// The kind of document that an archive with these entries is.
    pub(super) fn of_entries<'n>(names: impl Iterator<Item = &'n str>) -> Option<OfficeKind> {
        let (mut kind, mut is_office, mut has_mimetype, mut has_content) = (None, false, false, false);
        for name in names {
            match name {
                "META-INF/container.xml" => kind = Some(OfficeKind::Epub),
                "[Content_Types].xml" => is_office = true,
                "mimetype" => has_mimetype = true,
                "content.xml" => has_content = true,
                "word/document.xml" => kind = Some(OfficeKind::Word),
                "xl/workbook.xml" => kind = Some(OfficeKind::Sheet),
                _ => {}
            }
        }
        if has_mimetype && has_content {
            return Some(OfficeKind::OpenDocument);
        }
        match kind {
            Some(OfficeKind::Epub) if !has_mimetype => None,
            None if is_office => Some(OfficeKind::Other),
            kind => kind,
        }
    }
}

/// Passes on the articles of an office document.
pub(super) fn document(sink: &mut DocumentSink<'_>, kind: OfficeKind, parts: &mut dyn Parts) {
    sink.found_format(match kind {
        OfficeKind::Epub => "EPUB",
        OfficeKind::OpenDocument => "ODT",
        OfficeKind::Other => "Office",
        OfficeKind::Sheet => "XLSX",
        OfficeKind::Word => "DOCX",
    });
    let read = match kind {
        OfficeKind::Epub => book::document(sink, parts),
        OfficeKind::OpenDocument => words::open_document(sink, parts),
        OfficeKind::Sheet => sheet::document(sink, parts),
        OfficeKind::Word => words::word_document(sink, parts),
        OfficeKind::Other => Err(ReadProblem::OfficeDocument),
    };
    if let Err(problem) = read {
        sink.failed_document(None, problem);
    }
}

/// The text of an XML part.
fn text_of(bytes: &[u8]) -> String {
    decode(bytes, Markup::Xml, CharsetHints::default()).text
}

/// A reader of XML that goes on where markup is broken, as far as that is possible.
fn lenient(xml: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

/// The text that an event stands for.
fn words_of<'e>(event: Event<'e>) -> Option<Cow<'e, str>> {
    match event {
        Event::Text(text) => Some(text.into_inner()),
        Event::CData(text) => Some(text.into_inner()),
        Event::GeneralRef(reference) => {
            let name = reference.into_inner();
            Some(markup::character(&name).unwrap_or_else(|| Cow::Owned(format!("&{name};"))))
        }
        _ => None,
    }
}

/// The value of the attribute with this local name.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(markup::unescaped(&found.value).into_owned())
}
