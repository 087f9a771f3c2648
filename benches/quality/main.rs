//! Scores what Dateline finds in sets of pages and texts with known answers, next to the score to reach.
//!
//! `cargo bench --bench quality [-- SET... [--errors N] [--predictions DIR] [--trafilatura PYTHON]]` prints one Markdown
//! table.
//!
//! - `SET` selects sets by name; without a name, all sets run.
//! - `--errors N` lists the N worst answers of each set on standard error.
//! - `--predictions DIR` writes what was found, one JSON object per line, for other scorers.
//! - `--trafilatura PYTHON` names a Python that has trafilatura. The set `speed` then times both on the same pages, by
//!   turns.
//!
//! The set `own` is part of the repository (`tests/fixtures/set`). The others are public data sets in `../shared/data`,
//! outside the repository. If that folder is missing, they are skipped, and `speed` reads the pages of `own`.

mod measure;
mod mend;
mod normalise;
mod options;
mod pages;
mod report;
mod set;
mod variants;
mod visible;

use std::path::Path;
use std::process::ExitCode;

use options::Options;
use report::Report;

/// Scores a set: the folder of its data, the command line's options, and the table to fill.
type Run = fn(data: &Path, options: &Options, report: &mut Report);

/// The data that is part of the repository.
const OWN: &str = "tests/fixtures/set";

/// The public data sets, next to the repository.
const PUBLIC: &str = "../shared/data";

/// All sets, in the order of the table. To add a set, add a line here and a file in `set`.
const SETS: &[(&str, Run)] = &[
    ("own", set::own::run),
    ("aeb", set::aeb::run),
    ("trafilatura", set::trafilatura::run),
    ("plaintext", set::plaintext::run),
    ("readability", set::readability::run),
    ("htmldate", set::htmldate::run),
    ("mediacloud2020", set::mediacloud2020::run),
    ("fundus", set::fundus::run),
    ("wcxb", set::wcxb::run),
    ("encodings", set::encodings::run),
    ("warc", set::warc::run),
    ("feeds", set::feeds::run),
    ("actors", set::actors::run),
    ("quotes", set::quotes::run),
    ("quote_groups", set::quote_groups::run),
    ("actors_multi", set::actors_multi::run),
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
    let (own, public) = (Path::new(OWN), Path::new(PUBLIC));
    let has_public = public.is_dir();
    let mut report = Report::default();
    for (name, run) in SETS.iter().filter(|(name, _)| options.wants(name)) {
        match *name {
            "own" => run(own, &options, &mut report),
            _ if has_public => run(public, &options, &mut report),
            "speed" => run(own, &options, &mut report),
            _ => eprintln!("quality: {name} SKIPPED: {} does not exist", public.display()),
        }
    }
    print!("{report}");
    ExitCode::SUCCESS
}
