//! Words at the beginning of furniture among the paragraphs. They count only in short lines: a longer line may be a
//! sentence.

use std::sync::LazyLock;

use super::{Furniture, classify_opening, kind_named};
use crate::language::{SHORT_LINES, entries};
use crate::model::RemovedKind;

/// The first words of a short line of furniture.
struct FurnitureOpening {
    /// The words, in lower case.
    words: &'static str,
    /// The maximum number of words in the line.
    max_words: usize,
    /// The kind of furniture.
    kind: RemovedKind,
}

/// The openings of all languages, by their words.
static OPENINGS: LazyLock<Vec<FurnitureOpening>> = LazyLock::new(|| {
    let opening = |entry: crate::language::Entry<'static>| {
        let (max_words, words) = entry.text.split_once(' ')?;
        Some(FurnitureOpening { words, max_words: max_words.parse().ok()?, kind: kind_named(entry.kind)? })
    };
    let mut openings: Vec<FurnitureOpening> = entries(SHORT_LINES).filter_map(opening).collect();
    openings.sort_by_key(|opening| opening.words);
    openings
});

/// The kind of a line with this many words, judged by its first words, if it is furniture.
pub fn classify_line(text: &str, words: usize) -> Option<RemovedKind> {
    if words > MAX_WORDS {
        return None;
    }
    listed(text, words).or_else(|| {
        let Furniture { kind, .. } = classify_opening(text)?;
        (words <= most_words(kind)).then_some(kind)
    })
}

/// The maximum number of words of furniture among the paragraphs.
const MAX_WORDS: usize = 80;

/// The maximum number of words of a line of this kind, if only its opening indicates the kind.
fn most_words(kind: RemovedKind) -> usize {
    match kind {
        RemovedKind::Legal => 40,
        RemovedKind::Caption | RemovedKind::Related | RemovedKind::Promotion => 25,
        RemovedKind::Header => 16,
        _ => 10,
    }
}

fn listed(text: &str, words: usize) -> Option<RemovedKind> {
    let head: String = text.trim_start().chars().take(40).flat_map(char::to_lowercase).collect();
    let last = OPENINGS.partition_point(|opening| opening.words <= head.as_str());
    // A longer phrase may come between the line and the phrase that it starts with.
    OPENINGS[..last]
        .iter()
        .rev()
        .take_while(|opening| opening.words.chars().next() == head.chars().next())
        .find(|opening| words <= opening.max_words && is_start(&head, opening.words))
        .map(|opening| opening.kind)
}

/// Whether a line starts with a phrase that ends at the end of a word.
fn is_start(head: &str, phrase: &str) -> bool {
    let Some(rest) = head.strip_prefix(phrase) else { return false };
    !phrase.ends_with(char::is_alphabetic) || !rest.starts_with(char::is_alphabetic) || !phrase.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::{OPENINGS, classify_line};
    use crate::language::{SHORT_LINES, entries};
    use crate::model::RemovedKind;

    #[test]
    fn every_entry_of_the_table_is_read() {
        assert_eq!(OPENINGS.len(), entries(SHORT_LINES).count());
        assert!(OPENINGS.iter().all(|opening| opening.words == opening.words.to_lowercase()));
    }

    #[test]
    fn furniture_is_told_by_its_first_words_and_its_length() {
        assert_eq!(classify_line("Read more: another story", 4), Some(RemovedKind::Related));
        assert_eq!(classify_line("Anzeige", 1), Some(RemovedKind::Promotion));
        assert_eq!(classify_line("Anzeige gegen unbekannt erstattet", 4), None);
        assert_eq!(classify_line("Annonsblad", 1), None);
        assert_eq!(classify_line("相关阅读：北京", 3), Some(RemovedKind::Related));
    }
}
