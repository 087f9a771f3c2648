//! Guides, blogs, companies and news: pages of type article (Murrough-Foley/web-content-extraction-benchmark).
//!
//! The pages are read from their bytes alone.

use std::path::Path;

use super::fields;
use crate::options::Options;
use crate::pages::extracted_from_bytes;
use crate::report::Report;

/// Scores bodies, titles, dates and authors.
pub fn run(data: &Path, options: &Options, report: &mut Report) {
    let found = extracted_from_bytes(data, "wcxb", options);
    fields::bodies("wcxb", &found, Some(0.955), options, report);
    fields::lost("wcxb", &found, report);
    fields::titles("wcxb", &found, Some(0.864), options, report);
    fields::dates("wcxb", &found, Some(0.91), options, report);
    fields::authors("wcxb", &found, Some(0.74), options, report);
}
