//! The differences between two wordings.

use super::words::words;

/// The maximum length of quotes that are compared word by word, in words.
const MAX_WORDS: usize = 400;

/// A part of a wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferencePart {
    /// The text, with its white space.
    pub text: String,
    /// Whether the other wording lacks it.
    pub differs: bool,
}

/// Splits a wording, in order, into parts that the other one shares and parts that it lacks, by the longest common
/// subsequence of words.
pub fn difference(wording: &str, other: &str) -> Vec<DifferencePart> {
    let parts: Vec<&str> = wording.split_inclusive(char::is_whitespace).collect();
    let own: Vec<Vec<String>> = parts.iter().map(|part| words(part)).collect();
    let theirs: Vec<Vec<String>> = other.split_whitespace().map(words).collect();
    if own.len() > MAX_WORDS || theirs.len() > MAX_WORDS {
        return vec![DifferencePart { text: wording.to_owned(), differs: false }];
    }
    let width = theirs.len() + 1;
    let mut longest = vec![0_u16; (own.len() + 1) * width];
    let at = |row: usize, column: usize| row * width + column;
    let get = |longest: &[u16], index: usize| longest.get(index).copied().unwrap_or_default();
    for (row, word) in own.iter().enumerate().rev() {
        for (column, their) in theirs.iter().enumerate().rev() {
            let value = if word == their {
                get(&longest, at(row + 1, column + 1)) + 1
            } else {
                get(&longest, at(row + 1, column)).max(get(&longest, at(row, column + 1)))
            };
            if let Some(cell) = longest.get_mut(at(row, column)) {
                *cell = value;
            }
        }
    }
    let mut pieces: Vec<DifferencePart> = Vec::new();
    let mut column = 0;
    for (row, (part, word)) in parts.into_iter().zip(&own).enumerate() {
        while theirs.get(column).is_some_and(|their| their != word)
            && get(&longest, at(row, column + 1)) == get(&longest, at(row, column))
        {
            column += 1;
        }
        let common = theirs.get(column) == Some(word);
        column += usize::from(common);
        let differs = !common && !word.is_empty();
        match pieces.last_mut() {
            Some(piece) if piece.differs == differs => piece.text.push_str(part),
            _ => pieces.push(DifferencePart { text: part.to_owned(), differs }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(wording: &str, other: &str) -> String {
        let piece = |piece: DifferencePart| if piece.differs { format!("[{}]", piece.text) } else { piece.text };
        difference(wording, other).into_iter().map(piece).collect()
    }

    #[test]
    fn words_that_the_other_lacks_are_told() {
        assert_eq!(told("a successful liberation", "a victorious liberation"), "a [successful ]liberation");
        assert_eq!(told("We won, at last", "we WON"), "We won, [at last]");
        assert_eq!(told("same words", "“Same” words"), "same words");
        assert_eq!(told("", "x"), "");
        assert_eq!(told("one two", ""), "[one two]");
    }
}
