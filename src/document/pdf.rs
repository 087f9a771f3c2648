//! PDF with a text layer: the words of each page in the order of reading, without running heads and page numbers.
//!
//! `pdf-extract` (over `lopdf`) knows fonts and encodings and tells where each character stands; the order of columns,
//! lines and paragraphs is found here, because no library gets it right.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform, output_doc_page};

use super::Transport;
use super::block::{TextBlock, single_spaced};
use super::clipping;
use super::error::ReadProblem;
use super::limits::MAX_PDF_CONTENT_BYTES;
use super::pdf_guard;
use super::sink::DocumentSink;
use crate::model::{Warning, WarningCode};

/// The most pages of a document.
const MAX_PAGES: usize = 5_000;

/// The most characters of a document.
const MAX_CHARACTERS: usize = 20_000_000;

/// The part of a page's height, above and below, in which running heads and page numbers stand.
const MARGIN: f64 = 0.075;

/// The part of a page's height in which a line that comes back on other pages is a running head.
const REPEATED_MARGIN: f64 = 0.13;

/// The minimum size of the lines of a heading, as a multiple of the lines of the text.
const LARGE: f64 = 1.25;

/// The paragraphs, with the headline, of which each line may be one of its own.
const MAX_HEAD_BLOCKS: usize = 3;

/// The deepest division of a page into columns and parts.
const MAX_CUTS: usize = 40;

/// Passes on the text of a document.
pub(super) fn document(sink: &mut DocumentSink<'_>, bytes: &[u8], transport: Transport) {
    // The libraries may panic on broken documents.
    let read = catch_unwind(AssertUnwindSafe(|| pages(bytes)));
    let (pages, warnings) = match read {
        Ok(Ok(read)) => read,
        Ok(Err(problem)) => return sink.failed_document(None, problem),
        Err(_) => return sink.failed_document(None, ReadProblem::BrokenPdf("not understood".to_owned())),
    };
    if pages.iter().all(|page| page.lines.is_empty()) {
        return sink.failed_document(None, ReadProblem::PdfWithoutText);
    }
    let (lines, furniture) = in_reading_order(pages);
    let mut blocks = paragraphs(&lines);
    for text in furniture {
        blocks.push(TextBlock { text, path: " footer ".to_owned(), ..TextBlock::default() });
    }
    clipping::pass_on(sink, &blocks, transport, warnings);
}

/// The pages with their lines, and what is missing of them.
fn pages(bytes: &[u8]) -> Result<(Vec<PdfPage>, Vec<Warning>), ReadProblem> {
    let document = pdf_guard::load(bytes)?;
    let mut output = PageOutput::default();
    let mut problem = None;
    let (mut n_unread, mut content_left) = (0, MAX_PDF_CONTENT_BYTES);
    let pages = document.get_pages();
    for (number, id) in pages.iter().take(MAX_PAGES) {
        pdf_guard::check_page(&document, *id, &mut content_left)?;
        if let Err(error) = output_doc_page(&document, &mut output, *number) {
            problem = Some(ReadProblem::BrokenPdf(error.to_string()));
            n_unread += 1;
        }
    }
    if let Some(problem) = problem.filter(|_| output.pages.iter().all(|page| page.lines.is_empty())) {
        return Err(problem);
    }
    let n_left_out = n_unread + pages.len().saturating_sub(MAX_PAGES);
    let is_cut = n_left_out > 0 || output.n_characters > MAX_CHARACTERS;
    let message = if n_left_out > 0 {
        format!("{n_left_out} of {} pages of the PDF could not be read", pages.len())
    } else {
        format!("only the first {MAX_CHARACTERS} characters of the PDF were read")
    };
    let warnings = is_cut.then_some(Warning { code: WarningCode::Truncated, message }).into_iter().collect();
    Ok((output.pages, warnings))
}

/// A page with the pieces of its lines, in the order of the file.
#[derive(Default)]
struct PdfPage {
    height: f64,
    lines: Vec<PdfLine>,
}

/// A line, or a piece of one up to a wide gap. Lengths are in points, from the upper left corner.
#[derive(Clone, Debug, Default)]
struct PdfLine {
    page: usize,
    left: f64,
    right: f64,
    /// The base line.
    y: f64,
    size: f64,
    text: String,
}

impl PdfLine {
    fn is_beside(&self, other: &PdfLine) -> bool {
        (self.y - other.y).abs() < 0.4 * self.size.min(other.size)
    }
}

/// Collects the characters of pages.
#[derive(Default)]
struct PageOutput {
    pages: Vec<PdfPage>,
    top: f64,
    n_characters: usize,
}

impl OutputDev for PageOutput {
    fn begin_page(&mut self, _: u32, media: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        self.top = media.ury;
        self.pages.push(PdfPage { height: (media.ury - media.lly).max(1.0), lines: Vec::new() });
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _: f64,
        size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        self.n_characters += 1;
        let n_pages = self.pages.len();
        let Some(page) = self.pages.last_mut().filter(|_| self.n_characters <= MAX_CHARACTERS) else { return Ok(()) };
        let size = (size * place.m22.hypot(place.m21)).abs();
        let (left, y) = (place.m31, self.top - place.m32);
        if !(left.is_finite() && y.is_finite() && size.is_finite()) || size < 0.5 {
            return Ok(());
        }
        let right = left + width * size;
        let is_blank = text.trim().is_empty();
        if let Some(line) = page.lines.last_mut() {
            let gap = left - line.right;
            let is_same = (line.y - y).abs() < 0.3 * line.size.max(size) && gap > -0.6 * size && gap < 1.6 * size;
            if is_same {
                if gap > 0.18 * size && !line.text.ends_with(' ') && !is_blank {
                    line.text.push(' ');
                }
                line.text.push_str(if is_blank { " " } else { text });
                line.right = line.right.max(right);
                line.size = line.size.max(size);
                return Ok(());
            }
        }
        if !is_blank {
            page.lines.push(PdfLine { page: n_pages, left, right, y, size, text: text.to_owned() });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// The lines of all pages in the order of reading, and the running heads and page numbers.
fn in_reading_order(pages: Vec<PdfPage>) -> (Vec<PdfLine>, Vec<String>) {
    let key = |text: &str| -> String { text.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect() };
    let is_at_edge =
        |line: &PdfLine, page: &PdfPage, part: f64| line.y < page.height * part || line.y > page.height * (1.0 - part);
    let mut repeated: HashMap<String, usize> = HashMap::new();
    for page in &pages {
        let mut keys: Vec<String> = page
            .lines
            .iter()
            .filter(|line| is_at_edge(line, page, REPEATED_MARGIN))
            .map(|line| key(&line.text))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter().for_each(|key| *repeated.entry(key).or_default() += 1);
    }
    let (mut lines, mut furniture) = (Vec::new(), Vec::new());
    for page in pages {
        let size = median(page.lines.iter().map(|line| line.size));
        let (mut kept, mut edge) = (Vec::new(), Vec::new());
        for line in &page.lines {
            let comes_back =
                is_at_edge(line, &page, REPEATED_MARGIN) && repeated.get(&key(&line.text)).copied().unwrap_or(0) > 1;
            let is_small = line.size <= size * 1.05 && line.text.chars().count() < 100;
            if comes_back || is_at_edge(line, &page, MARGIN) && is_small {
                edge.push(single_spaced(&line.text));
            } else {
                kept.push(line.clone());
            }
        }
        furniture.extend(edge.into_iter().filter(|text| !text.is_empty()));
        order(kept, 0, &mut lines);
    }
    (joined(lines), furniture)
}

/// Puts the lines of a part of a page in order: columns from left to right, other parts from above.
fn order(mut lines: Vec<PdfLine>, n_cuts: usize, ordered: &mut Vec<PdfLine>) {
    let by_place =
        |a: &PdfLine, b: &PdfLine| if a.is_beside(b) { a.left.total_cmp(&b.left) } else { a.y.total_cmp(&b.y) };
    lines.sort_by(|a, b| a.y.total_cmp(&b.y).then_with(|| a.left.total_cmp(&b.left)));
    if lines.len() < 4 || n_cuts >= MAX_CUTS {
        // Lines that are nearly level are read from the left.
        let mut start = 0;
        for at in 1..=lines.len() {
            let goes_on = lines.get(at).zip(lines.get(at - 1)).is_some_and(|(line, before)| line.is_beside(before));
            if !goes_on {
                if let Some(level) = lines.get_mut(start..at) {
                    level.sort_by(by_place);
                }
                start = at;
            }
        }
        return ordered.append(&mut lines);
    }
    if let Some(x) = gutter(&lines) {
        let (left, right): (Vec<PdfLine>, Vec<PdfLine>) = lines.into_iter().partition(|line| line.right <= x);
        order(left, n_cuts + 1, ordered);
        return order(right, n_cuts + 1, ordered);
    }
    // Lines across columns part what is above from what is below them.
    let left = lines.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(|line| line.right).fold(f64::NEG_INFINITY, f64::max);
    let is_wide = |line: &PdfLine| line.right - line.left > 0.6 * (right - left);
    let mut parts: Vec<(bool, Vec<PdfLine>)> = Vec::new();
    for line in lines {
        let wide = is_wide(&line);
        match parts.last_mut() {
            Some((held, part)) if *held == wide => part.push(line),
            _ => parts.push((wide, vec![line])),
        }
    }
    let is_divided = parts.len() > 1;
    for (wide, part) in parts {
        order(part, if is_divided && !wide { n_cuts + 1 } else { MAX_CUTS }, ordered);
    }
}

/// Where a column ends: a gap that all lines leave free, with at least three lines on each side, side by side.
fn gutter(lines: &[PdfLine]) -> Option<f64> {
    let mut spans: Vec<(f64, f64)> = lines.iter().map(|line| (line.left, line.right)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let size = median(lines.iter().map(|line| line.size));
    let mut end = spans.first()?.1;
    let mut best: Option<(f64, f64)> = None;
    for (left, right) in spans {
        let gap = left - end;
        if gap > 0.7 * size && best.is_none_or(|(held, _)| gap > held) {
            let x = end + gap / 2.0;
            let (before, behind): (Vec<&PdfLine>, Vec<&PdfLine>) = lines.iter().partition(|line| line.right <= x);
            let range = |part: &[&PdfLine]| {
                let ys = || part.iter().map(|line| line.y);
                (ys().fold(f64::INFINITY, f64::min), ys().fold(f64::NEG_INFINITY, f64::max))
            };
            let ((top, bottom), (other_top, other_bottom)) = (range(&before), range(&behind));
            let overlap = bottom.min(other_bottom) - top.max(other_top);
            if before.len() >= 3 && behind.len() >= 3 && overlap > 2.0 * size {
                best = Some((gap, x));
            }
        }
        end = end.max(right);
    }
    best.map(|(_, x)| x)
}

/// The lines, with the pieces of each joined.
fn joined(lines: Vec<PdfLine>) -> Vec<PdfLine> {
    let mut joined: Vec<PdfLine> = Vec::new();
    for line in lines {
        match joined.last_mut() {
            Some(before) if before.page == line.page && before.is_beside(&line) && line.left >= before.right - 1.0 => {
                before.text.push(' ');
                before.text.push_str(&line.text);
                before.right = line.right;
            }
            _ => joined.push(line),
        }
    }
    joined
}

/// The paragraphs of lines in order. Larger type makes a heading.
fn paragraphs(lines: &[PdfLine]) -> Vec<TextBlock> {
    let letters = lines.iter().flat_map(|line| std::iter::repeat_n(line.size, line.text.len().min(200)));
    let size = median(letters);
    let gaps = lines.windows(2).filter_map(|pair| match pair {
        [a, b] if a.page == b.page && b.y > a.y => Some(b.y - a.y),
        _ => None,
    });
    let leading = median(gaps.filter(|gap| *gap < 3.0 * size)).max(size);
    let has_gaps = has_gaps(lines, leading, size);
    let mut blocks: Vec<TextBlock> = Vec::new();
    let mut column = Column::default();
    let mut before: Option<&PdfLine> = None;
    for (at, line) in lines.iter().enumerate() {
        let text = single_spaced(&line.text);
        if text.is_empty() {
            continue;
        }
        let is_next =
            before.is_some_and(|before| before.page == line.page && line.y > before.y && line.left < column.right);
        if !is_next {
            column = Column::from_lines(lines.get(at..).unwrap_or_default());
        }
        let begins = before.is_none_or(|before| {
            let changes_type = (line.size - before.size).abs() > 0.1 * size;
            let ends = before.text.trim_end().ends_with(['.', '!', '?', ':', '”', '“', '"', '»', '’', '…', ')']);
            if changes_type {
                return true;
            }
            if !is_next {
                // A paragraph goes on in the next column or page if it has not come to an end.
                return ends
                    && (line.left > column.left + 0.6 * size || !text.starts_with(char::is_lowercase))
                    && column.is_new_paragraph(before, size);
            }
            let is_apart = line.y - before.y > 1.35 * leading * (line.size / size).max(1.0);
            if line.size > LARGE * size {
                return is_apart;
            }
            let is_indented = line.left > column.left + 0.6 * size && before.left <= column.left + 0.6 * size;
            let width = column.right - column.left;
            let is_short = before.right < column.right - 0.18 * width;
            let is_very_short = before.right < column.right - 0.3 * width;
            let starts = !text.starts_with(char::is_lowercase);
            // Ragged lines part no paragraphs in a text that parts them by gaps or indents. Lines under the headline do.
            let is_parted =
                starts && (ends && is_short && !has_gaps || is_very_short && blocks.len() <= MAX_HEAD_BLOCKS);
            is_apart || is_indented || is_parted
        });
        let level = u8::from(line.size > LARGE * size);
        match blocks.last_mut().filter(|_| !begins) {
            Some(block) => append(&mut block.text, &text),
            None => blocks.push(TextBlock { text, level, ..TextBlock::default() }),
        }
        before = Some(line);
    }
    blocks
}

/// Whether paragraphs are parted by gaps or indents.
fn has_gaps(lines: &[PdfLine], leading: f64, size: f64) -> bool {
    let is_gap = |pair: &&[PdfLine]| match pair {
        [a, b] => {
            let is_next = a.page == b.page && b.y > a.y && (a.size - b.size).abs() < 0.1 * size;
            let is_indented = b.left > a.left + 0.6 * size && b.left < a.left + 4.0 * size;
            is_next && (b.y - a.y > 1.35 * leading && b.y - a.y < 4.0 * leading || is_indented)
        }
        _ => false,
    };
    lines.windows(2).filter(is_gap).take(3).count() == 3
}

/// The edges of a column.
#[derive(Default)]
struct Column {
    left: f64,
    right: f64,
    /// The width of the column before, for the end of its last line.
    last: f64,
}

impl Column {
    /// The column that begins with these lines.
    fn from_lines(lines: &[PdfLine]) -> Column {
        let Some(first) = lines.first() else { return Column::default() };
        let mut column = Column { left: first.left, right: first.right, last: 0.0 };
        for pair in lines.windows(2) {
            let [a, b] = pair else { break };
            if a.page != b.page || b.y <= a.y || b.left > column.right {
                break;
            }
            column.left = column.left.min(b.left);
            column.right = column.right.max(b.right);
        }
        column.last = column.right - column.left;
        column
    }

    /// Whether a line that ends a sentence at the end of a column also ends its paragraph: it is shorter than the others.
    fn is_new_paragraph(&self, before: &PdfLine, size: f64) -> bool {
        before.right - before.left < self.last - 2.0 * size
    }
}

/// Adds a line to a paragraph; a word that is divided at its end is joined.
fn append(text: &mut String, line: &str) {
    let is_divided = text.ends_with(['-', '\u{ad}', '‐'])
        && text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
        && line.starts_with(char::is_lowercase);
    if is_divided {
        text.pop();
    } else if !text.ends_with('\u{ad}') {
        text.push(' ');
    }
    text.push_str(line);
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(left: f64, right: f64, y: f64, text: &str) -> PdfLine {
        PdfLine { page: 1, left, right, y, size: 10.0, text: text.to_owned() }
    }

    #[test]
    fn columns_are_read_one_after_the_other_below_a_headline() {
        let mut lines = vec![line(50.0, 500.0, 60.0, "Head")];
        for n in 0..4 {
            let y = 100.0 + 12.0 * f64::from(n);
            lines.push(line(50.0, 260.0, y, &format!("left {n}")));
            lines.push(line(290.0, 500.0, y, &format!("right {n}")));
        }
        let (ordered, _) = in_reading_order(vec![PdfPage { height: 800.0, lines }]);
        let texts: Vec<&str> = ordered.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["Head", "left 0", "left 1", "left 2", "left 3", "right 0", "right 1", "right 2", "right 3"]);
    }

    #[test]
    fn paragraphs_end_at_gaps_and_divided_words_are_joined() {
        let lines = [
            line(50.0, 260.0, 100.0, "One ferry in the har-"),
            line(50.0, 120.0, 112.0, "bour."),
            line(50.0, 260.0, 136.0, "Two boats."),
        ];
        let texts: Vec<String> = paragraphs(&lines).into_iter().map(|block| block.text).collect();
        assert_eq!(texts, ["One ferry in the harbour.", "Two boats."]);
    }

    /// A PDF of one page with these operators for its text.
    fn pdf(content: &str) -> Vec<u8> {
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
                .to_owned(),
            format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        ];
        let mut bytes = "%PDF-1.4\n".to_owned();
        let mut places = Vec::new();
        for (object, n) in objects.iter().zip(1..) {
            places.push(bytes.len());
            bytes.push_str(&format!("{n} 0 obj\n{object}\nendobj\n"));
        }
        let table = bytes.len();
        bytes.push_str("xref\n0 6\n0000000000 65535 f \n");
        places.iter().for_each(|place| bytes.push_str(&format!("{place:010} 00000 n \n")));
        bytes.push_str(&format!("trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"));
        bytes.into_bytes()
    }

    #[test]
    fn a_whole_document_becomes_a_page_and_a_broken_one_is_listed() {
        let content = "BT /F1 20 Tf 50 700 Td (Two boats) Tj ET BT /F1 10 Tf 50 660 Td (Two boats collided in the harbour.) Tj ET";
        let whole = pdf(content);
        let read = |bytes: &[u8]| {
            let (mut pages, mut failures) = (Vec::new(), Vec::new());
            crate::document::read("a.pdf", bytes, &mut |read| match read {
                Ok(document) => pages.push(document.content),
                Err(failure) => failures.push(failure.to_string()),
            });
            (pages, failures)
        };
        let (pages, failures) = read(&whole);
        let Some(crate::document::Content::Html(page)) = pages.first() else { panic!("{failures:?}") };
        assert!(page.contains("<h1>Two boats</h1>\n<p>Two boats collided in the harbour.</p>"), "{page}");
        let (pages, failures) = read(&pdf("BT ET"));
        assert_eq!(
            (pages.len(), failures),
            (0, vec!["a.pdf: a PDF without text, such as a scan; recognise its text (OCR) first".to_owned()])
        );
        for cut in (9..whole.len()).step_by(61) {
            let (pages, failures) = read(&whole[..cut]);
            assert_eq!(pages.len() + failures.len(), 1, "{cut}");
        }
    }

    #[test]
    fn running_heads_and_page_numbers_are_furniture() {
        let page = |n: usize| PdfPage {
            height: 800.0,
            lines: vec![
                line(50.0, 200.0, 70.0, &format!("The Quay {n}")),
                line(50.0, 260.0, 200.0, "Words of the text."),
                line(290.0, 300.0, 780.0, &n.to_string()),
            ],
        };
        let (lines, furniture) = in_reading_order(vec![page(1), page(2)]);
        assert_eq!(lines.len(), 2);
        assert_eq!(furniture, ["The Quay 1", "1", "The Quay 2", "2"]);
    }
}
