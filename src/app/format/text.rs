//! Text of unknown origin, prepared for display.

use crate::text::is_direction_mark;

/// Text of unknown origin that is safe to show: without characters that change the direction of the text around it.
pub fn safe(text: &str) -> String {
    text.chars().filter(|c| !is_direction_mark(*c)).collect()
}

/// The most letters of a headline that the page shows.
pub const MAX_TITLE_LETTERS: usize = 1000;

/// The beginning of a text, safe to show and at most this many letters long.
pub fn beginning(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        Some((at, _)) => format!("{}…", safe(text.get(..at).unwrap_or_default())),
        None => safe(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_turn_the_direction_are_left_out() {
        assert_eq!(safe("safe \u{202E}txt\u{2069}"), "safe txt");
    }
}
