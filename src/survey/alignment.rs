//! Two versions of a text, sentence by sentence: what was kept, cut, added, reworded and moved.
//!
//! Equal sentences are paired first, then those that share most of their words (Dice, "Measures of the amount of ecologic
//! association between species", 1945). Of the pairs, the heaviest list that is in the same order in both texts stays in
//! place, as in a comparison of files (Hunt and Szymanski, "A fast algorithm for computing longest common subsequences",
//! 1977); the others were moved.

use std::collections::BTreeMap;

use super::words::words;

/// The least share of common words of a reworded sentence.
const MIN_LIKENESS: f64 = 0.5;

/// The most sentences with a word that are compared because of it.
const MAX_SENTENCES: usize = 50;

/// A sentence of one text, of the other, or of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlignedSentence {
    /// Its number in the earlier text, from 0.
    pub before: Option<usize>,
    /// Its number in the later text, from 0.
    pub after: Option<usize>,
    /// What happened to it.
    pub change: SentenceChange,
}

/// What happened to a sentence between two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentenceChange {
    /// It is the same, but perhaps for case and punctuation.
    Kept,
    /// Only the earlier text has it.
    Cut,
    /// Only the later text has it.
    Added,
    /// It has other words in the same place.
    Reworded,
    /// It stands elsewhere; `reworded` if it has other words too.
    Moved {
        /// Whether its words differ.
        reworded: bool,
    },
}

/// The sentences of a text. A full stop ends none after a single letter or digit, after two as in "Dr." and "24.", or
/// before a small letter.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut word = 0..0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_wide_end = matches!(c, '。' | '！' | '？');
        let is_end = matches!(c, '.' | '!' | '?' | '…' | '؟' | '।') && (c != '.' || !is_abbreviation(text, &word));
        if c == '\n' {
            found.extend(sentence(text, start, at));
            start = at;
        } else if is_end || is_wide_end {
            let mut end = at + c.len_utf8();
            while let Some((_, closing)) =
                chars.next_if(|(_, c)| matches!(c, '.' | '!' | '?' | '"' | '”' | '»' | '’' | ')' | '」'))
            {
                end += closing.len_utf8();
            }
            let rest = text.get(end..).unwrap_or_default();
            let is_apart = rest.starts_with(char::is_whitespace);
            if is_wide_end || (is_apart && !rest.trim_start().starts_with(char::is_lowercase)) {
                found.extend(sentence(text, start, end));
                start = end;
            }
        }
        let end = at + c.len_utf8();
        word = match c.is_alphanumeric() {
            true if word.end == at => word.start..end,
            true => at..end,
            false => end..end,
        };
    }
    found.extend(sentence(text, start, text.len()));
    found
}

/// Whether a full stop after this word is part of the word.
fn is_abbreviation(text: &str, word: &std::ops::Range<usize>) -> bool {
    let written = text.get(word.clone()).unwrap_or_default();
    let follows_space =
        text.get(..word.start).is_none_or(|before| before.is_empty() || before.ends_with(char::is_whitespace));
    match written.chars().count() {
        1 => true,
        2 => follows_space && written.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()),
        _ => false,
    }
}

/// The text between two bytes, if it says anything.
fn sentence(text: &str, start: usize, end: usize) -> Option<&str> {
    text.get(start..end).map(str::trim).filter(|sentence| !sentence.is_empty())
}

/// Compares two texts, each a list of sentences. The sentences of the later text come in order; each one that was cut
/// comes after the sentence that it followed.
pub fn align(before: &[&str], after: &[&str]) -> Vec<AlignedSentence> {
    let old: Vec<Vec<String>> = before.iter().map(|sentence| words(sentence)).collect();
    let new: Vec<Vec<String>> = after.iter().map(|sentence| words(sentence)).collect();
    let mut pairs = equal_pairs(&old, &new);
    pairs.extend(alike_pairs(&old, &new, &pairs));
    pairs.sort_unstable();
    let in_place = in_place(&pairs, &old);
    let mut by_new: BTreeMap<usize, (usize, bool)> = BTreeMap::new();
    let mut by_old: BTreeMap<usize, usize> = BTreeMap::new();
    for ((from, to), stays) in pairs.iter().zip(in_place) {
        by_new.insert(*to, (*from, stays));
        by_old.insert(*from, *to);
    }
    let mut aligned = Vec::new();
    let cuts_after = |at: Option<usize>, aligned: &mut Vec<AlignedSentence>| {
        let first = at.map_or(0, |at| at + 1);
        for cut in (first..old.len()).take_while(|old| !by_old.contains_key(old)) {
            aligned.push(AlignedSentence { before: Some(cut), after: None, change: SentenceChange::Cut });
        }
    };
    cuts_after(None, &mut aligned);
    for (at, words) in new.iter().enumerate() {
        let Some((from, stays)) = by_new.get(&at) else {
            aligned.push(AlignedSentence { before: None, after: Some(at), change: SentenceChange::Added });
            continue;
        };
        let reworded = old.get(*from) != Some(words);
        let change = match (stays, reworded) {
            (true, false) => SentenceChange::Kept,
            (true, true) => SentenceChange::Reworded,
            (false, reworded) => SentenceChange::Moved { reworded },
        };
        aligned.push(AlignedSentence { before: Some(*from), after: Some(at), change });
        cuts_after(Some(*from), &mut aligned);
    }
    aligned
}

/// The pairs of sentences with the same words; of several, the first with the first.
fn equal_pairs(old: &[Vec<String>], new: &[Vec<String>]) -> Vec<(usize, usize)> {
    let mut places: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (at, words) in old.iter().enumerate().rev() {
        places.entry(words).or_default().push(at);
    }
    let pair = |(at, words): (usize, &Vec<String>)| Some((places.get_mut(words.as_slice())?.pop()?, at));
    new.iter().enumerate().filter_map(pair).collect()
}

/// The pairs of other sentences that share at least half of their words, most alike first; each sentence is in one pair.
fn alike_pairs(old: &[Vec<String>], new: &[Vec<String>], taken: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut is_taken = (vec![false; old.len()], vec![false; new.len()]);
    for (from, to) in taken {
        is_taken.0[*from] = true;
        is_taken.1[*to] = true;
    }
    let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, words) in old.iter().enumerate().filter(|(at, _)| !is_taken.0[*at]) {
        for word in words {
            let places = by_word.entry(word).or_default();
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
    }
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    for (to, words) in new.iter().enumerate().filter(|(at, _)| !is_taken.1[*at]) {
        let places = words.iter().filter_map(|word| by_word.get(word.as_str()));
        let mut candidates: Vec<usize> =
            places.filter(|places| places.len() <= MAX_SENTENCES).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let likenesses = candidates.into_iter().map(|from| (dice(&old[from], words), from, to));
        found.extend(likenesses.filter(|(likeness, _, _)| *likeness >= MIN_LIKENESS));
    }
    // Of pairs that are equally alike, the one nearest to its place comes first.
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1.abs_diff(a.2), a.1).cmp(&(b.1.abs_diff(b.2), b.1))));
    let mut pairs = Vec::new();
    for (_, from, to) in found {
        if !is_taken.0[from] && !is_taken.1[to] {
            is_taken.0[from] = true;
            is_taken.1[to] = true;
            pairs.push((from, to));
        }
    }
    pairs
}

/// Twice the number of common words, divided by the number of all words; each word counts as often as it occurs.
fn dice(one: &[String], other: &[String]) -> f64 {
    let sorted = |words: &[String]| {
        let mut words: Vec<String> = words.to_vec();
        words.sort_unstable();
        words
    };
    let (one, other) = (sorted(one), sorted(other));
    let (mut a, mut b, mut n_common) = (0, 0, 0);
    while let (Some(first), Some(second)) = (one.get(a), other.get(b)) {
        match first.cmp(second) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => (a, b, n_common) = (a + 1, b + 1, n_common + 1),
        }
    }
    2.0 * f64::from(n_common) / (one.len() + other.len()).max(1) as f64
}

/// For each pair, in order of the earlier text, whether it is in the heaviest list that is also in order of the later one.
/// A sentence weighs as much as it has words.
fn in_place(pairs: &[(usize, usize)], old: &[Vec<String>]) -> Vec<bool> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(pairs.len());
    for (at, (from, to)) in pairs.iter().enumerate() {
        let before = (0..at).filter(|before| pairs[*before].1 < *to).max_by_key(|before| best[*before].0);
        let weight = 1 + old.get(*from).map_or(0, Vec::len);
        best.push((weight + before.map_or(0, |before| best[before].0), before));
    }
    let mut stays = vec![false; pairs.len()];
    let mut at = (0..pairs.len()).max_by_key(|at| best[*at].0);
    while let Some(pair) = at {
        stays[pair] = true;
        at = best[pair].1;
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The changes as letters: kept, cut, added, reworded, moved, moved and reworded.
    fn changes(before: &str, after: &str) -> String {
        let letter = |aligned: AlignedSentence| match aligned.change {
            SentenceChange::Kept => '=',
            SentenceChange::Cut => '-',
            SentenceChange::Added => '+',
            SentenceChange::Reworded => '~',
            SentenceChange::Moved { reworded: false } => '>',
            SentenceChange::Moved { reworded: true } => '*',
        };
        align(&sentences(before), &sentences(after)).into_iter().map(letter).collect()
    }

    #[test]
    fn texts_are_split_into_sentences() {
        for (text, expected) in [
            (
                "It rained. The U.S. army left! “Why?” he asked.",
                vec!["It rained.", "The U.S. army left!", "“Why?” he asked."],
            ),
            ("He said: “Go.” She went.", vec!["He said: “Go.”", "She went."]),
            ("Es waren 3.5 Prozent. Dr. Weber ging.", vec!["Es waren 3.5 Prozent.", "Dr. Weber ging."]),
            ("下雨了。他走了。", vec!["下雨了。", "他走了。"]),
            ("One\nTwo", vec!["One", "Two"]),
            (" \n", vec![]),
        ] {
            assert_eq!(sentences(text), expected);
        }
    }

    #[test]
    fn each_kind_of_change_is_told() {
        let whole =
            "The ferry sank off Oldport. Nobody was hurt, police said. The captain was questioned. It rained hard.";
        assert_eq!(changes(whole, whole), "====");
        assert_eq!(changes(whole, "The ferry sank off Oldport! The captain was questioned."), "=-=-");
        assert_eq!(changes("It rained hard.", "A storm came up. It rained hard."), "+=");
        let reworded = "The ferry sank off Oldport. Nobody was hurt, the police said. The captain was questioned.";
        assert_eq!(changes(whole, reworded), "=~=-");
        let moved =
            "It rained hard. The ferry sank off Oldport. Nobody was hurt, police said. The captain was questioned.";
        assert_eq!(changes(whole, moved), ">===");
        assert_eq!(changes("", "One sentence."), "+");
        assert_eq!(changes("One sentence.", ""), "-");
        assert_eq!(changes("Yes. Yes. No.", "Yes. No."), "=-=");
    }

    fn borrowed(texts: &[String]) -> Vec<&str> {
        texts.iter().map(String::as_str).collect()
    }

    #[test]
    fn made_edits_are_found() {
        let mut state = 7_u64;
        let mut next = move |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let (mut right, mut given, mut wanted) = (0, 0, 0);
        for _ in 0..60 {
            // Small numbers are frequent words, as in real texts.
            let word = |next: &mut dyn FnMut(u64) -> u64| format!("w{}", next(2_000) * next(2_000) / 2_000);
            let old: Vec<Vec<String>> = (0..30).map(|_| (0..6 + next(18)).map(|_| word(&mut next)).collect()).collect();
            let mut new: Vec<(Option<usize>, Vec<String>, SentenceChange)> = Vec::new();
            for (at, words) in old.iter().enumerate() {
                let mut words = words.clone();
                let mut change = SentenceChange::Kept;
                match next(10) {
                    0 | 1 => continue,
                    2 => {
                        change = SentenceChange::Reworded;
                        for _ in 0..words.len().div_ceil(5) {
                            let place = next(words.len() as u64) as usize;
                            words[place] = format!("new{}", next(500));
                        }
                    }
                    3 => {
                        let added = (0..6 + next(18)).map(|_| word(&mut next)).collect();
                        new.push((None, added, SentenceChange::Added));
                    }
                    _ => {}
                }
                new.push((Some(at), words, change));
            }
            let from = next(new.len() as u64) as usize;
            let mut piece = new.remove(from);
            let to = (from + 5) % new.len();
            if let (Some(_), true) = (piece.0, to.abs_diff(from) > 1) {
                piece.2 = SentenceChange::Moved { reworded: piece.2 == SentenceChange::Reworded };
            }
            new.insert(to, piece);
            let old: Vec<String> = old.iter().map(|words| words.join(" ")).collect();
            let later: Vec<String> = new.iter().map(|(_, words, _)| words.join(" ")).collect();
            let found = align(&borrowed(&old), &borrowed(&later));
            given += found.len();
            wanted += new.len() + old.len() - new.iter().filter(|(before, _, _)| before.is_some()).count();
            let kept: Vec<usize> = new.iter().filter_map(|(before, _, _)| *before).collect();
            for aligned in found {
                right += usize::from(match aligned.after {
                    Some(at) => new[at].0 == aligned.before && new[at].2 == aligned.change,
                    None => aligned.before.is_some_and(|before| !kept.contains(&before)),
                });
            }
        }
        let f = 2.0 * f64::from(right as u32) / f64::from((given + wanted) as u32);
        assert!(f >= 0.97, "{f}");
    }

    #[test]
    fn long_texts_are_compared_quickly_enough() {
        let before: Vec<String> = (0..1_500).map(|n| format!("the {n} of {} and {}", n % 40, n % 7)).collect();
        let after: Vec<String> = before.iter().rev().map(|text| format!("{text} now")).collect();
        let found = align(&borrowed(&before), &borrowed(&after));
        assert_eq!(found.iter().filter(|aligned| aligned.before.is_some()).count(), 1_500);
    }
}
