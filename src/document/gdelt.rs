//! The Global Knowledge Graph of GDELT (version 2.1): a table without headings, one row for each document. The codebook is at
//! <http://data.gdeltproject.org/documentation/GDELT-Global_Knowledge_Graph_Codebook-V2.1.pdf>.

use serde_json::{Map, Value};

use super::markup;

/// The columns of a row.
const N_COLUMNS: usize = 27;

/// The name of the last column, which holds what the page says about itself, as XML.
pub(super) const EXTRAS: &str = "V2EXTRASXML";

/// Whether this is the beginning of such a table: its first row has all columns, and begins with the number of a record and
/// the moment at which GDELT found the document.
pub(super) fn is_table(head: &[u8]) -> bool {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut cells = line.split(|byte| *byte == b'\t');
    let is_moment = |cell: &[u8]| cell.len() == 14 && cell.iter().all(u8::is_ascii_digit);
    let is_record = |cell: &[u8]| {
        cell.split_at_checked(14).is_some_and(|(moment, number)| is_moment(moment) && number.starts_with(b"-"))
    };
    cells.next().is_some_and(is_record) && cells.next().is_some_and(is_moment) && cells.count() == N_COLUMNS - 2
}

/// The names of the columns; those that are not used have none. The moment of finding is no day of publication.
pub(super) fn columns() -> Vec<String> {
    let mut names = vec![String::new(); N_COLUMNS];
    let named = [(1, "saved_at"), (3, "SourceCommonName"), (4, "DocumentIdentifier"), (N_COLUMNS - 1, EXTRAS)];
    for (at, name) in named {
        if let Some(held) = names.get_mut(at) {
            *held = name.to_owned();
        }
    }
    names
}

/// What a page says about itself: title, authors, moment of publication.
pub(super) fn facts(extras: &str) -> Map<String, Value> {
    let value = |name: &str| {
        let (_, after) = extras.split_once(&format!("<{name}>"))?;
        let (value, _) = after.split_once(&format!("</{name}>"))?;
        let value = markup::one_line(value);
        (!value.is_empty()).then_some(value)
    };
    let mut facts = Map::new();
    facts.extend(value("PAGE_TITLE").map(|title| ("title".to_owned(), Value::String(title))));
    if let Some(authors) = value("PAGE_AUTHORS") {
        let authors = authors.split(';').map(str::trim).filter(|name| !name.is_empty());
        facts.insert("authors".to_owned(), Value::Array(authors.map(|name| Value::String(name.to_owned())).collect()));
    }
    let moment = value("PAGE_PRECISEPUBTIMESTAMP");
    let digits = moment.as_deref().and_then(|moment| moment.get(..8));
    if let Some(day) = digits.filter(|day| day.bytes().all(|byte| byte.is_ascii_digit())) {
        facts.insert("date".to_owned(), Value::String(format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..])));
    }
    facts
}

#[cfg(test)]
mod tests {
    use crate::document::{Content, read};

    #[test]
    fn rows_without_headings_are_records() {
        let row = |n: u32, title: &str| {
            let middle = "\t".repeat(20);
            format!(
                "20230105101500-{n}\t20230105101500\t1\tquay.example\thttps://quay.example/{n}\t{middle}\t<PAGE_TITLE>{title}\
                 </PAGE_TITLE><PAGE_AUTHORS>Ann Lee;Bo Li</PAGE_AUTHORS><PAGE_PRECISEPUBTIMESTAMP>20230104090000\
                 </PAGE_PRECISEPUBTIMESTAMP>\n"
            )
        };
        let table = row(1, "Two \"boats &amp; a gale") + &row(2, "A storm");
        for name in ["20230105101500.gkg.csv", "a.tsv", "a"] {
            let mut records = Vec::new();
            read(name, table.as_bytes(), &mut |document| match document.expect("a row").content {
                Content::Record(record) => records.push(*record),
                other => panic!("{other:?}"),
            });
            assert_eq!(records.len(), 2, "{name}");
            let record = &records[0];
            assert_eq!(record.title.as_deref(), Some("Two \"boats & a gale"));
            assert_eq!(
                (record.outlet.as_deref(), record.url.as_deref()),
                (Some("quay.example"), Some("https://quay.example/1"))
            );
            assert_eq!(record.date.as_deref(), Some("2023-01-04"));
            assert!(record.collected.is_some());
            assert_eq!(record.authors, ["Ann Lee", "Bo Li"]);
        }
    }
}
