//! A part of an article's title or of one of its paragraphs, as bytes.

use super::TITLE_PARAGRAPH;
use crate::wire::bytes::{ByteReader, Damage, TOO_LARGE, put_number, unzigzag, zigzag};
use crate::wire::record::Binary;

/// The bytes `start..end` of a paragraph, or of the title ([`TITLE_PARAGRAPH`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextSpan {
    pub(super) paragraph: i32,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The paragraph, counted from the title; the start; the length. Documents may state any numbers, so that the length may be
/// negative.
impl Binary for TextSpan {
    fn encode(&self, out: &mut Vec<u8>) {
        put_number(out, zigzag(i64::from(self.paragraph) - i64::from(TITLE_PARAGRAPH)));
        put_number(out, self.start as u64);
        put_number(out, zigzag((self.end as i64).wrapping_sub(self.start as i64)));
    }

    fn decode(from: &mut ByteReader<'_>) -> Result<TextSpan, Damage> {
        let paragraph = unzigzag(from.number()?).wrapping_add(i64::from(TITLE_PARAGRAPH));
        let paragraph = i32::try_from(paragraph).map_err(|_| TOO_LARGE)?;
        let start = usize::decode(from)?;
        let end = (start as i64).wrapping_add(unzigzag(from.number()?));
        Ok(TextSpan { paragraph, start, end: usize::try_from(end).map_err(|_| TOO_LARGE)? })
    }
}
