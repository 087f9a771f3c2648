//! The root of the text index: its chunks, and the lengths of the articles.

use super::Shelf;
use crate::index::Damage;
use crate::wire::bytes::{ByteReader, put_number, put_text};

/// The chunks of the text index, and the lengths of the articles.
///
/// # Bytes
///
/// ```text
/// root     articles, length-code*, words in all bodies, lexicon, first-word*, postings
/// lexicon, postings   a Shelf each
/// first-word          text: the first word of each chunk of the lexicon
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRoot {
    /// The code of the length of each body, by rank; see [`length_of_code`](crate::index::text::length_of_code).
    pub lengths: Vec<u8>,
    /// The number of words in all bodies.
    pub body_words: u64,
    /// The chunks of the lexicon; their items are words.
    pub lexicon: Shelf,
    /// The first word of each chunk of the lexicon.
    pub firsts: Vec<String>,
    /// The chunks of the postings; their items are words.
    pub postings: Shelf,
}

impl Default for TextRoot {
    fn default() -> TextRoot {
        TextRoot {
            lengths: Vec::new(),
            body_words: 0,
            lexicon: Shelf::new("lexicon"),
            firsts: Vec::new(),
            postings: Shelf::new("postings"),
        }
    }
}

impl TextRoot {
    /// The bytes of the root.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_number(&mut out, self.lengths.len() as u64);
        out.extend_from_slice(&self.lengths);
        put_number(&mut out, self.body_words);
        out.extend(self.lexicon.encode());
        self.firsts.iter().for_each(|first| put_text(&mut out, first));
        out.extend(self.postings.encode());
        out
    }

    /// Decodes the root.
    ///
    /// # Errors
    ///
    /// If the bytes are damaged.
    pub fn decode(bytes: &[u8]) -> Result<TextRoot, Damage> {
        let mut reader = ByteReader::new(bytes);
        let articles = reader.count(1)?;
        let lengths = reader.bytes(articles)?.to_vec();
        let body_words = reader.number()?;
        let lexicon = Shelf::decode("lexicon", &mut reader)?;
        let firsts = (0..lexicon.len()).map(|_| Ok(reader.text()?.to_owned())).collect::<Result<_, Damage>>()?;
        let postings = Shelf::decode("postings", &mut reader)?;
        if lexicon.items() != postings.items() {
            return Err(Damage::new("different numbers of words and postings"));
        }
        Ok(TextRoot { lengths, body_words, lexicon, firsts, postings })
    }

    /// The chunks of the lexicon that can contain words between `from` and `to`, both included.
    pub fn chunks_between(&self, from: &str, to: Option<&str>) -> std::ops::Range<usize> {
        let start = self.firsts.partition_point(|first| first.as_str() <= from).saturating_sub(1);
        let end = to.map_or(self.firsts.len(), |to| self.firsts.partition_point(|first| first.as_str() <= to));
        start..end.max(start)
    }
}
