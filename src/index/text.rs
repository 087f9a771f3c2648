//! The text index: which articles contain which words, how often, and where.
//!
//! All words of the archive are sorted by their bytes; the number of a word is its position in that order. The data of
//! words is in three series of chunks, cut between words:
//!
//! - the *lexicon*: the words themselves, and the number of articles that contain each;
//! - the *postings*: which articles, and how often;
//! - the *positions*: where in the articles; read for phrases only.
//!
//! # Bytes
//!
//! ```text
//! lexicon chunk     (shared, rest, articles)*     for each word: the bytes it shares with the one before, the rest as text
//! postings chunk    length*, postings*            for each word: the length of its bits in bytes; then all the bits
//! positions chunk   length*, positions*
//!
//! postings          (gap - 1, count)*             for each article; gaps are Rice codes, with a parameter that follows
//!                                                 from the number of articles
//! count             1                             once in the body, and not in the title
//!                 | 0, title + 1, body + 1        gamma codes of the occurrences
//! positions         k (5 bits), (first, (gap - 1)*)*   for each article; Rice codes with the parameter k
//! ```
//!
//! The title starts at position 0, the body [`FIELD_GAP`] after its end, and each further paragraph the same distance
//! after the one before.

use super::Rank;
use super::bits::{BitReader, BitWriter, rice_parameter};
use super::value_names::shared_prefix;
use crate::wire::bytes::{ByteReader, Damage, TOO_LARGE, put_number};

/// The distance between the last word of a paragraph and the first of the next.
pub const FIELD_GAP: u32 = 8;

/// The words of a chunk of the lexicon.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LexiconChunk {
    text: String,
    ends: Vec<u32>,
    counts: Vec<u32>,
}

impl LexiconChunk {
    /// The number of words.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// A word of the chunk; empty if there is none.
    pub fn word(&self, index: usize) -> &str {
        let end = self.ends.get(index).copied().unwrap_or_default() as usize;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default() as usize;
        self.text.get(start..end).unwrap_or_default()
    }

    /// The number of articles that contain a word.
    pub fn count(&self, index: usize) -> u32 {
        self.counts.get(index).copied().unwrap_or_default()
    }

    /// The index of the first word that is not before this one.
    pub fn seek(&self, word: &str) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.word(middle) < word {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Appends a word to the bytes of a chunk. `before` is the preceding word, empty for the first.
    pub(super) fn encode(before: &str, word: &str, count: u32, out: &mut Vec<u8>) {
        let shared = shared_prefix(before, word);
        let rest = word.get(shared..).unwrap_or_default();
        put_number(out, shared as u64);
        put_number(out, rest.len() as u64);
        out.extend_from_slice(rest.as_bytes());
        put_number(out, u64::from(count));
    }

    /// Decodes the words of a chunk.
    ///
    /// # Errors
    ///
    /// If the chunk is damaged.
    pub fn decode(bytes: &[u8]) -> Result<LexiconChunk, Damage> {
        const WRONG: Damage = Damage::new("invalid word");
        let mut reader = ByteReader::new(bytes);
        let mut lexicon = LexiconChunk::default();
        while !reader.rest().is_empty() {
            let shared = reader.number32()? as usize;
            let rest = reader.text()?;
            let last = lexicon.len().checked_sub(1).map_or("", |last| lexicon.word(last));
            // A damaged chunk could repeat a long prefix endlessly.
            if shared > 4 * super::token::MAX_TOKEN || lexicon.text.len() > u32::MAX as usize / 2 {
                return Err(WRONG);
            }
            let start = last.get(..shared).ok_or(WRONG)?.to_owned();
            lexicon.text.push_str(&start);
            lexicon.text.push_str(rest);
            lexicon.ends.push(lexicon.text.len() as u32);
            lexicon.counts.push(reader.number32()?);
        }
        Ok(lexicon)
    }
}

/// A chunk of postings or positions: the bits of some words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordBits {
    starts: Vec<u32>,
    bytes: std::rc::Rc<Vec<u8>>,
}

impl WordBits {
    /// Decodes the bits of `count` words.
    ///
    /// # Errors
    ///
    /// If the chunk is damaged.
    pub fn decode(words: usize, bytes: std::rc::Rc<Vec<u8>>) -> Result<WordBits, Damage> {
        let mut reader = ByteReader::new(&bytes);
        if words > bytes.len() {
            return Err(TOO_LARGE);
        }
        let lengths = (0..words).map(|_| reader.number32()).collect::<Result<Vec<_>, _>>()?;
        let mut at = (bytes.len() - reader.rest().len()) as u64;
        let mut starts = vec![at as u32];
        for length in lengths {
            at += u64::from(length);
            starts.push(u32::try_from(at).map_err(|_| TOO_LARGE)?);
        }
        if at == bytes.len() as u64 { Ok(WordBits { starts, bytes }) } else { Err(TOO_LARGE) }
    }

    /// The bits of a word.
    pub fn word(&self, index: usize) -> &[u8] {
        match self.starts.get(index..index + 2) {
            Some([start, end]) => self.bytes.get(*start as usize..*end as usize).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// How often an article contains a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The article's rank.
    pub rank: Rank,
    /// The number of occurrences in the title.
    pub title: u32,
    /// The number of occurrences in the body.
    pub body: u32,
}

/// Reads the postings of a word, in order of rank.
#[derive(Clone, Debug)]
pub struct Postings<'a> {
    bits: BitReader<'a>,
    k: u32,
    articles: u32,
    left: u32,
    next: u32,
}

impl<'a> Postings<'a> {
    /// Creates a reader of these bits, which are of a word that `count` of the archive's `articles` contain.
    ///
    /// # Errors
    ///
    /// If there are too few bits for this many postings.
    #[inline]
    pub fn new(bits: &'a [u8], count: u32, articles: u32) -> Result<Postings<'a>, Damage> {
        if count as usize > bits.len().saturating_mul(8) {
            return Err(TOO_LARGE);
        }
        let k = rice_parameter(u64::from(count), u64::from(articles));
        Ok(Postings { bits: BitReader::new(bits), k, articles, left: count, next: 0 })
    }

    /// The next posting; `None` after the last one.
    ///
    /// # Errors
    ///
    /// If the bits are damaged. Damage may be noticed only after the last posting.
    #[inline(always)]
    pub fn read(&mut self) -> Result<Option<Posting>, Damage> {
        if self.left == 0 {
            return self.bits.check().map(|()| None);
        }
        self.left -= 1;
        let rank = self.next.saturating_add(self.bits.rice(self.k));
        if rank >= self.articles {
            return Err(TOO_LARGE);
        }
        self.next = rank + 1;
        let once = self.bits.flag();
        let (title, body) = if once { (0, 1) } else { (self.bits.gamma() - 1, self.bits.gamma() - 1) };
        Ok(Some(Posting { rank: Rank(rank), title, body }))
    }
}

/// Passes each posting of a word to `act`.
///
/// # Errors
///
/// If the bits are damaged. Some postings may have been passed by then.
#[inline]
pub fn postings(bits: &[u8], count: u32, articles: u32, mut act: impl FnMut(Posting)) -> Result<(), Damage> {
    let mut postings = Postings::new(bits, count, articles)?;
    while let Some(posting) = postings.read()? {
        act(posting);
    }
    Ok(())
}

/// Reads the positions of a word, article by article.
#[derive(Clone, Debug)]
pub struct Positions<'a> {
    bits: BitReader<'a>,
    k: u32,
}

impl<'a> Positions<'a> {
    /// Creates a reader of these bits.
    pub fn new(bits: &'a [u8]) -> Positions<'a> {
        let mut bits = BitReader::new(bits);
        let k = bits.take(5).min(28);
        Positions { bits, k }
    }

    /// Passes the next `count` positions, which are those of one article, to `act`.
    ///
    /// # Errors
    ///
    /// If there are fewer.
    pub fn next(&mut self, count: u32, mut act: impl FnMut(u32)) -> Result<(), Damage> {
        let mut next = 0u32;
        for index in 0..count {
            let position = next.wrapping_add(self.bits.rice(self.k));
            act(position);
            next = position.wrapping_add(1);
            if index % 64 == 63 {
                self.bits.check()?;
            }
        }
        self.bits.check()
    }
}

/// Writes the bits of a word's postings and positions. `occurrences` are in order: the rank, and twice the position,
/// plus one in the body. Returns the number of articles.
pub(super) fn encode_word(occurrences: &[u64], articles: u32, postings: &mut Vec<u8>, positions: &mut Vec<u8>) -> u32 {
    let rank = |occurrence: &u64| (occurrence >> 32) as u32;
    let (mut count, mut reach) = (0, 0);
    let behind = occurrences.iter().skip(1).map(Some).chain([None]);
    for (occurrence, next) in occurrences.iter().zip(behind) {
        if next.is_none_or(|next| rank(next) != rank(occurrence)) {
            count += 1;
            reach += u64::from((*occurrence as u32) >> 1) + 1;
        }
    }
    let k = rice_parameter(u64::from(count), u64::from(articles));
    let place_k = rice_parameter(occurrences.len() as u64, reach).min(28);
    let mut bits = BitWriter::default();
    let mut places = BitWriter::default();
    places.put(place_k, 5);
    let mut next = 0;
    for run in occurrences.chunk_by(|a, b| rank(a) == rank(b)) {
        let Some(first) = run.first() else { continue };
        bits.put_rice(rank(first) - next, k);
        next = rank(first) + 1;
        let body = run.iter().filter(|occurrence| **occurrence & 1 == 1).count() as u32;
        let title = run.len() as u32 - body;
        if (title, body) == (0, 1) {
            bits.put(1, 1);
        } else {
            bits.put(0, 1);
            bits.put_gamma(title + 1);
            bits.put_gamma(body + 1);
        }
        let mut next_place = 0;
        for occurrence in run {
            let place = (*occurrence as u32) >> 1;
            places.put_rice(place.saturating_sub(next_place), place_k);
            next_place = place + 1;
        }
    }
    bits.drain_into(postings);
    places.drain_into(positions);
    count
}

/// Encodes the length of a body in one byte: exact up to 15, then with three bits after the leading one.
pub fn length_code(words: u32) -> u8 {
    match words.checked_ilog2() {
        Some(log) if log >= 4 => (16 + (log - 4) * 8 + ((words >> (log - 3)) & 7)).min(255) as u8,
        _ => words as u8,
    }
}

/// The smallest length with this code.
pub fn length_of_code(code: u8) -> u32 {
    match u32::from(code).checked_sub(16) {
        None => u32::from(code),
        Some(above) => (8 + (above & 7)) << ((above >> 3) + 1).min(28),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_words_postings_and_positions_read_back(
            articles in prop::collection::btree_map(
                0u32..500,
                (prop::collection::btree_set(0u32..5, 0..3), prop::collection::btree_set(20u32..900, 0..9)),
                0..60,
            ),
        ) {
            let mut occurrences = Vec::new();
            let mut expected = Vec::new();
            for (rank, (title, body)) in &articles {
                let title_places = title.iter().map(|place| place << 1);
                let places: Vec<u32> = title_places.chain(body.iter().map(|place| (place << 1) | 1)).collect();
                if !places.is_empty() {
                    occurrences.extend(places.iter().map(|place| (u64::from(*rank) << 32) | u64::from(*place)));
                    let posting = Posting { rank: Rank(*rank), title: title.len() as u32, body: body.len() as u32 };
                    expected.push((posting, places.iter().map(|place| place >> 1).collect::<Vec<_>>()));
                }
            }
            let (mut bits, mut places) = (Vec::new(), Vec::new());
            let count = encode_word(&occurrences, 500, &mut bits, &mut places);
            let mut found = Vec::new();
            postings(&bits, count, 500, |posting| found.push(posting)).unwrap();
            let mut reader = Positions::new(&places);
            let mut read = Vec::new();
            for posting in found {
                let mut at = Vec::new();
                reader.next(posting.title + posting.body, |place| at.push(place)).unwrap();
                read.push((posting, at));
            }
            prop_assert_eq!(read, expected);
        }

        #[test]
        fn lengths_keep_their_order(a in 0u32..2_000_000, b in 0u32..2_000_000) {
            prop_assert!(length_of_code(length_code(a)) <= a);
            prop_assert!(a > b || length_code(a) <= length_code(b));
            prop_assert_eq!(length_code(length_of_code(length_code(a))), length_code(a));
        }
    }
}
