//! The page stays light: what the first view fetches, gzipped, without the documents.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

/// What a first view may fetch at most before the documents.
const LIMIT: usize = 250_000;

/// The most that a part may weigh which is fetched when it is first shown.
const PART_LIMIT: usize = 200_000;

#[test]
fn script_style_and_wasm_of_the_first_view_stay_below_the_limit() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist");
    let page = fs::read_to_string(dist.join("index.html")).expect("dist/ has a page; run `cargo xtask build` first");
    let files = page_files(&dist, &page);
    assert!(files.iter().any(|file| file.extension().is_some_and(|extension| extension == "wasm")), "{files:?}");
    let sizes: Vec<_> = files.iter().map(|file| (file.display(), gzipped(file))).collect();
    let total: usize = sizes.iter().map(|(_, size)| size).sum();
    println!("{total} bytes gzipped: {sizes:?}");
    assert!(total <= LIMIT, "{total} bytes gzipped are more than {LIMIT}: {sizes:?}");
}

#[test]
fn parts_that_are_fetched_later_stay_below_theirs() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist");
    let page = fs::read_to_string(dist.join("index.html")).expect("dist/ has a page; run `cargo xtask build` first");
    let parts = part_names(&page);
    assert!(!parts.is_empty(), "the page names its parts");
    for part in parts {
        let size = gzipped(&dist.join(format!("{part}.wasm")));
        println!("{size} bytes gzipped: {part}");
        assert!(size <= PART_LIMIT, "{part} is {size} bytes gzipped, more than {PART_LIMIT}");
    }
}

/// The page itself and the files beside it that it loads at once.
fn page_files(dist: &Path, page: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = ["href=\"./", "href=\""]
        .iter()
        .flat_map(|start| page.split(start).skip(1))
        .filter_map(|rest| rest.split('"').next())
        .filter(|name| [".css", ".js", ".wasm"].iter().any(|end| name.ends_with(end)))
        .map(|name| dist.join(name.trim_start_matches("./")))
        .collect();
    files.push(dist.join("index.html"));
    files.sort();
    files.dedup();
    files
}

fn part_names(page: &str) -> Vec<&str> {
    let parts = page.split_once("name=\"parts\" content=\"").and_then(|(_, rest)| rest.split('"').next());
    parts.unwrap_or_default().split(' ').filter(|name| !name.is_empty()).collect()
}

fn gzipped(file: &Path) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(&fs::read(file).expect("the file can be read")).expect("memory takes all");
    encoder.finish().expect("memory takes all").len()
}
