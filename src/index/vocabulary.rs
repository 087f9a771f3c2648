//! The words of an archive that is being built, numbered in the order of their first occurrence.

use rustc_hash::FxHashMap;

use super::short_word::ShortWord;

/// The initial number of slots, as a power of two.
const SLOT_BITS: u32 = 10;

/// The words, numbered from 0 in the order of their first occurrence, with their frequencies.
///
/// A hash table with open addressing (Knuth, TAOCP 3, 6.4, algorithm L) that stores the words themselves, so that a
/// lookup touches a single cache line. The few long words are stored separately.
#[derive(Debug, Default)]
pub(super) struct TermTable {
    slots: Vec<Slot>,
    /// The number of upper bits of a hash that select a slot.
    bits: u32,
    long: FxHashMap<Box<str>, (u32, u32)>,
    count: u32,
    touched: u32,
}

#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
struct Slot {
    word: ShortWord,
    number: u32,
    /// The number of occurrences; 0 if the slot is empty.
    times: u32,
}

/// A word that waits for its number.
#[derive(Clone, Copy, Debug)]
pub(super) enum Waiting {
    /// A word of the table, and its hash.
    Short(ShortWord, u64),
    /// The number of a long word.
    Long(u32),
}

impl Waiting {
    /// A short word.
    #[inline]
    pub(super) fn short(word: ShortWord) -> Waiting {
        Waiting::Short(word, word.hash())
    }
}

impl TermTable {
    /// A word that waits for its number.
    pub(super) fn waiting(&mut self, word: &str) -> Waiting {
        match ShortWord::new(word) {
            Some(word) => Waiting::short(word),
            None => {
                let next = self.count;
                let (number, times) = self.long.entry(word.into()).or_insert((next, 0));
                self.count += u32::from(*times == 0);
                *times += 1;
                Waiting::Long(*number)
            }
        }
    }

    /// Passes the number of each word to `act`; a new word gets a new number.
    pub(super) fn numbers(&mut self, words: &[Waiting], act: &mut impl FnMut(u32)) {
        while (self.count as usize + words.len()) * 2 >= self.slots.len() {
            self.grow();
        }
        // Slots that are not in the cache are loaded in parallel, because none of these reads depends on another.
        let shift = u64::BITS - self.bits;
        for word in words {
            if let Waiting::Short(_, hash) = word {
                self.touched ^= self.slots.get((hash >> shift) as usize).map_or(0, |slot| slot.number);
            }
        }
        for word in words {
            act(match word {
                Waiting::Short(word, hash) => self.number(*word, *hash),
                Waiting::Long(number) => *number,
            });
        }
    }

    #[inline]
    fn number(&mut self, word: ShortWord, hash: u64) -> u32 {
        let count = self.count;
        let Some(slot) = self.slot_of(word, hash) else { return 0 };
        let is_new = slot.times == 0;
        slot.times += 1;
        if is_new {
            (slot.word, slot.number) = (word, count);
            self.count += 1;
            return count;
        }
        slot.number
    }

    /// The slot that holds the word, or the empty slot for it.
    #[inline]
    fn slot_of(&mut self, word: ShortWord, hash: u64) -> Option<&mut Slot> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = (hash >> (u64::BITS - self.bits)) as usize;
        while self.slots.get(at).is_some_and(|slot| slot.word != word && slot.times != 0) {
            at = (at + 1) & mask;
        }
        self.slots.get_mut(at)
    }

    fn grow(&mut self) {
        self.bits = (self.bits + 1).max(SLOT_BITS);
        let wider = vec![Slot::default(); 1 << self.bits];
        for held in std::mem::replace(&mut self.slots, wider).into_iter().filter(|slot| slot.times != 0) {
            if let Some(slot) = self.slot_of(held.word, held.word.hash()) {
                *slot = held;
            }
        }
    }

    /// All words with their numbers and frequencies, in no order.
    pub(super) fn into_words(self) -> Vec<(Box<str>, u32, u32)> {
        let is_taken = |slot: &&Slot| slot.times != 0;
        let inside = self.slots.iter().filter(is_taken);
        let inside = inside.map(|slot| (slot.word.text().into_boxed_str(), slot.number, slot.times));
        inside.chain(self.long.into_iter().map(|(word, (number, times))| (word, number, times))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_numbered_as_they_first_come() {
        let mut vocabulary = TermTable::default();
        let words: Vec<String> = (0..5_000u32).map(|n| format!("{}{n}", "wörd".repeat(n as usize % 9))).collect();
        for _ in 0..2 {
            let mut numbers = Vec::new();
            for some in words.chunks(7) {
                let waiting: Vec<Waiting> = some.iter().map(|word| vocabulary.waiting(word)).collect();
                vocabulary.numbers(&waiting, &mut |number| numbers.push(number));
            }
            let mut sorted = numbers.clone();
            sorted.sort_unstable();
            assert!(sorted.iter().copied().eq(0..5_000), "{numbers:?}");
        }
        let mut all = vocabulary.into_words();
        assert!(all.iter().all(|(_, _, times)| *times == 2));
        all.sort();
        let mut expected = words.clone();
        expected.sort();
        assert!(all.iter().map(|(word, ..)| &**word).eq(expected.iter().map(String::as_str)));
    }

    #[test]
    fn the_empty_slot_is_no_word() {
        let mut vocabulary = TermTable::default();
        let mut numbers = Vec::new();
        for words in [["a", "b", "a"], ["b", "c", "a"]] {
            let waiting: Vec<Waiting> = words.iter().map(|word| vocabulary.waiting(word)).collect();
            vocabulary.numbers(&waiting, &mut |number| numbers.push(number));
        }
        assert_eq!(numbers, [0, 1, 0, 1, 2, 0]);
    }
}
