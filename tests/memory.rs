//! What parsing a document allocates is no more than `parser::parsing_cost` says, by which the command bounds its memory:
//! see `docs/safety.md`.
//!
//! All is in one test, since the counting allocator counts for the whole process.

mod hostile;

use std::io::Cursor;

use dateline::document::{self, Limits};
use dateline::parser::{Parser, parsing_cost};
use hostile::{Hostile, KINDS, Kind, SIDECAR_KINDS};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The length of each document, in bytes.
const LENGTH: usize = 60_000;

/// What is allocated whatever the length, beyond what is measured for an empty document: tables that are made when they
/// are first needed, and rooms for a round number of things.
const CONSTANT: usize = 1 << 20;

/// The most that an ordinary document takes, as a multiple of its length.
const MAX_ORDINARY_FACTOR: usize = 12;

/// Bytes of memory for each byte of a `corpus.toml`.
const MAX_SIDECAR_FACTOR: usize = 100;

/// The most bytes that are allocated at a time from bytes to complete articles.
fn peak(kind: &Kind, hostile: &Hostile) -> usize {
    let sidecars = hostile.sidecar.iter().map(|text| ("corpus.toml".to_owned(), text.clone())).collect();
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let mut parser = Parser::new(Limits::default(), sidecars);
    parser.read(kind.file, Cursor::new(&hostile.document[..]));
    parser.assemble().finish();
    MEMORY.peak_usage().saturating_sub(before)
}

/// The bound for each document in a file.
fn bounds(kind: &Kind, hostile: &Hostile) -> Vec<usize> {
    let mut bounds = Vec::new();
    document::read(kind.file, &hostile.document, &mut |document| {
        bounds.extend(document.as_ref().map(|document| parsing_cost(document) as usize));
    });
    bounds
}

#[test]
fn no_document_takes_more_memory_than_its_bound() {
    for kind in KINDS.iter().chain(SIDECAR_KINDS) {
        // The tables of its language are made only once.
        peak(kind, &kind.make(20));
    }
    let constant = peak(&KINDS[0], &KINDS[0].make(1)) + CONSTANT;
    let mut beyond = Vec::new();
    for kind in KINDS.iter().chain(SIDECAR_KINDS) {
        let hostile = kind.make(kind.parts_for(LENGTH));
        let grown = peak(kind, &hostile).saturating_sub(constant);
        let bounds = bounds(kind, &hostile);
        let sidecar = hostile.sidecar.as_ref().map_or(0, Vec::len);
        // The articles of a file with many documents stay in memory in this test; the command keeps them on the disk.
        let bound = match bounds[..] {
            [bound] => bound,
            _ => bounds.iter().sum::<usize>() + bounds.len() * 2_000,
        };
        let bound = bound + hostile.length() * 2 + sidecar * MAX_SIDECAR_FACTOR;
        if grown > bound {
            beyond.push(format!("{}: {grown} bytes of {bound}", kind.name));
        }
        if kind.name.starts_with("ordinary") && grown > hostile.length() * MAX_ORDINARY_FACTOR {
            beyond.push(format!("{}: {grown} bytes for {}", kind.name, hostile.length()));
        }
    }
    assert!(beyond.is_empty(), "{beyond:#?}");
}
