//! Citations of an article: BibTeX, RIS, CSL-JSON, and text in several styles.
//!
//! Unknown fields are left out, never invented.

mod author_name;
mod bibtex;
mod csl;
mod ris;
mod style;

pub use bibtex::{bibtex, bibtex_key};
pub use csl::csl;
pub use ris::ris;
pub use style::{CitationStyle, styled};

use crate::text::is_direction_mark;

/// Puts text on one line: runs of white space become one space, and control and bidirectional formatting characters are
/// removed.
pub fn one_line(text: &str) -> String {
    let kept: String =
        text.chars().filter(|c| !is_direction_mark(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, DateBasis, Day, OutletBasis, OutletRef, PublicationDate, Title, TitleBasis};

    fn article() -> Article {
        Article {
            id: "a/1".to_owned(),
            source: "a.txt".to_owned(),
            url: Some("https://example.org/a_b?c=1&d=%20".to_owned()),
            title: Title { value: "Costs & {gains}\nof 5 %".to_owned(), basis: TitleBasis::Stated },
            date: Some(PublicationDate::new("2025-04-28".parse().unwrap(), DateBasis::Stated, "")),
            outlet: Some(OutletRef {
                id: "example".to_owned(),
                name: "Example".to_owned(),
                basis: OutletBasis::Url,
                evidence: String::new(),
            }),
            authors: vec!["A. Writer".to_owned(), "War and Peace Desk".to_owned()],
            section: Some("World".to_owned()),
            language: Some("en".to_owned()),
            ..Article::default()
        }
    }

    #[test]
    fn bibtex_escapes_what_tex_would_read() {
        assert_eq!(
            bibtex(&article(), &bibtex_key("a/1"), Some("2026-01-01"), None),
            "@article{a-1,\n  title = {{Costs \\& \\{gains\\} of 5 \\%}},\n  author = {Writer, A. and {War and Peace \
             Desk}},\n  journal = {Example},\n  date = {2025-04-28},\n  year = {2025},\n  month = {4},\n  url = \
             {https://example.org/a_b?c=1&d=%20},\n  urldate = {2026-01-01},\n  langid = {en},\n}\n"
        );
    }

    #[test]
    fn ris_keeps_one_field_a_line_and_ends_each_record() {
        let text = ris(&article(), Day::new(2026, 1, 2), Some("from\nhere"));
        assert_eq!(
            text,
            "TY  - NEWS\r\nID  - a/1\r\nTI  - Costs & {gains} of 5 %\r\nAU  - Writer, A.\r\nAU  - War and Peace Desk\r\n\
             T2  - Example\r\nPY  - 2025\r\nDA  - 2025/04/28/\r\nSE  - World\r\nLA  - en\r\n\
             UR  - https://example.org/a_b?c=1&d=%20\r\nY2  - 2026/01/02/\r\nN1  - from here\r\nER  - \r\n"
        );
    }

    #[test]
    fn csl_gives_the_parts_of_the_date_that_are_known() {
        let mut article = article();
        let item = csl(&article, Day::new(2026, 1, 2), None);
        assert_eq!(item["issued"]["date-parts"], serde_json::json!([[2025, 4, 28]]));
        assert_eq!(item["accessed"]["date-parts"], serde_json::json!([[2026, 1, 2]]));
        assert_eq!(item["author"][0], serde_json::json!({ "family": "Writer", "given": "A." }));
        assert_eq!(item["author"][1], serde_json::json!({ "literal": "War and Peace Desk" }));
        article.date = Some(PublicationDate::new("2025-04".parse().unwrap(), DateBasis::Inferred, ""));
        assert_eq!(csl(&article, None, None)["issued"]["date-parts"], serde_json::json!([[2025, 4]]));
        assert!(ris(&article, None, None).contains("DA  - 2025/04//\r\n"));
    }

    #[test]
    fn what_is_not_known_is_not_made_up() {
        let bare = Article { outlet: None, date: None, url: None, authors: Vec::new(), language: None, ..article() };
        for text in [
            bibtex(&bare, "k", Some("2026-01-01"), None),
            ris(&bare, Day::new(2026, 1, 1), None),
            csl(&bare, Day::new(2026, 1, 1), None).to_string(),
        ] {
            for word in ["date", "issued", "DA  -", "container", "journal", "2026", "unknown"] {
                assert!(!text.contains(word), "{word} in {text}");
            }
        }
    }

    #[test]
    fn keys_are_plain_and_never_empty() {
        assert_eq!(bibtex_key("Ünï {x},y"), "n-x-y");
        assert_eq!(bibtex_key("…"), "article");
    }
}
