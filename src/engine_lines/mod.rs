//! Builds an archive from lines of JSON, for JavaScript: the functions that `engine_lines.js` calls. A page that only
//! queries an archive made by `dateline build` does not load them.

mod record;

use wasm_bindgen::prelude::*;

use crate::bundle::{self, MANIFEST_NAME};
use crate::query::QueryError;

/// The files of an archive that was built here.
#[wasm_bindgen]
#[derive(Debug)]
pub struct MadeFiles(Vec<(String, Vec<u8>)>);

#[wasm_bindgen]
impl MadeFiles {
    /// Builds an archive from articles or records, one per line.
    pub fn of_lines(lines: &[u8]) -> Result<MadeFiles, JsValue> {
        let articles = record::articles(lines).map_err(|error| thrown(&error))?;
        let damaged =
            |error: serde_json::Error| QueryError::Damaged { name: MANIFEST_NAME.to_owned(), damage: error.into() };
        bundle::write(None, None, &articles).map(MadeFiles).map_err(|error| thrown(&damaged(error)))
    }

    /// The name of the last file; `None` if none is left.
    pub fn name(&self) -> Option<String> {
        self.0.last().map(|(name, _)| name.clone())
    }

    /// Removes and returns the last file.
    pub fn take(&mut self) -> Vec<u8> {
        self.0.pop().map(|(_, bytes)| bytes).unwrap_or_default()
    }
}

fn thrown(error: &QueryError) -> JsValue {
    JsValue::from_str(&error.lines())
}
