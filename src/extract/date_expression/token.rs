//! Divides a text into numbers, words and other characters.

/// A piece of text that can be part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateToken<'t> {
    /// At most eight digits; a longer number cannot be part of a date.
    Number { value: u32, digits: usize },
    /// Letters.
    Word(&'t str),
    /// A single character that is neither letter, digit nor white space.
    Mark(char),
}

/// A token with its range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'t> {
    pub token: DateToken<'t>,
    pub start: usize,
    pub end: usize,
}

/// Divides a text into tokens, leaving out white space.
pub(super) fn tokens(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, c)) = characters.next() {
        if c.is_whitespace() || is_invisible(c) {
            continue;
        }
        let mut end = start + c.len_utf8();
        let token = if let Some(digit) = digit_value(c) {
            let (mut value, mut digits) = (u64::from(digit), 1);
            while let Some(&(at, next)) = characters.peek()
                && let Some(digit) = digit_value(next)
            {
                value = value.saturating_mul(10).saturating_add(u64::from(digit));
                digits += 1;
                end = at + next.len_utf8();
                characters.next();
            }
            match u32::try_from(value) {
                Ok(value) if digits <= 8 => DateToken::Number { value, digits },
                _ => DateToken::Mark('#'),
            }
        } else if c.is_alphabetic() && !is_date_ideograph(c) {
            while let Some(&(at, next)) = characters.peek()
                && is_word_character(next)
            {
                end = at + next.len_utf8();
                characters.next();
            }
            DateToken::Word(text.get(start..end).unwrap_or_default())
        } else {
            DateToken::Mark(c)
        };
        pieces.push(Piece { token, start, end });
    }
    pieces
}

fn is_word_character(c: char) -> bool {
    (c.is_alphabetic() && !is_date_ideograph(c)) || unicode_normalization::char::is_combining_mark(c)
}

/// The characters that Chinese, Japanese and Korean dates write after each number.
fn is_date_ideograph(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '년' | '월' | '일')
}

/// Direction marks and similar characters that occur inside dates.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// The value of an ASCII, full-width, Arabic, Persian, Devanagari, Bengali, Tamil, Telugu or Thai digit.
fn digit_value(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{9e6}'..='\u{9ef}' => '\u{9e6}',
        '\u{be6}'..='\u{bef}' => '\u{be6}',
        '\u{c66}'..='\u{c6f}' => '\u{c66}',
        '\u{e50}'..='\u{e59}' => '\u{e50}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    Some(u32::from(c) - u32::from(zero))
}
