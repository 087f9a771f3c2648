//! Words that fit into three registers.

/// The maximum length of a short word, in bytes.
pub(super) const MAX_SHORT: usize = 24;

/// The bytes of a short word, first byte lowest, padded with zeros. Words contain no zero bytes, so the length need not
/// be stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ShortWord([u64; MAX_SHORT / 8]);

const ONES: u64 = u64::MAX / 255;
const HIGH: u64 = ONES << 7;

impl ShortWord {
    /// The word; `None` if it is too long.
    pub(super) fn new(word: &str) -> Option<ShortWord> {
        if word.len() > MAX_SHORT {
            return None;
        }
        let mut parts = [0; MAX_SHORT / 8];
        for (part, bytes) in parts.iter_mut().zip(word.as_bytes().chunks(8)) {
            *part = bytes.iter().rev().fold(0, |part, byte| part << 8 | u64::from(*byte));
        }
        Some(ShortWord(parts))
    }

    /// The word at the start of these bytes, in lower case, and its length. `None` unless it is short, consists of
    /// ASCII letters and digits, and is followed by another ASCII character, as most words are. Reads eight bytes at a
    /// time (Lamport 1975).
    #[inline]
    pub(super) fn at_start(text: &[u8]) -> Option<(ShortWord, usize)> {
        let mut parts = [0; MAX_SHORT / 8];
        for (index, part) in parts.iter_mut().enumerate() {
            let eight = text.get(index * 8..).and_then(<[u8]>::first_chunk)?;
            let bytes = u64::from_le_bytes(*eight);
            // This bit turns letters into lower case; digits have it already.
            let small = bytes | (ONES * 0x20);
            // The high bit of each byte whose lower seven bits are at least this value.
            let at_least = |bytes: u64, least: u8| (bytes & !HIGH) + ONES * u64::from(0x80 - least);
            let letters = at_least(small, b'a') & !at_least(small, b'z' + 1);
            let digits = at_least(bytes, b'0') & !at_least(bytes, b'9' + 1);
            let others = !(letters | digits) & HIGH | bytes & HIGH;
            if others == 0 {
                *part = small;
                continue;
            }
            let bits = others.trailing_zeros() - 7;
            let is_plain = bytes >> bits & 0x80 == 0;
            *part = small & ((1 << bits) - 1);
            return is_plain.then_some((ShortWord(parts), index * 8 + bits as usize / 8));
        }
        None
    }

    /// A hash of the word; its upper bits are the best (Fibonacci hashing, Knuth, TAOCP 3, 6.4).
    #[inline]
    pub(super) fn hash(self) -> u64 {
        const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
        self.0.into_iter().rev().fold(0, |hash: u64, part| (hash.rotate_left(23) ^ part).wrapping_mul(GOLDEN))
    }

    /// The word.
    pub(super) fn text(self) -> String {
        let bytes = self.0.into_iter().flat_map(u64::to_le_bytes).filter(|byte| *byte != 0);
        String::from_utf8(bytes.collect()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_read_in_one_go_is_what_is_read_byte_by_byte(
            text in "([A-Za-z0-9]{0,30}|[ -~é¢×÷]{0,10}){1,4}",
            padding in 0usize..30,
        ) {
            let text = text + &" ".repeat(padding);
            let length = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
            let expected = ShortWord::new(&text[..length].to_ascii_lowercase()).map(|word| (word, length));
            match ShortWord::at_start(text.as_bytes()) {
                Some(found) => prop_assert_eq!(Some(found), expected),
                // Too few bytes follow, or the word continues, or may continue, with non-ASCII characters.
                None => prop_assert!(text.len() < 24 || length >= 24 || !text.as_bytes()[length].is_ascii()),
            }
        }

        #[test]
        fn short_words_read_back(word in "[a-zß-öа-я]{0,14}") {
            let short = ShortWord::new(&word);
            prop_assert_eq!(short.is_some(), word.len() <= MAX_SHORT);
            prop_assert_eq!(short.map(ShortWord::text), (word.len() <= MAX_SHORT).then_some(word));
        }
    }
}
