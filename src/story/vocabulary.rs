//! The words of all articles: which stem each has, how many articles use it, and how it is written.

use rustc_hash::FxHashMap;

use super::outline::{StoryOutline, form_order};
use crate::corpus::duplicates::mixed;
use crate::index::Stems;
use crate::text::script::is_long_word;
use crate::wire::bytes::{ByteReader, put_number};
use crate::wire::{HASH_START, hash_bytes};

/// The least number of letters that a rough stem keeps.
const ROUGH_STEM_LETTERS: usize = 4;

/// A word of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WordCount {
    /// The word in the vocabulary.
    pub(super) word: u32,
    pub(super) count: u8,
    pub(super) in_title: bool,
}

/// The words of an article, by their number in the vocabulary, in two or three bytes each.
#[derive(Debug, Default)]
pub(super) struct PackedCounts(Box<[u8]>);

impl PackedCounts {
    /// Packs words in ascending order.
    fn new(counts: &[WordCount]) -> PackedCounts {
        let mut bytes = Vec::with_capacity(counts.len() * 3);
        let mut before = 0;
        for count in counts {
            put_number(&mut bytes, u64::from(count.word - before) << 1 | u64::from(count.in_title));
            bytes.push(count.count);
            before = count.word;
        }
        PackedCounts(bytes.into_boxed_slice())
    }

    /// The words, in ascending order.
    pub(super) fn iter(&self) -> impl Iterator<Item = WordCount> {
        let mut bytes = ByteReader::new(&self.0);
        let mut word = 0;
        std::iter::from_fn(move || {
            let value = bytes.number().ok()?;
            word += (value >> 1) as u32;
            Some(WordCount { word, count: bytes.byte().ok()?, in_title: value & 1 == 1 })
        })
    }
}

/// A word of the vocabulary: all forms of a stem, a name of two words, or an actor.
#[derive(Debug)]
pub(super) struct StoryWord {
    /// The hash of the stem, the same in every corpus.
    pub(super) hash: u64,
    /// How it is written: its shortest form, or the name of the actor.
    pub(super) written: Box<str>,
    /// The number of articles with it.
    pub(super) n_articles: u32,
    /// The number of articles that use it as a name.
    pub(super) n_as_name: u32,
    pub(super) sort: WordSort,
}

/// The sorts of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordSort {
    Single,
    Pair,
    Actor,
}

impl StoryWord {
    /// Whether the word tells a reader something: it is a name or long.
    pub(super) fn is_telling(&self) -> bool {
        self.is_name() || is_long_word(&self.written)
    }

    /// Whether the word is a name: most articles write it as one.
    pub(super) fn is_name(&self) -> bool {
        self.sort != WordSort::Single || self.n_as_name * 2 >= self.n_articles
    }
}

/// All words, while articles are added.
#[derive(Debug, Default)]
pub(super) struct StoryVocabulary {
    words: Vec<StoryWord>,
    by_stem: FxHashMap<u64, u32>,
    /// The words by the hash of their language and of a form, so that each form is stemmed once.
    by_form: FxHashMap<u64, u32>,
    stems: FxHashMap<String, Option<Stems>>,
    /// The words of the article that is added.
    found: Vec<(WordCount, bool)>,
    counts: Vec<WordCount>,
}

impl StoryVocabulary {
    /// Adds the words of an article. Returns them by their number in the vocabulary, each once.
    pub(super) fn add(&mut self, outline: &StoryOutline) -> PackedCounts {
        let language = outline.language.as_deref().unwrap_or_default();
        if !self.stems.contains_key(language) {
            self.stems.insert(language.to_owned(), Stems::for_language(language));
        }
        let language_hash = mixed(HASH_START, hash_bytes(HASH_START, language.as_bytes()));
        let mut found = std::mem::take(&mut self.found);
        let (mut start, mut written_start) = (0, 0);
        for word in &outline.words {
            let form = outline.text.get(start..word.end as usize).unwrap_or_default();
            let written = outline.written.get(written_start..word.written_end as usize).unwrap_or_default();
            (start, written_start) = (word.end as usize, word.written_end as usize);
            let key = language_hash ^ word.hash;
            let number = match self.by_form.get(&key) {
                Some(number) => *number,
                None => {
                    let stem = self.stem(language, form);
                    let sort = if word.use_.is_pair { WordSort::Pair } else { WordSort::Single };
                    let number = self.number(&stem, written, sort);
                    self.by_form.insert(key, number);
                    number
                }
            };
            if let Some(known) = self.words.get_mut(number as usize)
                && *known.written != *written
                && form_order(written) < form_order(&known.written)
            {
                known.written = written.into();
            }
            let count = WordCount { word: number, count: word.count, in_title: word.use_.in_title };
            found.push((count, word.use_.is_name));
        }
        for (id, name) in &outline.actors {
            // No word of a text has this character.
            let number = self.number(&format!("\u{1}{id}"), name, WordSort::Actor);
            if let Some(known) = self.words.get_mut(number as usize)
                && **name < *known.written
            {
                known.written = name.as_str().into();
            }
            found.push((WordCount { word: number, count: 1, in_title: false }, true));
        }
        found.sort_unstable_by_key(|(count, _)| count.word);
        self.counts.clear();
        for same in found.chunk_by(|a, b| a.0.word == b.0.word) {
            let Some((first, _)) = same.first() else { continue };
            self.counts.push(WordCount {
                word: first.word,
                count: same.iter().fold(0, |sum: u8, (count, _)| sum.saturating_add(count.count)),
                in_title: same.iter().any(|(count, _)| count.in_title),
            });
            if let Some(known) = self.words.get_mut(first.word as usize) {
                known.n_articles += 1;
                known.n_as_name += u32::from(same.iter().any(|(_, is_name)| *is_name));
            }
        }
        found.clear();
        self.found = found;
        PackedCounts::new(&self.counts)
    }

    /// The stem of a word, or the stems of two.
    fn stem(&self, language: &str, form: &str) -> String {
        let stems = self.stems.get(language).and_then(Option::as_ref);
        let stem = |word: &str| stems.map_or_else(|| rough_stem(word), |stems| stems.stem(word));
        form.split(' ').map(stem).collect::<Vec<_>>().join(" ")
    }

    fn number(&mut self, stem: &str, written: &str, sort: WordSort) -> u32 {
        let hash = hash_bytes(HASH_START, stem.as_bytes());
        let next = self.words.len() as u32;
        let number = *self.by_stem.entry(hash).or_insert(next);
        if number == next {
            self.words.push(StoryWord { hash, written: written.into(), n_articles: 0, n_as_name: 0, sort });
        }
        number
    }

    /// The words that several articles have.
    pub(super) fn into_shared(self) -> SharedWords {
        let StoryVocabulary { mut words, by_stem, by_form, .. } = self;
        drop((by_stem, by_form));
        let mut ranks: Vec<(u64, u32)> = Vec::new();
        let mut numbers = vec![SharedWords::LONE; words.len()];
        for (number, word) in words.iter().enumerate() {
            if word.n_articles > 1 {
                ranks.push((word.hash, number as u32));
            } else if word.is_name() {
                numbers[number] = SharedWords::LONE_NAME;
            }
        }
        ranks.sort_unstable();
        let shared = ranks.iter().enumerate().map(|(rank, (_, number))| {
            numbers[*number as usize] = rank as u32;
            let word = &mut words[*number as usize];
            StoryWord { written: std::mem::take(&mut word.written), ..*word }
        });
        let words = shared.collect();
        SharedWords { words, numbers }
    }
}

/// The words that several articles have, in the order of their hashes: an order that does not depend on that of the
/// articles.
#[derive(Debug)]
pub(super) struct SharedWords {
    pub(super) words: Vec<StoryWord>,
    /// For each word of the vocabulary its number among the shared ones.
    numbers: Vec<u32>,
}

/// A word as one of those that articles share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SharedWord {
    /// By its number.
    Shared(u32),
    /// A word of this article alone.
    Lone { is_name: bool },
}

impl SharedWords {
    /// What `numbers` has for a word of one article.
    const LONE: u32 = u32::MAX;
    /// What `numbers` has for a name that one article has.
    const LONE_NAME: u32 = u32::MAX - 1;

    /// The word with this number in the vocabulary.
    pub(super) fn get(&self, number: u32) -> SharedWord {
        match self.numbers.get(number as usize) {
            None | Some(&SharedWords::LONE) => SharedWord::Lone { is_name: false },
            Some(&SharedWords::LONE_NAME) => SharedWord::Lone { is_name: true },
            Some(number) => SharedWord::Shared(*number),
        }
    }
}

/// The stem of a word in a language whose endings are not known: without its last third, but at least four letters.
fn rough_stem(word: &str) -> String {
    let length = word.chars().count();
    word.chars().take((length * 2).div_ceil(3).max(ROUGH_STEM_LETTERS)).collect()
}
