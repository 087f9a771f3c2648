//! Page furniture by its words: the phrases that sites put around an article, in some thirty languages.
//!
//! The phrases are tables of [`crate::language`], one file per kind, in sorted sections `[language extent]`. The extent
//! `advert` is for phrases that are a whole block and only label an advertisement.
//! [`classify`] says whether a block of visible text is such a phrase, begins with one, or contains one.
//! [`classify_line`] does so for a line whose element is known to be in an article; it also uses phrases that count
//! only in short lines. Neither knows the block's surroundings: callers weigh the result by length and position.

mod choices;
mod consent;
mod normal;
mod openings;

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

pub use choices::is_choice_list;
pub use consent::{asks_for_consent, names_what_is_stored};
pub use openings::classify_line;

use crate::language;
use crate::model::RemovedKind;

/// How much of a block a phrase covers, from the weakest evidence to the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// The block contains the phrase.
    Within,
    /// The block begins with the phrase.
    Start,
    /// The block is the phrase, apart from numbers and punctuation around it.
    Whole,
}

/// Evidence that a block is page furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Furniture {
    /// The kind of furniture.
    pub kind: RemovedKind,
    /// How much of the block it covers.
    pub extent: Extent,
}

/// The maximum number of bytes of a block that are searched; furniture is short, and the rest decides nothing.
const MAX_BYTES: usize = 2_000;

/// The strongest evidence that a block is page furniture; `None` if it contains no phrase.
///
/// Case, kinds of quotation marks, and bullets and numbers at the ends ("12 Comments", "Related:") do not matter.
pub fn classify(block: &str) -> Option<Furniture> {
    let text = normal::fold(head(block));
    let table = table();
    let opening = of_opening(&text);
    if opening.is_some() {
        return opening;
    }
    let found = table
        .within
        .find_iter(&text)
        .find(|found| starts_at_word(text.as_bytes(), found.start()) && ends_at_word(text.as_bytes(), found.end()))?;
    Some(Furniture { kind: table.within_kinds[found.pattern()], extent: Extent::Within })
}

/// Like [`classify`], without phrases that are only contained in the block.
pub fn classify_opening(block: &str) -> Option<Furniture> {
    of_opening(&normal::fold(head(block)))
}

fn of_opening(text: &str) -> Option<Furniture> {
    let table = table();
    if let Some(kind) = table.whole.get(normal::bare(text)) {
        return Some(Furniture { kind: *kind, extent: Extent::Whole });
    }
    let start = Input::new(text.trim_start_matches(normal::is_bullet)).anchored(Anchored::Yes);
    let found = table.start.find(start.clone()).filter(|found| ends_at_word(start.haystack(), found.end()))?;
    Some(Furniture { kind: table.start_kinds[found.pattern()], extent: Extent::Start })
}

/// Whether a block is only the label of an advertisement: `Advertisement`, `Story continues below`. The text around it
/// goes on as if it were not there.
pub fn is_advert_label(block: &str) -> bool {
    static LABELS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let labels = || language::FURNITURE.iter().flat_map(|(_, text)| language::of_kind(text, ADVERT)).map(normal::bare);
    block.len() <= MAX_LABEL_BYTES
        && LABELS.get_or_init(|| labels().collect()).contains(normal::bare(&normal::fold(block)))
}

/// The extent of the phrases that only label an advertisement.
const ADVERT: &str = "advert";

/// The maximum number of bytes of the label of an advertisement.
const MAX_LABEL_BYTES: usize = 200;

struct Table {
    whole: HashMap<&'static str, RemovedKind>,
    start: AhoCorasick,
    start_kinds: Vec<RemovedKind>,
    within: AhoCorasick,
    within_kinds: Vec<RemovedKind>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut whole = HashMap::new();
        let (mut starts, mut start_kinds, mut withins, mut within_kinds) = (vec![], vec![], vec![], vec![]);
        for (kind, _, extent, phrase) in entries() {
            match extent {
                Extent::Whole => drop(whole.entry(normal::bare(phrase)).or_insert(kind)),
                Extent::Start => {
                    starts.push(phrase);
                    start_kinds.push(kind);
                }
                Extent::Within => {
                    withins.push(phrase);
                    within_kinds.push(kind);
                }
            }
        }
        let build = |patterns: &[&str], kind| {
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).start_kind(kind).build(patterns)
        };
        let start = build(&starts, StartKind::Anchored).expect("the phrases fit an automaton");
        let within = build(&withins, StartKind::Unanchored).expect("the phrases fit an automaton");
        Table { whole, start, start_kinds, within, within_kinds }
    })
}

/// Every phrase with its kind, language and extent, in the order of the files.
fn entries() -> impl Iterator<Item = (RemovedKind, &'static str, Extent, &'static str)> {
    let tables = language::FURNITURE.iter().filter_map(|(name, table)| Some((kind_named(name)?, *table)));
    tables.flat_map(|(kind, text)| {
        language::entries(text).filter_map(move |entry| {
            let extent = match entry.kind {
                "whole" | ADVERT => Extent::Whole,
                "start" => Extent::Start,
                "within" => Extent::Within,
                _ => return None,
            };
            Some((kind, entry.language, extent, entry.text))
        })
    })
}

/// The kind of this name.
fn kind_named(name: &str) -> Option<RemovedKind> {
    RemovedKind::ALL.into_iter().find(|kind| kind.as_str() == name)
}

fn head(block: &str) -> &str {
    let mut end = block.len().min(MAX_BYTES);
    while !block.is_char_boundary(end) {
        end -= 1;
    }
    &block[..end]
}

/// Whether a word ends here. ASCII only: other scripts inflect, or do not separate words.
fn ends_at_word(text: &[u8], end: usize) -> bool {
    let word = |byte: &u8| byte.is_ascii_alphanumeric();
    !(end.checked_sub(1).and_then(|last| text.get(last)).is_some_and(word) && text.get(end).is_some_and(word))
}

fn starts_at_word(text: &[u8], start: usize) -> bool {
    let word = |byte: &u8| byte.is_ascii_alphanumeric();
    !(start.checked_sub(1).and_then(|last| text.get(last)).is_some_and(word) && text.get(start).is_some_and(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(block: &str, expected: Option<(RemovedKind, Extent)>) {
        let found = classify(block).map(|furniture| (furniture.kind, furniture.extent));
        assert_eq!(found, expected, "{block}");
    }

    #[test]
    fn furniture_is_known_in_many_languages() {
        check("Share this article", Some((RemovedKind::Share, Extent::Whole)));
        check("• Zdieľaj tento článok", Some((RemovedKind::Share, Extent::Whole)));
        check("12 Kommentare", Some((RemovedKind::CommentForm, Extent::Whole)));
        check("Lire aussi : le vote est reporté", Some((RemovedKind::Related, Extent::Start)));
        check("Читайте также:", Some((RemovedKind::Related, Extent::Whole)));
        check("无断 版权所有 某报", Some((RemovedKind::Legal, Extent::Within)));
        check("© 2024 The Harbour Post", Some((RemovedKind::Legal, Extent::Start)));
        check("A dam (Photo: Jane Roe)", Some((RemovedKind::Caption, Extent::Within)));
    }

    #[test]
    fn labels_of_advertisements_are_known() {
        for label in ["Advertisement", "- ANZEIGE -", "PUBLICIDAD", "Story continues below", "広告"] {
            assert!(is_advert_label(label), "{label}");
        }
        check("- ANZEIGE -", Some((RemovedKind::Promotion, Extent::Whole)));
        assert!(!is_advert_label("Advertise with us"));
        assert!(!is_advert_label(""));
    }

    #[test]
    fn words_that_only_begin_alike_are_no_furniture() {
        check("The council met on Friday to vote on the harbour.", None);
        check("Sharepoint fell.", None);
        check("", None);
    }

    #[test]
    fn the_phrases_are_folded_sorted_and_listed_once() {
        for (kind, text) in language::FURNITURE {
            let mut section = "";
            let mut before = "";
            for line in text.lines() {
                if line.starts_with('[') && line.ends_with(']') && line.split_once(' ').is_some() {
                    assert!(section < line, "{kind}: {section} stands before {line}");
                    (section, before) = (line, "");
                    continue;
                }
                assert!(before < line, "{kind} {section}: {before} stands before {line}");
                assert_eq!(normal::fold(line).trim_end(), line.trim_end(), "{kind} {section}");
                before = line;
            }
        }
    }

    #[test]
    fn a_whole_phrase_is_found_as_written() {
        for (_, language, extent, phrase) in entries() {
            if extent == Extent::Whole {
                assert_eq!(classify(phrase).map(|f| f.extent), Some(Extent::Whole), "{language}: {phrase}");
            }
        }
    }

    #[test]
    fn any_text_is_taken() {
        for text in ["\u{0}", "©", "…", "((((", "🦀", &"é".repeat(5_000)] {
            let _ = classify(text);
        }
    }
}
