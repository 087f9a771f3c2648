//! Pairs of articles that are alike.
//!
//! An article is a vector of its words, names of two words, and actors. A word weighs by how often the article uses it
//! (with saturation, as in BM25: Robertson and Walker, 1994) and by its rarity in the archive (Sparck Jones, 1972); names
//! outrank other words. Two articles are compared by the cosine of the angle between them (Salton and McGill, 1983), which
//! time lowers. Only articles that share rare words are compared.

use super::vocabulary::{StoryVocabulary, WordCount};
use super::{StoryDates, days_between};

/// A word that is used this often has half of the maximum weight.
const SATURATION: f64 = 1.2;

/// The power of rarity: above 1, a rare word counts more.
const RARITY_POWER: f64 = 1.2;

/// The weight of a name, if that of a common word is 1.
const NAME_WEIGHT: f64 = 1.25;

/// The most words that an article is compared by.
const MAX_WORDS: usize = 150;

/// Words of a single article say how much of it no other one shares. In a small archive they count in full; in one of this
/// many articles half, since many of them are chance.
const LONE_WORDS: f64 = 50.0;

/// The number of an article's weightiest words by which others are found.
const QUERY_WORDS: usize = 40;

/// The most articles that a word leads to: those nearest in time.
const MAX_POSTINGS: usize = 600;

/// The most articles that one article is compared with: those with the most rare words in common.
const MAX_CANDIDATES: usize = 64;

/// The power of a likeness. Below 1, it lifts small ones, so that an average does not depend on a few near copies.
const LIKENESS_POWER: f64 = 0.6;

/// Pairs less alike than this count as not alike at all.
const MIN_LIKENESS: f64 = 0.05;

/// The likeness falls with the distance in time as (1 + days / `DECAY_DAYS`) to the power of -`DECAY_POWER`: fast at first
/// and slowly later, so that a story may go on and a report may come late.
const DECAY_DAYS: f64 = 2.0;

/// See [`DECAY_DAYS`].
const DECAY_POWER: f64 = 0.9;

/// Two articles that are alike, by their numbers in the order of the corpus.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct AlikePair {
    /// The smaller number.
    pub(super) first: u32,
    /// The larger number.
    pub(super) second: u32,
    /// 0 to 1.
    pub(super) likeness: f32,
}

/// The weights of an article's words, by word; the sum of their squares is at most 1.
pub(super) type WordWeights = Vec<(u32, f32)>;

/// The rarity of a word: the weight that it has before it is counted.
fn rarity(n_articles: u32, of: usize) -> f64 {
    ((of as f64 + 1.0) / f64::from(n_articles.max(1))).ln().powf(RARITY_POWER)
}

/// The weights of an article's words. Words that no other article has only make the rest lighter.
pub(super) fn weights(counts: &[WordCount], vocabulary: &StoryVocabulary, n_articles: usize) -> WordWeights {
    let share = LONE_WORDS / (n_articles as f64 + LONE_WORDS);
    let mut square = 0.0;
    let mut weighed: Vec<(f64, u64, u32)> = Vec::with_capacity(counts.len());
    for count in counts {
        let Some(word) = vocabulary.words.get(count.word as usize) else { continue };
        let n = f64::from(count.count);
        let name = if word.is_name() { NAME_WEIGHT } else { 1.0 };
        let weight = n / (n + SATURATION) * rarity(word.n_articles, n_articles) * name;
        if word.n_articles < 2 {
            square += share * weight * weight;
        } else {
            weighed.push((weight, word.hash, count.word));
        }
    }
    weighed.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    weighed.truncate(MAX_WORDS);
    // In the order of the hashes, sums come out the same whatever the order in which words were met.
    weighed.sort_unstable_by_key(|(_, hash, _)| *hash);
    square += weighed.iter().map(|(weight, _, _)| weight * weight).sum::<f64>();
    let length = square.sqrt().max(f64::MIN_POSITIVE);
    weighed.into_iter().map(|(weight, _, word)| (word, (weight / length) as f32)).collect()
}

/// The articles that are alike. `weights` are those of each article, `dates` their dates; articles are in order of time.
pub(super) fn alike(weights: &[&WordWeights], dates: &[StoryDates], n_words: usize) -> Vec<AlikePair> {
    let index = WordIndex::new(weights, n_words);
    let mut pairs = Vec::new();
    let mut candidates = CandidateScores { scores: vec![0.0; weights.len()], touched: Vec::new() };
    let mut dense = vec![0.0_f32; n_words];
    for (at, words) in weights.iter().enumerate() {
        let near = index.candidates(at, &mut candidates);
        for (word, weight) in *words {
            dense[*word as usize] = *weight;
        }
        for other in near {
            let (first, second) = ((at as u32).min(other), (at as u32).max(other));
            let Some(others) = weights.get(other as usize) else { continue };
            let cosine: f64 = others.iter().map(|(word, weight)| f64::from(*weight * dense[*word as usize])).sum();
            let likeness = cosine.max(0.0).powf(LIKENESS_POWER) * decay(dates, at, other as usize);
            if likeness >= MIN_LIKENESS {
                pairs.push(AlikePair { first, second, likeness: likeness as f32 });
            }
        }
        for (word, _) in *words {
            dense[*word as usize] = 0.0;
        }
    }
    // Both articles of a pair may have found the other one; their sums are the same.
    pairs.sort_unstable_by_key(|pair| (pair.first, pair.second));
    pairs.dedup_by_key(|pair| (pair.first, pair.second));
    pairs
}

/// The share of a likeness that time leaves; 1 if one of the dates is unknown.
fn decay(dates: &[StoryDates], one: usize, other: usize) -> f64 {
    let Some(days) = days_between(dates[one], dates[other]) else { return 1.0 };
    (1.0 + f64::from(days) / DECAY_DAYS).powf(-DECAY_POWER)
}

/// For each word, the articles that have it among their weightiest ones.
struct WordIndex {
    /// The beginning of each word's articles in `articles`.
    starts: Vec<u32>,
    articles: Vec<u32>,
    /// The weightiest words of each article.
    heavy: Vec<Vec<(u32, f32)>>,
}

impl WordIndex {
    fn new(weights: &[&WordWeights], n_words: usize) -> WordIndex {
        let heaviest = |words: &&WordWeights| {
            let mut words: Vec<(u32, f32)> = words.to_vec();
            words.sort_by(|a, b| b.1.total_cmp(&a.1));
            words.truncate(QUERY_WORDS);
            words
        };
        let heavy: Vec<Vec<(u32, f32)>> = weights.iter().map(heaviest).collect();
        let mut starts = vec![0_u32; n_words + 1];
        heavy.iter().flatten().for_each(|(word, _)| starts[*word as usize + 1] += 1);
        for word in 0..n_words {
            starts[word + 1] += starts[word];
        }
        let mut next = starts.clone();
        let mut articles = vec![0_u32; starts.last().copied().unwrap_or_default() as usize];
        for (at, words) in heavy.iter().enumerate() {
            for (word, _) in words {
                let place = &mut next[*word as usize];
                articles[*place as usize] = at as u32;
                *place += 1;
            }
        }
        WordIndex { starts, articles, heavy }
    }

    /// The articles that share the most with the one at this number, in ascending order.
    fn candidates(&self, at: usize, found: &mut CandidateScores) -> Vec<u32> {
        for (word, weight) in &self.heavy[at] {
            let range = self.starts[*word as usize] as usize..self.starts[*word as usize + 1] as usize;
            let mut articles = &self.articles[range];
            if articles.len() > MAX_POSTINGS {
                // Articles are in order of time.
                let here = articles.partition_point(|other| (*other as usize) < at);
                let from = here.saturating_sub(MAX_POSTINGS / 2).min(articles.len() - MAX_POSTINGS);
                articles = &articles[from..from + MAX_POSTINGS];
            }
            for other in articles {
                found.add(*other, weight * weight);
            }
        }
        found.take(at as u32)
    }
}

/// What other articles share with one.
struct CandidateScores {
    scores: Vec<f32>,
    touched: Vec<u32>,
}

impl CandidateScores {
    fn add(&mut self, article: u32, score: f32) {
        let known = &mut self.scores[article as usize];
        if *known == 0.0 {
            self.touched.push(article);
        }
        *known += score;
    }

    /// The articles with the highest scores, without this one, in ascending order; clears the scores.
    fn take(&mut self, at: u32) -> Vec<u32> {
        let mut best: Vec<(f32, u32)> = Vec::with_capacity(self.touched.len());
        for article in self.touched.drain(..) {
            let score = std::mem::take(&mut self.scores[article as usize]);
            if article != at {
                best.push((score, article));
            }
        }
        if best.len() > MAX_CANDIDATES {
            best.select_nth_unstable_by(MAX_CANDIDATES, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            best.truncate(MAX_CANDIDATES);
        }
        let mut articles: Vec<u32> = best.into_iter().map(|(_, article)| article).collect();
        articles.sort_unstable();
        articles
    }
}
