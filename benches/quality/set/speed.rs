//! How many pages one core reads in a second.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use dateline::extract;

use crate::options::Options;
use crate::pages::{bytes, document, truths};
use crate::report::Report;

/// Pages to read: the first of the mixed set.
const PAGES: usize = 200;
/// The best of so many rounds counts, since other work disturbs the clock in one direction alone.
const ROUNDS: usize = 3;

/// Measures decoding and extraction, without reading files.
pub fn run(data: &Path, _: &Options, report: &mut Report) {
    let pages: Vec<_> = truths(data, "trafilatura")
        .into_iter()
        .take(PAGES)
        .map(|truth| {
            let bytes = bytes(data, &truth);
            (truth, bytes)
        })
        .collect();
    let size: usize = pages.iter().map(|(_, bytes)| bytes.len()).sum();
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        for (truth, bytes) in &pages {
            black_box(document(truth, bytes).map(extract::article));
        }
        best = best.min(start.elapsed());
    }
    let seconds = best.as_secs_f64().max(f64::MIN_POSITIVE);
    let detail = format!("{:.1} MB/s, mean page {} kB", size as f64 / 1e6 / seconds, size / pages.len().max(1) / 1000);
    report.add("speed", "pages a second, one core", pages.len(), detail, pages.len() as f64 / seconds, Some(600.0));
}
