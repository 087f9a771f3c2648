//! What a story is called, and what holds it together.

use std::collections::BTreeMap;

use super::StoryArchive;
use super::vocabulary::{SharedWord, StoryWord, WordSort};
use crate::model::StoryReasons;

/// The most words and the most actors that are named.
const MAX_REASONS: usize = 5;

/// The share of a story's articles that must have a word that holds it together.
const MIN_SHARE: f64 = 0.5;

/// The power of a headline's length by which what it says is divided: between a sum, which prefers long ones, and an
/// average, which prefers short ones.
const LENGTH_POWER: f64 = 0.6;

impl StoryArchive {
    /// The headline whose words weigh most in all articles together.
    pub(super) fn title(&self, members: &[u32]) -> String {
        if let [at] = members {
            return self.outlines[*at as usize].title.clone();
        }
        let mut sums: BTreeMap<u32, f64> = BTreeMap::new();
        for at in members {
            for (word, weight) in &self.weights[*at as usize] {
                *sums.entry(*word).or_default() += f64::from(*weight);
            }
        }
        let score = |at: u32| {
            let (mut n_words, mut shared) = (0_u32, Vec::new());
            for count in self.counts[at as usize].iter().filter(|count| count.in_title) {
                n_words += 1;
                if let SharedWord::Shared(word) = self.words.get(count.word) {
                    shared.push(word);
                }
            }
            // In this order, sums do not depend on that of the articles.
            shared.sort_unstable();
            let sum: f64 = shared.iter().filter_map(|word| sums.get(word)).sum();
            sum / f64::from(n_words.max(1)).powf(LENGTH_POWER)
        };
        let mut best: Option<(bool, f64, u32)> = None;
        for at in members.iter().filter(|at| !self.outlines[**at as usize].title.is_empty()) {
            let found = (self.outlines[*at as usize].has_headline, score(*at), *at);
            if best.is_none_or(|best| (found.0, found.1) > (best.0, best.1)) {
                best = Some(found);
            }
        }
        best.map(|(_, _, at)| self.outlines[at as usize].title.clone()).unwrap_or_default()
    }

    /// The words and actors that most articles of a story share, and few others have.
    pub(super) fn reasons(&self, members: &[u32]) -> StoryReasons {
        if members.len() < 2 {
            return StoryReasons::default();
        }
        let mut sums: BTreeMap<u32, (u32, f64)> = BTreeMap::new();
        for (word, weight) in members.iter().flat_map(|at| &self.weights[*at as usize]) {
            let known = sums.entry(*word).or_default();
            *known = (known.0 + 1, known.1 + f64::from(*weight));
        }
        let mut found: Vec<(f64, &StoryWord)> = Vec::new();
        for (number, (n, sum)) in sums {
            let Some(word) = self.words.words.get(number as usize) else { continue };
            if word.is_telling() && n >= 2 && f64::from(n) >= MIN_SHARE * members.len() as f64 {
                found.push((sum, word));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.hash.cmp(&b.1.hash)));
        let named = |is_actor: bool| found.iter().filter(move |(_, word)| (word.sort == WordSort::Actor) == is_actor);
        let actors: Vec<String> = named(true).take(MAX_REASONS).map(|(_, word)| word.written.to_string()).collect();
        let mut words: Vec<String> = Vec::new();
        for (_, word) in named(false) {
            // A name stands among the actors, and two words stand for each of them.
            let is_part = |known: &String| known.to_lowercase().contains(&word.written.to_lowercase());
            if words.len() < MAX_REASONS && !words.iter().any(is_part) && !actors.iter().any(is_part) {
                words.push(word.written.to_string());
            }
        }
        StoryReasons { words, actors }
    }
}
