//! Control characters of bidirectional text.

/// Whether the character is a control character that changes the direction of the text around it (UAX #9).
#[inline]
pub fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
