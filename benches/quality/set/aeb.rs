//! News pages with their bodies marked by hand (scrapinghub/article-extraction-benchmark).

use std::path::Path;

use super::fields;
use crate::options::Options;
use crate::pages::extracted;
use crate::report::Report;

/// Scores bodies.
pub fn run(data: &Path, options: &Options, report: &mut Report) {
    fields::bodies("aeb", &extracted(data, "aeb", options), Some(0.972), options, report);
}
