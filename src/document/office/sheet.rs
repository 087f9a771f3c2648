//! Workbooks (XLSX): each row of a sheet is a record, as in a CSV table.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::{Parts, attribute, lenient, text_of, words_of};
use crate::document::error::{LeftOut, Position, ReadProblem};
use crate::document::sink::DocumentSink;
use crate::document::table;
use crate::document::xml::next_event;
use crate::model::Day;

/// The most columns of a sheet; Excel allows 16,384.
const MAX_COLUMNS: usize = 16_384;

/// The most cells of a sheet, empty ones included.
const MAX_CELLS: usize = 20_000_000;

/// The days from 1 January 1970 back to the day 0 of a workbook, and to that of one made on an old Macintosh.
const DAY_ZERO: i32 = -25_569;
const DAY_ZERO_MACINTOSH: i32 = -24_107;

/// The numbers of the built-in formats that show a day.
const DAY_FORMATS: [std::ops::RangeInclusive<u32>; 4] = [14..=17, 22..=22, 27..=36, 50..=58];

/// Passes on the rows of all sheets.
pub(super) fn document(sink: &mut DocumentSink<'_>, parts: &mut dyn Parts) -> Result<(), ReadProblem> {
    let workbook = parts.read("xl/workbook.xml", &sink.limits)?.ok_or(ReadProblem::OfficeDocument)?;
    let relations = parts.read("xl/_rels/workbook.xml.rels", &sink.limits)?.unwrap_or_default();
    let workbook = Workbook::parse(&text_of(&workbook), &text_of(&relations))?;
    let strings = parts.read("xl/sharedStrings.xml", &sink.limits)?.unwrap_or_default();
    let strings = shared_strings(&text_of(&strings))?;
    let styles = parts.read("xl/styles.xml", &sink.limits)?.unwrap_or_default();
    let cells = CellReader { strings, is_day: day_styles(&text_of(&styles))?, zero: workbook.zero };
    sink.number_documents();
    let mut is_read = false;
    let mut is_told = false;
    for (name, part) in &workbook.sheets {
        let place = || Some(Position::Entry(name.clone()));
        let bytes = match part {
            Some(part) => parts.read(part, &sink.limits),
            None => Ok(None),
        };
        match bytes.and_then(|bytes| cells.rows(&text_of(&bytes.ok_or(ReadProblem::Missing)?))) {
            Ok(rows) if table::read_rows(sink, &rows) => is_read = true,
            Ok(rows) => {
                let is_filled = rows.iter().flatten().any(|cell| !cell.trim().is_empty());
                sink.left_out(place(), LeftOut::Sheets, u64::from(is_filled));
            }
            Err(problem) => {
                is_told = true;
                sink.failed_document(place(), problem);
            }
        }
    }
    if is_read || is_told { Ok(()) } else { Err(ReadProblem::NoKnownCell) }
}

struct Workbook {
    /// The names of the sheets, and the parts with them, in order.
    sheets: Vec<(String, Option<String>)>,
    zero: i32,
}

impl Workbook {
    fn parse(workbook: &str, relations: &str) -> Result<Workbook, ReadProblem> {
        let mut targets = HashMap::new();
        each_element(relations, |name, attribute| {
            if name == "Relationship"
                && let Some((id, target)) = attribute("Id").zip(attribute("Target"))
            {
                let target = target.strip_prefix("/").map_or_else(|| format!("xl/{target}"), str::to_owned);
                targets.insert(id, target);
            }
        })?;
        let (mut sheets, mut zero) = (Vec::new(), DAY_ZERO);
        each_element(workbook, |name, attribute| match name {
            "sheet" => {
                let part = attribute("id").and_then(|id| targets.get(&id).cloned());
                sheets.push((attribute("name").unwrap_or_default(), part));
            }
            "workbookPr" if matches!(attribute("date1904").as_deref(), Some("1" | "true")) => zero = DAY_ZERO_MACINTOSH,
            _ => {}
        })?;
        Ok(Workbook { sheets, zero })
    }
}

/// Hands every element with its attributes to `take`.
fn each_element(xml: &str, mut take: impl FnMut(&str, &dyn Fn(&str) -> Option<String>)) -> Result<(), ReadProblem> {
    let mut reader = lenient(xml);
    loop {
        match next_event(&mut reader)? {
            Event::Start(start) | Event::Empty(start) => {
                take(start.local_name().as_ref(), &|name| attribute(&start, name))
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The texts that cells refer to by their number.
fn shared_strings(xml: &str) -> Result<Vec<String>, ReadProblem> {
    let mut reader = lenient(xml);
    let mut strings = Vec::new();
    let (mut text, mut is_text, mut is_reading_aid) = (String::new(), false, false);
    loop {
        match next_event(&mut reader)? {
            Event::Start(start) => match start.local_name().as_ref() {
                "si" => text.clear(),
                "t" => is_text = true,
                "rPh" => is_reading_aid = true,
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "si" => strings.push(std::mem::take(&mut text)),
                "t" => is_text = false,
                "rPh" => is_reading_aid = false,
                _ => {}
            },
            Event::Empty(start) if start.local_name().as_ref() == "si" => strings.push(String::new()),
            Event::Eof => return Ok(strings),
            event if is_text && !is_reading_aid => text.push_str(&words_of(event).unwrap_or_default()),
            _ => {}
        }
    }
}

/// For each style of cells, whether it shows a day.
fn day_styles(xml: &str) -> Result<Vec<bool>, ReadProblem> {
    let mut own = HashMap::new();
    let mut styles = Vec::new();
    let mut reader = lenient(xml);
    let mut is_cell_style = false;
    loop {
        match next_event(&mut reader)? {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(&start, "numFmtId").and_then(|id| id.parse::<u32>().ok());
                    if let Some((id, code)) = id.zip(attribute(&start, "formatCode")) {
                        own.insert(id, shows_day(&code));
                    }
                }
                "cellXfs" => is_cell_style = true,
                "xf" if is_cell_style => {
                    let id = attribute(&start, "numFmtId").and_then(|id| id.parse::<u32>().ok()).unwrap_or(0);
                    let is_built_in = DAY_FORMATS.iter().any(|ids| ids.contains(&id));
                    styles.push(own.get(&id).copied().unwrap_or(is_built_in));
                }
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == "cellXfs" => is_cell_style = false,
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

/// Whether a format shows a day: `yyyy-mm-dd`, `[$-407]d. mmmm yyyy`.
fn shows_day(code: &str) -> bool {
    let mut is_quoted = false;
    let mut is_bracketed = false;
    let letters: String = code
        .chars()
        .filter(|c| {
            match c {
                '"' => is_quoted = !is_quoted,
                '[' => is_bracketed = true,
                ']' => is_bracketed = false,
                _ => {}
            }
            !is_quoted && !is_bracketed
        })
        .flat_map(char::to_lowercase)
        .collect();
    letters.contains('y') || letters.contains('d') && letters.contains('m')
}

struct CellReader {
    strings: Vec<String>,
    is_day: Vec<bool>,
    zero: i32,
}

impl CellReader {
    fn rows(&self, xml: &str) -> Result<Vec<Vec<String>>, ReadProblem> {
        let mut reader = lenient(xml);
        let mut rows: Vec<Vec<String>> = Vec::new();
        let (mut kind, mut style, mut column) = (String::new(), 0_usize, 0_usize);
        let (mut value, mut is_value, mut n_cells) = (String::new(), false, 0_usize);
        loop {
            match next_event(&mut reader)? {
                Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() == "row" => {
                    rows.push(Vec::new());
                    column = 0;
                }
                Event::Start(start) => match start.local_name().as_ref() {
                    "c" => {
                        kind = attribute(&start, "t").unwrap_or_default();
                        style = attribute(&start, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
                        column = attribute(&start, "r").and_then(|place| column_of(&place)).unwrap_or(column);
                        value.clear();
                    }
                    "v" | "t" => is_value = true,
                    _ => {}
                },
                Event::Empty(start) if start.local_name().as_ref() == "c" => column += 1,
                Event::End(end) => match end.local_name().as_ref() {
                    "v" | "t" => is_value = false,
                    "c" => {
                        if let Some(row) = rows.last_mut().filter(|_| column < MAX_COLUMNS) {
                            n_cells += (column + 1).saturating_sub(row.len());
                            if n_cells > MAX_CELLS {
                                return Err(ReadProblem::TooManyRecords);
                            }
                            if row.len() <= column {
                                row.resize(column + 1, String::new());
                            }
                            if let Some(cell) = row.get_mut(column) {
                                *cell = self.shown(&kind, style, &value);
                            }
                        }
                        column += 1;
                    }
                    _ => {}
                },
                Event::Eof => return Ok(rows),
                event if is_value => value.push_str(&words_of(event).unwrap_or_default()),
                _ => {}
            }
        }
    }

    /// What a cell shows.
    fn shown(&self, kind: &str, style: usize, value: &str) -> String {
        match kind {
            "s" => value.trim().parse::<usize>().ok().and_then(|at| self.strings.get(at)).cloned().unwrap_or_default(),
            "" | "n" if self.is_day.get(style).copied().unwrap_or(false) => {
                self.day(value).map_or_else(|| value.to_owned(), |day| day.to_string())
            }
            _ => value.to_owned(),
        }
    }

    /// The day of a number of days since the workbook's day 0.
    fn day(&self, value: &str) -> Option<Day> {
        let days: f64 = value.trim().parse().ok()?;
        if !(1.0..3_000_000.0).contains(&days) {
            return None;
        }
        Day::from_days_since_epoch(days as i32 + self.zero)
    }
}

/// The number of a column, from 0, in the place of a cell: `AB12`.
fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let number = letters.fold(0, |number, letter| number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_they_are_shown() {
        let styles = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy\\-mm\\-dd'/></numFmts><cellStyleXfs><xf numFmtId='14'/>\
            </cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>";
        let strings = shared_strings("<sst><si><t>Title</t></si><si><r><t>A </t></r><r><t>ferry</t></r></si></sst>");
        let strings = strings.expect("well-formed");
        let cells = CellReader { strings, is_day: day_styles(styles).expect("well-formed"), zero: DAY_ZERO };
        let rows = cells.rows(
            "<worksheet><row><c r='A1' t='s'><v>0</v></c><c r='C1' t='inlineStr'><is><t>Date</t></is></c></row>\
             <row><c r='A2' t='s'><v>1</v></c><c r='B2'/><c r='C2' s='1'><v>43589.5</v></c></row></worksheet>",
        );
        let rows = rows.expect("well-formed");
        assert_eq!(rows, [vec!["Title", "", "Date"], vec!["A ferry", "", "2019-05-04"]]);
        assert_eq!((column_of("A1"), column_of("AB12"), column_of("1")), (Some(0), Some(27), None));
        assert!(shows_day("[$-407]d. mmmm yyyy") && !shows_day("0.00") && !shows_day("[Red]0 \"days\""));
    }
}
