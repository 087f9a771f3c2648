//! The different words of many texts, numbered.

use rustc_hash::FxHashMap;

/// Words with their numbers, and how they are written.
#[derive(Debug, Default)]
pub struct Lexicon {
    numbers: FxHashMap<String, u32>,
    written: Vec<String>,
}

impl Lexicon {
    /// The number of a folded word, which stands like this in the text.
    pub fn number(&mut self, folded: &str, written: &str) -> u32 {
        if let Some(number) = self.numbers.get(folded) {
            // A word that is also written small is no name.
            if let Some(known) = self.written.get_mut(*number as usize)
                && known.starts_with(char::is_uppercase)
                && !written.starts_with(char::is_uppercase)
            {
                written.clone_into(known);
            }
            return *number;
        }
        let number = self.written.len() as u32;
        self.numbers.insert(folded.to_owned(), number);
        self.written.push(written.to_owned());
        number
    }

    /// A word as the texts write it: small, if any of them does.
    pub fn written(&self, number: u32) -> &str {
        self.written.get(number as usize).map_or("", String::as_str)
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.written.len()
    }
}

/// Calls `each` with every different number of a list, and how often it is there; the list is sorted.
pub fn counted_numbers(numbers: &mut [u32], each: &mut dyn FnMut(u32, u32)) {
    numbers.sort_unstable();
    for equal in numbers.chunk_by(|a, b| a == b) {
        if let Some(number) = equal.first() {
            each(*number, equal.len() as u32);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_written_small_if_any_text_does() {
        let mut lexicon = Lexicon::default();
        for (folded, written) in [("the", "The"), ("obama", "Obama"), ("the", "the"), ("the", "THE"), ("u.s", "U.S")] {
            lexicon.number(folded, written);
        }
        assert_eq!((0..3).map(|number| lexicon.written(number)).collect::<Vec<_>>(), ["the", "Obama", "U.S"]);
        assert_eq!(lexicon.len(), 3);
    }

    #[test]
    fn numbers_are_counted() {
        let mut counts = Vec::new();
        counted_numbers(&mut [3, 1, 3, 3], &mut |number, count| counts.push((number, count)));
        assert_eq!(counts, [(1, 1), (3, 3)]);
    }
}
