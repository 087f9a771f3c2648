//! How many pages one core reads per second, and how many trafilatura reads in the same run.

use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use dateline::extract;

use crate::options::Options;
use crate::pages::{Truth, bytes, document, truths};
use crate::report::Report;

/// The number of pages to read: the first of the mixed set, or the repository's own pages over and over.
const PAGES: usize = 200;
/// The best of this many rounds counts, because other work can only slow a round down.
const ROUNDS: usize = 3;

/// Reads lines of a file and an address, separated by a tab; prints the seconds of extraction, without reading files.
const TRAFILATURA: &str = r#"
import gzip, sys, time
from trafilatura import bare_extraction
pages = []
for line in sys.stdin:
    file, address = line.rstrip("\n").split("\t")
    opened = gzip.open(file) if file.endswith(".gz") else open(file, "rb")
    pages.append((opened.read(), address or None))
bare_extraction(pages[0][0], with_metadata=True)
start = time.perf_counter()
for page, address in pages:
    bare_extraction(page, url=address, with_metadata=True)
print(time.perf_counter() - start)
"#;

/// Measures decoding and extraction, without reading files.
pub fn run(data: &Path, options: &Options, report: &mut Report) {
    let set = if data.join("extraction/trafilatura").is_dir() { "trafilatura" } else { "own" };
    let read = |truth: Truth| {
        let bytes = bytes(data, &truth);
        (truth, bytes)
    };
    let once: Vec<_> = truths(data, set).into_iter().take(PAGES).map(read).collect();
    let pages: Vec<_> = once.iter().cycle().take(PAGES).cloned().collect();
    let size: usize = pages.iter().map(|(_, bytes)| bytes.len()).sum();
    let mut best = Duration::MAX;
    let mut other_best = Duration::MAX;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        for (truth, bytes) in &pages {
            black_box(document(truth, bytes).map(extract::article));
        }
        best = best.min(start.elapsed());
        if let Some(python) = &options.trafilatura {
            match trafilatura(python, data, &pages) {
                Ok(time) => other_best = other_best.min(time),
                Err(problem) => eprintln!("quality: trafilatura was not timed: {problem}"),
            }
        }
    }
    let rate = |time: Duration| pages.len() as f64 / time.as_secs_f64().max(f64::MIN_POSITIVE);
    let mb = size as f64 / 1e6 / best.as_secs_f64().max(f64::MIN_POSITIVE);
    let detail = format!("{mb:.1} MB/s, mean page {} kB", size / pages.len().max(1) / 1000);
    report.add(
        "speed",
        "pages per second, one core",
        pages.len(),
        detail,
        rate(best),
        Some(600.0).filter(|_| set != "own"),
    );
    if other_best < Duration::MAX {
        let detail = format!("trafilatura {:.1} pages per second", rate(other_best));
        let ratio = other_best.as_secs_f64() / best.as_secs_f64().max(f64::MIN_POSITIVE);
        report.add("speed", "times trafilatura", pages.len(), detail, ratio, Some(20.0));
    }
}

/// The time that trafilatura takes for the pages.
fn trafilatura(python: &Path, data: &Path, pages: &[(Truth, Vec<u8>)]) -> Result<Duration, String> {
    let tell = |error: std::io::Error| format!("{}: {error}", python.display());
    let mut child = Command::new(python)
        .args(["-c", TRAFILATURA])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(tell)?;
    if let Some(mut input) = child.stdin.take() {
        for (truth, _) in pages {
            let file = data.join("extraction").join(&truth.file);
            writeln!(input, "{}\t{}", file.display(), truth.url.as_deref().unwrap_or_default()).map_err(tell)?;
        }
    }
    let output = child.wait_with_output().map_err(tell)?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let seconds = printed.trim().parse().map_err(|_| format!("{} printed `{printed}`", python.display()))?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}
