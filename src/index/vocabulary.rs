//! The words of an archive that is being built, numbered as they first come.

use std::hash::Hasher as _;

use rustc_hash::{FxHashMap, FxHasher};

/// The longest word that stands in the table itself, in bytes.
const INSIDE: usize = 27;

/// How many slots the table has at first; a power of two.
const SLOTS: usize = 1 << 10;

/// The words, numbered from 0 as they first come.
///
/// A table with open addressing (Knuth, TAOCP 3, 6.4, algorithm L) that holds the words themselves, so that looking one
/// up takes a single line of the processor's cache. The few long words are kept apart.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    slots: Vec<Slot>,
    long: FxHashMap<Box<str>, u32>,
    count: u32,
}

#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
struct Slot {
    /// One more than the word's number; 0 where the slot is empty.
    number: u32,
    word: Short,
}

/// A short word: its length and its bytes, zeros behind it, so that it is compared without looking at the length first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Short {
    length: u8,
    bytes: [u8; INSIDE],
}

impl Short {
    fn of(word: &str) -> Short {
        let mut bytes = [0; INSIDE];
        bytes.iter_mut().zip(word.bytes()).for_each(|(to, from)| *to = from);
        Short { length: word.len() as u8, bytes }
    }

    fn text(&self) -> &str {
        let word = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(word).unwrap_or_default()
    }

    fn hash(&self) -> u64 {
        let mut hasher = FxHasher::default();
        self.bytes.chunks(8).for_each(|eight| {
            let number = eight.iter().rev().fold(0u64, |number, byte| number << 8 | u64::from(*byte));
            if number != 0 {
                hasher.write_u64(number);
            }
        });
        hasher.finish()
    }
}

impl Vocabulary {
    /// The number of a word, a new one where the word is new.
    pub(super) fn number(&mut self, word: &str) -> u32 {
        if word.len() > INSIDE {
            let next = self.count;
            let number = *self.long.entry(word.into()).or_insert(next);
            self.count += u32::from(number == next);
            return number;
        }
        if self.count as usize * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        let count = self.count;
        let word = Short::of(word);
        let Some(slot) = self.slot_of(&word) else { return 0 };
        if slot.number == 0 {
            *slot = Slot { number: count + 1, word };
            self.count += 1;
            return count;
        }
        slot.number - 1
    }

    /// The slot that has the word, or the empty one that it belongs into.
    fn slot_of(&mut self, word: &Short) -> Option<&mut Slot> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = word.hash() as usize & mask;
        while self.slots.get(at).is_some_and(|slot| slot.number != 0 && slot.word != *word) {
            at = (at + 1) & mask;
        }
        self.slots.get_mut(at)
    }

    fn grow(&mut self) {
        let wider = vec![Slot::default(); (self.slots.len() * 2).max(SLOTS)];
        for held in std::mem::replace(&mut self.slots, wider).into_iter().filter(|slot| slot.number != 0) {
            if let Some(slot) = self.slot_of(&held.word) {
                *slot = held;
            }
        }
    }

    /// All words with their numbers, in no order.
    pub(super) fn into_words(self) -> Vec<(Box<str>, u32)> {
        let is_taken = |slot: &&Slot| slot.number != 0;
        let inside = self.slots.iter().filter(is_taken).map(|slot| (slot.word.text().into(), slot.number - 1));
        inside.chain(self.long).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_numbered_as_they_first_come() {
        let mut vocabulary = Vocabulary::default();
        let words: Vec<String> = (0..5_000u32).map(|n| format!("{}{n}", "wörd".repeat(n as usize % 9))).collect();
        for _ in 0..2 {
            for (n, word) in words.iter().enumerate() {
                assert_eq!(vocabulary.number(word), n as u32, "{word}");
            }
        }
        let mut all = vocabulary.into_words();
        all.sort_by_key(|(_, number)| *number);
        assert!(all.iter().map(|(word, _)| &**word).eq(words.iter().map(String::as_str)));
    }
}
