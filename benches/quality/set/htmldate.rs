//! Pages with their days of publication, mainly German (adbar/htmldate).

use std::path::Path;

use super::fields;
use crate::options::Options;
use crate::pages::extracted;
use crate::report::Report;

/// Scores dates.
pub fn run(data: &Path, options: &Options, report: &mut Report) {
    fields::dates("htmldate", &extracted(data, "htmldate", options), Some(0.935), options, report);
}
