//! The export of Omnivore: lists of what was saved, with a page for each in a folder of its own.

use serde_json::{Map, Value};

use super::Transport;
use super::error::{Position, ReadProblem};
use super::json;
use super::office::Parts;
use super::sink::DocumentSink;

/// The most pages that are read, as in other archives.
const MAX_ITEMS: usize = 1_000_000;

/// Whether an archive with these entries is an export.
pub(super) fn is_export<'n>(names: impl Iterator<Item = &'n str>) -> bool {
    let (mut has_list, mut has_pages) = (false, false);
    for name in names {
        has_list |= name.starts_with("metadata_") && name.ends_with(".json");
        has_pages |= name.starts_with("content/") && name.ends_with(".html");
    }
    has_list && has_pages
}

/// Passes on what was saved.
pub(super) fn items(sink: &mut DocumentSink<'_>, lists: &[String], parts: &mut dyn Parts) {
    sink.number_documents();
    sink.found_export("Omnivore", None);
    for name in lists {
        let read = parts.read(name, &sink.limits).map(Option::unwrap_or_default);
        let list = read.and_then(|bytes| {
            serde_json::from_slice::<Vec<Map<String, Value>>>(&bytes)
                .map_err(|error| ReadProblem::NotJson(error.to_string()))
        });
        let list = match list {
            Ok(list) => list,
            Err(problem) => {
                sink.failed_document(Some(Position::Entry(name.clone())), problem);
                continue;
            }
        };
        for mut item in list.into_iter().take(MAX_ITEMS) {
            let slug = item.get("slug").and_then(Value::as_str).unwrap_or_default().to_owned();
            let page = format!("content/{slug}.html");
            match parts.read(&page, &sink.limits) {
                Ok(Some(bytes)) => {
                    item.insert("content".to_owned(), Value::String(String::from_utf8_lossy(&bytes).into_owned()));
                }
                Ok(None) => {}
                Err(problem) => sink.failure(Some(Position::Entry(page)), problem),
            }
            let notes = parts.read(&format!("highlights/{slug}.md"), &sink.limits).ok().flatten();
            if let Some(notes) = notes {
                item.insert("highlights".to_owned(), Value::String(String::from_utf8_lossy(&notes).into_owned()));
            }
            json::document(sink, item, Transport::default(), None);
        }
    }
}
