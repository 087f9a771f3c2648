//! The words of running text, as tables of words count them.
//!
//! A word is a run of letters and digits, folded: lower case, without accents. An apostrophe between letters, and a stop or
//! comma between digits, belong to the word: `don't`, `1,000`. Initials keep their stops, so that `U.S.` is not `us`. A
//! hyphen separates words. Korean words are whole, with their particles; in other scripts without spaces between words
//! (Chinese, Japanese, Thai and related ones) each character is a word, and so is a pictograph.

use std::ops::Range;

use crate::text::script::{is_east_asian, is_hangul, is_joining_mark, is_pictograph, is_unspaced_south_east_asian};
use crate::text::{fold, is_dropped_mark};

/// The maximum length of a folded word, in bytes; longer ones are cut.
const MAX_WORD: usize = 64;

/// Passes each word of a text to `emit`: folded, with its range in bytes.
pub fn running_words(text: &str, emit: &mut impl FnMut(&str, Range<usize>)) {
    let mut word = String::with_capacity(MAX_WORD);
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let start = at;
        at += c.len_utf8();
        if !continues(c) {
            continue;
        }
        word.clear();
        add(c, &mut word);
        // A sign that is typed after a letter does not begin a word by itself.
        if word.is_empty() {
            continue;
        }
        let mut end = at;
        if stands_alone(c) {
            while let Some(mark) = next_char(text, at).filter(|c| is_mark_of_character(*c)) {
                add(mark, &mut word);
                at += mark.len_utf8();
                end = at;
            }
        } else {
            // The letters since the last stop, to recognise initials.
            let mut since_stop = 1;
            while let Some(c) = next_char(text, at) {
                let behind = at + c.len_utf8();
                if (continues(c) || is_dropped_mark(c)) && !stands_alone(c) {
                    add(c, &mut word);
                    since_stop += usize::from(!is_dropped_mark(c));
                    at = behind;
                    end = at;
                    continue;
                }
                let before = text.get(..at).and_then(|read| read.chars().next_back()).unwrap_or(' ');
                let Some(mark) = joint(before, c, text.get(behind..).unwrap_or_default(), since_stop) else { break };
                if word.len() < MAX_WORD {
                    word.push(mark);
                }
                since_stop = 0;
                at = behind;
            }
        }
        emit(&word, start..end);
    }
}

fn next_char(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

fn add(c: char, word: &mut String) {
    if word.len() < MAX_WORD {
        fold(c, word);
    }
}

/// Whether a character is part of a word.
fn continues(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() || is_joining_mark(c) || is_joiner(c) || is_pictograph(c)
}

/// Whether a character is an invisible sign that says how its neighbours are drawn.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// The mark that joins what is before it to what is after it, in the form in which words have it.
fn joint(before: char, mark: char, after: &str, since_stop: usize) -> Option<char> {
    let mut behind = after.chars();
    let next = behind.next()?;
    let is_letter = |c: char| c.is_alphabetic() && !stands_alone(c);
    match mark {
        '\'' | '’' | 'ʼ' if is_letter(before) && is_letter(next) => Some('\''),
        '.' | ',' if before.is_ascii_digit() && next.is_ascii_digit() => Some(mark),
        '.' if since_stop == 1 && is_letter(before) && is_letter(next) => {
            let is_single = !behind.next().is_some_and(|c| continues(c) || is_dropped_mark(c));
            is_single.then_some('.')
        }
        _ => None,
    }
}

/// Whether a character is a word by itself: a pictograph, or of a script that has no spaces between words.
fn stands_alone(c: char) -> bool {
    let has_no_spaces = |c| (is_east_asian(c) && !is_hangul(c)) || is_unspaced_south_east_asian(c);
    !c.is_ascii() && (is_pictograph(c) || (has_no_spaces(c) && !is_mark_of_character(c)))
}

/// Whether a character belongs to the one before it in a script without spaces between words: vowels above and below,
/// tones.
fn is_mark_of_character(c: char) -> bool {
    matches!(c, '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{eb1}' | '\u{eb4}'..='\u{ebc}' | '\u{ec8}'..='\u{ece}'
        | '\u{102b}'..='\u{103e}' | '\u{1056}'..='\u{1059}' | '\u{17b4}'..='\u{17d3}' | '\u{3099}' | '\u{309a}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str) -> Vec<(String, String)> {
        let mut words = Vec::new();
        running_words(text, &mut |word, place| words.push((word.to_owned(), text[place].to_owned())));
        words
    }

    fn words(text: &str) -> Vec<String> {
        told(text).into_iter().map(|(word, _)| word).collect()
    }

    #[test]
    fn words_are_folded_and_keep_the_marks_inside_them() {
        for (text, expected) in [
            ("The Élysée’s “far-right” guests", "the|elysee's|far|right|guests"),
            ("don't, DON’T; rock 'n' roll'", "don't|don't|rock|n|roll"),
            ("U.S. forces told us. The U.S.A. and Mr. A. Smith.", "u.s|forces|told|us|the|u.s.a|and|mr|a|smith"),
            ("It cost 1,000.50 dollars in 2013, or 3.", "it|cost|1,000.50|dollars|in|2013|or|3"),
            ("end.Next a.m. e.g.x", "end|next|a.m|e.g.x"),
            ("조선은 北京へ U2 в Київ", "조선은|北|京|へ|u2|в|киів"),
            ("ที่นี่", "ที่|นี่"),
            ("क्षेत्र में", "क्षेत्र|में"),
            ("\u{301}a — !", "a"),
            ("", ""),
        ] {
            assert_eq!(words(text).join("|"), expected, "{text}");
        }
        assert_eq!(told("L’État, U.S.")[0], ("l'etat".to_owned(), "L’État".to_owned()));
        assert_eq!(told("L’État, U.S.")[1], ("u.s".to_owned(), "U.S".to_owned()));
    }

    #[test]
    fn a_word_of_any_length_is_cut() {
        assert_eq!(words(&"ab".repeat(500)), ["ab".repeat(32)]);
    }

    proptest! {
        #[test]
        fn words_are_places_in_order_that_read_back(text in "([a-zA-Z0-9]{1,3}|[ .,'’-]|[éÄß\u{301}東서\u{e01}\u{e31}م]|U\\.S\\.){0,30}") {
            let mut last = 0;
            running_words(&text, &mut |word, place| {
                assert!(place.start >= last && place.start < place.end && !word.is_empty());
                last = place.end;
                let mut again = Vec::new();
                running_words(&text[place], &mut |word, _| again.push(word.to_owned()));
                assert_eq!(again, [word]);
            });
        }
    }
}
