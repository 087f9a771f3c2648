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

/// The place of a token in its text, with its value. Texts have many, so each takes 16 bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    start: u32,
    end: u32,
    /// The number, or the character of a mark.
    value: u32,
    kind: PieceKind,
}

#[derive(Clone, Copy, Debug)]
enum PieceKind {
    /// With its number of digits.
    Number(u8),
    Word,
    Mark,
}

impl Piece {
    /// The first byte.
    pub fn start(&self) -> usize {
        self.start as usize
    }

    /// The byte after the last.
    pub fn end(&self) -> usize {
        self.end as usize
    }

    /// The token itself; `text` is the text that it was found in.
    pub fn token<'t>(&self, text: &'t str) -> DateToken<'t> {
        match self.kind {
            PieceKind::Number(digits) => DateToken::Number { value: self.value, digits: usize::from(digits) },
            PieceKind::Word => DateToken::Word(text.get(self.start()..self.end()).unwrap_or_default()),
            PieceKind::Mark => DateToken::Mark(char::from_u32(self.value).unwrap_or_default()),
        }
    }
}

/// Divides a text into tokens, leaving out white space. Texts are shorter than 4 GiB; what is beyond is left out.
pub(super) fn tokens(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, c)) = characters.next() {
        if c.is_whitespace() || is_invisible(c) {
            continue;
        }
        let mut end = start + c.len_utf8();
        let (value, kind) = if let Some(digit) = digit_value(c) {
            let (mut value, mut digits) = (u64::from(digit), 1_u8);
            while let Some(&(at, next)) = characters.peek()
                && let Some(digit) = digit_value(next)
            {
                value = value.saturating_mul(10).saturating_add(u64::from(digit));
                digits = digits.saturating_add(1);
                end = at + next.len_utf8();
                characters.next();
            }
            match u32::try_from(value) {
                Ok(value) if digits <= 8 => (value, PieceKind::Number(digits)),
                _ => (u32::from('#'), PieceKind::Mark),
            }
        } else if c.is_alphabetic() && !is_date_ideograph(c) {
            while let Some(&(at, next)) = characters.peek()
                && is_word_character(next)
            {
                end = at + next.len_utf8();
                characters.next();
            }
            (0, PieceKind::Word)
        } else {
            (u32::from(c), PieceKind::Mark)
        };
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else { break };
        pieces.push(Piece { start, end, value, kind });
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
