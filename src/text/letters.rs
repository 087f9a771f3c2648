//! What is a letter: runs of ASCII letters, eight bytes at a time (Lamport 1975), and letters of all scripts by a table.
//!
//! The standard library searches its ranges of letters for each character, which takes most of the time of reading texts
//! in scripts such as Thai.

use std::sync::LazyLock;

/// The number of characters that the tables are about: all alphabets, without Chinese, Japanese and Korean.
const TABLED: usize = 0x3000;

/// For each character, whether it is a letter.
static LETTERS: LazyLock<[u64; TABLED / 64]> = LazyLock::new(|| bits(char::is_alphabetic));

/// For each character, whether it is a letter or a digit.
static LETTERS_AND_DIGITS: LazyLock<[u64; TABLED / 64]> = LazyLock::new(|| bits(char::is_alphanumeric));

fn bits(is_in: fn(char) -> bool) -> [u64; TABLED / 64] {
    let mut bits = [0; TABLED / 64];
    for c in (0..TABLED as u32).filter_map(char::from_u32).filter(|c| is_in(*c)) {
        bits[c as usize / 64] |= 1 << (c as usize % 64);
    }
    bits
}

fn is_in(bits: &[u64; TABLED / 64], c: char) -> bool {
    bits.get(c as usize / 64).is_some_and(|bits| bits >> (c as usize % 64) & 1 == 1)
}

/// Whether the character is in the blocks of Chinese ideographs and Korean syllables, which are all letters.
fn is_ideograph_or_syllable(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Whether the character is a letter: [`char::is_alphabetic`] in less time.
#[inline]
pub fn is_letter(c: char) -> bool {
    match c {
        c if c.is_ascii() => c.is_ascii_alphabetic(),
        c if (c as usize) < TABLED => is_in(&LETTERS, c),
        c => is_ideograph_or_syllable(c) || c.is_alphabetic(),
    }
}

/// Whether the character is a letter or a digit: [`char::is_alphanumeric`] in less time.
#[inline]
pub fn is_letter_or_digit(c: char) -> bool {
    match c {
        c if c.is_ascii() => c.is_ascii_alphanumeric(),
        c if (c as usize) < TABLED => is_in(&LETTERS_AND_DIGITS, c),
        c => is_ideograph_or_syllable(c) || c.is_alphanumeric(),
    }
}

const ONES: u64 = u64::MAX / 255;
const HIGH: u64 = ONES << 7;

/// The number of ASCII letters at the beginning of the bytes.
#[inline]
pub fn leading_letters(bytes: &[u8]) -> usize {
    let mut length = 0;
    while let Some(eight) = bytes.get(length..).and_then(<[u8]>::first_chunk) {
        let eight = u64::from_le_bytes(*eight);
        let small = eight | (ONES * 0x20);
        // The high bit of each byte whose lower seven bits are at least this value.
        let at_least = |least: u8| (small & !HIGH) + ONES * u64::from(0x80 - least);
        let others = !(at_least(b'a') & !at_least(b'z' + 1) & !eight) & HIGH;
        if others != 0 {
            return length + others.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    let rest = bytes.get(length..).unwrap_or_default();
    length + rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn letters_are_counted_as_one_by_one(text in "[A-Za-z]{0,20}[@-Z`-z{\\[éÁ 0-9]{0,12}") {
            let expected = text.bytes().take_while(u8::is_ascii_alphabetic).count();
            prop_assert_eq!(leading_letters(text.as_bytes()), expected);
        }
    }

    #[test]
    fn letters_are_those_of_the_standard_library() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_letter_or_digit(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn every_byte_is_a_letter_or_none() {
        for byte in 0..=u8::MAX {
            assert_eq!(leading_letters(&[byte; 9]), if byte.is_ascii_alphabetic() { 9 } else { 0 }, "{byte}");
        }
    }
}
