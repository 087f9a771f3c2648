//! News pages of 2020 from all over the world with their days of publication (adbar/htmldate).

use std::path::Path;

use super::fields;
use crate::options::Options;
use crate::pages::extracted;
use crate::report::Report;

/// Scores dates.
pub fn run(data: &Path, options: &Options, report: &mut Report) {
    fields::dates("mediacloud2020", &extracted(data, "mediacloud2020", options), Some(0.955), options, report);
}
