//! Words by which furniture that stands among the paragraphs gives itself away.

use crate::model::RemovedKind;

/// A line that starts with one of these and has at most this many words is furniture. Lower case, sorted.
const STARTS: &[(&str, usize, RemovedKind)] = &[
    ("advertisement", 3, RemovedKind::Promotion),
    ("also read", 30, RemovedKind::Related),
    ("anzeige", 2, RemovedKind::Promotion),
    ("copyright", 30, RemovedKind::Legal),
    ("follow us", 25, RemovedKind::Share),
    ("lesen sie auch", 30, RemovedKind::Related),
    ("more:", 30, RemovedKind::Related),
    ("read also", 30, RemovedKind::Related),
    ("read more", 30, RemovedKind::Related),
    ("related:", 30, RemovedKind::Related),
    ("share this", 8, RemovedKind::Share),
    ("sign up for", 30, RemovedKind::Promotion),
    ("subscribe to", 30, RemovedKind::Promotion),
    ("©", 40, RemovedKind::Legal),
];

/// What a line is by its first words, if it is furniture.
pub(super) fn kind_of(text: &str, words: usize) -> Option<RemovedKind> {
    let head: String = text.chars().take(40).flat_map(char::to_lowercase).collect();
    let last = STARTS.partition_point(|(start, ..)| *start <= head.as_str());
    // The table is sorted, but a start may be followed by longer ones that do not match.
    STARTS[..last]
        .iter()
        .rev()
        .take_while(|(start, ..)| start.chars().next() == head.chars().next())
        .find(|(start, ..)| head.starts_with(start))
        .filter(|(_, most, _)| words <= *most)
        .map(|(_, _, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::{STARTS, kind_of};
    use crate::model::RemovedKind;

    #[test]
    fn the_table_is_sorted_and_in_lower_case() {
        assert!(STARTS.is_sorted_by_key(|(start, ..)| start));
        assert!(STARTS.iter().all(|(start, ..)| *start == start.to_lowercase()));
    }

    #[test]
    fn furniture_is_told_by_its_first_words_and_its_length() {
        assert_eq!(kind_of("Read more: another story", 4), Some(RemovedKind::Related));
        assert_eq!(kind_of("Anzeige", 1), Some(RemovedKind::Promotion));
        assert_eq!(kind_of("Anzeige gegen unbekannt erstattet", 4), None);
    }
}
