//! Divides a text into blocks: what a reader would see as one paragraph, headline or list item.

use crate::text::{is_letter, is_letter_or_digit};
use std::borrow::Cow;

/// The maximum length of lines that are wrapped at a fixed width, in characters.
const MAX_WRAP_WIDTH: usize = 160;

/// The minimum length of the longest of such lines.
const MIN_WRAP_WIDTH: usize = 50;

/// The least lines that must end where the width ends.
const MIN_WRAPPED_LINES: usize = 3;

/// The blocks of a text in order, without blank ones: its lines, or its paragraphs if lines are wrapped at a fixed
/// width.
///
/// Lines without letters and digits separate blocks and belong to none.
pub(super) fn blocks(text: &str) -> Vec<Cow<'_, str>> {
    if is_hard_wrapped(text) {
        return paragraphs(text);
    }
    text.lines().map(trim).filter(|line| has_word(line)).map(Cow::Borrowed).collect()
}

/// Whether the text has letters or digits.
pub(super) fn has_word(text: &str) -> bool {
    text.chars().any(is_letter_or_digit)
}

/// The text without white space, byte order marks and joiners at its ends.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}'))
}

/// Whether paragraphs are separated by blank lines and wrapped at about the same length, as in mail: nearly every line
/// that another one follows is so long that the next word would not fit, and most of these break a sentence.
fn is_hard_wrapped(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(trim).collect();
    let width = |line: &str| line.chars().count();
    let longest = lines.iter().map(|line| width(line)).max().unwrap_or(0);
    if !(MIN_WRAP_WIDTH..=MAX_WRAP_WIDTH).contains(&longest) {
        return false;
    }
    let (mut inner, mut full, mut broken) = (0_usize, 0_usize, 0_usize);
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        if line.is_empty() || next.is_empty() {
            continue;
        }
        inner += 1;
        let first_word = next.split_whitespace().next().map_or(0, width);
        full += usize::from(width(line) + 1 + first_word > longest);
        broken += usize::from(line.ends_with(|c: char| is_letter(c) || c == ','));
    }
    inner >= MIN_WRAPPED_LINES && full * 5 >= inner * 4 && broken * 2 >= inner
}

fn paragraphs(text: &str) -> Vec<Cow<'_, str>> {
    let mut blocks = Vec::new();
    let mut paragraph = String::new();
    for line in text.lines().map(trim).chain([""]) {
        if line.is_empty() {
            if has_word(&paragraph) {
                blocks.push(Cow::Owned(std::mem::take(&mut paragraph)));
            }
            paragraph.clear();
        } else {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line);
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::blocks;

    #[test]
    fn a_line_is_a_block() {
        assert_eq!(blocks("\u{feff}One\n\n  Two \r\n-\nThree"), ["One", "Two", "Three"]);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "The harbour of Oldport was closed to all ships on Friday after\n\
            a barge ran aground at its mouth, the port authority said, and\n\
            it will stay so until the barge has been towed away, which may\n\
            take days.\n\n\
            Nobody was hurt, a spokeswoman said, but some of the fuel that\n\
            the barge carried has reached the beaches to the north of the\n\
            town, where volunteers have begun to clean the sand and to set\n\
            up barriers.";
        let found = blocks(text);
        assert_eq!(found.len(), 2);
        assert!(found[0].ends_with("may take days."));
    }

    #[test]
    fn wide_lines_of_short_paragraphs_are_joined() {
        let text = "The harbour of Oldport was closed to all ships on Friday after a barge ran aground at its mouth, the port\n\
            authority said.\n\n\
            Nobody was hurt, a spokeswoman said, but some of the fuel that the barge carried has reached the beaches to\n\
            the north of the town.\n\n\
            It will stay closed until the barge has been towed away, which may take days, according to the port and its\n\
            pilots.";
        assert_eq!(blocks(text).len(), 3);
    }

    #[test]
    fn headlines_one_a_line_are_not_joined() {
        let text = "Harbour closed after barge runs aground\nCouncil to vote on new bridge\nRain expected on Sunday\n"
            .repeat(5);
        assert_eq!(blocks(&text).len(), 15);
    }
}
