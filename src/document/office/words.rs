//! Word documents (DOCX, ECMA-376) and OpenDocument texts (ODT): their paragraphs and notes, and apart from them running
//! heads, remarks in the margin and what was struck out.

use std::collections::{BTreeMap, HashMap};

use quick_xml::events::{BytesStart, Event};

use super::{Parts, attribute, lenient, text_of, words_of};
use crate::document::block::{PlacedBlocks, TextBlock, TextPlace, single_spaced};
use crate::document::error::ReadProblem;
use crate::document::limits::Limits;
use crate::document::sink::DocumentSink;
use crate::document::xml::next_event;
use crate::document::{Transport, clipping};
use crate::model::{Warning, WarningCode};

/// The most paragraphs within each other: those of text boxes.
const MAX_OPEN_PARAGRAPHS: usize = 64;

/// The most parts of a Word document with running heads that are read.
const MAX_RUNNING_PARTS: usize = 60;

/// Passes on a Word document.
pub(super) fn word_document(sink: &mut DocumentSink<'_>, parts: &mut dyn Parts) -> Result<(), ReadProblem> {
    let document = parts.read("word/document.xml", &sink.limits)?.ok_or(ReadProblem::OfficeDocument)?;
    let styles = parts.read("word/styles.xml", &sink.limits).ok().flatten().unwrap_or_default();
    let levels = word_levels(&text_of(&styles));
    let mut warnings = Vec::new();
    let mut side = |name: &str, what: &str| match side_part(parts, name, &sink.limits) {
        Ok(blocks) => blocks,
        Err(problem) => {
            let message = format!("The {what} of the document could not be read: {problem}.");
            warnings.push(Warning { code: WarningCode::Truncated, message });
            Some(Vec::new())
        }
    };
    let mut notes = WordNotes {
        footnotes: by_id(side("word/footnotes.xml", "footnotes")),
        endnotes: by_id(side("word/endnotes.xml", "endnotes")),
    };
    let comments = side("word/comments.xml", "comments").unwrap_or_default();
    let mut running = Vec::new();
    for kind in ["header", "footer"] {
        let numbered = (1..MAX_RUNNING_PARTS).map_while(|n| side(&format!("word/{kind}{n}.xml"), "running heads"));
        running.extend(numbered.flatten());
    }
    let mut paragraphs = Paragraphs::default();
    let n_foreign = read_word(&text_of(&document), &levels, &mut notes, &mut paragraphs)?;
    if n_foreign > 0 {
        let message = format!("Parts of the document that are in another format were not read ({n_foreign}).");
        warnings.push(Warning { code: WarningCode::Truncated, message });
    }
    let unplaced = notes.footnotes.into_iter().chain(notes.endnotes).flat_map(|(_, blocks)| blocks);
    let placed = unplaced.map(|block| (block, TextPlace::Note));
    let placed = placed.chain(comments.into_iter().map(|block| (block, TextPlace::Comment)));
    let placed = placed.chain(running.into_iter().map(|block| (block, TextPlace::Running)));
    let blocks = paragraphs.finish(placed);
    clipping::pass_on(sink, &blocks, Transport::default(), warnings);
    Ok(())
}

/// The paragraphs of a part other than the text, each with the id of its note as its path; `None` if there is no such
/// part.
fn side_part(parts: &mut dyn Parts, name: &str, limits: &Limits) -> Result<Option<Vec<TextBlock>>, ReadProblem> {
    let Some(bytes) = parts.read(name, limits)? else { return Ok(None) };
    let mut paragraphs = Paragraphs::default();
    read_word(&text_of(&bytes), &HashMap::new(), &mut WordNotes::default(), &mut paragraphs)?;
    Ok(Some(paragraphs.finish(std::iter::empty())))
}

/// The notes of a Word document by their ids, in order.
#[derive(Default)]
struct WordNotes {
    footnotes: BTreeMap<String, Vec<TextBlock>>,
    endnotes: BTreeMap<String, Vec<TextBlock>>,
}

fn by_id(blocks: Option<Vec<TextBlock>>) -> BTreeMap<String, Vec<TextBlock>> {
    let mut notes: BTreeMap<String, Vec<TextBlock>> = BTreeMap::new();
    for mut block in blocks.unwrap_or_default() {
        notes.entry(std::mem::take(&mut block.path)).or_default().push(block);
    }
    notes
}

/// Passes on an OpenDocument text.
pub(super) fn open_document(sink: &mut DocumentSink<'_>, parts: &mut dyn Parts) -> Result<(), ReadProblem> {
    let kind = parts.read("mimetype", &sink.limits)?.unwrap_or_default();
    if !String::from_utf8_lossy(&kind).contains("opendocument.text") {
        return Err(ReadProblem::OfficeDocument);
    }
    let content = parts.read("content.xml", &sink.limits)?.ok_or(ReadProblem::OfficeDocument)?;
    let mut paragraphs = Paragraphs::default();
    read_open(&text_of(&content), &mut paragraphs)?;
    // Only the running heads of the styles are text.
    let styles = parts.read("styles.xml", &sink.limits).ok().flatten().unwrap_or_default();
    let mut running = Paragraphs { needs_place: true, ..Paragraphs::default() };
    let warnings = read_open(&text_of(&styles), &mut running).err().map(|problem| Warning {
        code: WarningCode::Truncated,
        message: format!("The running heads of the document could not be read: {problem}."),
    });
    let running = running.finish(std::iter::empty()).into_iter().map(|block| (block, TextPlace::Running));
    let blocks = paragraphs.finish(running);
    clipping::pass_on(sink, &blocks, Transport::default(), warnings.into_iter().collect());
    Ok(())
}

/// The paragraphs that are being read, innermost last, and those that are complete.
#[derive(Default)]
struct Paragraphs {
    placed: PlacedBlocks,
    open: Vec<(TextBlock, TextPlace)>,
    /// The parts around the open paragraphs that are not the text, innermost last.
    places: Vec<TextPlace>,
    /// Whether only the content of such parts counts.
    needs_place: bool,
    /// Bookmarks before the next words.
    marks: Vec<String>,
    /// The id of the note that is being read.
    note: String,
}

impl Paragraphs {
    fn place(&self) -> TextPlace {
        self.places.last().copied().unwrap_or_default()
    }

    fn enter(&mut self, place: TextPlace) {
        self.places.push(place);
    }

    fn leave(&mut self) {
        self.places.pop();
    }

    fn begin(&mut self, level: u8) {
        if self.open.len() < MAX_OPEN_PARAGRAPHS {
            self.open.push((TextBlock { level, ..TextBlock::default() }, self.place()));
        }
    }

    fn words(&mut self, text: &str, is_bold: bool) {
        let place = self.place();
        // A note or a remark also holds words outside its paragraphs, such as its author's name.
        if let Some((block, _)) = self.open.last_mut().filter(|(_, held)| *held == place) {
            if block.text.trim().is_empty() && !text.trim().is_empty() {
                block.is_bold = is_bold;
            }
            block.text.push_str(text);
        }
    }

    fn end(&mut self) {
        let Some((mut block, place)) = self.open.pop() else { return };
        block.text = single_spaced(&block.text);
        if !block.text.is_empty() {
            block.path.clone_from(&self.note);
            if matches!(place, TextPlace::Body | TextPlace::Note) {
                block.marks = std::mem::take(&mut self.marks);
            }
        }
        if place != TextPlace::Body || !self.needs_place {
            self.placed.push(block, place, self.open.is_empty());
        }
    }

    /// Ends the paragraphs that a truncated document left open, adds `more`, and returns all of them.
    fn finish(mut self, more: impl Iterator<Item = (TextBlock, TextPlace)>) -> Vec<TextBlock> {
        while !self.open.is_empty() {
            self.end();
        }
        more.for_each(|(block, place)| self.placed.push(TextBlock { path: String::new(), ..block }, place, false));
        self.placed.finish()
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

/// The elements of a Word document that are not shown. What was moved away is shown at its new place.
const HIDDEN_IN_WORD: [&str; 5] = ["moveFrom", "Fallback", "rPrChange", "pPrChange", "instrText"];

/// Reads a part of a Word document. Returns how many parts in other formats it refers to.
fn read_word(
    xml: &str,
    levels: &HashMap<String, u8>,
    notes: &mut WordNotes,
    paragraphs: &mut Paragraphs,
) -> Result<usize, ReadProblem> {
    let (mut is_text, mut is_bold) = (false, false);
    let mut n_foreign = 0;
    each_part(xml, &HIDDEN_IN_WORD, &mut |part| match part {
        ShownPart::Start(start, name, is_empty) => match name {
            "p" if is_empty => {}
            "p" => paragraphs.begin(0),
            "r" => is_bold = false,
            "t" | "delText" => is_text = !is_empty,
            "del" if !is_empty => {
                paragraphs.enter(TextPlace::Hidden);
                paragraphs.begin(0);
            }
            "b" => is_bold = !matches!(attribute(start, "val").as_deref(), Some("0" | "false" | "none")),
            "tab" | "br" | "cr" | "ptab" => paragraphs.words(" ", is_bold),
            "noBreakHyphen" => paragraphs.words("-", is_bold),
            "bookmarkStart" => paragraphs.marks.extend(attribute(start, "name")),
            "footnote" | "endnote" => paragraphs.note = attribute(start, "id").unwrap_or_default(),
            "footnoteReference" | "endnoteReference" => {
                let held = if name == "footnoteReference" { &mut notes.footnotes } else { &mut notes.endnotes };
                let note = attribute(start, "id").and_then(|id| held.remove(&id)).unwrap_or_default();
                let is_last = paragraphs.open.is_empty();
                note.into_iter().for_each(|block| paragraphs.placed.push(block, TextPlace::Note, is_last));
            }
            "altChunk" => n_foreign += 1,
            "pStyle" => {
                let style = attribute(start, "val").unwrap_or_default();
                let level = levels.get(&style).copied().or_else(|| level_of_name(&style));
                if let (Some((block, _)), Some(level)) = (paragraphs.open.last_mut(), level) {
                    block.level = level;
                }
            }
            _ => {}
        },
        ShownPart::End("p") => paragraphs.end(),
        ShownPart::End("t" | "delText") => is_text = false,
        ShownPart::End("del") if paragraphs.place() == TextPlace::Hidden => {
            paragraphs.end();
            paragraphs.leave();
        }
        ShownPart::Words(words) if is_text => paragraphs.words(words, is_bold),
        _ => {}
    })?;
    Ok(n_foreign)
}

/// The elements of an OpenDocument text that are not shown.
const HIDDEN_IN_OPEN_DOCUMENT: [&str; 4] = ["note-citation", "automatic-styles", "scripts", "forms"];

/// What an element of an OpenDocument text holds, if that is not the text.
fn open_place(name: &str) -> Option<TextPlace> {
    match name {
        "annotation" => Some(TextPlace::Comment),
        "note-body" => Some(TextPlace::Note),
        "footer" | "footer-first" | "footer-left" | "header" | "header-first" | "header-left" => {
            Some(TextPlace::Running)
        }
        "tracked-changes" => Some(TextPlace::Hidden),
        _ => None,
    }
}

/// Reads a part of an OpenDocument text.
fn read_open(xml: &str, paragraphs: &mut Paragraphs) -> Result<(), ReadProblem> {
    each_part(xml, &HIDDEN_IN_OPEN_DOCUMENT, &mut |part| match part {
        ShownPart::Start(start, name, is_empty) => match name {
            "p" | "h" if is_empty => {}
            "p" | "h" => paragraphs.begin(open_level(start, name)),
            "s" | "tab" | "line-break" => paragraphs.words(" ", false),
            "bookmark" | "bookmark-start" => paragraphs.marks.extend(attribute(start, "name")),
            name => open_place(name).filter(|_| !is_empty).into_iter().for_each(|place| paragraphs.enter(place)),
        },
        ShownPart::End("p" | "h") => paragraphs.end(),
        ShownPart::End(name) if open_place(name).is_some() => paragraphs.leave(),
        ShownPart::Words(words) => paragraphs.words(words, false),
        ShownPart::End(_) => {}
    })
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

    fn word_blocks(xml: &str, styles: &str) -> Vec<TextBlock> {
        let mut paragraphs = Paragraphs::default();
        read_word(xml, &word_levels(styles), &mut WordNotes::default(), &mut paragraphs).expect("well-formed");
        paragraphs.finish(std::iter::empty())
    }

    /// The blocks' texts and places.
    fn texts(blocks: &[TextBlock]) -> Vec<(&str, &str)> {
        blocks.iter().map(|block| (block.text.as_str(), block.path.trim())).collect()
    }

    #[test]
    fn a_word_document_has_paragraphs_headings_and_bookmarks() {
        let styles = "<w:styles><w:style w:styleId=\"Titel\"><w:name w:val=\"Title\"/></w:style></w:styles>";
        let xml = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"Titel\"/></w:pPr><w:r><w:t>A &amp; B</w:t></w:r></w:p>\
            <w:p><w:bookmarkStart w:name=\"Bookmark_1\"/></w:p><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Bold</w:t></w:r><w:r>\
            <w:t xml:space=\"preserve\"> words</w:t><w:tab/></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>\
            <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Box</w:t></w:r></w:p></w:txbxContent>\
            </mc:Choice><mc:Fallback><w:p><w:r><w:t>Box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent><w:t>Around</w:t>\
            </w:r></w:p></w:body></w:document>";
        let blocks = word_blocks(xml, styles);
        let expected = [("A & B", ""), ("Bold words", ""), ("Box", ""), ("Around", ""), ("gone", "dialog")];
        assert_eq!(texts(&blocks), expected);
        assert_eq!((blocks[0].level, blocks[1].is_bold), (1, true));
        assert_eq!(blocks[1].marks, ["Bookmark_1"]);
    }

    #[test]
    fn an_open_document_has_its_notes_behind_their_paragraphs_and_what_is_not_text_at_the_end() {
        let xml = "<office:text><text:tracked-changes><text:changed-region><text:deletion><office:change-info>\
            <dc:creator>Ann</dc:creator></office:change-info><text:p>gone</text:p></text:deletion></text:changed-region>\
            </text:tracked-changes><text:h text:outline-level=\"2\">Head</text:h><text:p>One<text:s/><text:span>two</text:span>\
            <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body>\
            </text:note> three<office:annotation><dc:creator>Ann</dc:creator><text:p>Is it?</text:p></office:annotation>.\
            </text:p><text:p>Four</text:p></office:text>";
        let mut paragraphs = Paragraphs::default();
        read_open(xml, &mut paragraphs).expect("well-formed");
        let blocks = paragraphs.finish(std::iter::empty());
        let expected = [
            ("Head", ""),
            ("One two three.", ""),
            ("A note.", ""),
            ("Four", ""),
            ("gone", "dialog"),
            ("Is it?", ".comments"),
        ];
        assert_eq!(texts(&blocks), expected);
        assert_eq!(blocks[0].level, 2);
    }
}
