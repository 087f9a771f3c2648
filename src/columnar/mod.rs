//! Articles as Arrow columns, for programs that read tables: one row per article, nested types, the fields of
//! [`Article`] in their order and under their names.
//!
//! Numbers are 64-bit integers; days and dates are texts, as in JSON, because a date may be a month or a year.
//! [`write_parquet`] writes such rows as a file, and `document` reads it again.

mod parquet;

use std::io;
use std::sync::Arc;

use arrow_array::{Array as _, ArrayRef, Int64Array, ListArray, RecordBatch, StringArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, DataType, Field, Schema};

pub use self::parquet::ParquetRows;

use crate::model::{Article, Place};

/// The most bytes of text in the rows of a batch: Arrow's offsets are 32-bit numbers.
pub const MAX_BATCH_BYTES: usize = 1 << 30;

/// The articles as rows of one batch.
///
/// # Errors
///
/// If their texts are longer than [`MAX_BATCH_BYTES`] together, unless there is only one article.
pub fn batch(articles: &[Article]) -> Result<RecordBatch, ArrowError> {
    if articles.len() > 1 && articles.iter().map(text_bytes).sum::<usize>() > MAX_BATCH_BYTES {
        return Err(ArrowError::OffsetOverflowError(MAX_BATCH_BYTES));
    }
    let rows = || articles.iter();
    let title = records(vec![
        ("value", texts(rows().map(|a| a.title.value.as_str()))),
        ("basis", texts(rows().map(|a| a.title.basis.as_str()))),
    ]);
    let dates = || rows().map(|a| a.date.as_ref());
    let day = |part: fn(&crate::model::PublicationDate) -> String| optional(dates().map(|date| date.map(part)));
    let date = optional_records(
        dates().map(|date| date.is_some()).collect(),
        vec![
            ("value", day(|date| date.value.to_string())),
            ("precision", day(|date| date.precision().as_str().to_owned())),
            ("basis", day(|date| date.basis.as_str().to_owned())),
            ("evidence", day(|date| date.evidence.clone())),
        ],
    );
    let outlets = || rows().map(|a| a.outlet.as_ref());
    let outlet = optional_records(
        outlets().map(|outlet| outlet.is_some()).collect(),
        vec![
            ("id", optional(outlets().map(|outlet| outlet.map(|outlet| outlet.id.as_str())))),
            ("name", optional(outlets().map(|outlet| outlet.map(|outlet| outlet.name.as_str())))),
            ("basis", optional(outlets().map(|outlet| outlet.map(|outlet| outlet.basis.as_str())))),
            ("evidence", optional(outlets().map(|outlet| outlet.map(|outlet| outlet.evidence.as_str())))),
        ],
    );
    let removed = || rows().flat_map(|a| &a.removed);
    let actors = || rows().flat_map(|a| &a.actors);
    let mentions = || actors().flat_map(|actor| &actor.mentions);
    let cites = || rows().flat_map(|a| &a.cites);
    let quotes = || rows().flat_map(|a| &a.quotes);
    let warnings = || rows().flat_map(|a| &a.warnings);
    let mention = records(vec![
        ("paragraph", numbers(mentions().map(|mention| number_of_place(mention.paragraph)))),
        ("start", numbers(mentions().map(|mention| number(mention.start)))),
        ("end", numbers(mentions().map(|mention| number(mention.end)))),
    ]);
    let actor = records(vec![
        ("id", texts(actors().map(|actor| actor.id.as_str()))),
        ("name", texts(actors().map(|actor| actor.name.as_str()))),
        ("kind", texts(actors().map(|actor| actor.kind.as_str()))),
        ("mentions", list(mention, actors().map(|actor| actor.mentions.len()))),
    ]);
    let cite = records(vec![
        ("id", texts(cites().map(|cite| cite.id.as_str()))),
        ("name", texts(cites().map(|cite| cite.name.as_str()))),
    ]);
    let quote = records(vec![
        ("text", texts(quotes().map(|quote| quote.text.as_str()))),
        ("paragraph", numbers(quotes().map(|quote| number_of_place(quote.paragraph)))),
        ("start", numbers(quotes().map(|quote| number(quote.start)))),
        ("end", numbers(quotes().map(|quote| number(quote.end)))),
        ("speaker", optional(quotes().map(|quote| quote.speaker.as_deref()))),
    ]);
    let piece = records(vec![
        ("text", texts(removed().map(|piece| piece.text.as_str()))),
        ("kind", texts(removed().map(|piece| piece.kind.as_str()))),
    ]);
    let warning = records(vec![
        ("code", texts(warnings().map(|warning| warning.code.as_str()))),
        ("message", texts(warnings().map(|warning| warning.message.as_str()))),
    ]);
    let authors = texts(rows().flat_map(|a| &a.authors).map(String::as_str));
    let body = texts(rows().flat_map(|a| &a.body).map(String::as_str));
    let columns = vec![
        ("id", texts(rows().map(|a| a.id.as_str()))),
        ("source", texts(rows().map(|a| a.source.as_str()))),
        ("url", optional(rows().map(|a| a.url.as_deref()))),
        ("title", title),
        ("date", date),
        ("collected", optional(rows().map(|a| a.collected.map(|day| day.to_string())))),
        ("outlet", outlet),
        ("authors", list(authors, rows().map(|a| a.authors.len()))),
        ("section", optional(rows().map(|a| a.section.as_deref()))),
        ("language", optional(rows().map(|a| a.language.as_deref()))),
        ("body", list(body, rows().map(|a| a.body.len()))),
        ("removed", list(piece, rows().map(|a| a.removed.len()))),
        ("actors", list(actor, rows().map(|a| a.actors.len()))),
        ("cites", list(cite, rows().map(|a| a.cites.len()))),
        ("quotes", list(quote, rows().map(|a| a.quotes.len()))),
        ("warnings", list(warning, rows().map(|a| a.warnings.len()))),
    ];
    let fields: Vec<Field> = columns.iter().map(|(name, column)| field(name, column)).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns.into_iter().map(|(_, column)| column).collect())
}

/// The schema of every batch.
///
/// # Errors
///
/// None; building an empty batch cannot fail.
pub fn schema() -> Result<Arc<Schema>, ArrowError> {
    batch(&[]).map(|empty| empty.schema())
}

/// The articles as a stream of Arrow's format for other processes and languages (IPC) with one batch.
///
/// # Errors
///
/// Those of [`batch`].
pub fn ipc_stream(articles: &[Article]) -> Result<Vec<u8>, ArrowError> {
    let batch = batch(articles)?;
    let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema())?;
    writer.write(&batch)?;
    writer.into_inner()
}

/// The bytes of an article's texts, which are its longest column.
pub(crate) fn text_bytes(article: &Article) -> usize {
    let body = article.body.iter().map(String::len).sum::<usize>();
    let removed = article.removed.iter().map(|piece| piece.text.len()).sum::<usize>();
    let quotes = article.quotes.iter().map(|quote| quote.text.len()).sum::<usize>();
    body.max(removed).max(quotes)
}

fn texts<'a>(values: impl Iterator<Item = &'a str>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(values))
}

fn optional<T: AsRef<str>>(values: impl Iterator<Item = Option<T>>) -> ArrayRef {
    Arc::new(values.collect::<StringArray>())
}

fn numbers(values: impl Iterator<Item = i64>) -> ArrayRef {
    Arc::new(Int64Array::from_iter_values(values))
}

fn number(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

fn number_of_place(place: Place) -> i64 {
    place.paragraph().map_or(-1, number)
}

/// A field of this name for a column. Spark and pandas make every column nullable anyway; so does this schema, so that
/// batches of all of them agree.
fn field(name: &str, column: &ArrayRef) -> Field {
    Field::new(name, column.data_type().clone(), true)
}

fn records(columns: Vec<(&str, ArrayRef)>) -> ArrayRef {
    let length = columns.first().map_or(0, |(_, column)| column.len());
    optional_records(vec![true; length], columns)
}

fn optional_records(are_there: Vec<bool>, columns: Vec<(&str, ArrayRef)>) -> ArrayRef {
    let fields: Vec<Field> = columns.iter().map(|(name, column)| field(name, column)).collect();
    let columns = columns.into_iter().map(|(_, column)| column).collect();
    let nulls = are_there.contains(&false).then(|| NullBuffer::from(are_there));
    Arc::new(StructArray::new(fields.into(), columns, nulls))
}

/// A column of lists, given all their items one after the other and the lengths of the lists.
fn list(items: ArrayRef, lengths: impl Iterator<Item = usize>) -> ArrayRef {
    let item: DataType = items.data_type().clone();
    // Parquet and Spark call the items of a list so.
    let item = Arc::new(Field::new("element", item, true));
    Arc::new(ListArray::new(item, OffsetBuffer::from_lengths(lengths), items, None))
}

/// Writes articles as a Parquet file.
///
/// # Errors
///
/// If the file cannot be written.
pub fn write_parquet(articles: &[Article], out: impl io::Write + Send) -> io::Result<()> {
    let mut rows = ParquetRows::new(out)?;
    for article in articles {
        rows.push(article.clone())?;
    }
    rows.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Content, read};

    fn articles() -> Vec<Article> {
        let parser = crate::parser::LoneParser::new();
        let page = "<title>Ferry stops</title><article><h1>Ferry stops</h1><time datetime=2025-03-04>4 March</time>\
            <p>The ferry of Oldport stopped on Monday, Germany’s government said.<p>“It will sail again”, Angela Merkel \
            told Reuters.<p>Share this</article>";
        let whole = parser.article("a.html", page.as_bytes(), crate::document::Transport::default());
        assert!(!whole.actors.is_empty() && !whole.quotes.is_empty(), "{whole:?}");
        let empty = parser.article("b.html", b"", crate::document::Transport::default());
        vec![whole, Article { id: "bare".to_owned(), source: "c".to_owned(), ..Article::default() }, empty]
    }

    #[test]
    fn a_file_of_rows_reads_back_as_the_same_articles() {
        let articles = articles();
        let mut bytes = Vec::new();
        write_parquet(&articles, &mut bytes).unwrap();
        let mut found = Vec::new();
        read("a.parquet", &bytes, &mut |document| {
            let Content::Article(article) = document.expect("a row").content else { panic!("no article") };
            found.push(*article);
        });
        assert_eq!(found, articles);
    }

    #[test]
    fn every_batch_has_the_same_schema_and_the_same_bytes() {
        let articles = articles();
        assert_eq!(batch(&articles).unwrap().schema(), schema().unwrap());
        assert_eq!(batch(&articles[1..2]).unwrap().schema(), schema().unwrap());
        assert_eq!(ipc_stream(&articles).unwrap(), ipc_stream(&articles).unwrap());
        let names: Vec<String> = schema().unwrap().fields().iter().map(|field| field.name().clone()).collect();
        // The user's own words and what an archive finds, which are in the JSON only.
        const NOT_STATED: [&str; 3] = ["tags", "groups", "story"];
        let fields = Article::FIELDS.iter().map(|(name, _)| *name).filter(|name| !NOT_STATED.contains(name));
        assert_eq!(names, fields.collect::<Vec<_>>());
    }
}
