//! The export of Omnivore: lists of what was saved, with a page for each in a folder of its own.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::error::{Position, ReadProblem};
use super::json;
use super::office::Parts;
use super::sink::DocumentSink;
use super::{Transport, html};
use crate::model::{Warning, WarningCode};

/// Whether an archive with these entries is an export.
pub(super) fn is_export<'n>(names: impl Iterator<Item = &'n str>) -> bool {
    let (mut has_list, mut has_pages) = (false, false);
    for name in names {
        has_list |= name.starts_with("metadata_") && name.ends_with(".json");
        has_pages |= name.starts_with("content/") && name.ends_with(".html");
    }
    has_list && has_pages
}

/// Passes on what was saved: the items of these lists, and those of these pages that no list names.
pub(super) fn items(sink: &mut DocumentSink<'_>, lists: &[String], pages: &[String], parts: &mut dyn Parts) {
    sink.number_documents();
    sink.found_export("Omnivore", None);
    let mut unnamed: BTreeSet<&str> = pages.iter().map(String::as_str).collect();
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
        for (mut item, n) in list.into_iter().zip(1_u64..) {
            if sink.is_full() {
                return sink.failure(Some(Position::Record(n)), ReadProblem::TooManyRecords);
            }
            let slug = item.get("slug").and_then(Value::as_str).unwrap_or_default().to_owned();
            let page = format!("content/{slug}.html");
            unnamed.remove(page.as_str());
            let mut warning = None;
            match parts.read(&page, &sink.limits) {
                Ok(Some(bytes)) => {
                    item.insert("content".to_owned(), Value::String(String::from_utf8_lossy(&bytes).into_owned()));
                }
                Ok(None) => {
                    let message = "The export has no page for this item.".to_owned();
                    warning = Some(Warning { code: WarningCode::Truncated, message });
                }
                Err(problem) => sink.failure(Some(Position::Entry(page)), problem),
            }
            let notes = format!("highlights/{slug}.md");
            match parts.read(&notes, &sink.limits) {
                Ok(Some(bytes)) => {
                    item.insert("highlights".to_owned(), Value::String(String::from_utf8_lossy(&bytes).into_owned()));
                }
                Ok(None) => {}
                Err(problem) => sink.failure(Some(Position::Entry(notes)), problem),
            }
            json::document(sink, item, Transport::default(), warning);
        }
    }
    for page in unnamed {
        if sink.is_full() {
            return sink.failure(Some(Position::Entry(page.to_owned())), ReadProblem::TooManyDocuments);
        }
        match parts.read(page, &sink.limits).and_then(|page| page.ok_or(ReadProblem::Missing)) {
            Ok(bytes) => html::document(sink, &bytes, Transport::default()),
            Err(problem) => sink.failed_document(Some(Position::Entry(page.to_owned())), problem),
        }
    }
}
