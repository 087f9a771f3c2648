//! The earliest time at which a text can have been written, judged by what it takes for known.

use std::sync::OnceLock;

use crate::model::Month;

/// Since when the world knows what: the month, and phrases; `+` joins phrases that must all occur. Sorted.
const ERAS: &str = include_str!("eras.tsv");

/// The latest of the earliest months that a lower-case text allows, with the words that imply it.
pub(super) fn earliest(folded: &str) -> Option<(Month, &'static str)> {
    let mut latest = None;
    for (month, phrase) in entries() {
        if latest.is_some_and(|(known, _)| *month <= known) {
            continue;
        }
        if phrase.split('+').all(|part| folded.contains(part)) {
            latest = Some((*month, *phrase));
        }
    }
    latest
}

fn entries() -> &'static [(Month, &'static str)] {
    static ENTRIES: OnceLock<Vec<(Month, &'static str)>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let rows = ERAS.lines().filter_map(|line| line.split_once('\t'));
        rows.filter_map(|(month, phrases)| Some((month.parse().ok()?, phrases)))
            .flat_map(|(month, phrases): (Month, &'static str)| phrases.split('|').map(move |phrase| (month, phrase)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_era_counts() {
        let text = "the european union and president joe biden";
        assert_eq!(earliest(text).map(|(month, _)| month.to_string()).as_deref(), Some("2021-01"));
        assert_eq!(earliest("a village voted"), None);
        assert_eq!(earliest("north korea sent troops"), None);
    }

    #[test]
    fn the_table_is_sorted_and_whole() {
        assert!(ERAS.lines().is_sorted());
        assert_eq!(entries().len(), ERAS.lines().map(|line| line.matches('|').count() + 1).sum::<usize>());
        assert!(entries().iter().all(|(_, phrase)| phrase.to_lowercase() == *phrase));
    }
}
