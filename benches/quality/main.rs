//! Scores what Dateline finds in public sets of pages and texts, beside the figure to reach.
//!
//! `cargo bench --bench quality [-- SET... [--errors N] [--predictions DIR] [--trafilatura PYTHON]]` prints one Markdown
//! table. A set that is not named is left out; with no name all run. `--errors N` lists the N worst answers a set on
//! standard error, `--predictions DIR` writes what was found, one JSON object a line, so that another scorer can read
//! it. `--trafilatura PYTHON` names a Python in which trafilatura is installed: the set `speed` then times both on the
//! same pages, by turns.
//!
//! The sets lie in `../shared/data`, outside this repository: without them the command says so and does nothing.

mod measure;
mod mend;
mod normalise;
mod options;
mod pages;
mod report;
mod set;

use std::path::Path;
use std::process::ExitCode;

use options::Options;
use report::Report;

/// Runs a set: its folder of data, what was asked for, and the table to fill.
type Run = fn(data: &Path, options: &Options, report: &mut Report);

/// Every set, in the order of the table. A further set is a line here and a file below `set`.
const SETS: &[(&str, Run)] = &[
    ("aeb", set::aeb::run),
    ("trafilatura", set::trafilatura::run),
    ("plaintext", set::plaintext::run),
    ("readability", set::readability::run),
    ("htmldate", set::htmldate::run),
    ("mediacloud2020", set::mediacloud2020::run),
    ("encodings", set::encodings::run),
    ("warc", set::warc::run),
    ("feeds", set::feeds::run),
    ("actors", set::actors::run),
    ("quotes", set::quotes::run),
    ("speed", set::speed::run),
];

fn main() -> ExitCode {
    let names: Vec<&str> = SETS.iter().map(|(name, _)| *name).collect();
    let options = match Options::parse(std::env::args().skip(1), &names) {
        Ok(options) => options,
        Err(problem) => {
            eprintln!("quality: {problem}");
            return ExitCode::from(2);
        }
    };
    let data = Path::new("../shared/data");
    if !data.is_dir() {
        eprintln!("quality: SKIPPED, nothing was scored: {} is not there", data.display());
        return ExitCode::SUCCESS;
    }
    let mut report = Report::default();
    for (name, run) in SETS {
        if options.wants(name) {
            run(data, &options, &mut report);
        }
    }
    print!("{report}");
    ExitCode::SUCCESS
}
