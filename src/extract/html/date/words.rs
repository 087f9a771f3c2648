//! The words next to dates, from the table of languages.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::language::{DATES, of_kind};

/// Words of one kind.
struct DateWords {
    list: Vec<&'static str>,
    matcher: AhoCorasick,
}

impl DateWords {
    fn new(kind: &str) -> DateWords {
        let list: Vec<&str> = of_kind(DATES, kind).collect();
        let matcher = AhoCorasick::new(&list).expect("the table's words make a matcher");
        DateWords { list, matcher }
    }
}

static PUBLISHED: LazyLock<DateWords> = LazyLock::new(|| DateWords::new("published"));
static MODIFIED: LazyLock<DateWords> = LazyLock::new(|| DateWords::new("modified"));
static SITE: LazyLock<DateWords> = LazyLock::new(|| DateWords::new("of-site"));
static OPENING: LazyLock<Vec<&str>> = LazyLock::new(|| of_kind(DATES, "opening").collect());
static LABELS: LazyLock<Vec<&str>> = LazyLock::new(|| of_kind(DATES, "label").collect());

/// Whether a lower-case text marks a date as the date of publication.
pub(super) fn says_published(text: &str) -> bool {
    PUBLISHED.matcher.is_match(text)
}

/// Whether a lower-case text marks a date as the date of a change.
pub(super) fn says_modified(text: &str) -> bool {
    MODIFIED.matcher.is_match(text)
}

/// Whether a lower-case text speaks of the date of the whole site.
pub(super) fn says_of_site(text: &str) -> bool {
    SITE.matcher.is_match(text)
}

/// Whether a lower-case text has a word that indicates a publication date at the beginning of a line: "vom".
pub(super) fn has_opening(text: &str) -> bool {
    let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let is_word = |at: usize, word: &str| {
        ends(text[..at].chars().next_back()) && (word.ends_with(':') || ends(text[at + word.len()..].chars().next()))
    };
    OPENING.iter().any(|word| text.match_indices(word).any(|(at, word)| is_word(at, word)))
}

/// Whether a lower-case word begins like one that leads to a date of publication or of a change.
pub(in crate::extract::html) fn leads_to_date(word: &str) -> bool {
    let is_long = |known: &&&str| known.chars().count() > 4 || !known.is_ascii();
    let is_label = || LABELS.contains(&word.trim_end_matches([':', ' ', '\n']));
    is_label() || PUBLISHED.list.iter().chain(&MODIFIED.list).filter(is_long).any(|known| word.starts_with(known))
}
