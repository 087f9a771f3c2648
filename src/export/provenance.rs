//! The provenance of an export.

use serde::Serialize;

use crate::text::slug;

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

/// The maximum length of the words for the filters in a file's name, in bytes.
const MAX_FILTER_WORDS: usize = 60;

impl Provenance {
    /// The name of a file without its extension: the archive's title, the filters, the day and the beginning of the
    /// archive's hash, so that it says what the file holds, and different exports have different names.
    pub fn file_stem(&self) -> String {
        let title = slug(&self.archive);
        let filters = short_slug(&self.filters.join(" "), MAX_FILTER_WORDS);
        let hash: String = self.sha256.chars().take(8).collect();
        let parts = ["dateline", &title, &filters, &self.date, &hash];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
    }

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

/// The [`slug`] of a text, cut between words to at most this many bytes.
pub fn short_slug(text: &str, most: usize) -> String {
    let mut slug = slug(text);
    if slug.len() > most {
        let cut = slug.get(..most + 1).and_then(|start| start.rfind('-')).unwrap_or(most);
        slug.truncate(cut);
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_its_archive_and_its_filters() {
        let filters = ["search: debt ceiling", "since 1 Oct 2013", "CNN", "The Washington Times", "Politico"];
        let provenance = Provenance {
            archive: "War News".to_owned(),
            filters: filters.map(str::to_owned).to_vec(),
            sha256: "0123456789abcdef".to_owned(),
            date: "2026-01-01".to_owned(),
            ..Provenance::default()
        };
        let stem = "dateline-war-news-search-debt-ceiling-since-1-oct-2013-cnn-the-washington-2026-01-01-01234567";
        assert_eq!(provenance.file_stem(), stem);
        let whole = Provenance { filters: Vec::new(), ..provenance };
        assert_eq!(whole.file_stem(), "dateline-war-news-2026-01-01-01234567");
        assert_eq!(short_slug("ab cd ef", 5), "ab-cd");
        assert_eq!(short_slug("abcdefgh", 5), "abcde");
    }
}
