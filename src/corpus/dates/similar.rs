//! Which articles tell of the same events: an index by rare words.
//!
//! An article is its set of content words and of pairs of capitalised words; words weigh by their rarity in the corpus
//! (Sparck Jones, 1972), and two articles are compared by the cosine of the angle between them (Salton and McGill,
//! 1983). Only dated articles are in the index, and only a query's rarest words are looked up, so that a large corpus
//! costs no comparison of all pairs.
//!
//! Words are kept as hashes of 32 bits, and those of an article on a [`Tape`]: the index is made by reading the tape
//! once for each part of the hashes, so that memory stays bounded. It holds only words that an undated article has.

use rustc_hash::FxHashMap;

use super::super::collection::Tape;
use super::super::duplicates::mixed;
use super::mention::words;
use crate::model::{Article, Day};
use crate::wire::{HASH_START, hash_bytes};

/// The number of an article's rarest words that are looked up.
const QUERY_WORDS: usize = 60;

/// The maximum number of dated articles with a word; more frequent words are ignored.
const MAX_POSTINGS: usize = 2_000;

/// The length of an article's text that is compared, in bytes: the event comes first.
const TEXT_BYTES: usize = 6_000;

/// The number of words of articles that are sorted at once, 8 bytes each.
const A_PART: u64 = 4 << 20;

/// An index of dated articles.
pub(super) struct Index {
    /// The words, by hash.
    words: Vec<WordEntry>,
    /// The indices of the dated articles of all words, one after the other.
    places: Vec<u32>,
    /// The length of each article's vector.
    lengths: Vec<f64>,
    n_dated: usize,
}

struct WordEntry {
    hash: u32,
    /// The number of articles with it.
    frequency: u32,
    /// The start of its dated articles in `places`, and their number.
    start: u32,
    n_dated: u32,
}

impl Index {
    /// Builds the index of the articles that have a day, for queries by the articles in `open`. The tape has the terms
    /// of each article, in order.
    ///
    /// # Errors
    ///
    /// If the tape cannot be read.
    pub(super) fn new<T: Tape>(tape: &mut T, days: &[Option<Day>], open: &[usize]) -> Result<Index, T::Error> {
        let mut is_open = vec![false; days.len()];
        for at in open {
            if let Some(flag) = is_open.get_mut(*at) {
                *flag = true;
            }
        }
        let mut n_terms = 0u64;
        tape.read(&mut |run| n_terms += run.len() as u64 / 4)?;
        let n_parts = n_terms / A_PART + 1;
        let part_of = |hash: u32| (u64::from(hash) * n_parts) >> 32;
        let mut index = Index {
            words: Vec::new(),
            places: Vec::new(),
            lengths: vec![0.0; days.len()],
            n_dated: days.iter().flatten().count(),
        };
        let mut entries: Vec<u64> = Vec::new();
        for part in 0..n_parts {
            entries.clear();
            let mut at = 0u64;
            tape.read(&mut |run| {
                let of_part = terms_of(run).filter(|hash| part_of(*hash) == part);
                entries.extend(of_part.map(|hash| u64::from(hash) << 32 | at));
                at += 1;
            })?;
            entries.sort_unstable();
            for same in entries.chunk_by(|a, b| a >> 32 == b >> 32) {
                index.add(same, days, &is_open);
            }
        }
        index.lengths.iter_mut().for_each(|length| *length = length.sqrt());
        Ok(index)
    }

    /// Adds a word. Each entry has its hash and, in the lower half, the index of an article with it.
    fn add(&mut self, entries: &[u64], days: &[Option<Day>], is_open: &[bool]) {
        let frequency = entries.len() as u32;
        let square = self.weight(frequency).powi(2);
        let start = self.places.len();
        let mut is_asked = false;
        for entry in entries {
            let at = *entry as u32;
            if let Some(length) = self.lengths.get_mut(at as usize) {
                *length += square;
            }
            is_asked |= is_open.get(at as usize).copied().unwrap_or_default();
            if days.get(at as usize).is_some_and(Option::is_some) {
                self.places.push(at);
            }
        }
        let n_dated = self.places.len() - start;
        match entries.first() {
            Some(first) if is_asked && (1..=MAX_POSTINGS).contains(&n_dated) => self.words.push(WordEntry {
                hash: (first >> 32) as u32,
                frequency,
                start: start as u32,
                n_dated: n_dated as u32,
            }),
            _ => self.places.truncate(start),
        }
    }

    /// The number of dated articles.
    pub(super) fn len(&self) -> usize {
        self.n_dated
    }

    /// The dated articles most similar to the one at this index, which has these terms, with their similarity from 0 to
    /// 1, most similar first.
    pub(super) fn nearest(&self, at: usize, terms: &[u32], n: usize) -> Vec<(usize, f64)> {
        let mut rare: Vec<(&WordEntry, f64)> = terms
            .iter()
            .filter_map(|term| self.words.binary_search_by_key(term, |word| word.hash).ok())
            .filter_map(|word| self.words.get(word))
            .map(|word| (word, self.weight(word.frequency)))
            .collect();
        rare.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.hash.cmp(&b.0.hash)));
        // A small corpus is compared in full; a large one only by the words that distinguish events.
        if self.n_dated > 1_000 {
            rare.truncate(QUERY_WORDS);
        }
        let mut scores: FxHashMap<u32, f64> = FxHashMap::default();
        for (word, weight) in rare {
            let start = word.start as usize;
            for place in self.places.get(start..start + word.n_dated as usize).unwrap_or_default() {
                *scores.entry(*place).or_insert(0.0) += weight * weight;
            }
        }
        let length = |at: usize| self.lengths.get(at).copied().unwrap_or_default();
        let mut found: Vec<(usize, f64)> = scores
            .into_iter()
            .filter_map(|(place, score)| {
                let scale = length(at) * length(place as usize);
                (scale > 0.0).then(|| (place as usize, score / scale))
            })
            .collect();
        let order = |a: &(usize, f64), b: &(usize, f64)| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0));
        if found.len() > n {
            found.select_nth_unstable_by(n, order);
            found.truncate(n);
        }
        found.sort_by(order);
        found
    }

    fn weight(&self, frequency: u32) -> f64 {
        ((self.lengths.len() as f64 + 1.0) / f64::from(frequency)).ln() + 0.1
    }
}

/// The hashes of the words by which articles are compared, ascending, without duplicates.
pub(super) fn terms(article: &Article) -> Vec<u32> {
    let mut terms = Vec::new();
    let mut taken = 0;
    let mut folded = String::new();
    for text in std::iter::once(&article.title.value).chain(&article.body) {
        taken += text.len();
        let mut before: Option<(u64, usize)> = None;
        for (start, word) in words(text) {
            folded.clear();
            folded.extend(word.chars().flat_map(char::to_lowercase));
            let hash = hash(0, folded.as_bytes());
            let capital = word.starts_with(char::is_uppercase);
            if let Some((known, end)) = before
                && capital
                && start == end + 1
            {
                terms.push((self::hash(known, folded.as_bytes()) >> 32) as u32);
            }
            before = capital.then_some((hash, start + word.len()));
            if !word.is_ascii() || word.len() >= 4 {
                terms.push((hash >> 32) as u32);
            }
        }
        if taken > TEXT_BYTES {
            break;
        }
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The hash of a word appended to others with this hash (FNV-1a, then mixed, because the high bits are used).
fn hash(before: u64, word: &[u8]) -> u64 {
    mixed(HASH_START, hash_bytes(HASH_START ^ before, word))
}

/// Terms as a byte string for a tape.
pub(super) fn bytes_of(terms: &[u32]) -> Vec<u8> {
    terms.iter().flat_map(|term| term.to_le_bytes()).collect()
}

fn terms_of(run: &[u8]) -> impl Iterator<Item = u32> {
    run.chunks_exact(4).map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

#[cfg(test)]
mod tests {
    use super::super::super::collection::MemoryTape;
    use super::super::super::tests::article;
    use super::*;

    #[test]
    fn the_same_event_is_nearest() {
        let articles = [
            article("a", "Barge closes Oldport harbour", &["The barge ran aground at Oldport, Jane Roe said."]),
            article("b", "Oldport harbour closed by barge", &["Jane Roe of Oldport spoke of the barge."]),
            article("c", "Parliament votes on pensions", &["Members of parliament raised pensions."]),
        ];
        let mut tape = MemoryTape::default();
        for article in &articles {
            let Ok(()) = tape.write(&bytes_of(&terms(article)));
        }
        let day = Day::new(2020, 1, 1);
        let Ok(index) = Index::new(&mut tape, &[None, day, day], &[0]);
        let nearest = index.nearest(0, &terms(&articles[0]), 2);
        assert_eq!(nearest.first().map(|(article, _)| *article), Some(1));
        assert!(nearest[0].1 > 0.2 && nearest[0].1 <= 1.0, "{nearest:?}");
        assert!(nearest.get(1).is_none_or(|(_, likeness)| *likeness < 0.1), "{nearest:?}");
    }
}
