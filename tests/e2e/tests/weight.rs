//! The page stays light: script, style and WebAssembly, gzipped, without the documents.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

/// What a first visit should fetch at most before the documents.
const AIM: usize = 250_000;

/// What it may fetch today. The page weighs more than it should; this number only ever goes down.
const LIMIT: usize = 690_000;

#[test]
fn script_style_and_wasm_stay_below_the_limit() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist");
    let page = fs::read_to_string(dist.join("index.html")).expect("dist/ has a page; run `cargo xtask build` first");
    let files = page_files(&dist, &page);
    assert!(files.iter().any(|file| file.extension().is_some_and(|extension| extension == "wasm")), "{files:?}");
    let sizes: Vec<_> = files.iter().map(|file| (file.display(), gzipped(file))).collect();
    let total: usize = sizes.iter().map(|(_, size)| size).sum();
    println!("{total} bytes gzipped, {} above the aim: {sizes:?}", total.saturating_sub(AIM));
    assert!(total <= LIMIT, "{total} bytes gzipped are more than {LIMIT}: {sizes:?}");
}

/// The page itself and the files beside it that it names.
fn page_files(dist: &Path, page: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(dist)
        .expect("dist/ can be read")
        .map(|entry| entry.expect("the entry can be read").path())
        .filter(|path| path.is_file())
        .filter(|path| path.file_name().is_some_and(|name| page.contains(&*name.to_string_lossy())))
        .collect();
    files.push(dist.join("index.html"));
    files.sort();
    files
}

fn gzipped(file: &Path) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(&fs::read(file).expect("the file can be read")).expect("memory takes all");
    encoder.finish().expect("memory takes all").len()
}
