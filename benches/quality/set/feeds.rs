//! The small feeds of feedparser's tests, each with one oddity and the expected result.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use dateline::document::{self, Content, Record};
use dateline::extract;
use serde::Deserialize as _;

use crate::normalise::collapse;
use crate::options::Options;
use crate::report::Report;

/// Counts the feeds that are read without an error and give the expected titles, addresses and dates.
pub fn run(data: &Path, options: &Options, report: &mut Report) {
    let file = File::open(data.join("feeds/feedparser_fixtures.zip")).expect("the feeds are there");
    let mut archive = zip::ZipArchive::new(file).expect("the feeds are packed as zip");
    let mut names: Vec<String> = (0..archive.len())
        .filter_map(|index| Some(archive.name_for_index(index)?.ok()?.into_owned()))
        .filter(|name| name.ends_with(".xml") || name.ends_with(".json"))
        .collect();
    names.sort();
    let mut n_right = 0;
    let mut n_claims = 0;
    for name in &names {
        let mut bytes = Vec::new();
        archive.by_name(name).expect("the entry is there").read_to_end(&mut bytes).expect("the entry can be unpacked");
        let wrong = wrong_claims(name, &bytes, &mut n_claims);
        if wrong.is_empty() {
            n_right += 1;
        } else if options.errors > 0 {
            eprintln!("feeds: {name}: {}", wrong.join("; "));
        }
    }
    let share = n_right as f64 / names.len().max(1) as f64;
    let detail = format!("{n_right} right, {n_claims} statements of titles, addresses and dates");
    report.add("feeds", "feeds read", names.len(), detail, share, Some(0.98));
}

/// The part of a fixture's expected result that does not hold.
fn wrong_claims(name: &str, bytes: &[u8], n_claims: &mut usize) -> Vec<String> {
    let mut records = Vec::new();
    let mut days = Vec::new();
    let mut failures = Vec::new();
    document::read(name, bytes, &mut |read| match read {
        Ok(document) => {
            if let Content::Record(record) = &document.content {
                records.push(Record::clone(record));
            }
            days.push(extract::article(document).date.map(|date| date.value.to_string()));
        }
        Err(failure) => failures.push(failure),
    });
    let text = String::from_utf8_lossy(bytes);
    let statement = text.split_once("Expect:").map_or("", |(_, rest)| rest.split("-->").next().unwrap_or_default());
    let statement = collapse(statement);
    // A feed that is meant to be broken may be listed as broken.
    let mut wrong = Vec::new();
    if statement.starts_with("not bozo") {
        wrong.extend(failures.iter().map(ToString::to_string));
    }
    for clause in statement.split(" and ") {
        let sides: Vec<&str> = clause.split(" == ").map(|side| side.trim_matches(['(', ')', ' '])).collect();
        let Some((expected, claimed)) = sides.split_last() else { continue };
        for side in claimed {
            let Some(found) = found(side, expected, &records, &days) else { continue };
            *n_claims += 1;
            let expected = expected_value(side, expected, clause);
            if found.as_deref() != Some(&expected) {
                wrong.push(format!("{side} is {found:?}, not `{expected}`"));
            }
        }
    }
    wrong
}

/// The result for an expression such as `entries[0]['title']`; `None` if the expression is about something else.
fn found(side: &str, expected: &str, records: &[Record], days: &[Option<String>]) -> Option<Option<String>> {
    if side == "len(entries" || side == "len(entries)" {
        return Some(Some(records.len().to_string()));
    }
    let (index, rest) = side.strip_prefix("entries[")?.split_once(']')?;
    let index: usize = index.parse().ok()?;
    let key = rest.trim_start_matches(['.', '[', '\'', '"']).trim_end_matches([']', '\'', '"']);
    let record = records.get(index);
    if key.ends_with("_parsed") {
        return Some(days.get(index).cloned().flatten())
            .filter(|_| matches!(key, "published_parsed" | "updated_parsed"));
    }
    let is_text = expected.trim_start_matches('u').starts_with(['\'', '"']);
    match key {
        "title" if is_text => Some(record.and_then(|record| record.title.clone())),
        "link" if is_text => Some(record.and_then(|record| record.url.clone())),
        "published" | "updated" if is_text => Some(record.and_then(|record| record.date.clone())),
        _ => None,
    }
}

/// The value of a Python literal: a text without its markup, or the day in a tuple of numbers.
fn expected_value(side: &str, literal: &str, clause: &str) -> String {
    if side.ends_with("_parsed']") {
        let numbers = clause.rsplit(" == ").next().unwrap_or_default();
        let numbers: Vec<u32> = numbers.split([',', '(', ')', ' ']).filter_map(|number| number.parse().ok()).collect();
        return match numbers.as_slice() {
            [year, month, day, ..] => format!("{year:04}-{month:02}-{day:02}"),
            _ => String::new(),
        };
    }
    let literal = literal.trim().trim_start_matches('u');
    let Some(inner) = literal.get(1..literal.len().saturating_sub(1)).filter(|_| literal.starts_with(['\'', '"']))
    else {
        return literal.to_owned();
    };
    let json = format!("\"{}\"", inner.replace('"', "\\\"").replace("\\x", "\\u00").replace("\\'", "'"));
    let mut reader = serde_json::Deserializer::from_str(&json);
    let text = String::deserialize(&mut reader).unwrap_or_else(|_| inner.to_owned());
    // Dateline's titles are words, without the markup that feedparser keeps.
    let words = if side.contains("title") && !text.contains("<blink>") { without_tags(&text) } else { text };
    collapse(&htmlize::unescape(words.as_str()))
}

fn without_tags(text: &str) -> String {
    let mut plain = String::new();
    for (n, part) in text.split('<').enumerate() {
        plain.push_str(if n == 0 { part } else { part.split_once('>').map_or("", |(_, rest)| rest) });
    }
    plain
}
