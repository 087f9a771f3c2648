//! Names as a tree of words, so that a text is compared with many names that begin alike at once.

use rustc_hash::FxHashMap;

use super::cases;
use crate::language::Language;

/// The maximum length of a Korean particle, in parts of its syllables.
const MAX_ENDING: usize = 12;

/// The most words of a name that is searched for.
pub(super) const MAX_NAME_WORDS: usize = 40;

/// The most beginnings of names that the words of a text may be forms of at a time.
pub(super) const MAX_FORMS: usize = 32;

/// The most names with the same words, written in different ways.
const MAX_SPELLINGS: usize = 64;

/// All names, word by word, so that a text is compared with many names that begin alike at once.
#[derive(Clone, Debug, Default)]
pub(super) struct NameTree {
    words: FxHashMap<String, u32>,
    /// The node after a node and a word, which may have an ending or not.
    children: FxHashMap<(u32, u32, bool), u32>,
    /// The numbers of the names that end at each node, in order.
    ends: Vec<Vec<usize>>,
    /// Whether a word after the first may have an ending.
    pub(super) has_open_words: bool,
}

impl NameTree {
    /// The node before all words.
    pub(super) const ROOT: u32 = 0;

    /// Adds the name with this number. `words` are its folded words, and whether each may have an ending; `is_same` tells
    /// whether another name fits the same texts. Names with very many words are left out.
    pub(super) fn add<'w>(
        &mut self,
        number: usize,
        words: impl Iterator<Item = (&'w str, bool)> + Clone,
        is_same: impl Fn(usize) -> bool,
    ) {
        if words.clone().count() > MAX_NAME_WORDS {
            return;
        }
        if self.ends.is_empty() {
            self.ends.push(Vec::new());
        }
        let mut node = NameTree::ROOT;
        for (offset, (word, is_open)) in words.enumerate() {
            let next = self.words.len() as u32;
            let id = *self.words.entry(word.to_owned()).or_insert(next);
            self.has_open_words |= is_open && offset > 0;
            let new = self.ends.len() as u32;
            node = *self.children.entry((node, id, is_open)).or_insert(new);
            if node == new {
                self.ends.push(Vec::new());
            }
        }
        if let Some(ends) = self.ends.get_mut(node as usize)
            && ends.len() < MAX_SPELLINGS
            && !ends.iter().any(|other| is_same(*other))
        {
            ends.push(number);
        }
    }

    /// The numbers of the names that end at a node.
    pub(super) fn ends(&self, node: u32) -> &[usize] {
        self.ends.get(node as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether a folded word by itself is a name.
    pub(super) fn has_name(&self, word: &str) -> bool {
        self.child(NameTree::ROOT, word, false).is_some_and(|node| !self.ends(node).is_empty())
    }

    fn child(&self, node: u32, word: &str, is_open: bool) -> Option<u32> {
        self.children.get(&(node, *self.words.get(word)?, is_open)).copied()
    }

    /// Adds the nodes that a word leads to: as it is, as a form of another word, and with an ending.
    pub(super) fn step(
        &self,
        node: u32,
        folded: &str,
        language: Option<Language>,
        (is_whole, is_open): (bool, bool),
        next: &mut Vec<u32>,
    ) {
        if is_whole {
            next.extend(self.child(node, folded, false));
            if let Some(language) = language {
                next.extend(cases::bases(folded, language).filter_map(|base| self.child(node, &base, false)));
            }
        }
        let mut end = if is_open { folded.len() } else { 0 };
        for _ in 0..=MAX_ENDING {
            let Some(start) = folded.get(..end).filter(|start| !start.is_empty()) else { break };
            next.extend(self.child(node, start, true));
            end = start.char_indices().next_back().map_or(0, |(at, _)| at);
        }
    }
}
