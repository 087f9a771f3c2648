//! What Dateline knows of languages: words by language, as tables that a speaker can read and extend without Rust.
//!
//! A table is a text file below `data/`. A line `[de byline]` opens a section: the language as a BCP 47 primary code, or
//! `any`, and what the words are. Each further line is an entry; a line that starts with `#` is a comment. The table says
//! at its top what its kinds mean. `docs/languages.md` lists which language has which table.

mod code;

pub use code::{Language, Languages};

/// Words of the names of bodies, places and things.
pub const BODIES: &str = include_str!("data/bodies.txt");
/// Common words, which are no names.
pub const COMMON_WORDS: &str = include_str!("data/common-words.txt");
/// Given names.
pub const GIVEN_NAMES: &str = include_str!("data/given-names.txt");
/// Words beside the names of people.
pub const PEOPLE: &str = include_str!("data/people.txt");
/// Small words around quoted words.
pub const SPEECH: &str = include_str!("data/speech.txt");
/// What each language calls the states.
pub const STATES: &str = include_str!("data/states.txt");
/// Verbs that introduce quoted words.
pub const VERBS: &str = include_str!("data/verbs.txt");

/// An entry of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'t> {
    /// A BCP 47 primary code, or `any`.
    pub language: &'t str,
    /// What the words are.
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

/// The language and the kind that a line opens a section for.
fn heading(line: &str) -> Option<(&str, &str)> {
    let (language, kind) = line.strip_prefix('[')?.strip_suffix(']')?.split_once(' ')?;
    let is_code = language == "any" || (language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase()));
    is_code.then_some((language, kind))
}

/// Every table with its name, in the order of the matrix in `docs/languages.md`.
pub const TABLES: &[(&str, &str)] = &[
    ("bodies", BODIES),
    ("common-words", COMMON_WORDS),
    ("given-names", GIVEN_NAMES),
    ("people", PEOPLE),
    ("speech", SPEECH),
    ("states", STATES),
    ("verbs", VERBS),
];

/// Which language has how many entries (words, or lines of a table of phrases) in which table, as a table in Markdown.
pub fn matrix() -> String {
    let mut languages: Vec<&str> =
        TABLES.iter().flat_map(|(_, table)| entries(table)).map(|entry| entry.language).collect();
    languages.sort_unstable();
    languages.dedup();
    let mut matrix = String::from("| language |");
    TABLES.iter().for_each(|(name, _)| matrix.push_str(&format!(" {name} |")));
    matrix.push_str("\n| --- |");
    TABLES.iter().for_each(|_| matrix.push_str(" ---: |"));
    for language in languages {
        matrix.push_str(&format!("\n| {language} |"));
        for (_, table) in TABLES {
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
    }

    #[test]
    fn every_table_is_in_sections_and_free_of_stray_spaces() {
        for (name, table) in TABLES {
            for entry in entries(table) {
                assert!(!entry.kind.is_empty(), "{name}: {entry:?} is in no section");
                assert_eq!(entry.text.trim(), entry.text, "{name}: {entry:?}");
                let is_known = entry.language == "any"
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
