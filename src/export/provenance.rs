//! The provenance of an export.

use serde::Serialize;

/// The provenance of an export: enough to find the same selection of the same archive again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// The archive's title.
    pub archive: String,
    /// The address of the page with the selection.
    pub link: String,
    /// The filters of the selection in words; `None` for the whole archive.
    pub filters: Vec<String>,
    /// The SHA-256 of the archive's content.
    pub sha256: String,
    /// The program and its version.
    pub version: String,
    /// The day of the export, `YYYY-MM-DD`.
    pub date: String,
    /// The number of articles in the selection.
    pub articles: usize,
}

impl Provenance {
    /// Everything in one line.
    pub fn line(&self) -> String {
        let Provenance { archive, link, sha256, version, date, articles, .. } = self;
        let filters = if self.filters.is_empty() { "everything".to_owned() } else { self.filters.join(", ") };
        let line = format!(
            "{archive}; selection: {filters}; articles: {articles}; {link}; content sha256:{sha256}; exported {date} by {version}"
        );
        crate::citation::one_line(&line)
    }
}
