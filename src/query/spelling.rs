//! "Did you mean": words of the archive that are spelled like unknown words of the query.

use super::step_counter::StepCounter;
use super::text::QueryWord;
use crate::index::text::LexiconChunk;
use crate::wire::sort::sort_by_key;

/// The steps for comparing two words.
const EDIT_STEPS: usize = 10;

/// The query's text with each unknown word replaced by the most similar known one; `None` if no word can be replaced.
pub(super) async fn suggestion(
    text: &str,
    unknown: &[QueryWord],
    known: &LexiconChunk,
    steps: &StepCounter,
) -> Option<String> {
    let mut suggested = text.to_owned();
    let mut unknown: Vec<&QueryWord> = unknown.iter().collect();
    sort_by_key(&mut unknown, |word| std::cmp::Reverse(word.place.start));
    let mut replaced = false;
    for word in unknown {
        steps.take(known.len() * EDIT_STEPS);
        steps.rest().await;
        let Some(better) = most_similar(&word.text, known) else { continue };
        if suggested.get(word.place.clone()).is_some() {
            suggested.replace_range(word.place.clone(), better);
            replaced = true;
        }
    }
    replaced.then_some(suggested)
}

/// The word with the fewest edits; of equally similar ones, the one in most articles.
fn most_similar<'a>(word: &str, known: &'a LexiconChunk) -> Option<&'a str> {
    let word: Vec<char> = word.chars().collect();
    let most = match word.len() {
        0..=2 => return None,
        3..=4 => 1,
        _ => 2,
    };
    let mut best: Option<(usize, std::cmp::Reverse<u32>, &str)> = None;
    let mut other = Vec::new();
    for index in 0..known.len() {
        let candidate = known.word(index);
        other.clear();
        other.extend(candidate.chars());
        let limit = best.map_or(most, |(edits, ..)| edits);
        if other.len().abs_diff(word.len()) > limit {
            continue;
        }
        if let Some(edits) = edits(&word, &other, limit) {
            let rating = (edits, std::cmp::Reverse(known.count(index)), candidate);
            if best.is_none_or(|best| rating < best) {
                best = Some(rating);
            }
        }
    }
    best.map(|(.., word)| word)
}

/// The number of letters inserted, deleted, replaced or transposed (Damerau 1964), up to a limit.
fn edits(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        let mut least = i + 1;
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&last, j) + usize::from(x != y)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let exchanged = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if exchanged {
                cost = cost.min(at(&before_last, j - 1) + 1);
            }
            least = least.min(cost);
            row.push(cost);
        }
        if least > limit {
            return None;
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|edits| *edits <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        let count = |a: &str, b: &str| edits(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), 2);
        assert_eq!(count("tarrif", "tariff"), Some(2));
        assert_eq!(count("hrabour", "harbour"), Some(1));
        assert_eq!(count("harbour", "harbour"), Some(0));
        assert_eq!(count("abc", "xyz"), None);
    }
}
