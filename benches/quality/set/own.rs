//! Invented pages and texts in several layouts and languages, which are part of the repository (`tests/fixtures/set`).
//!
//! They are few and were written for Dateline, so they show mistakes but not how good Dateline is: the public sets do.

use std::path::Path;

use dateline::actors::Dictionary;

use super::text::AnnotatedSet;
use super::{actors, fields, plaintext, quotes};
use crate::options::Options;
use crate::pages::extracted;
use crate::report::Report;

/// Scores every field of the pages, the bodies of the plain texts, actors and quotes.
pub fn run(data: &Path, options: &Options, report: &mut Report) {
    let found = extracted(data, "own", options);
    fields::bodies("own", &found, None, options, report);
    fields::titles("own", &found, None, options, report);
    fields::authors("own", &found, None, options, report);
    fields::dates("own", &found, None, options, report);
    fields::outlets("own", &found, options, report);
    let texts = plaintext::extracted(&data.join("plaintext"), "pages.jsonl");
    fields::bodies("own plaintext", &texts, None, options, report);
    let dictionary = Dictionary::shipped();
    let own = |path: &str| AnnotatedSet { name: "own", file: data.join(path), bars: None };
    actors::score(&own("entities/own.jsonl"), &dictionary, options, report);
    quotes::score(&own("quotes/own.jsonl"), &dictionary, options, report);
}
