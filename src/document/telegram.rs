//! Chats that Telegram Desktop exports: `result.json` of a channel or of a whole account, and pages of messages.

use serde_json::{Map, Value};

use super::block::single_spaced;
use super::error::{LeftOut, Position, ReadProblem};
use super::markup::{self, Tag};
use super::sink::DocumentSink;
use super::{Content, Record, Transport};

/// The most characters of a first line that is a headline.
const MAX_TITLE_CHARS: usize = 200;

/// Whether an object is an export of a chat or an account.
pub(super) fn is_export(object: &Map<String, Value>) -> bool {
    let is_chat = |chat: &Map<String, Value>| {
        let messages = chat.get("messages").and_then(Value::as_array);
        let is_message =
            |message: &Value| message.get("date_unixtime").is_some() || message.get("text_entities").is_some();
        chat.contains_key("type") && messages.is_some_and(|messages| messages.iter().take(5).any(is_message))
    };
    is_chat(object) || chats(object).iter().any(|chat| chat.as_object().is_some_and(is_chat))
}

fn chats(object: &Map<String, Value>) -> &[Value] {
    let list = object.get("chats").and_then(|chats| chats.get("list")).and_then(Value::as_array);
    list.map(Vec::as_slice).unwrap_or_default()
}

/// Passes on the messages that have a text. Notes of the service, such as a change of the picture, are none.
pub(super) fn messages(sink: &mut DocumentSink<'_>, object: &Map<String, Value>, transport: &Transport) {
    sink.number_documents();
    sink.found_export("Telegram", None);
    if object.contains_key("messages") {
        chat(sink, object, transport);
    }
    chats(object).iter().filter_map(Value::as_object).for_each(|object| chat(sink, object, transport));
}

fn chat(sink: &mut DocumentSink<'_>, chat: &Map<String, Value>, transport: &Transport) {
    let text = |object: &Map<String, Value>, name: &str| object.get(name).and_then(Value::as_str).map(str::to_owned);
    let name = text(chat, "name");
    let messages = chat.get("messages").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut n_wordless = 0;
    for (message, n) in messages.iter().zip(1_u64..) {
        if sink.is_full() {
            sink.failure(Some(Position::Record(n)), ReadProblem::TooManyRecords);
            break;
        }
        let Some(message) = message.as_object() else {
            sink.failed_document(Some(Position::Record(n)), ReadProblem::NotRecord);
            continue;
        };
        let words = message.get("text").map(words_of).unwrap_or_default();
        if text(message, "type").as_deref() != Some("message") || words.trim().is_empty() {
            n_wordless += 1;
            continue;
        }
        let sender = text(message, "forwarded_from").or_else(|| text(message, "from"));
        // The moment in seconds has no time zone that could be wrong.
        let date = text(message, "date_unixtime").or_else(|| text(message, "date"));
        let record = record(&words, date, sender.or_else(|| name.clone()));
        sink.document(Content::Record(Box::new(record)), transport.clone(), Vec::new());
    }
    sink.left_out(None, LeftOut::MessagesWithoutText, n_wordless);
}

/// A text that is plain, or a list of plain and marked pieces.
fn words_of(text: &Value) -> String {
    match text {
        Value::String(text) => text.clone(),
        Value::Array(pieces) => {
            let piece = |piece: &Value| piece.as_str().or_else(|| piece.get("text")?.as_str()).map(str::to_owned);
            pieces.iter().filter_map(piece).collect()
        }
        _ => String::new(),
    }
}

/// A message as a record. A short first line before a blank one is its headline.
fn record(words: &str, date: Option<String>, outlet: Option<String>) -> Record {
    let mut lines: Vec<String> = Vec::new();
    let text = words.replace("\r\n", "\n");
    let title = text.trim_start().split_once("\n\n").map(|(first, _)| first.trim()).filter(|first| {
        !first.contains('\n')
            && !first.is_empty()
            && first.chars().count() <= MAX_TITLE_CHARS
            && !first.starts_with("http")
            && !first.ends_with(['.', '…', ':', '。'])
    });
    let body = match title {
        Some(title) => text.trim_start().get(title.len()..).unwrap_or_default(),
        None => text.as_str(),
    };
    lines.extend(body.lines().map(single_spaced).filter(|line| !line.is_empty()));
    let title = title.map(str::to_owned);
    Record { title, date, outlet, body: lines, ..Record::default() }
}

/// Whether a page is one of messages.
pub(super) fn is_page(page: &str) -> bool {
    page.contains("class=\"page_body chat_page\"") && page.contains("<div class=\"message ")
}

/// Passes on the messages of a page.
pub(super) fn page(sink: &mut DocumentSink<'_>, page: &str, transport: &Transport) {
    sink.number_documents();
    sink.found_export("Telegram", None);
    let mut pieces = page.split("<div class=\"message ");
    let header = pieces.next().unwrap_or_default();
    let chat = inner_of(header, "text bold").map(markup::one_line);
    let mut sender = None;
    let mut n_wordless = 0;
    for (piece, n) in pieces.zip(1_u64..) {
        if sink.is_full() {
            sink.failure(Some(Position::Record(n)), ReadProblem::TooManyRecords);
            break;
        }
        if !piece.starts_with("default") {
            n_wordless += 1;
            continue;
        }
        // A message that follows another one of the same sender does not name it again.
        if let Some(name) = inner_of(piece, "from_name").map(markup::one_line).filter(|name| !name.is_empty()) {
            sender = Some(name);
        }
        let text = inner_of(piece, "text").unwrap_or_default();
        let lines = text.replace("<br><br>", "\n\n").replace("<br/><br/>", "\n\n").replace("<br>", "\n");
        let plain: Vec<String> = lines.split("\n\n").map(markup::one_line).filter(|line| !line.is_empty()).collect();
        if plain.is_empty() {
            n_wordless += 1;
            continue;
        }
        let date = date_of(piece);
        let record = record(&plain.join("\n\n"), date, sender.clone().or_else(|| chat.clone()));
        sink.document(Content::Record(Box::new(record)), transport.clone(), Vec::new());
    }
    sink.left_out(None, LeftOut::MessagesWithoutText, n_wordless);
}

/// The HTML within the first `div` of this class.
fn inner_of<'p>(piece: &'p str, class: &str) -> Option<&'p str> {
    let mark = format!("<div class=\"{class}\">");
    let (_, inner) = piece.split_once(&mark)?;
    Some(inner.split("</div>").next().unwrap_or(inner))
}

/// The day in the title of the time: `15.11.2022 18:42:00 UTC+00:00`, as ISO 8601.
fn date_of(piece: &str) -> Option<String> {
    let at = piece.find("date details")?;
    let start = piece.get(..at)?.rfind('<')?;
    let title = Tag::at_start(piece.get(start..)?)?.attribute("title")?;
    let mut parts = title.split_whitespace().next()?.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    Some(format!("{year}-{month}-{day}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::document::{Document, read};

    fn records(name: &str, bytes: &[u8]) -> Vec<Record> {
        let mut records = Vec::new();
        read(name, bytes, &mut |document| match document {
            Ok(Document { content: Content::Record(record), .. }) => records.push(*record),
            Err(failure) if failure.notice().is_some() => {}
            other => panic!("{other:?}"),
        });
        records
    }

    #[test]
    fn messages_with_words_are_documents() {
        let chat = json!({"name": "Quay", "type": "public_channel", "messages": [
            {"type": "service", "date_unixtime": "1", "text": ""},
            {"type": "message", "date": "2019-05-05T01:00:00", "date_unixtime": "1556980000", "text": [
                {"type": "bold", "text": "Two boats"}, "\n\nOne ", {"type": "link", "text": "link"}, ".\n\nTwo."]},
            {"type": "message", "date_unixtime": "1556980000", "text": "", "photo": "a.jpg"},
        ]});
        for export in [chat.clone(), json!({"about": "x", "chats": {"list": [chat]}})] {
            let records = records("result.json", export.to_string().as_bytes());
            assert_eq!(records.len(), 1);
            assert_eq!(records[0].title.as_deref(), Some("Two boats"));
            assert_eq!(records[0].body, ["One link.", "Two."]);
            assert_eq!((records[0].outlet.as_deref(), records[0].date.as_deref()), (Some("Quay"), Some("1556980000")));
        }
    }

    #[test]
    fn pages_of_messages_are_read() {
        let page = "<html><div class=\"page_header\"><div class=\"text bold\">Quay</div></div><div class=\"page_body chat_page\">\
            <div class=\"message service\"><div class=\"body details\">4 May</div></div><div class=\"message default clearfix\">\
            <div class=\"pull_right date details\" title=\"04.05.2019 10:00:00 UTC+00:00\">10:00</div><div class=\"from_name\">Q</div>\
            <div class=\"text\"><strong>Two boats</strong><br><br>One.</div></div></div></html>";
        let records = records("messages.html", page.as_bytes());
        assert_eq!((records[0].title.as_deref(), records[0].date.as_deref()), (Some("Two boats"), Some("2019-05-04")));
        assert_eq!((records[0].outlet.as_deref(), records[0].body.as_slice()), (Some("Q"), &["One.".to_owned()][..]));
    }
}
