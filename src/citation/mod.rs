//! Citations of an article: BibTeX, RIS, CSL-JSON and a plain sentence.
//!
//! Unknown fields are left out, never invented.

mod bibtex;
mod csl;
mod ris;

pub use bibtex::{bibtex, bibtex_key};
pub use csl::csl;
pub use ris::ris;

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
    use crate::model::{Article, DateBasis, OutletBasis, OutletRef, PublicationDate, Title, TitleBasis};

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
            "@article{a-1,\n  title = {{Costs \\& \\{gains\\} of 5 \\%}},\n  author = {A. Writer and {War and Peace \
             Desk}},\n  journaltitle = {Example},\n  date = {2025-04-28},\n  url = \
             {https://example.org/a_b?c=1&d=%20},\n  urldate = {2026-01-01},\n  langid = {en},\n}\n"
        );
    }

    #[test]
    fn ris_keeps_one_field_a_line_and_ends_each_record() {
        let text = ris(&article(), Some("from\nhere"));
        assert_eq!(
            text,
            "TY  - NEWS\r\nID  - a/1\r\nTI  - Costs & {gains} of 5 %\r\nAU  - A. Writer\r\nAU  - War and Peace Desk\r\n\
             T2  - Example\r\nPY  - 2025\r\nDA  - 2025/04/28/\r\nSE  - World\r\nLA  - en\r\n\
             UR  - https://example.org/a_b?c=1&d=%20\r\nN1  - from here\r\nER  - \r\n"
        );
    }

    #[test]
    fn csl_gives_the_parts_of_the_date_that_are_known() {
        let mut article = article();
        assert_eq!(csl(&article, None)["issued"]["date-parts"], serde_json::json!([[2025, 4, 28]]));
        article.date = Some(PublicationDate::new("2025-04".parse().unwrap(), DateBasis::Inferred, ""));
        assert_eq!(csl(&article, None)["issued"]["date-parts"], serde_json::json!([[2025, 4]]));
        assert!(ris(&article, None).contains("DA  - 2025/04//\r\n"));
    }

    #[test]
    fn what_is_not_known_is_not_made_up() {
        let bare = Article { outlet: None, date: None, url: None, authors: Vec::new(), language: None, ..article() };
        for text in [bibtex(&bare, "k", Some("2026-01-01"), None), ris(&bare, None), csl(&bare, None).to_string()] {
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
