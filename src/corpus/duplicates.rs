//! Articles that are likely copies of one another: reprints, agency reports, pages saved twice.
//!
//! Texts are compared by their shingles, runs of five words (Broder, "On the resemblance and containment of documents",
//! 1997). A sample of each text's shingles, those whose hash a fixed number divides, finds the pairs; all shingles
//! then decide. Containment rather than resemblance is measured, so that a shortened copy is one too.

use std::collections::BTreeMap;

use crate::model::Article;
use crate::text::script::{is_han, is_kana, is_lao, is_thai};
use crate::wire::HASH_START;

/// The number of words in a shingle.
const SHINGLE_WORDS: usize = 5;

/// One in this many shingles is in the sample.
const SAMPLING: u64 = 8;

/// The minimum number of shingles: shorter texts cannot be compared.
const MIN_SHINGLES: usize = 12;

/// The maximum number of texts with a shingle: a more frequent one is furniture.
const MAX_TEXTS: usize = 40;

/// The minimum containment of copies.
const MIN_CONTAINMENT: f64 = 0.7;

/// Articles that are likely copies of one another.
#[derive(Clone, Debug, PartialEq)]
pub struct Duplicates {
    /// Their indices among the articles, ascending; at least two.
    pub articles: Vec<usize>,
    /// The minimum share of the shorter text that is contained in the longer one, over all pairs that were found; 0.7
    /// to 1.
    pub containment: f64,
}

/// The groups of likely copies, in the order of their first articles.
pub fn find(articles: &[Article]) -> Vec<Duplicates> {
    let mut samples: Vec<(u64, usize)> = Vec::new();
    for (at, article) in articles.iter().enumerate() {
        let shingles = shingles(article);
        if shingles.len() >= MIN_SHINGLES {
            samples.extend(shingles.into_iter().filter(|hash| hash % SAMPLING == 0).map(|hash| (hash, at)));
        }
    }
    samples.sort_unstable();
    let mut n_shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for same in samples.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() <= MAX_TEXTS) {
        for (n, (_, first)) in same.iter().enumerate() {
            for (_, second) in same.iter().skip(n + 1) {
                *n_shared.entry((*first, *second)).or_default() += 1;
            }
        }
    }
    let mut groups = DuplicateGroups { leaders: (0..articles.len()).collect() };
    let mut found: Vec<((usize, usize), f64)> = Vec::new();
    for (pair, n) in n_shared {
        let (Some(first), Some(second)) = (articles.get(pair.0), articles.get(pair.1)) else { continue };
        // A single shared shingle in a sample may be a quotation.
        if n < 2 {
            continue;
        }
        let containment = containment(&shingles(first), &shingles(second));
        if containment >= MIN_CONTAINMENT {
            groups.join(pair.0, pair.1);
            found.push((pair, containment));
        }
    }
    let mut by_leader: BTreeMap<usize, Duplicates> = BTreeMap::new();
    for ((first, second), containment) in found {
        let group = by_leader.entry(groups.leader(first));
        let group = group.or_insert_with(|| Duplicates { articles: Vec::new(), containment: 1.0 });
        group.articles.extend([first, second]);
        group.containment = group.containment.min(containment);
    }
    let mut duplicates: Vec<Duplicates> = by_leader.into_values().collect();
    for group in &mut duplicates {
        group.articles.sort_unstable();
        group.articles.dedup();
    }
    duplicates.sort_by(|a, b| a.articles.cmp(&b.articles));
    duplicates
}

/// Which articles belong together: each points to an earlier one of its group, or to itself.
struct DuplicateGroups {
    leaders: Vec<usize>,
}

impl DuplicateGroups {
    fn leader(&mut self, of: usize) -> usize {
        let mut at = of;
        while let Some(&next) = self.leaders.get(at).filter(|next| **next != at) {
            at = next;
        }
        if let Some(leader) = self.leaders.get_mut(of) {
            *leader = at;
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.leader(a), self.leader(b));
        if let Some(leader) = self.leaders.get_mut(a.max(b)) {
            *leader = a.min(b);
        }
    }
}

/// The share of the smaller set that is in the other one.
fn containment(a: &[u64], b: &[u64]) -> f64 {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let n_common = few.iter().filter(|hash| many.binary_search(hash).is_ok()).count();
    n_common as f64 / few.len().max(1) as f64
}

/// The hashes of the text's shingles, ascending, without duplicates.
fn shingles(article: &Article) -> Vec<u64> {
    let mut hashes = Vec::new();
    each_shingle(article, |hash| hashes.push(hash));
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Passes the hashes of the text's shingles to `take`, in the order of the text.
pub fn each_shingle(article: &Article, take: impl FnMut(u64)) {
    let mut words = Vec::new();
    article.body.iter().for_each(|paragraph| hash_words(paragraph, &mut words));
    let hash = |run: &[u64]| run.iter().fold(HASH_START, |hash, word| mixed(hash, *word));
    words.windows(SHINGLE_WORDS).map(hash).for_each(take);
}

/// Adds the hashes of the words, ignoring case. In scripts without spaces, every character is a word.
fn hash_words(text: &str, hashes: &mut Vec<u64>) {
    let mut hash = None;
    for c in text.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                hash = Some(mixed(hash.unwrap_or(HASH_START), u64::from(c.to_ascii_lowercase())));
            } else {
                hashes.extend(hash.take());
            }
            continue;
        }
        for c in c.to_lowercase() {
            let is_word = c.is_alphanumeric();
            let is_whole = is_han(c) || is_kana(c) || is_thai(c) || is_lao(c);
            if !is_word || is_whole {
                hashes.extend(hash.take());
            }
            if is_whole {
                hashes.push(mixed(HASH_START, u64::from(c)));
            } else if is_word {
                hash = Some(mixed(hash.unwrap_or(HASH_START), u64::from(c)));
            }
        }
    }
    hashes.extend(hash);
}

/// Adds a value to a hash and mixes it as in `splitmix64`, so that the lowest bits are good for sampling.
pub fn mixed(hash: u64, value: u64) -> u64 {
    let mut x = (hash ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^ (x >> 27)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::tests::article;

    /// Words that occur in this order for no other seed.
    fn text(seed: u64, n_words: u64) -> String {
        (0..n_words).map(|n| format!("w{} ", mixed(seed, n) % 5_000)).collect()
    }

    #[test]
    fn copies_are_found_though_they_are_cut_and_framed() {
        let whole = text(1, 300);
        let cut: String = whole.split_inclusive(' ').take(150).collect();
        let framed = format!("{} {whole} {}", text(7, 30), text(8, 30));
        let articles = [
            article("a", "One", &[&whole]),
            article("b", "Other", &[&text(2, 300)]),
            article("c", "One, shorter", &[&cut.to_uppercase()]),
            article("d", "One, framed", &[&framed]),
        ];
        let found = find(&articles);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].articles, [0, 2, 3]);
        assert!(found[0].containment > 0.95, "{}", found[0].containment);
    }

    #[test]
    fn a_shared_quotation_makes_no_copy() {
        let quotation = text(3, 40);
        let one = format!("{} {quotation}", text(1, 200));
        let other = format!("{} {quotation}", text(2, 200));
        assert_eq!(find(&[article("a", "One", &[&one]), article("b", "Other", &[&other])]), []);
        assert_eq!(find(&[article("a", "One", &["Short."]), article("b", "One", &["Short."])]), []);
    }

    fn words(text: &str) -> Vec<u64> {
        let mut hashes = Vec::new();
        hash_words(text, &mut hashes);
        hashes
    }

    #[test]
    fn characters_are_words_where_a_script_has_no_spaces() {
        assert_eq!(words("北京今天").len(), 4);
        assert_eq!(words("the Post's day"), words("The POST's Day"));
    }
}
