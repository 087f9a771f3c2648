//! News pages of 41 countries, 2023 to 2026, read by a parser written for each publisher (flairNLP/fundus).
//!
//! The pages are read from their bytes alone.

use std::path::Path;

use super::fields;
use crate::options::Options;
use crate::pages::extracted_from_bytes;
use crate::report::Report;

/// Scores bodies, titles, dates and authors.
pub fn run(data: &Path, options: &Options, report: &mut Report) {
    let found = extracted_from_bytes(data, "fundus", options);
    fields::bodies("fundus", &found, Some(0.968), options, report);
    fields::lost("fundus", &found, report);
    fields::titles("fundus", &found, Some(0.75), options, report);
    fields::dates("fundus", &found, Some(0.985), options, report);
    fields::authors("fundus", &found, Some(0.86), options, report);
}
