//! The news agencies that an article names as the source of its text: in its dateline, its byline or its credit.

use std::sync::LazyLock;

use crate::model::Article;
use crate::text::folded;

/// The agencies: name, and the marks that texts use.
const AGENCIES: &str = include_str!("agencies.txt");

/// The length of the beginning of a text that may be a dateline, in bytes.
const DATELINE_BYTES: usize = 80;

/// The maximum length of a last paragraph that is a credit, in bytes.
const CREDIT_BYTES: usize = 120;

/// The agencies, each with its folded marks.
static MARKS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let rows = AGENCIES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" | "));
    rows.map(|(_, marks)| marks.split("; ").map(folded).collect()).collect()
});

/// The agencies that an article names as its source, by their number in the table, ascending.
pub(super) fn agencies(article: &Article) -> Vec<u8> {
    let first = article.body.first().map(|text| head(text)).unwrap_or_default();
    let last = article.body.last().filter(|text| text.len() <= CREDIT_BYTES).map(String::as_str).unwrap_or_default();
    let by = article.authors.iter().chain(article.outlet.as_ref().map(|outlet| &outlet.name));
    let by: Vec<String> = by.map(|name| folded(name)).collect();
    let (first, last) = (folded(first), folded(last));
    let mut found = Vec::new();
    for (number, marks) in MARKS.iter().enumerate() {
        let is_named = |mark: &String| {
            by.iter().any(|name| has_word(name, mark)) || is_set_off(&first, mark) || is_set_off(&last, mark)
        };
        if marks.iter().any(is_named) {
            found.push(number as u8);
        }
    }
    found
}

/// The name of the agency with this number.
pub(super) fn name(number: u8) -> &'static str {
    let mut rows = AGENCIES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" | "));
    rows.nth(usize::from(number)).map(|(name, _)| name).unwrap_or_default()
}

/// The beginning of a text.
fn head(text: &str) -> &str {
    let mut end = text.len().min(DATELINE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Whether a folded text has a mark as a word.
fn has_word(text: &str, mark: &str) -> bool {
    text.match_indices(mark).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + mark.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Whether a folded text sets a mark off as datelines and credits do: in brackets or between dashes and slashes, or is
/// nothing else.
fn is_set_off(text: &str, mark: &str) -> bool {
    let is_sign = |c: char| matches!(c, '(' | ')' | '[' | ']' | '/' | '=' | '-' | '–' | '—' | '―' | '©' | ',' | '.');
    text.match_indices(mark).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default().trim_end();
        let after = text.get(at + mark.len()..).unwrap_or_default().trim_start();
        (before.is_empty() || before.ends_with(|c: char| is_sign(c) && c != '.' && c != ','))
            && (after.is_empty() || after.starts_with(is_sign))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(authors: &[&str], body: &[&str]) -> Vec<&'static str> {
        let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        let article = Article { authors: texts(authors), body: texts(body), ..Article::default() };
        let rows: Vec<&str> = AGENCIES.lines().filter(|line| !line.starts_with('#')).collect();
        agencies(&article).iter().map(|at| rows[usize::from(*at)].split(" | ").next().unwrap_or_default()).collect()
    }

    #[test]
    fn datelines_bylines_and_credits_name_agencies() {
        assert_eq!(names(&[], &["OLDPORT, 3 May (Reuters) - The ferry sank."]), ["Reuters"]);
        assert_eq!(names(&[], &["OLDPORT (AP) — The ferry sank."]), ["Associated Press"]);
        assert_eq!(names(&["Jane Roe, Associated Press"], &["The ferry sank."]), ["Associated Press"]);
        assert_eq!(names(&[], &["Die Fähre sank.", "(dpa)"]), ["DPA"]);
        assert_eq!(names(&[], &["(서울=연합뉴스) 배가 가라앉았다."]), ["Yonhap"]);
        assert_eq!(names(&[], &["Reuters reported that the ferry sank.", "It was old."]), Vec::<&str>::new());
    }

    #[test]
    fn the_table_is_sorted() {
        let rows: Vec<&str> = AGENCIES.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(rows.is_sorted() && rows.len() == MARKS.len() && rows.len() < 256);
    }
}
