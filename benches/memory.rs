//! How much memory it takes to read hostile documents: `cargo bench --bench memory [LENGTH IN MB] [WORDS]`.
//!
//! Prints the peak of all that is allocated from bytes to complete articles, and the bound that `parser::parsing_cost`
//! gives for it, as multiples of the length.
//! Words on the command line choose the kinds whose names have them.

#[path = "../tests/hostile/mod.rs"]
mod hostile;

use std::io::Cursor;

use dateline::document::{self, Limits};
use dateline::parser::{Parser, parsing_cost};
use hostile::{Hostile, KINDS, Kind, SIDECAR_KINDS};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The most bytes that are allocated at a time while a document is read, and what refuses it if anything does.
fn peak(file: &str, hostile: &Hostile) -> (usize, Option<String>) {
    let sidecars = hostile.sidecar.iter().map(|text| ("corpus.toml".to_owned(), text.clone())).collect();
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let mut parser = Parser::new(Limits::default(), sidecars);
    parser.read(file, Cursor::new(&hostile.document[..]));
    let parsed = parser.assemble().finish();
    let peak = MEMORY.peak_usage().saturating_sub(before);
    (peak, parsed.failures.first().map(|failure| failure.to_string().chars().take(80).collect()))
}

/// The bound for all documents in a file together.
fn bound(file: &str, hostile: &Hostile) -> u64 {
    let mut bound = 0;
    document::read(file, &hostile.document, &mut |document| bound += document.as_ref().map_or(0, parsing_cost));
    bound
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let megabytes: Vec<f64> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let words: Vec<String> = words.into_iter().filter(|word| word.parse::<f64>().is_err()).collect();
    let megabytes = if megabytes.is_empty() { vec![1.0] } else { megabytes };
    let is_chosen = |kind: &&Kind| words.is_empty() || words.iter().any(|word| kind.name.contains(word.as_str()));
    for kind in KINDS.iter().take(2) {
        peak(kind.file, &kind.make(100));
    }
    // What is allocated whatever the document, such as the dictionary.
    let (constant, _) = peak(KINDS[0].file, &KINDS[0].make(1));
    println!("{constant} bytes whatever the document; the rest grows with it:");
    println!("{:<46} {:>10} {:>12} {:>7} {:>7}", "kind", "bytes", "peak bytes", "factor", "bound");
    for kind in KINDS.iter().chain(SIDECAR_KINDS).filter(is_chosen) {
        for megabytes in &megabytes {
            let document = kind.make(kind.parts_for((megabytes * 1e6) as usize));
            let (peak, refusal) = peak(kind.file, &document);
            let factor = peak.saturating_sub(constant) as f64 / document.length() as f64;
            let refusal = refusal.map(|refusal| format!("  {refusal}")).unwrap_or_default();
            let bound = bound(kind.file, &document) as f64 / document.length() as f64;
            println!("{:<46} {:>10} {peak:>12} {factor:>7.1} {bound:>7.1}{refusal}", kind.name, document.length());
        }
    }
}
