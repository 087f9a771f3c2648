//! JSON and JSON Lines: records, lists of them, and the articles that `dateline parse` prints.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, Read};

use encoding_rs_io::DecodeReaderBytesBuilder;
use serde::Deserializer as _;
use serde::de::{DeserializeOwned, DeserializeSeed, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::decode::{decode_plain, encoding_of_head};
use super::error::{LeftOut, Position, ReadProblem};
use super::json_repair::{self, RepairingReader, repaired};
use super::limits::{LimitReached, LimitedReader, read_whole};
use super::record::Record;
use super::shape;
use super::sink::DocumentSink;
use super::telegram;
use super::{Content, Transport};
use crate::model::{Article, Place, Warning, WarningCode};

/// Reads JSON Lines: one record per line, skipping blank lines. A line that is not an object is listed and keeps its
/// number.
pub(super) fn read_lines(sink: &mut DocumentSink<'_>, head: &[u8], reader: &mut dyn BufRead) {
    sink.number_documents();
    let encoding = encoding_of_head(head);
    if encoding == encoding_rs::UTF_8 {
        lines(sink, reader);
    } else {
        let decoded = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(reader);
        lines(sink, &mut io::BufReader::new(decoded));
    }
}

fn lines(sink: &mut DocumentSink<'_>, reader: &mut dyn BufRead) {
    let limit = sink.limits.document_bytes;
    let mut line = Vec::new();
    for n_line in 1_u64.. {
        let position = || Some(Position::Line(n_line));
        line.clear();
        match (&mut *reader).take(limit.saturating_add(1)).read_until(b'\n', &mut line) {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) => return sink.failure(position(), error),
        }
        if line.len() as u64 > limit {
            sink.failed_document(position(), sink.too_long());
            match pass_line(reader) {
                Ok(()) => continue,
                Err(error) => return sink.failure(position(), error),
            }
        }
        let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
        if text.trim_ascii().is_empty() {
            continue;
        }
        if sink.is_full() {
            return sink.failure(position(), ReadProblem::TooManyRecords);
        }
        let text = decode_plain(text);
        match parse::<Map<String, Value>>(text.as_bytes()) {
            Ok((object, _)) if is_header(&object) => {}
            Ok((object, warning)) => document(sink, object, Transport::default(), warning),
            Err(error) => sink.failed_document(position(), ReadProblem::NotRecordLine(error.to_string())),
        }
    }
}

/// Parses JSON. Values that cannot be represented are replaced, with a warning.
fn parse<T: DeserializeOwned>(json: &[u8]) -> serde_json::Result<(T, Option<Warning>)> {
    match serde_json::from_slice(json) {
        Ok(value) => Ok((value, None)),
        Err(error) => match repaired(json) {
            (_, 0) => Err(error),
            (repaired, n) => Ok((serde_json::from_slice(&repaired)?, json_repair::warning(n))),
        },
    }
}

/// Skips the rest of a line without storing it.
fn pass_line(reader: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let n = end.map_or(buffer.len(), |end| end + 1);
        let done = end.is_some() || buffer.is_empty();
        reader.consume(n);
        if done {
            return Ok(());
        }
    }
}

/// The first line of a `pages.jsonl` describes the file.
fn is_header(object: &Map<String, Value>) -> bool {
    object.get("format").and_then(Value::as_str).is_some_and(|format| format.starts_with("json-pages"))
}

/// Reads a JSON text: a list of records, an object with such a list, or a single record.
pub(super) fn read_json(sink: &mut DocumentSink<'_>, head: &[u8], reader: &mut dyn BufRead) {
    let encoding = encoding_of_head(head);
    let is_list = encoding.decode(head).0.trim_start().starts_with('[');
    let mut decoded = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).strip_bom(true).build(reader);
    if !is_list {
        return match read_whole(&mut decoded, sink.limits.document_bytes) {
            Ok(bytes) => match parse::<Value>(&bytes) {
                Ok((value, warning)) => values(sink, value, warning),
                Err(error) => sink.failure(None, ReadProblem::NotJson(error.to_string())),
            },
            Err(error) => sink.failure(None, error),
        };
    }
    sink.number_documents();
    let spent = Cell::new(0);
    let metered = LimitedReader::new(decoded, &spent, LimitReached::Document(sink.limits.document_bytes));
    let n_replaced = Cell::new(0);
    let mut json =
        serde_json::Deserializer::from_reader(io::BufReader::new(RepairingReader::new(metered, &n_replaced)));
    if let Err(error) =
        json.deserialize_seq(Items { sink, spent: &spent, n_replaced: &n_replaced }).and_then(|()| json.end())
    {
        let problem = match error.classify() {
            serde_json::error::Category::Io => ReadProblem::from(io::Error::from(error)),
            _ => ReadProblem::NotJson(error.to_string()),
        };
        sink.failure(None, problem);
    }
}

/// Passes on the items of a list one by one, so that the list is never in memory as a whole.
struct Items<'r, 'a> {
    sink: &'r mut DocumentSink<'a>,
    spent: &'r Cell<u64>,
    /// How many values were replaced so far. The reader is ahead of the items by some kilobytes.
    n_replaced: &'r Cell<u64>,
}

impl<'de> Visitor<'de> for Items<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let (mut n, mut n_replaced) = (0_u64, 0);
        while let Some(item) = items.next_element_seed(ListItem)? {
            self.spent.set(0);
            n += 1;
            if self.sink.is_full() {
                self.sink.failure(Some(Position::Record(n)), ReadProblem::TooManyRecords);
                return Ok(());
            }
            let n_before = std::mem::replace(&mut n_replaced, self.n_replaced.get());
            list_item(self.sink, item, n, json_repair::warning(n_replaced - n_before));
        }
        Ok(())
    }
}

struct ListItem;

impl<'de> DeserializeSeed<'de> for ListItem {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        serde::Deserialize::deserialize(deserializer)
    }
}

fn list_item(sink: &mut DocumentSink<'_>, item: Value, n: u64, warning: Option<Warning>) {
    match item {
        Value::Object(mut object) => match object.remove("_source") {
            Some(Value::Object(inner)) => document(sink, inner, Transport::default(), warning),
            Some(other) => {
                object.insert("_source".to_owned(), other);
                document(sink, object, Transport::default(), warning);
            }
            None => document(sink, object, Transport::default(), warning),
        },
        _ => sink.failed_document(Some(Position::Record(n)), ReadProblem::NotRecord),
    }
}

/// The records of a JSON text in memory.
fn values(sink: &mut DocumentSink<'_>, value: Value, warning: Option<Warning>) {
    let object = match value {
        Value::Object(object) => object,
        Value::Array(items) => {
            sink.number_documents();
            return items.into_iter().zip(1..).for_each(|(item, n)| list_item(sink, item, n, warning.clone()));
        }
        _ => return sink.failure(None, ReadProblem::JsonWithoutRecord),
    };
    if telegram::is_export(&object) {
        return telegram::messages(sink, &object, &Transport::default());
    }
    let stated = Record::from_json(&object).0;
    if stated.body.is_empty() && !shape::is_item(&object) {
        let mut object = object;
        if let Some(mut items) = shape::take_records(&mut object) {
            sink.number_documents();
            if is_json_feed(&object) {
                items.iter_mut().for_each(|item| name_outlet(&object, item));
            }
            items.into_iter().zip(1..).for_each(|(item, n)| list_item(sink, item, n, warning.clone()));
            return sink.left_out(None, LeftOut::OtherLists, shape::n_records(&object));
        }
        if stated.is_empty() {
            return sink.failure(None, ReadProblem::JsonWithoutArticle);
        }
        return document(sink, object, Transport::default(), warning);
    }
    document(sink, object, Transport::default(), warning);
}

/// Whether an object is a feed as <https://jsonfeed.org> describes it.
fn is_json_feed(object: &Map<String, Value>) -> bool {
    object.get("version").and_then(Value::as_str).is_some_and(|version| version.contains("jsonfeed.org/version"))
}

/// Gives an item of a JSON Feed the name of the feed as its outlet, if it is on the feed's own site.
fn name_outlet(feed: &Map<String, Value>, item: &mut Value) {
    let Some(item) = item.as_object_mut() else { return };
    let host = |object: &Map<String, Value>, name: &str| -> Option<String> {
        let (_, rest) = object.get(name)?.as_str()?.split_once("://")?;
        rest.split(['/', '?', '#']).next().map(|host| host.trim_start_matches("www.").to_ascii_lowercase())
    };
    let is_own = match (host(feed, "home_page_url").or_else(|| host(feed, "feed_url")), host(item, "url")) {
        (Some(home), Some(own)) => home == own,
        (_, own) => own.is_none(),
    };
    if let Some(title) = feed.get("title").filter(|title| is_own && title.is_string()) {
        item.entry("outlet").or_insert_with(|| title.clone());
    }
}

/// Passes on a record, or an article if the object is one.
pub(super) fn document(
    sink: &mut DocumentSink<'_>,
    object: Map<String, Value>,
    transport: Transport,
    warning: Option<Warning>,
) {
    if is_article(&object)
        && let Ok(article) = <Article as serde::Deserialize>::deserialize(&object)
    {
        let (article, mut warnings) = without_misplaced(article);
        warnings.extend(warning);
        return sink.document(Content::Article(Box::new(article)), transport, warnings);
    }
    if shape::is_withdrawn(&object) {
        return sink.failed_document(None, ReadProblem::Withdrawn);
    }
    let (mut record, mut warnings) = Record::from_json(&shape::plain(object));
    warnings.extend(warning);
    if let Some(last) = record.body.last_mut()
        && let Some(whole) = shape::without_cut(last)
    {
        *last = whole.to_owned();
        let message = "The service gives only the beginning of the text.".to_owned();
        warnings.push(Warning { code: WarningCode::Truncated, message });
    }
    sink.document(Content::Record(Box::new(record)), transport, warnings);
}

/// Whether an object has the shape that `dateline parse` prints.
fn is_article(object: &Map<String, Value>) -> bool {
    let has = |name: &str, is: fn(&Value) -> bool| object.get(name).is_some_and(is);
    has("title", Value::is_object) && has("body", Value::is_array) && has("removed", Value::is_array)
}

/// Removes mentions and quotes outside the text, because other code relies on their positions.
fn without_misplaced(mut article: Article) -> (Article, Vec<Warning>) {
    let Article { title, body, actors, quotes, .. } = &mut article;
    let fits = |place: Place, start: usize, end: usize| {
        let text = place.text(&title.value, body);
        text.and_then(|text| text.get(start..end)).is_some_and(|words| !words.is_empty())
    };
    let mut n_misplaced = 0;
    for actor in actors {
        let n = actor.mentions.len();
        actor.mentions.retain(|mention| fits(mention.paragraph, mention.start, mention.end));
        n_misplaced += n - actor.mentions.len();
    }
    let n = quotes.len();
    quotes.retain(|quote| fits(quote.paragraph, quote.start, quote.end));
    n_misplaced += n - quotes.len();
    let message = format!("{n_misplaced} mentions or quotes were left out: they do not lie in the text.");
    let warning = Warning { code: WarningCode::InvalidField, message };
    (article, if n_misplaced == 0 { Vec::new() } else { vec![warning] })
}
