//! Builds the text index: takes texts one by one and produces the index word by word.
//!
//! Each text is stored as the numbers of its words, one to three bytes each: words are numbered in the order of their
//! first occurrence, so frequent words have small numbers. Once the order of the articles is known, the texts are
//! inverted by counting, in passes over ranges of words. This bounds the memory that is needed besides the texts.

use super::text::{FIELD_GAP, LexiconChunk, encode_word, length_code};
use super::token::{Term, terms};
use super::vocabulary::{TermTable, Waiting};
use crate::model::Article;
use crate::wire::bytes::{ByteReader, put_number};
use crate::wire::sort::sort;

/// The number of occurrences that one pass sorts, 8 bytes each: a quarter of them, within these limits.
const MIN_PER_PASS: usize = 16 << 20;
const MAX_PER_PASS: usize = 48 << 20;

/// The number of words in a chunk of the lexicon.
const WORDS_A_CHUNK: usize = 4096;

/// The size of a block of stored texts, in bytes; the last text may exceed it.
const BLOCK: usize = 1 << 20;

/// The minimum and maximum size of a chunk of postings or positions, in bytes; a single word may exceed it.
const MIN_BITS: usize = 48 << 10;
const MAX_BITS: usize = 256 << 10;

/// The maximum number of words in the spelling list.
const SPELLING_WORDS: usize = 30_000;

/// Collects the words of articles.
#[derive(Debug, Default)]
pub struct TextBuilder {
    vocabulary: TermTable,
    /// The texts, in blocks, so that growing never moves one.
    texts: Vec<Vec<u8>>,
    /// For each article, its block and its end in the block.
    ends: Vec<(u32, u32)>,
    lengths: Vec<u8>,
    body_words: u64,
    field: Vec<Waiting>,
    /// The joined words of a field.
    joined: Vec<Waiting>,
}

/// A finished part of the text index: its words and its bytes.
#[derive(Debug)]
pub enum TextChunk {
    /// A chunk of the lexicon, with its first word.
    LexiconChunk(String, u32, Vec<u8>),
    /// A chunk of postings.
    Postings(u32, Vec<u8>),
    /// A chunk of positions.
    Positions(u32, Vec<u8>),
}

/// Figures about all texts together.
#[derive(Debug)]
pub struct TextTotals {
    /// The code for the length of each body, by rank.
    pub lengths: Vec<u8>,
    /// The number of words in all bodies.
    pub body_words: u64,
    /// The most frequent words, in alphabetical order, encoded as a chunk of the lexicon.
    pub spelling: Vec<u8>,
}

impl TextBuilder {
    /// Adds an article. Articles are numbered from 0 in the order in which they are added.
    pub fn push(&mut self, article: &Article) {
        if self.texts.last().is_none_or(|block| block.len() >= BLOCK) {
            let room = if self.texts.is_empty() { 0 } else { BLOCK * 9 / 8 };
            self.texts.push(Vec::with_capacity(room));
        }
        if let Some(block) = self.texts.last_mut() {
            put_number(block, 1 + article.body.len() as u64);
        }
        self.push_field(&article.title.value);
        let mut words = 0;
        for paragraph in &article.body {
            words += self.push_field(paragraph);
        }
        self.ends.push((self.texts.len() as u32 - 1, self.texts.last().map_or(0, Vec::len) as u32));
        self.lengths.push(length_code(words));
        self.body_words += u64::from(words);
    }

    fn push_field(&mut self, text: &str) -> u32 {
        let TextBuilder { vocabulary, texts, field, joined, .. } = self;
        field.clear();
        joined.clear();
        let mut places = Vec::new();
        terms(text, &mut |term| match term {
            Term::Short(word) => field.push(Waiting::short(word)),
            Term::Text(word) => field.push(vocabulary.waiting(word)),
            Term::Joined(word) => {
                joined.push(vocabulary.waiting(word));
                places.push(field.len().saturating_sub(1) as u64);
            }
        });
        if let Some(block) = texts.last_mut() {
            put_number(block, field.len() as u64);
            vocabulary.numbers(field, &mut |number| put_number(block, u64::from(number)));
            put_number(block, joined.len() as u64);
            let mut places = places.into_iter();
            vocabulary.numbers(joined, &mut |number| {
                put_number(block, u64::from(number));
                put_number(block, places.next().unwrap_or_default());
            });
        }
        field.len() as u32
    }

    /// Passes every chunk to `emit`, in order. `order` gives the number of the article for each rank.
    ///
    /// # Errors
    ///
    /// The errors of `emit`.
    pub fn finish<E>(self, order: &[u32], emit: &mut dyn FnMut(TextChunk) -> Result<(), E>) -> Result<TextTotals, E> {
        let articles = order.len() as u32;
        let mut words = self.vocabulary.into_words();
        sort(&mut words);
        let mut places = vec![0u32; words.len()];
        for (place, (_, number, _)) in words.iter().enumerate() {
            if let Some(slot) = places.get_mut(*number as usize) {
                *slot = place as u32;
            }
        }
        let total: usize = words.iter().map(|(_, _, times)| *times as usize).sum();
        let a_pass = (total / 4).clamp(MIN_PER_PASS, MAX_PER_PASS);
        let size = (total / 400).clamp(MIN_BITS, MAX_BITS);
        let text = |article: u32| {
            let (block, end) = self.ends.get(article as usize).copied().unwrap_or_default();
            let before = (article as usize).checked_sub(1).and_then(|before| self.ends.get(before));
            let start = before.filter(|(other, _)| *other == block).map_or(0, |(_, end)| *end);
            let block = self.texts.get(block as usize).map(Vec::as_slice).unwrap_or_default();
            block.get(start as usize..end as usize).unwrap_or_default()
        };

        let mut lexicon = LexiconWriter::default();
        let mut postings = BitsWriter::new(size, TextChunk::Postings);
        let mut positions = BitsWriter::new(size, TextChunk::Positions);
        let mut counted: Vec<u32> = Vec::with_capacity(words.len());
        let mut sorted: Vec<u64> = Vec::new();
        let mut first = 0;
        while first < words.len() {
            let mut starts = vec![0u32];
            let mut sum = 0;
            for (_, _, times) in words.get(first..).unwrap_or_default() {
                let next = sum + *times as usize;
                if next > a_pass && sum > 0 {
                    break;
                }
                sum = next;
                starts.push(sum as u32);
            }
            let last = first + starts.len() - 1;
            sorted.resize(sum, 0);
            let mut next = starts.clone();
            for (rank, article) in order.iter().enumerate() {
                invert(text(*article), &mut |number, place| {
                    let word = places.get(number as usize).copied().unwrap_or_default() as usize;
                    let Some(at) = word.checked_sub(first).and_then(|index| next.get_mut(index)) else { return };
                    // The slot after the last word is its end, not the start of another word.
                    if word < last {
                        if let Some(slot) = sorted.get_mut(*at as usize) {
                            *slot = ((rank as u64) << 32) | u64::from(place);
                        }
                        *at += 1;
                    }
                });
            }
            for ((word, ..), span) in words.get(first..last).unwrap_or_default().iter().zip(starts.windows(2)) {
                let [start, end] = [span.first(), span.last()].map(|at| at.copied().unwrap_or_default() as usize);
                let of_word = sorted.get_mut(start..end).unwrap_or_default();
                // The joined words of a field come after its other words.
                if !of_word.is_sorted() {
                    of_word.sort_unstable();
                }
                let (mut bits, mut places) = (Vec::new(), Vec::new());
                let count = encode_word(of_word, articles, &mut bits, &mut places);
                lexicon.push(word, count, emit)?;
                postings.push(&bits, emit)?;
                positions.push(&places, emit)?;
                counted.push(count);
            }
            first = last;
        }
        lexicon.flush(emit)?;
        postings.flush(emit)?;
        positions.flush(emit)?;

        let count = |index: usize| counted.get(index).copied().unwrap_or_default();
        // The most frequent words first: the upper half of the sort key decreases with the number of articles.
        let mut by_count: Vec<u64> = counted.iter().zip(0..).map(|(count, at)| u64::from(!count) << 32 | at).collect();
        by_count.sort_unstable();
        by_count.truncate(SPELLING_WORDS);
        let mut frequent: Vec<u64> = by_count.into_iter().map(|key| u64::from(key as u32)).collect();
        frequent.sort_unstable();
        let mut spelling = Vec::new();
        let mut before = "";
        for index in frequent.into_iter().map(|index| index as usize) {
            if let Some((word, ..)) = words.get(index).filter(|(word, ..)| word.chars().count() > 2) {
                LexiconChunk::encode(before, word, count(index), &mut spelling);
                before = word;
            }
        }
        let of = |article: &u32| self.lengths.get(*article as usize).copied().unwrap_or_default();
        Ok(TextTotals { lengths: order.iter().map(of).collect(), body_words: self.body_words, spelling })
    }
}

/// Passes each word of a stored text to `act`, with twice its position, plus one if it is in the body.
#[inline]
fn invert(text: &[u8], act: &mut impl FnMut(u32, u32)) {
    let mut rest = text;
    let fields = next_number(&mut rest);
    let mut position = 0u32;
    for field in 0..fields {
        let first = position;
        for _ in 0..next_number(&mut rest) {
            act(next_number(&mut rest), (position << 1) | u32::from(field > 0));
            position = (position + 1).min(u32::MAX >> 2);
        }
        for _ in 0..next_number(&mut rest) {
            let number = next_number(&mut rest);
            let place = (first + next_number(&mut rest)).min(u32::MAX >> 2);
            act(number, (place << 1) | u32::from(field > 0));
        }
        position = (position + FIELD_GAP).min(u32::MAX >> 2);
    }
}

/// Removes a number written by [`put_number`] from the front. Most are one or two bytes long.
#[inline(always)]
fn next_number(bytes: &mut &[u8]) -> u32 {
    match **bytes {
        [a, ref rest @ ..] if a < 0x80 => {
            *bytes = rest;
            u32::from(a)
        }
        [a, b, ref rest @ ..] if b < 0x80 => {
            *bytes = rest;
            u32::from(a & 0x7f) | u32::from(b) << 7
        }
        _ => {
            let mut reader = ByteReader::new(bytes);
            let number = reader.number().unwrap_or_default();
            *bytes = reader.rest();
            number as u32
        }
    }
}

#[derive(Default)]
struct LexiconWriter {
    first: String,
    before: String,
    count: u32,
    bytes: Vec<u8>,
}

impl LexiconWriter {
    fn push<E>(&mut self, word: &str, count: u32, emit: &mut dyn FnMut(TextChunk) -> Result<(), E>) -> Result<(), E> {
        if self.count == 0 {
            word.clone_into(&mut self.first);
            self.before.clear();
        }
        LexiconChunk::encode(&self.before, word, count, &mut self.bytes);
        word.clone_into(&mut self.before);
        self.count += 1;
        if self.count as usize >= WORDS_A_CHUNK { self.flush(emit) } else { Ok(()) }
    }

    fn flush<E>(&mut self, emit: &mut dyn FnMut(TextChunk) -> Result<(), E>) -> Result<(), E> {
        if self.count == 0 {
            return Ok(());
        }
        let chunk =
            TextChunk::LexiconChunk(std::mem::take(&mut self.first), self.count, std::mem::take(&mut self.bytes));
        self.count = 0;
        emit(chunk)
    }
}

struct BitsWriter {
    size: usize,
    kind: fn(u32, Vec<u8>) -> TextChunk,
    count: u32,
    lengths: Vec<u8>,
    bits: Vec<u8>,
}

impl BitsWriter {
    fn new(size: usize, kind: fn(u32, Vec<u8>) -> TextChunk) -> BitsWriter {
        BitsWriter { size, kind, count: 0, lengths: Vec::new(), bits: Vec::new() }
    }

    fn push<E>(&mut self, bits: &[u8], emit: &mut dyn FnMut(TextChunk) -> Result<(), E>) -> Result<(), E> {
        if self.count > 0 && self.bits.len() + bits.len() > self.size {
            self.flush(emit)?;
        }
        put_number(&mut self.lengths, bits.len() as u64);
        self.bits.extend_from_slice(bits);
        self.count += 1;
        Ok(())
    }

    fn flush<E>(&mut self, emit: &mut dyn FnMut(TextChunk) -> Result<(), E>) -> Result<(), E> {
        if self.count == 0 {
            return Ok(());
        }
        let mut bytes = std::mem::take(&mut self.lengths);
        bytes.append(&mut self.bits);
        let count = std::mem::take(&mut self.count);
        emit((self.kind)(count, bytes))
    }
}
