//! Runs of ASCII letters, eight bytes at a time (Lamport 1975).

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
    fn every_byte_is_a_letter_or_none() {
        for byte in 0..=u8::MAX {
            assert_eq!(leading_letters(&[byte; 9]), if byte.is_ascii_alphabetic() { 9 } else { 0 }, "{byte}");
        }
    }
}
