//! Pages with the output of Readability.js (mozilla/readability), which is itself an extractor.

use std::path::Path;

use super::fields;
use crate::options::Options;
use crate::pages::extracted;
use crate::report::Report;

/// Scores bodies, titles, authors and site names.
pub fn run(data: &Path, options: &Options, report: &mut Report) {
    let found = extracted(data, "readability", options);
    fields::bodies("readability", &found, Some(0.860), options, report);
    fields::titles("readability", &found, None, options, report);
    fields::authors("readability", &found, None, options, report);
    fields::outlets("readability", &found, options, report);
}
