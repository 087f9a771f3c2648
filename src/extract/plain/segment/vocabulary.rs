//! How much a block has in common with the blocks around it.
//!
//! Paragraphs of one text share names and words; teasers of other articles do not (after the lexical cohesion of
//! TextTiling, Hearst, 1997).

use crate::text::is_letter_or_digit;
use std::collections::{HashMap, HashSet};

/// The minimum length of a content word in letters, unless it is a name: shorter words say little about the topic.
const MIN_LETTERS: usize = 6;

/// The content words of each block: names and long words, cut to their first letters so that inflection matters less.
pub(super) fn content_words<'t>(blocks: impl IntoIterator<Item = &'t str>) -> Vec<HashSet<String>> {
    blocks.into_iter().map(words).collect()
}

fn words(text: &str) -> HashSet<String> {
    let mut words = HashSet::new();
    let mut sentence_start = true;
    for word in text.split(|c: char| !is_letter_or_digit(c)).filter(|word| !word.is_empty()).take(400) {
        let letters = word.chars().count();
        let name = word.starts_with(char::is_uppercase) && !sentence_start && letters >= 2;
        if name || letters >= MIN_LETTERS || (!word.is_ascii() && letters >= 4) {
            words.insert(word.chars().take(7).flat_map(char::to_lowercase).collect());
        }
        sentence_start = false;
    }
    words
}

/// For each block, the share of its content words that occur in one of the given blocks before it and after it; from 0
/// to 1, `None` if it has too few.
pub(super) fn shares(words: &[HashSet<String>], counts: &[bool]) -> Vec<[Option<f32>; 2]> {
    let mut shares = vec![[None; 2]; words.len()];
    for (direction, order) in [(0, false), (1, true)] {
        let mut seen: HashMap<&str, u32> = HashMap::new();
        let n = words.len();
        for step in 0..n {
            let at = if order { n - 1 - step } else { step };
            let own = &words[at];
            if own.len() >= 3 && !seen.is_empty() {
                let known = own.iter().filter(|word| seen.contains_key(word.as_str())).count();
                shares[at][direction] = Some(known as f32 / own.len() as f32);
            }
            if counts.get(at).copied().unwrap_or(false) {
                own.iter().for_each(|word| *seen.entry(word).or_insert(0) += 1);
            }
        }
    }
    shares
}

/// The mean share of the content words of some blocks that are among the known ones, from 0 to 1.
pub(super) fn mean_share(blocks: &[HashSet<String>], known: &HashSet<String>) -> f32 {
    let share = |own: &HashSet<String>| {
        own.iter().filter(|word| known.contains(*word)).count() as f32 / own.len().max(1) as f32
    };
    blocks.iter().map(share).sum::<f32>() / blocks.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_shares_words_with_itself_and_not_with_another() {
        let blocks = [
            "The harbour of Oldport was closed after the barge Ariel ran aground.",
            "The barge Ariel had left Oldport, its captain said, before the harbour was closed.",
            "Members of parliament voted yesterday on pensions for teachers and nurses.",
        ];
        let words = content_words(blocks);
        let shares = shares(&words, &[true, true, true]);
        assert!(shares[1][0] > Some(0.5), "{shares:?}");
        assert!(shares[2][0] < Some(0.2), "{shares:?}");
        assert_eq!(shares[0][0], None);
    }
}
