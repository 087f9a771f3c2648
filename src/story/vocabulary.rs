//! The words of all articles: which stem each has, how many articles use it, and how it is written.

use rustc_hash::FxHashMap;

use super::outline::{StoryOutline, WordUse, form_order};
use crate::index::Stems;
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

/// A word of the vocabulary: all forms of a stem, a name of two words, or an actor.
#[derive(Clone, Debug)]
pub(super) struct StoryWord {
    /// The hash of the stem, the same in every corpus.
    pub(super) hash: u64,
    /// How it is written: its shortest form, or the name of the actor.
    pub(super) written: String,
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
    /// Whether the word is a name: most articles write it as one.
    pub(super) fn is_name(&self) -> bool {
        self.sort != WordSort::Single || self.n_as_name * 2 >= self.n_articles
    }
}

/// All words.
#[derive(Debug, Default)]
pub(super) struct StoryVocabulary {
    pub(super) words: Vec<StoryWord>,
    by_stem: FxHashMap<u64, u32>,
    /// The words by the hash of their language and of a form, so that each form is stemmed once.
    by_form: FxHashMap<u64, u32>,
    stems: FxHashMap<String, Option<Stems>>,
}

impl StoryVocabulary {
    /// Adds the words of an article. Returns them by their number in the vocabulary, each once.
    pub(super) fn add(&mut self, outline: &StoryOutline) -> Vec<WordCount> {
        let language = outline.language.as_deref().unwrap_or_default();
        if !self.stems.contains_key(language) {
            self.stems.insert(language.to_owned(), Stems::for_language(language));
        }
        let before = hash_bytes(HASH_START, language.as_bytes());
        let mut found: Vec<(WordCount, WordUse)> = Vec::with_capacity(outline.words.len() + outline.actors.len());
        let (mut start, mut written_start) = (0, 0);
        for word in &outline.words {
            let form = outline.text.get(start..word.end as usize).unwrap_or_default();
            let written = outline.written.get(written_start..word.written_end as usize).unwrap_or_default();
            (start, written_start) = (word.end as usize, word.written_end as usize);
            let key = hash_bytes(before, form.as_bytes());
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
                && form_order(written) < form_order(&known.written)
            {
                written.clone_into(&mut known.written);
            }
            let count = WordCount { word: number, count: word.count, in_title: word.use_.in_title };
            found.push((count, word.use_));
        }
        for (id, name) in &outline.actors {
            // No word of a text has this character.
            let number = self.number(&format!("\u{1}{id}"), name, WordSort::Actor);
            if let Some(known) = self.words.get_mut(number as usize)
                && *name < known.written
            {
                name.clone_into(&mut known.written);
            }
            let use_ = WordUse { is_name: true, ..WordUse::default() };
            found.push((WordCount { word: number, count: 1, in_title: false }, use_));
        }
        found.sort_by_key(|(count, _)| count.word);
        let mut counts: Vec<WordCount> = Vec::with_capacity(found.len());
        for same in found.chunk_by(|a, b| a.0.word == b.0.word) {
            let Some((first, _)) = same.first() else { continue };
            counts.push(WordCount {
                word: first.word,
                count: same.iter().fold(0, |sum: u8, (count, _)| sum.saturating_add(count.count)),
                in_title: same.iter().any(|(count, _)| count.in_title),
            });
            if let Some(known) = self.words.get_mut(first.word as usize) {
                known.n_articles += 1;
                known.n_as_name += u32::from(same.iter().any(|(_, use_)| use_.is_name));
            }
        }
        counts
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
            self.words.push(StoryWord { hash, written: written.to_owned(), n_articles: 0, n_as_name: 0, sort });
        }
        number
    }
}

/// The stem of a word in a language whose endings are not known: without its last third, but at least four letters.
fn rough_stem(word: &str) -> String {
    let length = word.chars().count();
    word.chars().take((length * 2).div_ceil(3).max(ROUGH_STEM_LETTERS)).collect()
}
