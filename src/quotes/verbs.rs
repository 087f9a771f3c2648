//! Verbs that introduce quoted words.

use std::collections::HashSet;
use std::sync::OnceLock;

/// Whether a folded word is a form of a verb that introduces quoted words.
pub(super) fn is_verb(folded: &str) -> bool {
    static VERBS: OnceLock<HashSet<String>> = OnceLock::new();
    VERBS.get_or_init(read).contains(folded)
}

fn read() -> HashSet<String> {
    let lines = include_str!("data/verbs.txt").lines().filter(|line| !line.starts_with(['#', '[']));
    lines.flat_map(str::split_whitespace).map(crate::actors::tokens::fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_several_languages_are_verbs() {
        for word in ["said", "tweeted", "sagte", "declare", "dijo", "заявил"] {
            assert!(is_verb(&crate::actors::tokens::fold(word)), "{word}");
        }
        assert!(!is_verb("the"));
    }
}
