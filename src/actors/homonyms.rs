//! Names that mean one of two actors, distinguished by the other words of the article.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::dictionary::{Dictionary, rows};
use super::scan::Unit;
use crate::text::slug;

/// The table of homonyms.
const HOMONYMS: &str = include_str!("data/homonyms.txt");

/// A name whose usual bearer may give way to another one.
struct Homonym {
    /// The id of the usual bearer.
    usual: String,
    /// The id of the other one.
    other: String,
    /// Words that indicate the other one, folded and sorted.
    evidence: Vec<&'static str>,
    /// Words that indicate the usual one, folded and sorted.
    counter_evidence: Vec<&'static str>,
}

/// The homonyms of the table, read on first use.
fn homonyms() -> &'static [Homonym] {
    static TABLE: OnceLock<Vec<Homonym>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let words = |column: &'static str| column.split("; ").collect();
        let homonym = |columns: Vec<&'static str>| match *columns.as_slice() {
            [usual, other, evidence, counter_evidence] => Some(Homonym {
                usual: slug(usual),
                other: slug(other),
                evidence: words(evidence),
                counter_evidence: words(counter_evidence),
            }),
            _ => None,
        };
        rows(HOMONYMS).filter_map(homonym).collect()
    })
}

/// For these texts: actors of the dictionary whose name means a different actor of the dictionary.
pub(super) fn mistaken(units: &[Unit], dictionary: &Dictionary) -> BTreeMap<usize, usize> {
    let mut mistaken = BTreeMap::new();
    for homonym in homonyms() {
        let (Some(usual), Some(other)) = (dictionary.find(&homonym.usual), dictionary.find(&homonym.other)) else {
            continue;
        };
        if !units.iter().any(|unit| unit.found.iter().any(|found| found.known == usual)) {
            continue;
        }
        let has = |words: &[&str]| {
            units
                .iter()
                .any(|unit| (0..unit.tokens.len()).any(|at| words.binary_search(&unit.tokens.folded(at)).is_ok()))
        };
        if has(&homonym.evidence) && !has(&homonym.counter_evidence) {
            mistaken.insert(usual, other);
        }
    }
    mistaken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_and_ids_known() {
        let dictionary = Dictionary::shipped();
        assert_eq!(homonyms().len(), rows(HOMONYMS).count());
        for homonym in homonyms() {
            assert!(homonym.evidence.is_sorted() && homonym.counter_evidence.is_sorted());
            assert!(dictionary.find(&homonym.usual).is_some() && dictionary.find(&homonym.other).is_some());
        }
    }
}
