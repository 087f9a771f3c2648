//! Word documents (DOCX, ECMA-376) and OpenDocument texts (ODT): their paragraphs, without headers, footers, comments and
//! what was struck out.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::{Parts, attribute, lenient, text_of, words_of};
use crate::document::block::{TextBlock, single_spaced};
use crate::document::error::ReadProblem;
use crate::document::sink::DocumentSink;
use crate::document::xml::next_event;
use crate::document::{Transport, clipping};

/// The most paragraphs within each other: those of text boxes.
const MAX_OPEN_PARAGRAPHS: usize = 64;

/// Passes on a Word document.
pub(super) fn word_document(sink: &mut DocumentSink<'_>, parts: &mut dyn Parts) -> Result<(), ReadProblem> {
    let document = parts.read("word/document.xml", &sink.limits)?.ok_or(ReadProblem::OfficeDocument)?;
    let styles = parts.read("word/styles.xml", &sink.limits).ok().flatten().unwrap_or_default();
    let blocks = word_blocks(&text_of(&document), &word_levels(&text_of(&styles)))?;
    clipping::pass_on(sink, &blocks, Transport::default(), Vec::new());
    Ok(())
}

/// Passes on an OpenDocument text.
pub(super) fn open_document(sink: &mut DocumentSink<'_>, parts: &mut dyn Parts) -> Result<(), ReadProblem> {
    let kind = parts.read("mimetype", &sink.limits)?.unwrap_or_default();
    if !String::from_utf8_lossy(&kind).contains("opendocument.text") {
        return Err(ReadProblem::OfficeDocument);
    }
    let content = parts.read("content.xml", &sink.limits)?.ok_or(ReadProblem::OfficeDocument)?;
    let blocks = open_blocks(&text_of(&content))?;
    clipping::pass_on(sink, &blocks, Transport::default(), Vec::new());
    Ok(())
}

/// The paragraphs that are being read, innermost last, and those that are complete.
#[derive(Default)]
struct Paragraphs {
    blocks: Vec<TextBlock>,
    open: Vec<TextBlock>,
    /// Bookmarks before the next words.
    marks: Vec<String>,
}

impl Paragraphs {
    fn begin(&mut self, level: u8) {
        if self.open.len() < MAX_OPEN_PARAGRAPHS {
            self.open.push(TextBlock { level, ..TextBlock::default() });
        }
    }

    fn words(&mut self, text: &str, is_bold: bool) {
        if let Some(block) = self.open.last_mut() {
            if block.text.trim().is_empty() && !text.trim().is_empty() {
                block.is_bold = is_bold;
            }
            block.text.push_str(text);
        }
    }

    fn end(&mut self) {
        let Some(mut block) = self.open.pop() else { return };
        block.text = single_spaced(&block.text);
        if !block.text.is_empty() {
            block.marks = std::mem::take(&mut self.marks);
            self.blocks.push(block);
        }
    }

    /// All paragraphs; those that a cut document left open too.
    fn finish(mut self) -> Vec<TextBlock> {
        while !self.open.is_empty() {
            self.end();
        }
        self.blocks
    }
}

/// The levels of the styles of headings by their ids. The ids are in the language of Word, the names in English.
fn word_levels(styles: &str) -> HashMap<String, u8> {
    let mut reader = lenient(styles);
    let mut levels = HashMap::new();
    let mut id = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "style" => id = attribute(&start, "styleId").unwrap_or_default(),
                "name" => {
                    if let Some(level) = level_of_name(&attribute(&start, "val").unwrap_or_default()) {
                        levels.insert(std::mem::take(&mut id), level);
                    }
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    levels
}

/// The level of a style by its English name: `Title`, `heading 2`.
fn level_of_name(name: &str) -> Option<u8> {
    let name = name.to_lowercase().replace(' ', "");
    if name == "title" {
        return Some(1);
    }
    let level: u8 = name.strip_prefix("heading")?.parse().ok()?;
    (1..=9).contains(&level).then(|| level.min(4))
}

/// A part of a document that is shown.
enum ShownPart<'a> {
    /// The beginning of an element, with its local name, and whether it is empty.
    Start(&'a BytesStart<'a>, &'a str, bool),
    /// The end of an element with this local name.
    End(&'a str),
    /// Words.
    Words(&'a str),
}

/// Passes the parts of a document to `act`, in order, without elements with these local names and what is in them.
fn each_part(xml: &str, hidden: &[&str], act: &mut dyn FnMut(ShownPart<'_>)) -> Result<(), ReadProblem> {
    let mut reader = lenient(xml);
    // The elements within a part that is not shown.
    let mut n_unseen = 0_usize;
    loop {
        // What was read before the damage is lost in a document that claims to be whole.
        let event = next_event(&mut reader)?;
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Eof => return Ok(()),
            Event::Start(start) | Event::Empty(start) => {
                let name = start.local_name();
                if n_unseen > 0 || hidden.contains(&name.as_ref()) {
                    n_unseen += usize::from(!is_empty);
                } else {
                    act(ShownPart::Start(&start, name.as_ref(), is_empty));
                }
            }
            Event::End(_) if n_unseen > 0 => n_unseen -= 1,
            Event::End(end) => act(ShownPart::End(end.local_name().as_ref())),
            event if n_unseen == 0 => {
                if let Some(words) = words_of(event) {
                    act(ShownPart::Words(&words));
                }
            }
            _ => {}
        }
    }
}

/// The elements of a Word document that are not shown.
const HIDDEN_IN_WORD: [&str; 6] = ["del", "moveFrom", "Fallback", "rPrChange", "pPrChange", "instrText"];

fn word_blocks(xml: &str, levels: &HashMap<String, u8>) -> Result<Vec<TextBlock>, ReadProblem> {
    let mut paragraphs = Paragraphs::default();
    let (mut is_text, mut is_bold) = (false, false);
    each_part(xml, &HIDDEN_IN_WORD, &mut |part| match part {
        ShownPart::Start(start, name, is_empty) => match name {
            "p" if is_empty => {}
            "p" => paragraphs.begin(0),
            "r" => is_bold = false,
            "t" => is_text = !is_empty,
            "b" => is_bold = !matches!(attribute(start, "val").as_deref(), Some("0" | "false" | "none")),
            "tab" | "br" | "cr" | "ptab" => paragraphs.words(" ", is_bold),
            "noBreakHyphen" => paragraphs.words("-", is_bold),
            "bookmarkStart" => paragraphs.marks.extend(attribute(start, "name")),
            "pStyle" => {
                let style = attribute(start, "val").unwrap_or_default();
                let level = levels.get(&style).copied().or_else(|| level_of_name(&style));
                if let (Some(block), Some(level)) = (paragraphs.open.last_mut(), level) {
                    block.level = level;
                }
            }
            _ => {}
        },
        ShownPart::End("p") => paragraphs.end(),
        ShownPart::End("t") => is_text = false,
        ShownPart::Words(words) if is_text => paragraphs.words(words, is_bold),
        _ => {}
    })?;
    Ok(paragraphs.finish())
}

/// The elements of an OpenDocument text that are not shown.
const HIDDEN_IN_OPEN_DOCUMENT: [&str; 6] =
    ["tracked-changes", "annotation", "note-citation", "automatic-styles", "scripts", "forms"];

fn open_blocks(xml: &str) -> Result<Vec<TextBlock>, ReadProblem> {
    let mut paragraphs = Paragraphs::default();
    each_part(xml, &HIDDEN_IN_OPEN_DOCUMENT, &mut |part| match part {
        ShownPart::Start(start, name, is_empty) => match name {
            "p" | "h" if is_empty => {}
            "p" | "h" => paragraphs.begin(open_level(start, name)),
            "s" | "tab" | "line-break" => paragraphs.words(" ", false),
            "bookmark" | "bookmark-start" => paragraphs.marks.extend(attribute(start, "name")),
            _ => {}
        },
        ShownPart::End("p" | "h") => paragraphs.end(),
        ShownPart::Words(words) => paragraphs.words(words, false),
        ShownPart::End(_) => {}
    })?;
    Ok(paragraphs.finish())
}

/// The level of a heading of an OpenDocument text.
fn open_level(start: &BytesStart<'_>, name: &str) -> u8 {
    if name == "h" {
        let level = attribute(start, "outline-level").and_then(|level| level.parse().ok());
        return level.unwrap_or(1_u8).clamp(1, 4);
    }
    u8::from(attribute(start, "style-name").is_some_and(|style| style == "Title"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_document_has_paragraphs_headings_and_bookmarks() {
        let styles = "<w:styles><w:style w:styleId=\"Titel\"><w:name w:val=\"Title\"/></w:style></w:styles>";
        let xml = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"Titel\"/></w:pPr><w:r><w:t>A &amp; B</w:t></w:r></w:p>\
            <w:p><w:bookmarkStart w:name=\"Bookmark_1\"/></w:p><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Bold</w:t></w:r><w:r>\
            <w:t xml:space=\"preserve\"> words</w:t><w:tab/></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>\
            <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Box</w:t></w:r></w:p></w:txbxContent>\
            </mc:Choice><mc:Fallback><w:p><w:r><w:t>Box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent><w:t>Around</w:t>\
            </w:r></w:p></w:body></w:document>";
        let blocks = word_blocks(xml, &word_levels(styles)).expect("well-formed");
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["A & B", "Bold words", "Box", "Around"]);
        assert_eq!((blocks[0].level, blocks[1].is_bold), (1, true));
        assert_eq!(blocks[1].marks, ["Bookmark_1"]);
    }

    #[test]
    fn an_open_document_has_paragraphs_without_what_was_struck_out() {
        let xml = "<office:text><text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:h text:outline-level=\"2\">\
            Head</text:h><text:p>One<text:s/><text:span>two</text:span><text:note><text:note-citation>1</text:note-citation>\
            </text:note></text:p></office:text>";
        let blocks = open_blocks(xml).expect("well-formed");
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["Head", "One two"]);
        assert_eq!(blocks[0].level, 2);
    }
}
