//! SQLite databases (format 3): the rows of their tables are records.
//!
//! A reader of its own, so that the page reads them too: it needs the trees of tables, not queries. Changes that wait in a
//! log beside the file (`-wal`) are not seen.

use serde_json::{Map, Value};

use super::Transport;
use super::error::{LeftOut, Position, ReadProblem};
use super::field::{Field, field_of};
use super::json;
use super::sink::DocumentSink;

/// The first bytes of a database.
pub(super) const MAGIC: &[u8] = b"SQLite format 3\0";

/// The depth of the tree of a table.
const MAX_DEPTH: usize = 32;

/// The most bytes of a value that is text.
const MAX_VALUE_BYTES: usize = 64 << 20;

/// The most columns of a table.
const MAX_COLUMNS: usize = 2_000;

/// Passes on the rows of the tables that hold articles.
pub(super) fn document(sink: &mut DocumentSink<'_>, bytes: &[u8], transport: Transport) {
    let Some(database) = Database::new(bytes) else {
        return sink.failed_document(None, ReadProblem::BrokenDatabase);
    };
    sink.number_documents();
    let mut tables = Vec::new();
    let is_whole = database.rows(1, &mut |_, values| {
        let text = |at: usize| match values.get(at) {
            Some(Value::String(text)) => Some(text.clone()),
            _ => None,
        };
        let root = values.get(3).and_then(Value::as_u64).and_then(|root| usize::try_from(root).ok());
        if text(0).as_deref() == Some("table")
            && let (Some(name), Some(root), Some(sql)) = (text(1), root, text(4))
        {
            tables.push((name, root, sql));
        }
        true
    });
    if !is_whole {
        return sink.failed_document(None, ReadProblem::BrokenDatabase);
    }
    let tables = tables
        .into_iter()
        .map(|(name, root, sql)| (name, root, columns_of(&sql)))
        .filter(|(name, _, _)| !name.starts_with("sqlite_"));
    let (tables, others): (Vec<_>, Vec<_>) = tables.partition(|(_, _, columns)| is_of_articles(columns));
    if tables.is_empty() {
        return sink.failed_document(None, ReadProblem::NoTableOfArticles);
    }
    for (name, root, columns) in tables {
        let mut n = 0;
        let is_whole = database.rows(root, &mut |row_id, values| {
            n += 1;
            if sink.is_full() {
                sink.failure(Some(Position::Record(n)), ReadProblem::TooManyRecords);
                return false;
            }
            let mut object = Map::new();
            for (at, column) in columns.iter().enumerate() {
                let value = match values.get(at) {
                    // The column that is the number of the row is stored as nothing.
                    Some(Value::Null) | None
                        if at == 0 && field_of(column).is_some_and(|(field, _)| field == Field::Id) =>
                    {
                        Value::from(row_id)
                    }
                    Some(value) => value.clone(),
                    None => Value::Null,
                };
                object.insert(column.clone(), value);
            }
            json::document(sink, object, transport.clone(), None);
            true
        });
        if !is_whole {
            sink.failure(Some(Position::Entry(name)), ReadProblem::BrokenDatabase);
        }
    }
    let has_rows = |root: usize| {
        let mut has_rows = false;
        database.rows(root, &mut |_, _| {
            has_rows = true;
            false
        });
        has_rows
    };
    let n_others = others.iter().filter(|(_, root, _)| has_rows(*root)).count();
    sink.left_out(None, LeftOut::Tables, n_others as u64);
}

/// Whether a table has a title or a text, and another field of an article.
fn is_of_articles(columns: &[String]) -> bool {
    let mut fields: Vec<Field> = columns
        .iter()
        .filter_map(|column| field_of(column))
        .filter(|(field, rank)| *field != Field::Title || *rank < 6)
        .map(|(field, _)| field)
        .collect();
    fields.sort_unstable();
    fields.dedup();
    let shows = fields.iter().any(|field| matches!(field, Field::Title | Field::Body | Field::Html));
    shows && fields.len() > 1
}

/// The names of the columns in the statement that made a table.
fn columns_of(sql: &str) -> Vec<String> {
    let Some((_, list)) = sql.split_once('(') else { return Vec::new() };
    let mut columns = Vec::new();
    let (mut depth, mut quote, mut start) = (0_usize, None, 0);
    let mut take = |definition: &str| {
        let definition = definition.trim();
        let (name, is_quoted) = match definition.chars().next() {
            Some(open @ ('"' | '`' | '[' | '\'')) => {
                let close = if open == '[' { ']' } else { open };
                (definition.get(1..).and_then(|rest| rest.split(close).next()).unwrap_or_default(), true)
            }
            _ => (definition.split_whitespace().next().unwrap_or_default(), false),
        };
        let is_rule =
            matches!(name.to_ascii_lowercase().as_str(), "check" | "constraint" | "foreign" | "primary" | "unique");
        if !name.is_empty() && (is_quoted || !is_rule) && columns.len() < MAX_COLUMNS {
            columns.push(name.to_owned());
        }
    };
    for (at, c) in list.char_indices() {
        match (quote, c) {
            (Some(close), c) if close == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '`' | '\'') => quote = Some(c),
            (None, '[') => quote = Some(']'),
            (None, '(') => depth += 1,
            (None, ')') if depth == 0 => {
                take(list.get(start..at).unwrap_or_default());
                break;
            }
            (None, ')') => depth -= 1,
            (None, ',') if depth == 0 => {
                take(list.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    columns
}

struct Database<'a> {
    bytes: &'a [u8],
    page_bytes: usize,
    /// The bytes of a page that hold content.
    usable: usize,
    encoding: u8,
}

impl<'a> Database<'a> {
    fn new(bytes: &'a [u8]) -> Option<Database<'a>> {
        if !bytes.starts_with(MAGIC) {
            return None;
        }
        let page_bytes = match big_endian(bytes.get(16..18)?) {
            1 => 65_536,
            n => usize::try_from(n).ok()?,
        };
        let reserved = usize::from(*bytes.get(20)?);
        let usable = page_bytes.checked_sub(reserved).filter(|usable| *usable >= 480)?;
        Some(Database { bytes, page_bytes, usable, encoding: *bytes.get(59)? })
    }

    fn page(&self, n: usize) -> Option<&'a [u8]> {
        let start = n.checked_sub(1)?.checked_mul(self.page_bytes)?;
        self.bytes.get(start..start.checked_add(self.page_bytes)?)
    }

    /// Hands the rows of a table to `take` until it returns `false`. Returns whether the table is whole.
    fn rows(&self, root: usize, take: &mut dyn FnMut(i64, Vec<Value>) -> bool) -> bool {
        // A page that is visited twice would be a loop.
        let mut n_visits = self.bytes.len() / self.page_bytes + 1;
        let mut pages = vec![(root, 0)];
        while let Some((n, depth)) = pages.pop() {
            if n_visits == 0 || depth > MAX_DEPTH {
                return false;
            }
            n_visits -= 1;
            match self.read_page(n, take) {
                Some(PageRead::Rows) => {}
                Some(PageRead::Stopped) => return true,
                Some(PageRead::Children(children)) => {
                    pages.extend(children.into_iter().rev().map(|child| (child, depth + 1)));
                }
                None => return false,
            }
        }
        true
    }

    fn read_page(&self, n: usize, take: &mut dyn FnMut(i64, Vec<Value>) -> bool) -> Option<PageRead> {
        let page = self.page(n)?;
        let start = if n == 1 { 100 } else { 0 };
        let header = page.get(start..)?;
        let n_cells = usize::try_from(big_endian(header.get(3..5)?)).ok()?;
        let (kind, n_header) = match header.first()? {
            13 => (13, 8),
            5 => (5, 12),
            // A table whose rows are in an index; there is no row number.
            _ => return None,
        };
        let mut children = Vec::new();
        for cell in 0..n_cells {
            let at = header.get(n_header + cell * 2..n_header + cell * 2 + 2)?;
            let content = page.get(usize::try_from(big_endian(at)).ok()?..)?;
            if kind == 5 {
                children.push(usize::try_from(big_endian(content.get(..4)?)).ok()?);
                continue;
            }
            let (length, n) = varint(content)?;
            let (row_id, n_id) = varint(content.get(n..)?)?;
            let payload = self.payload(content.get(n + n_id..)?, usize::try_from(length).ok()?)?;
            if !take(row_id as i64, self.values(&payload)?) {
                return Some(PageRead::Stopped);
            }
        }
        if kind == 5 {
            children.push(usize::try_from(big_endian(header.get(8..12)?)).ok()?);
            return Some(PageRead::Children(children));
        }
        Some(PageRead::Rows)
    }

    /// The bytes of a row, which may go on in other pages.
    fn payload(&self, content: &[u8], length: usize) -> Option<Vec<u8>> {
        if length > self.bytes.len() {
            return None;
        }
        let largest = self.usable - 35;
        if length <= largest {
            return content.get(..length).map(<[u8]>::to_vec);
        }
        let least = (self.usable - 12) * 32 / 255 - 23;
        let fitting = least + (length - least) % (self.usable - 4);
        let n_local = if fitting <= largest { fitting } else { least };
        let mut payload = content.get(..n_local)?.to_vec();
        let mut next = usize::try_from(big_endian(content.get(n_local..n_local + 4)?)).ok()?;
        while payload.len() < length {
            let page = self.page(next)?;
            next = usize::try_from(big_endian(page.get(..4)?)).ok()?;
            let n = (length - payload.len()).min(self.usable - 4);
            payload.extend_from_slice(page.get(4..4 + n)?);
        }
        Some(payload)
    }

    /// The values of a row.
    fn values(&self, payload: &[u8]) -> Option<Vec<Value>> {
        let (n_header, mut at) = varint(payload)?;
        let n_header = usize::try_from(n_header).ok()?;
        let mut rest = payload.get(n_header..)?;
        let mut values = Vec::new();
        while at < n_header && values.len() < MAX_COLUMNS {
            let (kind, n) = varint(payload.get(at..n_header)?)?;
            at += n;
            let length = match kind {
                0 | 8 | 9 => 0,
                1..=4 => usize::try_from(kind).ok()?,
                5 => 6,
                6 | 7 => 8,
                10 | 11 => return None,
                kind => usize::try_from((kind - 12) / 2).ok()?,
            };
            let bytes = rest.get(..length)?;
            rest = rest.get(length..)?;
            values.push(match kind {
                1..=6 => Value::from(signed(bytes)),
                7 => Value::from(f64::from_bits(big_endian(bytes))),
                8 => Value::from(0),
                9 => Value::from(1),
                kind if kind >= 13 && kind % 2 == 1 && length <= MAX_VALUE_BYTES => Value::String(self.text(bytes)),
                _ => Value::Null,
            });
        }
        Some(values)
    }

    fn text(&self, bytes: &[u8]) -> String {
        match self.encoding {
            2 => encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned(),
            3 => encoding_rs::UTF_16BE.decode_without_bom_handling(bytes).0.into_owned(),
            _ => String::from_utf8_lossy(bytes).into_owned(),
        }
    }
}

/// What a page of a tree led to.
enum PageRead {
    Rows,
    Stopped,
    Children(Vec<usize>),
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn signed(bytes: &[u8]) -> i64 {
    let number = big_endian(bytes) as i64;
    let n_unused = 64 - 8 * bytes.len() as u32;
    number.checked_shl(n_unused).map_or(0, |number| number >> n_unused)
}

/// A number of one to nine bytes, and how many they are.
fn varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut number = 0_u64;
    for (at, byte) in bytes.iter().take(9).enumerate() {
        if at == 8 {
            return Some((number << 8 | u64::from(*byte), 9));
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((number, at + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_of_a_table_are_read_from_its_statement() {
        let sql = "CREATE TABLE \"a b\" (id INTEGER PRIMARY KEY, \"the title\" TEXT DEFAULT 'x, y', [body] VARCHAR(9, 2), `url`,\n  PRIMARY KEY (id))";
        assert_eq!(columns_of(sql), ["id", "the title", "body", "url"]);
    }

    /// A row of a table: its number, and texts, or nothing for the number itself.
    fn row(id: u8, values: &[Option<&str>]) -> Vec<u8> {
        let kinds: Vec<u8> = values.iter().map(|value| value.map_or(0, |text| 13 + 2 * text.len() as u8)).collect();
        let texts: Vec<u8> = values.iter().flatten().flat_map(|text| text.bytes()).collect();
        let payload = [&[kinds.len() as u8 + 1][..], &kinds, &texts].concat();
        [&[payload.len() as u8, id][..], &payload].concat()
    }

    /// A page of rows; `start` is the length of what stands before its header.
    fn page(rows: &[Vec<u8>], start: usize) -> Vec<u8> {
        let mut page = vec![0; 512];
        let mut end = page.len();
        page[start] = 13;
        page[start + 4] = rows.len() as u8;
        for (row, n) in rows.iter().zip(0..) {
            end -= row.len();
            page[end..end + row.len()].copy_from_slice(row);
            page[start + 8 + 2 * n..][..2].copy_from_slice(&(end as u16).to_be_bytes());
        }
        page
    }

    #[test]
    fn the_rows_of_tables_with_articles_are_records() {
        let sql = "CREATE TABLE a (id INTEGER PRIMARY KEY, title, body)";
        let mut schema = row(1, &[Some("table"), Some("a"), Some("a"), None, Some(sql)]);
        // The root of the table is the number 2, stored in one byte before the statement.
        schema[0] += 1;
        schema[6] = 1;
        let at = schema.len() - sql.len();
        schema.insert(at, 2);
        let mut bytes = page(&[schema], 100);
        bytes[..16].copy_from_slice(MAGIC);
        bytes[16..18].copy_from_slice(&512_u16.to_be_bytes());
        bytes[59] = 1;
        bytes.extend(page(&[row(7, &[None, Some("T"), Some("B")]), row(8, &[None, Some("U"), Some("C")])], 0));
        let read = |bytes: &[u8]| {
            let (mut records, mut failures) = (Vec::new(), 0);
            crate::document::read("a.sqlite", bytes, &mut |document| match document.map(|document| document.content) {
                Ok(crate::document::Content::Record(record)) => {
                    records.push((record.id.unwrap_or_default(), record.body.join(" ")))
                }
                Ok(other) => panic!("{other:?}"),
                Err(_) => failures += 1,
            });
            (records, failures)
        };
        let expected = vec![("7".to_owned(), "B".to_owned()), ("8".to_owned(), "C".to_owned())];
        assert_eq!(read(&bytes), (expected, 0));
        for cut in 16..bytes.len() {
            assert!(read(&bytes[..cut]).1 > 0, "{cut}");
        }
        // A page that is its own child.
        let mut loops = bytes.clone();
        loops[512] = 5;
        loops[512 + 8..512 + 12].copy_from_slice(&2_u32.to_be_bytes());
        loops[512 + 4] = 0;
        assert_eq!(read(&loops).1, 1);
    }

    #[test]
    fn numbers_of_any_length_are_read() {
        assert_eq!(varint(&[0x81, 0x00]), Some((128, 2)));
        assert_eq!(varint(&[0xff; 9]), Some((u64::MAX, 9)));
        assert_eq!(varint(&[0x80]), None);
        assert_eq!((signed(&[0xff]), signed(&[0x01, 0x00]), signed(&[])), (-1, 256, 0));
    }
}
