//! Reading and writing bytes: numbers, texts and byte strings. Every read checks for the end.

use std::borrow::Cow;

use thiserror::Error;

/// The reason why bytes could not be decoded.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{0}")]
pub struct Damage(pub Cow<'static, str>);

impl Damage {
    /// Damage with a fixed description.
    pub const fn new(problem: &'static str) -> Damage {
        Damage(Cow::Borrowed(problem))
    }
}

/// The bytes end too early.
pub(crate) const CUT: Damage = Damage::new("unexpected end");

/// A number is out of range.
pub(crate) const TOO_LARGE: Damage = Damage::new("a number is too large");

/// Appends a number: seven bits per byte, lowest first, with the top bit set on all bytes but the last (LEB128).
pub fn put_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number as u8) | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends a text, preceded by its length in bytes.
pub fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Maps a signed number to an unsigned one: 0, -1, 1, -2, 2 become 0, 1, 2, 3, 4.
pub fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

/// The inverse of [`zigzag`].
pub fn unzigzag(number: u64) -> i64 {
    ((number >> 1) as i64) ^ -((number & 1) as i64)
}

/// Reads bytes from the front.
#[derive(Clone, Debug)]
pub struct ByteReader<'a> {
    rest: &'a [u8],
}

impl<'a> ByteReader<'a> {
    /// Creates a reader of these bytes.
    pub fn new(bytes: &'a [u8]) -> ByteReader<'a> {
        ByteReader { rest: bytes }
    }

    /// The bytes that have not been read.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The next byte.
    pub fn byte(&mut self) -> Result<u8, Damage> {
        let (first, rest) = self.rest.split_first().ok_or(CUT)?;
        self.rest = rest;
        Ok(*first)
    }

    /// The next `length` bytes.
    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8], Damage> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(CUT)?;
        self.rest = rest;
        Ok(taken)
    }

    /// The next number, as written by [`put_number`].
    pub fn number(&mut self) -> Result<u64, Damage> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(TOO_LARGE)
    }

    /// The next number, which must fit into 32 bits.
    pub fn number32(&mut self) -> Result<u32, Damage> {
        u32::try_from(self.number()?).map_err(|_| TOO_LARGE)
    }

    /// The number of items that follow. Each item takes at least one byte (or `per_byte` items fit into one), so
    /// damaged bytes cannot demand more memory than their own size.
    pub fn count(&mut self, per_byte: usize) -> Result<usize, Damage> {
        let count = usize::try_from(self.number()?).map_err(|_| TOO_LARGE)?;
        if count > self.rest.len().saturating_mul(per_byte) { Err(TOO_LARGE) } else { Ok(count) }
    }

    /// The next text, as written by [`put_text`].
    pub fn text(&mut self) -> Result<&'a str, Damage> {
        let length = self.count(1)?;
        std::str::from_utf8(self.bytes(length)?).map_err(|_| Damage::new("invalid UTF-8"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_and_texts_read_back(numbers in prop::collection::vec(any::<u64>(), 0..20), text in ".{0,20}") {
            let mut out = Vec::new();
            numbers.iter().for_each(|number| put_number(&mut out, *number));
            put_text(&mut out, &text);
            let mut reader = ByteReader::new(&out);
            for number in numbers {
                prop_assert_eq!(reader.number(), Ok(number));
            }
            prop_assert_eq!(reader.text(), Ok(text.as_str()));
            prop_assert_eq!(reader.byte(), Err(CUT));
        }

        #[test]
        fn zigzag_has_an_inverse(number in any::<i64>()) {
            prop_assert_eq!(unzigzag(zigzag(number)), number);
        }
    }
}
