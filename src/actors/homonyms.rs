//! Names that mean one of two actors, distinguished by the other words of the article.

use std::collections::BTreeMap;

use super::dictionary::Dictionary;
use super::scan::Unit;

/// A name whose usual bearer may give way to another one.
struct Homonym {
    /// The id of the usual bearer.
    usual: &'static str,
    /// The id of the other one.
    other: &'static str,
    /// Words that indicate the other one, folded and sorted.
    evidence: &'static [&'static str],
    /// Words that indicate the usual one, folded and sorted.
    counter_evidence: &'static [&'static str],
}

const HOMONYMS: &[Homonym] = &[Homonym {
    usual: "georgia",
    other: "georgia-u-s-state",
    evidence: &[
        "alabama",
        "atlanta",
        "augusta",
        "carolina",
        "democrat",
        "democratic",
        "democrats",
        "florida",
        "gop",
        "republican",
        "republicans",
        "savannah",
        "senate",
        "tennessee",
    ],
    counter_evidence: &[
        "abkhazia",
        "armenia",
        "azerbaijan",
        "caucasus",
        "georgian",
        "georgians",
        "kobakhidze",
        "moldova",
        "ossetia",
        "saakashvili",
        "tbilisi",
        "tskhinvali",
    ],
}];

/// For these texts: actors of the dictionary whose name means a different actor of the dictionary.
pub(super) fn mistaken(units: &[Unit], dictionary: &Dictionary) -> BTreeMap<usize, usize> {
    let mut mistaken = BTreeMap::new();
    for homonym in HOMONYMS {
        let (Some(usual), Some(other)) = (dictionary.find(homonym.usual), dictionary.find(homonym.other)) else {
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
        if has(homonym.evidence) && !has(homonym.counter_evidence) {
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
        for homonym in HOMONYMS {
            assert!(homonym.evidence.is_sorted() && homonym.counter_evidence.is_sorted());
            assert!(dictionary.find(homonym.usual).is_some() && dictionary.find(homonym.other).is_some());
        }
    }
}
