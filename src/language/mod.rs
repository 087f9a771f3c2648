//! Knowledge about languages: words by language, in tables that a speaker can read and extend without Rust.
//!
//! A table is a text file in `data/`. A line `[de byline]` opens a section: the language as a BCP 47 primary code, or
//! `any`, and the kind of the words. Each further line is an entry; a line that starts with `#` is a comment. The head
//! of a table explains its kinds. `docs/languages.md` lists which language has which table.

use std::sync::OnceLock;

mod code;
mod feature;

pub use code::{Language, Languages};
pub use feature::Feature;

/// Words around anniversaries.
pub const ANNIVERSARIES: &str = include_str!("data/anniversaries.txt");
/// Words in the names of organisations, places and things.
pub const BODIES: &str = include_str!("data/bodies.txt");
/// Words of bylines.
pub const BYLINES: &str = include_str!("data/bylines.txt");
/// Words next to the names of outlets that a text relies on.
pub const CITATIONS: &str = include_str!("data/citations.txt");
/// Common words, which are not names.
pub const COMMON_WORDS: &str = include_str!("data/common-words.txt");
/// Consent notices.
pub const CONSENT: &str = include_str!("data/consent.txt");
/// Labels in the exports of news databases.
pub const DATABASES: &str = include_str!("data/databases.txt");
/// Words next to dates.
pub const DATES: &str = include_str!("data/dates.txt");
/// Titles of pages that say nothing of their text.
pub const DEFAULT_TITLES: &str = include_str!("data/default-titles.txt");
/// How each language writes.
pub const FEATURES: &str = include_str!("data/features.txt");
/// Headings of tables and names of fields in records.
pub const FIELDS: &str = include_str!("data/fields.txt");
/// Given names.
pub const GIVEN_NAMES: &str = include_str!("data/given-names.txt");
/// The names of languages.
pub const LANGUAGE_NAMES: &str = include_str!("data/language-names.txt");
/// The names of the months.
pub const MONTHS: &str = include_str!("data/months.txt");
/// Titles and headings of pages that hold no article.
pub const NO_ARTICLE: &str = include_str!("data/no-article.txt");
/// Names that look like those of actors and are not.
pub const NOT_ACTORS: &str = include_str!("data/not-actors.txt");
/// Offices that are named after a state.
pub const OFFICES: &str = include_str!("data/offices.txt");
/// Words next to the names of people.
pub const PEOPLE: &str = include_str!("data/people.txt");
/// First words of short lines of furniture.
pub const SHORT_LINES: &str = include_str!("data/short-lines.txt");
/// Function words around quotes.
pub const SPEECH: &str = include_str!("data/speech.txt");
/// Words with a full stop or an apostrophe of their own.
pub const SPELLING: &str = include_str!("data/spelling.txt");
/// The names of states in each language.
pub const STATES: &str = include_str!("data/states.txt");
/// Verbs that introduce quotes.
pub const VERBS: &str = include_str!("data/verbs.txt");
/// The names of the days of the week, and words around them.
pub const WEEKDAYS: &str = include_str!("data/weekdays.txt");

/// Phrases of page furniture: one table per kind, in the order of precedence if a phrase is in several.
pub const FURNITURE: &[(&str, &str)] = &[
    ("comment-form", include_str!("data/furniture/comment-form.txt")),
    ("share", include_str!("data/furniture/share.txt")),
    ("legal", include_str!("data/furniture/legal.txt")),
    ("promotion", include_str!("data/furniture/promotion.txt")),
    ("related", include_str!("data/furniture/related.txt")),
    ("embed", include_str!("data/furniture/embed.txt")),
    ("caption", include_str!("data/furniture/caption.txt")),
    ("header", include_str!("data/furniture/header.txt")),
    ("navigation", include_str!("data/furniture/navigation.txt")),
];

/// An entry of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'t> {
    /// A BCP 47 primary code, or `any`.
    pub language: &'t str,
    /// The kind of the words.
    pub kind: &'t str,
    /// The words.
    pub text: &'t str,
}

/// The entries of a table, in order.
pub fn entries(table: &str) -> impl Iterator<Item = Entry<'_>> {
    let mut section = ("", "");
    table.lines().filter_map(move |line| {
        if let Some(heading) = heading(line) {
            section = heading;
            return None;
        }
        let is_entry = !line.is_empty() && !line.starts_with('#');
        is_entry.then_some(Entry { language: section.0, kind: section.1, text: line })
    })
}

/// The entries of a table with one kind, in order.
pub fn of_kind<'t>(table: &'t str, kind: &str) -> impl Iterator<Item = &'t str> {
    entries(table).filter(move |entry| entry.kind == kind).map(|entry| entry.text)
}

/// The words of a table with one kind, in any language: sorted, each once.
pub fn words_of_kind(table: &'static str, kind: &str) -> Vec<&'static str> {
    let mut words: Vec<&str> = of_kind(table, kind).flat_map(|line| line.split(' ')).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The words of a table with one kind in one language, in order.
pub fn words_of_language(table: &'static str, code: &str, kind: &str) -> Vec<&'static str> {
    let own = entries(table).filter(|entry| entry.language == code && entry.kind == kind);
    own.flat_map(|entry| entry.text.split(' ')).collect()
}

/// The full form of a folded English given name: `charles` for `chuck`; the name itself if it is no short form.
pub fn full_given_name(folded: &str) -> &str {
    static NAMES: OnceLock<Vec<(&'static str, &'static str)>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let pairs = words_of_language(PEOPLE, "en", "nickname").into_iter();
        pairs.filter_map(|pair| pair.split_once('>')).collect()
    });
    let found = names.binary_search_by_key(&folded, |(short, _)| short).ok();
    found.and_then(|at| names.get(at)).map_or(folded, |(_, full)| full)
}

/// The language and the kind of the section that a line opens.
fn heading(line: &str) -> Option<(&str, &str)> {
    let (language, kind) = line.strip_prefix('[')?.strip_suffix(']')?.split_once(' ')?;
    let is_code = language == "any" || (language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase()));
    is_code.then_some((language, kind))
}

/// Every table with its name, in the order of the matrix in `docs/languages.md`.
pub const TABLES: &[(&str, &str)] = &[
    ("anniversaries", ANNIVERSARIES),
    ("bodies", BODIES),
    ("bylines", BYLINES),
    ("citations", CITATIONS),
    ("common-words", COMMON_WORDS),
    ("consent", CONSENT),
    ("databases", DATABASES),
    ("dates", DATES),
    ("default-titles", DEFAULT_TITLES),
    ("features", FEATURES),
    ("fields", FIELDS),
    ("given-names", GIVEN_NAMES),
    ("language-names", LANGUAGE_NAMES),
    ("months", MONTHS),
    ("no-article", NO_ARTICLE),
    ("not-actors", NOT_ACTORS),
    ("offices", OFFICES),
    ("people", PEOPLE),
    ("short-lines", SHORT_LINES),
    ("speech", SPEECH),
    ("spelling", SPELLING),
    ("states", STATES),
    ("verbs", VERBS),
    ("weekdays", WEEKDAYS),
];

/// The number of entries (words, or lines of a table of phrases) per language and table, as a Markdown table.
pub fn matrix() -> String {
    let tables: Vec<(&str, &str)> = TABLES.iter().chain(FURNITURE).copied().collect();
    let mut languages: Vec<&str> =
        tables.iter().flat_map(|(_, table)| entries(table)).map(|entry| entry.language).collect();
    languages.sort_unstable();
    languages.dedup();
    let mut matrix = String::from("| language |");
    tables.iter().for_each(|(name, _)| matrix.push_str(&format!(" {name} |")));
    matrix.push_str("\n| --- |");
    tables.iter().for_each(|_| matrix.push_str(" ---: |"));
    for language in languages {
        matrix.push_str(&format!("\n| {language} |"));
        for (_, table) in &tables {
            let lines = entries(table).filter(|entry| entry.language == language);
            let words: usize = lines.map(|entry| entry.text.split_whitespace().count()).sum();
            matrix.push_str(&if words == 0 { " |".to_owned() } else { format!(" {words} |") });
        }
    }
    matrix.push('\n');
    matrix
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_by_its_sections() {
        let table = "# Words\n[en sure]\nby\n[read: more]\n[any x]\n#\ny\n";
        let read: Vec<_> = entries(table).map(|entry| (entry.language, entry.kind, entry.text)).collect();
        assert_eq!(read, [("en", "sure", "by"), ("en", "sure", "[read: more]"), ("any", "x", "y")]);
        assert_eq!(of_kind(table, "x").collect::<Vec<_>>(), ["y"]);
    }

    #[test]
    fn every_table_is_in_sections_and_free_of_stray_spaces() {
        // These select their sections by the language of the text; the others are searched as a whole.
        let by_language = [BODIES, CITATIONS, COMMON_WORDS, FEATURES, GIVEN_NAMES, PEOPLE, SPEECH, STATES, VERBS];
        for (name, table) in TABLES {
            for entry in entries(table) {
                assert!(!entry.kind.is_empty(), "{name}: {entry:?} is in no section");
                assert_eq!(entry.text.trim(), entry.text, "{name}: {entry:?}");
                let is_known = entry.language == "any"
                    || !by_language.contains(table)
                    || Language::parse(entry.language).is_some_and(|l| l.code() == entry.language);
                assert!(is_known, "{name}: {entry:?}");
            }
        }
    }

    #[test]
    fn the_matrix_in_the_docs_is_that_of_the_tables() {
        let docs = include_str!("../../docs/languages.md");
        assert!(docs.contains(&matrix()), "put this into docs/languages.md:\n{}", matrix());
    }
}
