//! Text of unknown origin, prepared for display.

use crate::app::messages as m;
use crate::text::is_direction_mark;

/// Text of unknown origin that is safe to show: without characters that change the direction of the text around it.
pub fn safe(text: &str) -> String {
    text.chars().filter(|c| !is_direction_mark(*c)).collect()
}

/// The most letters of a headline that the page shows.
pub const MAX_TITLE_LETTERS: usize = 1000;

/// The headline of an article in a list: its beginning, safe to show, or else words that say that it has none.
pub fn headline(title: &str) -> String {
    let title = beginning(title, MAX_TITLE_LETTERS);
    if title.trim().is_empty() { m::without_headline().to_owned() } else { title }
}

/// The beginning of a text, safe to show and at most this many letters long.
pub fn beginning(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        Some((at, _)) => format!("{}…", safe(text.get(..at).unwrap_or_default())),
        None => safe(text),
    }
}

/// The most letters of a text that are shown on each side of a letter that is wrong.
const MAX_LETTERS_BESIDE: usize = 60;

/// A letter of a text, counted from 0, and what is around it: shortened on both sides, and a no-break space where the
/// text ends before it.
pub fn around(text: &str, at: usize) -> [String; 3] {
    let first = at.saturating_sub(MAX_LETTERS_BESIDE);
    let mut before: String = text.chars().take(at).skip(first).collect();
    if first > 0 {
        before.insert(0, '…');
    }
    let there = text.chars().nth(at).unwrap_or('\u{a0}').to_string();
    let mut rest = text.chars().skip(at + 1);
    let mut after: String = rest.by_ref().take(MAX_LETTERS_BESIDE).collect();
    if rest.next().is_some() {
        after.push('…');
    }
    [before, there, after]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_shown_with_what_is_around_it() {
        assert_eq!(around("(a b", 0), ["", "(", "a b"]);
        assert_eq!(around("a OR", 4), ["a OR", "\u{a0}", ""]);
        let long = "é".repeat(100) + "!" + &"é".repeat(61);
        let beside = "é".repeat(60);
        assert_eq!(around(&long, 100), [format!("…{beside}"), "!".to_owned(), format!("{beside}…")]);
    }

    #[test]
    fn characters_that_turn_the_direction_are_left_out() {
        assert_eq!(safe("safe \u{202E}txt\u{2069}"), "safe txt");
    }
}
