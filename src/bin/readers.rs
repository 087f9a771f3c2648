//! The readers of further formats for the script of the page's worker: a module of its own, fetched when a file needs it.

// The attribute of wasm-bindgen writes what crosses to JavaScript.
#![allow(unsafe_code)]

use dateline::worker::answer;
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// The further readers.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Readers;

#[wasm_bindgen]
impl Readers {
    /// Readers that have read nothing.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Readers {
        Readers
    }

    /// Reads a part of a file, as the parser requests it.
    pub fn read(&self, request: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
        answer(request, bytes)
    }
}
