//! CSV and TSV: one record per row.
//!
//! The delimiter is the one that divides the first rows most evenly. Columns are named by the first row; if it has no
//! names, by their contents: addresses, dates, long and short texts.

use std::cell::Cell;
use std::io::{self, BufRead, Read};

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs_io::DecodeReaderBytesBuilder;
use serde_json::{Map, Value};

use super::Transport;
use super::decode::{decode_plain, encoding_of_head};
use super::error::{Position, ReadProblem};
use super::field::{Field, field_of};
use super::gdelt;
use super::json;
use super::limits::{LimitReached, LimitedReader};
use super::sink::DocumentSink;
use crate::model::{Warning, WarningCode};

/// Delimiters, in order of preference.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// The number of rows that are examined before a table is read.
const SAMPLE_ROWS: usize = 50;

/// The delimiter of a table with this beginning; `None` if it is not a table.
pub(super) fn delimiter(head: &[u8]) -> Option<u8> {
    let mut best: Option<(u64, u8)> = None;
    if gdelt::is_table(head) {
        return Some(b'\t');
    }
    if let Some(stated) = stated_delimiter(head) {
        return Some(stated);
    }
    for delimiter in DELIMITERS {
        let rows = sample(head, delimiter);
        let widths: Vec<usize> = rows.iter().map(ByteRecord::len).collect();
        let Some(&width) = widths.first().filter(|width| **width > 1) else { continue };
        let n_even = widths.iter().filter(|other| **other == width).count() as u64;
        let n_known = rows.first().map_or(0, |row| row.iter().filter(|name| known(name)).count()) as u64;
        let score = n_known * 10_000 + n_even * 1_000 / widths.len().max(1) as u64 * 8 + width.min(50) as u64;
        if best.is_none_or(|(held, _)| score > held) {
            best = Some((score, delimiter));
        }
    }
    best.map(|(_, delimiter)| delimiter)
}

/// Whether this is a table although its name does not say so: rows of equal width, the first of which names fields of
/// an article, including its title, text or address.
pub(super) fn has_header(head: &[u8], delimiter: u8) -> bool {
    if gdelt::is_table(head) {
        return true;
    }
    let rows = sample(head, delimiter);
    let Some(first) = rows.first() else { return false };
    let fields: Vec<Field> =
        first.iter().filter_map(|name| field_of(&decode_plain(name))).map(|(field, _)| field).collect();
    let shows = |field: &Field| matches!(field, Field::Title | Field::Body | Field::Url);
    let is_even = rows.len() > 1 && rows.iter().all(|row| row.len() == first.len());
    is_even && fields.len() > 1 && fields.iter().any(shows)
}

fn known(name: &[u8]) -> bool {
    field_of(&decode_plain(name)).is_some()
}

/// The delimiter in the line `sep=;`, which Excel reads and writes before the headings.
fn stated_delimiter(head: &[u8]) -> Option<u8> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let head = head.strip_prefix(b"\"").unwrap_or(head);
    let (stated, after) =
        head.get(..4).filter(|word| word.eq_ignore_ascii_case(b"sep=")).and(head.get(4..))?.split_first()?;
    let after = after.strip_prefix(b"\"").unwrap_or(after);
    (!stated.is_ascii_alphanumeric() && after.starts_with(b"\r") || after.starts_with(b"\n")).then_some(*stated)
}

/// The first rows, without the last one if the sample may have cut it.
fn sample(head: &[u8], delimiter: u8) -> Vec<ByteRecord> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let line_end = head.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let head = if stated_delimiter(head).is_some() { head.get(line_end..).unwrap_or_default() } else { head };
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(head);
    let mut rows: Vec<ByteRecord> = reader.byte_records().flatten().take(SAMPLE_ROWS + 1).collect();
    if rows.len() > 2 {
        rows.pop();
    }
    rows
}

/// Reads a table.
pub(super) fn read_table(sink: &mut DocumentSink<'_>, head: &[u8], reader: &mut dyn BufRead, delimiter: u8) {
    sink.number_documents();
    let encoding = encoding_of_head(head);
    if encoding == encoding_rs::UTF_8 {
        rows(sink, head, reader, delimiter);
    } else {
        let decoded_head = encoding.decode(head).0.into_owned();
        let decoded = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(reader);
        rows(sink, decoded_head.as_bytes(), decoded, delimiter);
    }
}

fn rows(sink: &mut DocumentSink<'_>, head: &[u8], reader: impl Read, delimiter: u8) {
    let sampled = sample(head, delimiter);
    let mut has_stated_delimiter = stated_delimiter(head).is_some();
    let is_gdelt = gdelt::is_table(head);
    let (columns, has_names) = if is_gdelt { (gdelt::columns(), false) } else { columns(&sampled) };
    let budget = Cell::new(0);
    let n_quotes = Cell::new(0);
    let reader = QuoteCounter { inner: reader, n_quotes: &n_quotes };
    let metered = LimitedReader::new(reader, &budget, LimitReached::Document(sink.limits.document_bytes));
    // GDELT quotes nothing.
    let mut table = ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(!is_gdelt)
        .flexible(true)
        .has_headers(false)
        .from_reader(metered);
    let mut row = ByteRecord::new();
    let mut is_first = true;
    // Where the last row begins that has a line break in its last cell.
    let mut open_row = None;
    loop {
        budget.set(0);
        let line = table.position().line();
        match table.read_byte_record(&mut row) {
            Ok(true) => open_row = row.iter().next_back().is_some_and(|cell| cell.contains(&b'\n')).then_some(line),
            Ok(false) => {
                // A quotation mark that is never closed makes all that follows a part of its cell.
                if let Some(line) = open_row.filter(|_| n_quotes.get() % 2 == 1) {
                    let problem = ReadProblem::NotTable("a quotation mark is not closed".to_owned());
                    sink.failure(Some(Position::Line(line)), problem);
                }
                return;
            }
            Err(error) => {
                let problem = error.to_string();
                let problem = match error.into_kind() {
                    csv::ErrorKind::Io(error) => ReadProblem::from(error),
                    _ => ReadProblem::NotTable(problem),
                };
                return sink.failure(Some(Position::Line(line)), problem);
            }
        }
        if std::mem::take(&mut has_stated_delimiter) {
            continue;
        }
        let is_names = std::mem::take(&mut is_first) && has_names;
        if is_names || row.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        if sink.is_full() {
            return sink.failure(Some(Position::Line(line)), ReadProblem::TooManyRecords);
        }
        let object = object_of_row(&columns, &row);
        if object.is_empty() {
            sink.failed_document(Some(Position::Line(line)), ReadProblem::NoKnownCell);
        } else {
            json::document(sink, object, Transport::default(), surplus(&columns, &row));
        }
    }
}

/// Counts the quotation marks of a table.
struct QuoteCounter<'c, R> {
    inner: R,
    n_quotes: &'c Cell<usize>,
}

impl<R: Read> Read for QuoteCounter<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        let read = buffer.get(..n).unwrap_or_default();
        self.n_quotes.set(self.n_quotes.get() + read.iter().filter(|byte| **byte == b'"').count());
        Ok(n)
    }
}

/// A warning about cells for which the table has no column.
fn surplus(columns: &[String], row: &ByteRecord) -> Option<Warning> {
    let n = row.iter().skip(columns.len()).filter(|cell| !cell.trim_ascii().is_empty()).count();
    let message = match n {
        0 => return None,
        1 => "The row has a cell more than the table has columns; it was left out.".to_owned(),
        n => format!("The row has {n} cells more than the table has columns; they were left out."),
    };
    Some(Warning { code: WarningCode::InvalidField, message })
}

/// Reads the rows of a table in memory. Returns whether there is a record or a failure for at least one.
pub(super) fn read_rows(sink: &mut DocumentSink<'_>, rows: &[Vec<String>]) -> bool {
    let records: Vec<ByteRecord> = rows.iter().map(|row| ByteRecord::from(row.as_slice())).collect();
    let filled = |row: &ByteRecord| row.iter().any(|cell| !cell.trim_ascii().is_empty());
    // A sheet may have a title above its headings: a row that fills fewer cells.
    let width = |row: &ByteRecord| row.iter().filter(|cell| !cell.trim_ascii().is_empty()).count();
    let widest = records.iter().take(SAMPLE_ROWS).map(width).max().unwrap_or(0);
    let start =
        records.iter().position(|row| row.iter().filter(|name| known(name)).count() > 1 || width(row) * 2 > widest);
    let records = records.get(start.unwrap_or(0)..).unwrap_or_default();
    let sampled: Vec<ByteRecord> = records.iter().filter(|row| filled(row)).take(SAMPLE_ROWS).cloned().collect();
    let (columns, has_names) = columns(&sampled);
    let is_known = |name: &String| field_of(name).is_some();
    // A line of words in a sheet of its own is a note.
    let is_note = !has_names && columns.len() < 2;
    if is_note || !columns.iter().any(is_known) {
        return false;
    }
    let mut is_first = has_names;
    let mut is_read = false;
    for (row, line) in records.iter().zip(1 + start.unwrap_or(0) as u64..) {
        if !filled(row) || std::mem::take(&mut is_first) {
            continue;
        }
        if sink.is_full() {
            sink.failure(Some(Position::Line(line)), ReadProblem::TooManyRecords);
            return true;
        }
        is_read = true;
        let object = object_of_row(&columns, row);
        if object.is_empty() {
            sink.failed_document(Some(Position::Line(line)), ReadProblem::NoKnownCell);
        } else {
            json::document(sink, object, Transport::default(), surplus(&columns, row));
        }
    }
    is_read
}

/// The columns of a service's tables that have names which mean something else elsewhere.
struct ServiceColumns {
    /// Columns that only this service has.
    marks: &'static [&'static str],
    /// Columns, and the fields that they state.
    fields: &'static [(&'static str, &'static str)],
}

/// Such services: Instapaper; the lists of articles and the records (GKG) of GDELT; Readwise, whose rows are highlights.
const COLUMNS_OF_SERVICES: &[ServiceColumns] = &[
    ServiceColumns { marks: &["Folder", "Selection"], fields: &[("Timestamp", "saved_at")] },
    ServiceColumns { marks: &["URL", "MobileURL"], fields: &[("Date", "saved_at")] },
    ServiceColumns { marks: &["GKGRECORDID"], fields: &[("DATE", "saved_at")] },
    ServiceColumns {
        marks: &["Highlight", "Book Title"],
        fields: &[
            ("Book Title", "title"),
            ("Book Author", "authors"),
            ("Highlight", "body"),
            ("Highlighted at", "saved_at"),
        ],
    },
];

/// The names of the columns, and whether the first row states them.
fn columns(rows: &[ByteRecord]) -> (Vec<String>, bool) {
    let names = |row: &ByteRecord| row.iter().map(|cell| decode_plain(cell).trim().to_owned()).collect::<Vec<_>>();
    let Some(first) = rows.first() else { return (Vec::new(), false) };
    let stated = names(first);
    let n_known = first.iter().filter(|name| known(name)).count();
    let is_content = |cell: &String| cell.len() > 60 || is_address(cell) || date_shape(cell);
    let has = |name: &str| stated.iter().any(|held| held.eq_ignore_ascii_case(name));
    let service = COLUMNS_OF_SERVICES.iter().find(|service| service.marks.iter().all(|mark| has(mark)));
    if service.is_some() || n_known > 1 || (n_known == 1 && !stated.iter().any(is_content)) {
        let mut stated = stated;
        for (column, field) in service.into_iter().flat_map(|service| service.fields) {
            for name in stated.iter_mut().filter(|name| name.eq_ignore_ascii_case(column)) {
                *name = (*field).to_owned();
            }
        }
        if let Some(first) = stated.first_mut() {
            *first = first.trim_start_matches('\u{feff}').to_owned();
        }
        return (stated, true);
    }
    let has_names = rows.len() > 1 && !stated.iter().any(is_content);
    let below = if has_names { rows.get(1..).unwrap_or_default() } else { rows };
    (guessed_columns(below), has_names)
}

/// Names for columns by their contents; other columns get the empty name.
fn guessed_columns(rows: &[ByteRecord]) -> Vec<String> {
    let width = rows.iter().map(ByteRecord::len).max().unwrap_or(0);
    let mut names = vec![String::new(); width];
    let cells = |column: usize| rows.iter().filter_map(move |row| row.get(column)).map(|cell| decode_plain(cell));
    let share = |column: usize, is: &dyn Fn(&str) -> bool| {
        let all = cells(column).filter(|cell| !cell.trim().is_empty()).count();
        let right = cells(column).filter(|cell| is(cell.trim())).count();
        all > 0 && right * 10 >= all * 8
    };
    let length = |column: usize| {
        let (n, sum) = cells(column).fold((0, 0), |(n, sum), cell| (n + 1, sum + cell.trim().len()));
        sum / n.max(1)
    };
    let place = |field: Field, choice: Option<usize>, names: &mut Vec<String>| {
        if let Some(name) = choice.and_then(|column| names.get_mut(column)) {
            *name = field.name().to_owned();
        }
    };
    let free = |names: &[String]| (0..width).filter(|column| names[*column].is_empty()).collect::<Vec<_>>();
    let url = free(&names).into_iter().find(|column| share(*column, &is_address));
    place(Field::Url, url, &mut names);
    let date = free(&names).into_iter().find(|column| share(*column, &date_shape));
    place(Field::Date, date, &mut names);
    let body = free(&names).into_iter().filter(|column| length(*column) >= 160).max_by_key(|column| length(*column));
    place(Field::Body, body, &mut names);
    let title = free(&names).into_iter().filter(|column| length(*column) >= 15).max_by_key(|column| length(*column));
    place(Field::Title, title, &mut names);
    names
}

fn is_address(cell: &str) -> bool {
    cell.starts_with("http://") || cell.starts_with("https://")
}

/// Whether a cell is short and contains a year, or a day in digits.
fn date_shape(cell: &str) -> bool {
    let n_digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let has_year = cell.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 4 || run.len() == 8);
    cell.len() <= 40
        && n_digits >= 4
        && (has_year || cell.matches(['/', '.', '-']).count() == 2)
        && n_digits * 4 >= cell.len()
}

/// The row as a JSON object.
fn object_of_row(columns: &[String], row: &ByteRecord) -> Map<String, Value> {
    let mut object = Map::new();
    for (name, cell) in columns.iter().zip(row) {
        let text = decode_plain(cell);
        let text = text.trim();
        if name == gdelt::EXTRAS {
            object.extend(gdelt::facts(text));
            continue;
        }
        let Some((field, _)) = field_of(name).filter(|_| !text.is_empty()) else { continue };
        let value = match field {
            Field::Actors | Field::Authors => list(text),
            _ => Value::String(text.to_owned()),
        };
        object.insert(name.clone(), value);
    }
    object
}

/// A cell with several items: a JSON or Python list, or items separated by `;` or `|`.
fn list(text: &str) -> Value {
    if text.starts_with('[') {
        if let Ok(Value::Array(items)) = serde_json::from_str(text) {
            return Value::Array(items);
        }
        if let Ok(Value::Array(items)) = serde_json::from_str(&text.replace('\'', "\"")) {
            return Value::Array(items);
        }
    }
    let items = text.split([';', '|']).map(str::trim).filter(|item| !item.is_empty());
    Value::Array(items.map(|item| Value::String(item.to_owned())).collect())
}
