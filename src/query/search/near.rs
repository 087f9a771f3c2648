//! Words in order, or near each other, within one article.
//!
//! A [`PlaceWalk`] goes through the positions of all words in ascending order. Both counters take constant time for each:
//! [`RowCounter`] by the bits of Shift-And (Baeza-Yates and Gonnet 1992), [`NearCounter`] by a list of the words in the
//! order in which they were last seen.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use crate::query::text::MAX_WORDS;

/// The number of 64-bit parts of a [`WordSet`].
const PARTS: usize = MAX_WORDS.div_ceil(64);

/// A set of places in a phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WordSet([u64; PARTS]);

impl WordSet {
    /// Adds a place; places beyond [`MAX_WORDS`] are ignored.
    pub(super) fn insert(&mut self, place: usize) {
        if let Some(part) = self.0.get_mut(place / 64) {
            *part |= 1 << (place % 64);
        }
    }

    fn contains(&self, place: usize) -> bool {
        self.0.get(place / 64).is_some_and(|part| part >> (place % 64) & 1 == 1)
    }

    /// Moves each place to the next, and adds the first.
    fn advance(&mut self) {
        let mut carry = 1;
        for part in &mut self.0 {
            let next = *part >> 63;
            *part = *part << 1 | carry;
            carry = next;
        }
    }

    fn keep(&mut self, other: &WordSet) {
        self.0.iter_mut().zip(other.0).for_each(|(part, other)| *part &= other);
    }

    fn add(&mut self, other: &WordSet) {
        self.0.iter_mut().zip(other.0).for_each(|(part, other)| *part |= other);
    }
}

/// The positions of several words in one article, in ascending order, each with the index of its word.
pub(super) struct PlaceWalk<'a> {
    lists: &'a [Vec<u32>],
    /// The position above, the word below.
    next: BinaryHeap<Reverse<u64>>,
    at: Vec<usize>,
}

impl<'a> PlaceWalk<'a> {
    /// The positions of each word must be ascending.
    pub(super) fn new(lists: &'a [Vec<u32>]) -> PlaceWalk<'a> {
        let first = |(word, list): (u64, &Vec<u32>)| list.first().map(|place| Reverse(u64::from(*place) << 32 | word));
        let next = (0u64..).zip(lists).filter_map(first).collect();
        PlaceWalk { lists, next, at: vec![0; lists.len()] }
    }
}

impl Iterator for PlaceWalk<'_> {
    type Item = (u32, usize);

    fn next(&mut self) -> Option<(u32, usize)> {
        let mut top = self.next.peek_mut()?;
        let Reverse(both) = *top;
        let (place, word) = ((both >> 32) as u32, both as u32 as usize);
        let following = self.at.get_mut(word).and_then(|at| {
            *at += 1;
            self.lists.get(word)?.get(*at)
        });
        match following {
            Some(place) => *top = Reverse(u64::from(*place) << 32 | word as u64),
            None => drop(PeekMut::pop(top)),
        }
        Some((place, word))
    }
}

/// What counts matches while a [`PlaceWalk`] passes.
pub(super) trait PlaceCounter {
    /// Takes the next position of a word.
    fn see(&mut self, place: u32, word: usize);

    /// How many matches there were.
    fn finish(self) -> usize;
}

/// Counts what a leaf asks for.
pub(super) enum LeafCounter<'a> {
    /// How many times the words follow one another.
    Row(RowCounter<'a>),
    /// How many times they are near each other.
    Near(NearCounter),
}

impl PlaceCounter for LeafCounter<'_> {
    fn see(&mut self, place: u32, word: usize) {
        match self {
            LeafCounter::Row(counter) => counter.see(place, word),
            LeafCounter::Near(counter) => counter.see(place, word),
        }
    }

    fn finish(self) -> usize {
        match self {
            LeafCounter::Row(counter) => counter.finish(),
            LeafCounter::Near(counter) => counter.finish(),
        }
    }
}

/// Counts how many times the words follow one another.
pub(super) struct RowCounter<'a> {
    /// For each different word, its places in the phrase.
    sets: &'a [WordSet],
    length: usize,
    /// The beginnings of the phrase that end at the last position, by their lengths minus one.
    begun: WordSet,
    last: Option<u32>,
    /// The position that is being read, and the places in the phrase of the words that are there.
    here: Option<u32>,
    set: WordSet,
    times: usize,
}

impl<'a> RowCounter<'a> {
    /// `sets` has the places of each different word in a phrase of `length` words.
    pub(super) fn new(sets: &'a [WordSet], length: usize) -> RowCounter<'a> {
        let (begun, set) = Default::default();
        RowCounter { sets, length, begun, last: None, here: None, set, times: 0 }
    }

    fn end_place(&mut self) {
        let Some(here) = self.here else { return };
        if self.last.is_none_or(|last| last.checked_add(1) != Some(here)) {
            self.begun = WordSet::default();
        }
        self.begun.advance();
        self.begun.keep(&self.set);
        self.times += usize::from(self.length.checked_sub(1).is_some_and(|last| self.begun.contains(last)));
        self.last = Some(here);
        self.set = WordSet::default();
    }
}

impl PlaceCounter for RowCounter<'_> {
    fn see(&mut self, place: u32, word: usize) {
        if self.here != Some(place) {
            self.end_place();
            self.here = Some(place);
        }
        if let Some(set) = self.sets.get(word) {
            self.set.add(set);
        }
    }

    fn finish(mut self) -> usize {
        self.end_place();
        self.times
    }
}

/// No word, in the list of a [`NearCounter`].
const NO_WORD: usize = usize::MAX;

/// A word of a [`NearCounter`]: where it was last seen, and the words that were last seen before and after it.
#[derive(Clone, Copy)]
struct SeenWord {
    place: Option<u32>,
    before: usize,
    after: usize,
}

impl SeenWord {
    const UNSEEN: SeenWord = SeenWord { place: None, before: NO_WORD, after: NO_WORD };
}

/// Counts how many times all words occur together, in any order, within a number of positions.
pub(super) struct NearCounter {
    /// The largest distance between the first and the last of them.
    reach: u64,
    words: Vec<SeenWord>,
    first: usize,
    last: usize,
    count: usize,
    times: usize,
}

impl NearCounter {
    /// `different` words, the first and the last at most `reach` apart.
    pub(super) fn new(different: usize, reach: u64) -> NearCounter {
        let words = vec![SeenWord::UNSEEN; different];
        NearCounter { reach, words, first: NO_WORD, last: NO_WORD, count: 0, times: 0 }
    }

    fn unlink(&mut self, word: usize) {
        let Some(SeenWord { before, after, .. }) = self.words.get(word).copied() else { return };
        match self.words.get_mut(before) {
            Some(before) => before.after = after,
            None => self.first = after,
        }
        match self.words.get_mut(after) {
            Some(after) => after.before = before,
            None => self.last = before,
        }
    }

    fn append(&mut self, word: usize, place: u32) {
        match self.words.get_mut(self.last) {
            Some(last) => last.after = word,
            None => self.first = word,
        }
        if let Some(seen) = self.words.get_mut(word) {
            *seen = SeenWord { place: Some(place), before: self.last, after: NO_WORD };
        }
        self.last = word;
    }
}

impl PlaceCounter for NearCounter {
    fn see(&mut self, place: u32, word: usize) {
        if self.words.get(word).is_some_and(|word| word.place.is_some()) {
            self.unlink(word);
        } else {
            self.count += 1;
        }
        self.append(word, place);
        if self.count < self.words.len() {
            return;
        }
        let first = self.words.get(self.first).and_then(|first| first.place).unwrap_or(place);
        if u64::from(place.saturating_sub(first)) <= self.reach {
            self.times += 1;
            // Every word has to be seen again before the next match, so this costs no more than seeing them.
            self.words.fill(SeenWord::UNSEEN);
            (self.first, self.last, self.count) = (NO_WORD, NO_WORD, 0);
        }
    }

    fn finish(self) -> usize {
        self.times
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The plain definition of a phrase.
    fn rows(words: &[usize], lists: &[Vec<u32>]) -> usize {
        let is_at = |place: u32| words.iter().zip(0..).all(|(word, offset)| lists[*word].contains(&(place + offset)));
        lists[words[0]].iter().filter(|place| is_at(**place)).count()
    }

    /// The plain definition of nearness: of all words, also repeated ones, the place where each was last seen.
    fn groups(words: &[usize], lists: &[Vec<u32>], reach: u64) -> usize {
        let mut all: Vec<(u32, usize)> = Vec::new();
        for (index, word) in words.iter().enumerate() {
            all.extend(lists[*word].iter().map(|place| (*place, index)));
        }
        all.sort_unstable();
        let mut last: Vec<Option<u32>> = vec![None; words.len()];
        let mut times = 0;
        for (place, index) in all {
            last[index] = Some(place);
            let first = last.iter().copied().collect::<Option<Vec<u32>>>().and_then(|all| all.into_iter().min());
            if first.is_some_and(|first| u64::from(place - first) <= reach) {
                times += 1;
                last.fill(None);
            }
        }
        times
    }

    fn count(mut counter: impl PlaceCounter, lists: &[Vec<u32>]) -> usize {
        PlaceWalk::new(lists).for_each(|(place, word)| counter.see(place, word));
        counter.finish()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn counters_agree_with_the_plain_definitions(
            text in prop::collection::vec(0usize..5, 0..60),
            words in prop::collection::vec(0usize..5, 1..9),
            gap in 1u32..3,
            distance in 0u64..6,
        ) {
            let mut different = words.clone();
            different.sort_unstable();
            different.dedup();
            let at = |word: &usize| different.iter().position(|other| other == word).unwrap();
            let words: Vec<usize> = words.iter().map(at).collect();
            let lists: Vec<Vec<u32>> = different
                .iter()
                .map(|word| (0..).zip(&text).filter(|(_, other)| *other == word).map(|(place, _)| place * gap).collect())
                .collect();
            let mut sets = vec![WordSet::default(); different.len()];
            words.iter().enumerate().for_each(|(place, word)| sets[*word].insert(place));
            prop_assert_eq!(count(RowCounter::new(&sets, words.len()), &lists), rows(&words, &lists));
            let reach = words.len() as u64 - 1 + distance;
            prop_assert_eq!(count(NearCounter::new(different.len(), reach), &lists), groups(&words, &lists, reach));
        }
    }

    #[test]
    fn a_phrase_may_have_as_many_words_as_a_query() {
        let mut sets = [WordSet::default()];
        (0..MAX_WORDS).for_each(|place| sets[0].insert(place));
        let lists = [(7..7 + MAX_WORDS as u32 + 2).collect::<Vec<_>>()];
        assert_eq!(count(RowCounter::new(&sets, MAX_WORDS), &lists), 3);
    }
}
