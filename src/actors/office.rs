//! Offices: who leads a state, and the words that name the office instead of the person.

use std::sync::OnceLock;

use super::tokens::Tokens;
use crate::language::{OFFICES, entries};

/// An office in the table of leaders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Office {
    /// The leader, whatever the title.
    Leader,
    /// Head of government: prime minister, chancellor.
    Premier,
    /// President.
    President,
}

impl Office {
    /// The office with this name in the tables; `leader` for any other name.
    pub fn from_name(name: &str) -> Office {
        match name {
            "president" => Office::President,
            "premier" => Office::Premier,
            _ => Office::Leader,
        }
    }

    /// The office that a text names at a word, and the word after it.
    pub fn at(tokens: &Tokens, first: usize) -> Option<(Office, usize)> {
        phrases().iter().find_map(|(words, office)| {
            let mut pairs = words.iter().zip(first..);
            let is_named = pairs
                .all(|(word, at)| tokens.folded(at) == *word && tokens.get(at).is_some_and(|token| token.is_linked()));
            is_named.then_some((*office, first + words.len()))
        })
    }
}

/// The words for offices, longest first.
fn phrases() -> &'static [(Vec<&'static str>, Office)] {
    static PHRASES: OnceLock<Vec<(Vec<&str>, Office)>> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let phrase = |text: &'static str| text.split(' ').collect::<Vec<_>>();
        let mut phrases: Vec<_> =
            entries(OFFICES).map(|entry| (phrase(entry.text), Office::from_name(entry.kind))).collect();
        phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        phrases
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        let all: Vec<_> = entries(OFFICES).map(|entry| (entry.language, entry.kind, entry.text)).collect();
        assert!(all.is_sorted());
    }

    #[test]
    fn an_office_may_have_several_words() {
        let office = |text: &str| Office::at(&Tokens::new(text, None), 1);
        assert_eq!(office("British prime minister"), Some((Office::Premier, 3)));
        assert_eq!(office("Iranian supreme leader"), Some((Office::Leader, 3)));
        assert_eq!(office("French president"), Some((Office::President, 2)));
        assert_eq!(office("British prime time"), None);
        assert_eq!(office("British, president"), None);
    }
}
