//! Pairs of articles that are alike.
//!
//! An article is a vector of its words, names of two words, and actors. A word weighs by how often the article uses it
//! (with saturation, as in BM25: Robertson and Walker, 1994) and by its rarity in the archive (Sparck Jones, 1972); names
//! outrank other words. Two articles are compared by the cosine of the angle between them (Salton and McGill, 1983), which
//! time lowers. Only articles that share rare words are compared.

use std::cmp::Ordering;

use super::vocabulary::{PackedCounts, SharedWord, SharedWords, StoryWord};
use super::{StoryDates, days_between};

/// A word that is used this often has half of the maximum weight.
const SATURATION: f64 = 1.6;

/// The power of rarity: above 1, a rare word counts more.
const RARITY_POWER: f64 = 1.4;

/// The weight of a name, if that of a common word is 1.
const NAME_WEIGHT: f64 = 1.25;

/// The most words that an article is compared by.
const MAX_WORDS: usize = 150;

/// Words of a single article say how much of it no other one shares. In a small archive they count in full; in one of this
/// many articles half, since many of them are chance.
const LONE_WORDS: f64 = 50.0;

/// The least number of an outlet's articles that have a word of its style.
const MIN_OF_OUTLET: u32 = 4;

/// The number of articles that is added to those of an outlet: a small outlet has too few to show its style.
const OUTLET_SMOOTHING: usize = 150;

/// The parts of a unit in which squares of weights are added.
const SQUARE_UNITS: f64 = (1_u64 << 32) as f64;

/// The number of an article's weightiest words by which others are found.
const QUERY_WORDS: usize = 40;

/// The most articles that a word leads to: those nearest in time.
const MAX_POSTINGS: usize = 600;

/// The most articles that all words of an article lead to, rare words first.
const MAX_LOOKUPS: usize = 6_000;

/// The most earlier articles that one article is compared with: those with the most rare words in common.
const MAX_CANDIDATES: usize = 64;

/// The power of a likeness. Below 1, it lifts small ones, so that an average does not depend on a few near copies.
const LIKENESS_POWER: f64 = 0.6;

/// Pairs less alike than this count as not alike at all.
const MIN_LIKENESS: f64 = 0.05;

/// The likeness falls with the distance in time as (1 + days / `DECAY_DAYS`) to the power of -`DECAY_POWER`: fast at first
/// and slowly later, so that a story may go on and a report may come late.
const DECAY_DAYS: f64 = 2.0;

/// See [`DECAY_DAYS`].
const DECAY_POWER: f64 = 0.8;

/// The most days that an uncertain date counts as being away. An unknown one may be any day of the archive. docs/stories.md
/// shows how it was chosen.
const MAX_UNCERTAIN_DAYS: f64 = 3.5;

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

/// The weight of each shared word before it is counted: its rarity, and whether it is a name.
fn word_weights(words: &SharedWords, n_articles: usize) -> Vec<f64> {
    let weight = |word: &StoryWord| rarity(word.n_articles, n_articles) * name_weight(word.is_name());
    words.words.iter().map(weight).collect()
}

/// The weights of all articles' words. `outlets` are the articles of each outlet.
///
/// A word that is rare in the archive but common in the articles of one outlet is of its style: its columnists, the names
/// of its series. There it weighs what it would in an archive of that outlet.
pub(super) fn weights_by_outlet(
    counts: &[PackedCounts],
    words: &SharedWords,
    outlets: &[Vec<u32>],
) -> Vec<WordWeights> {
    let in_archive = word_weights(words, counts.len());
    let mut weights = vec![WordWeights::new(); counts.len()];
    let mut of_outlet = in_archive.clone();
    let mut n_with = vec![0_u32; in_archive.len()];
    // A small outlet has too few articles to show its style.
    let (large, small): (Vec<&Vec<u32>>, Vec<&Vec<u32>>) =
        outlets.iter().partition(|articles| articles.len() >= MIN_OF_OUTLET as usize);
    for at in small.into_iter().flatten() {
        weights[*at as usize] = self::weights(&counts[*at as usize], words, &in_archive, counts.len());
    }
    for articles in large {
        let shared = |at: &u32| {
            counts[*at as usize].iter().filter_map(|count| match words.get(count.word) {
                SharedWord::Shared(word) => Some(word as usize),
                SharedWord::Lone { .. } => None,
            })
        };
        articles.iter().flat_map(shared).for_each(|word| n_with[word] += 1);
        let size = articles.len() + OUTLET_SMOOTHING;
        for word in articles.iter().flat_map(shared) {
            if n_with[word] >= MIN_OF_OUTLET {
                let weight = rarity(n_with[word], size) * name_weight(words.words[word].is_name());
                of_outlet[word] = in_archive[word].min(weight);
            }
        }
        for at in articles {
            weights[*at as usize] = self::weights(&counts[*at as usize], words, &of_outlet, counts.len());
        }
        for word in articles.iter().flat_map(shared) {
            (n_with[word], of_outlet[word]) = (0, in_archive[word]);
        }
    }
    weights
}

/// Keeps the items that come first in this order, at most this many, in any order.
fn keep_first<T>(items: &mut Vec<T>, most: usize, order: impl FnMut(&T, &T) -> Ordering) {
    if items.len() > most {
        items.select_nth_unstable_by(most, order);
        items.truncate(most);
    }
}

/// The rarity of a word.
fn rarity(n_articles: u32, of: usize) -> f64 {
    ((of as f64 + 1.0) / f64::from(n_articles.max(1))).ln().powf(RARITY_POWER)
}

fn name_weight(is_name: bool) -> f64 {
    if is_name { NAME_WEIGHT } else { 1.0 }
}

/// The weights of an article's words. Words that no other article has only make the rest lighter.
fn weights(counts: &PackedCounts, words: &SharedWords, word_weights: &[f64], n_articles: usize) -> WordWeights {
    let share = LONE_WORDS / (n_articles as f64 + LONE_WORDS);
    let lone = rarity(1, n_articles);
    // Whole numbers add up to the same sum in any order.
    let mut lone_square = 0_u64;
    let mut weighed: Vec<(f64, u32)> = Vec::new();
    for count in counts.iter() {
        let n = f64::from(count.count);
        let saturated = n / (n + SATURATION);
        match words.get(count.word) {
            SharedWord::Lone { is_name } => {
                let weight = saturated * lone * name_weight(is_name);
                lone_square += (weight * weight * SQUARE_UNITS) as u64;
            }
            SharedWord::Shared(word) => {
                weighed.push((saturated * word_weights.get(word as usize).copied().unwrap_or_default(), word));
            }
        }
    }
    keep_first(&mut weighed, MAX_WORDS, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    weighed.sort_unstable_by_key(|(_, word)| *word);
    let square =
        share * lone_square as f64 / SQUARE_UNITS + weighed.iter().map(|(weight, _)| weight * weight).sum::<f64>();
    let length = square.sqrt().max(f64::MIN_POSITIVE);
    weighed.into_iter().map(|(weight, word)| (word, (weight / length) as f32)).collect()
}

/// The likeness of two articles, each given by its weights and dates.
pub(super) fn likeness(one: (&WordWeights, StoryDates), other: (&WordWeights, StoryDates), decay: &Decay) -> f64 {
    let ((one, one_dates), (other, other_dates)) = (one, other);
    let weight = |word: u32| other.binary_search_by_key(&word, |(word, _)| *word).map_or(0.0, |at| other[at].1);
    let cosine: f32 = one.iter().map(|(word, of_one)| of_one * weight(*word)).sum();
    lowered(cosine, decay.left(one_dates, other_dates))
}

/// The likeness of two articles with this cosine, of which time leaves this share.
fn lowered(cosine: f32, decay: f32) -> f64 {
    let likeness = f64::from(cosine.max(0.0)).powf(LIKENESS_POWER) * f64::from(decay);
    if likeness >= MIN_LIKENESS { likeness } else { 0.0 }
}

/// The articles that are alike. `weights` are those of each article, `dates` their dates; articles are in order of time.
pub(super) fn alike(weights: &[&WordWeights], dates: &[StoryDates], n_words: usize) -> Vec<AlikePair> {
    // An article is compared with those before it. Those with a day come first: a window moves over them.
    let is_day = |at: &u32| dates[*at as usize].is_some_and(|(first, last)| first == last);
    let (mut order, rest): (Vec<u32>, Vec<u32>) = (0..weights.len() as u32).partition(is_day);
    let n_days = order.len();
    order.extend(rest);
    let decay = Decay::new(dates);
    let mut index = WordIndex::new(weights, n_words, decay.days());
    let mut scores = CandidateScores { scores: vec![0.0; weights.len()], touched: Vec::new(), best: Vec::new() };
    let mut dense = vec![0.0_f32; n_words];
    let mut pairs = Vec::new();
    for (place, at) in order.iter().enumerate() {
        index.look_up(*at, place < n_days, dates, &mut scores);
        let words = weights[*at as usize];
        for (word, weight) in words {
            dense[*word as usize] = *weight;
        }
        for (_, other, decay) in scores.best(|other| decay.left(dates[*at as usize], dates[other as usize])) {
            let others = weights[*other as usize];
            let cosine: f32 = others.iter().map(|(word, weight)| weight * dense[*word as usize]).sum();
            let likeness = lowered(cosine, *decay);
            if likeness > 0.0 {
                let (first, second) = (*at.min(other), *at.max(other));
                pairs.push(AlikePair { first, second, likeness: likeness as f32 });
            }
        }
        for (word, _) in words {
            dense[*word as usize] = 0.0;
        }
        index.add(*at);
    }
    pairs
}

/// The share of a likeness that time leaves.
pub(super) struct Decay {
    /// By the number of days.
    by_days: Vec<f32>,
    /// If one of the dates is unknown. If both are, nothing tells that time has passed.
    unknown: f32,
}

impl Decay {
    /// The decay in an archive of articles with these dates.
    pub(super) fn new(dates: &[StoryDates]) -> Decay {
        let by_days =
            (0..).map(|days| share_left(f64::from(days))).take_while(|share| f64::from(*share) >= MIN_LIKENESS);
        let known = || dates.iter().flatten();
        let first = known().map(|(first, _)| *first).min().unwrap_or_default();
        let last = known().map(|(_, last)| *last).max().unwrap_or_default();
        Decay { by_days: by_days.collect(), unknown: share_left_within(last - first) }
    }

    /// The share of a likeness that is left between two dates; 0 if articles so far apart cannot be alike.
    fn left(&self, one: StoryDates, other: StoryDates) -> f32 {
        let (one_dates, other_dates) = match (one, other) {
            (Some(one), Some(other)) => (one, other),
            (None, None) => return 1.0,
            _ => return self.unknown,
        };
        let days = days_between(one, other).unwrap_or_default();
        let share = self.by_days.get(days as usize).copied().unwrap_or_default();
        let n_uncertain = (one_dates.1 - one_dates.0).max(other_dates.1 - other_dates.0);
        if n_uncertain > 0 { share.min(share_left_within(n_uncertain)) } else { share }
    }

    /// The least number of days that leaves nothing.
    fn days(&self) -> i32 {
        self.by_days.len() as i32
    }
}

/// The share of a likeness that this many days leave.
fn share_left(days: f64) -> f32 {
    (1.0 + days / DECAY_DAYS).powf(-DECAY_POWER) as f32
}

/// The share that is left if all that is known is a period of this many days: two days of it are a third of it apart on
/// average.
fn share_left_within(days: i32) -> f32 {
    share_left((f64::from(days) / 3.0).min(MAX_UNCERTAIN_DAYS))
}

/// For each word, the articles that have it among their weightiest ones, in the order in which they were added.
struct WordIndex {
    /// The beginning of each word's articles in `articles`.
    starts: Vec<u32>,
    /// For each word, where the articles that are near enough in time begin, and where those that were added end.
    ranges: Vec<(u32, u32)>,
    articles: Vec<(u32, f32)>,
    /// The weightiest words of each article, one article after the other.
    heavy: Vec<(u32, f32)>,
    /// Where the words of each article end in that list.
    heavy_ends: Vec<u32>,
    /// The number of days after which articles are no longer alike.
    days: i32,
}

impl WordIndex {
    fn new(weights: &[&WordWeights], n_words: usize, days: i32) -> WordIndex {
        let mut heavy: Vec<(u32, f32)> = Vec::with_capacity(weights.len() * QUERY_WORDS);
        let mut heavy_ends = Vec::with_capacity(weights.len());
        let mut words: Vec<(u32, f32)> = Vec::new();
        for of_article in weights {
            words.clear();
            words.extend_from_slice(of_article);
            keep_first(&mut words, QUERY_WORDS, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            heavy.extend_from_slice(&words);
            heavy_ends.push(heavy.len() as u32);
        }
        let mut starts = vec![0_u32; n_words + 1];
        heavy.iter().for_each(|(word, _)| starts[*word as usize + 1] += 1);
        for word in 0..n_words {
            starts[word + 1] += starts[word];
        }
        let ranges = starts.iter().map(|start| (*start, *start)).collect();
        let articles = vec![(0, 0.0); heavy.len()];
        WordIndex { starts, ranges, articles, heavy, heavy_ends, days }
    }

    /// The weightiest words of an article.
    fn heavy(&self, at: u32) -> std::ops::Range<usize> {
        let start = (at as usize).checked_sub(1).map_or(0, |before| self.heavy_ends[before]);
        start as usize..self.heavy_ends[at as usize] as usize
    }

    /// Adds an article.
    fn add(&mut self, at: u32) {
        for (word, weight) in &self.heavy[self.heavy(at)] {
            let (_, end) = &mut self.ranges[*word as usize];
            self.articles[*end as usize] = (at, *weight);
            *end += 1;
        }
    }

    /// Scores the articles that were added before by what they share with this one.
    fn look_up(&mut self, at: u32, has_day: bool, dates: &[StoryDates], scores: &mut CandidateScores) {
        let first_day = dates[at as usize].map_or(i32::MIN, |(first, _)| first - self.days);
        let last_day = dates[at as usize].map_or(i32::MAX, |(_, last)| last);
        let mut found: Vec<(usize, u32, f32)> = Vec::with_capacity(QUERY_WORDS);
        for (word, weight) in &self.heavy[self.heavy(at)] {
            let (from, end) = &mut self.ranges[*word as usize];
            while has_day && from < end && is_before(dates[self.articles[*from as usize].0 as usize], first_day) {
                *from += 1;
            }
            let start = if has_day { *from } else { self.starts[*word as usize] };
            found.push(((*end - start) as usize, *word, *weight));
        }
        found.sort_unstable_by_key(|(n, word, _)| (*n, *word));
        let mut n_left = MAX_LOOKUPS;
        for (n, word, weight) in found {
            if n_left == 0 {
                break;
            }
            let end = self.ranges[word as usize].1 as usize;
            let articles = &self.articles[end - n..end];
            let (near, rest) = nearest(articles, dates, last_day, MAX_POSTINGS.min(n_left));
            n_left -= near.len() + rest.len();
            for (other, of_other) in near.iter().chain(rest) {
                scores.add(*other, weight * of_other);
            }
        }
    }
}

/// Whether all of an article's days are before this one.
fn is_before(dates: StoryDates, day: i32) -> bool {
    dates.is_some_and(|(_, last)| last < day)
}

/// Articles with the weight that a word has in each.
type WeighedArticles<'a> = &'a [(u32, f32)];

/// At most this many of a word's articles: those that were added last, and half of them near a day.
fn nearest<'a>(
    articles: WeighedArticles<'a>,
    dates: &[StoryDates],
    day: i32,
    most: usize,
) -> (WeighedArticles<'a>, WeighedArticles<'a>) {
    if articles.len() <= most {
        return (articles, &[]);
    }
    // Those with a day come first, in order.
    let is_earlier =
        |(at, _): &(u32, f32)| dates[*at as usize].is_some_and(|(first, last)| first == last && first <= day);
    let here = articles.partition_point(is_earlier);
    let last = articles.len() - most / 2;
    if here >= last {
        return (&articles[articles.len() - most..], &[]);
    }
    let from = here.saturating_sub(most / 4).min(last - most / 2);
    (&articles[from..from + most / 2], &articles[last..])
}

/// What other articles share with one.
struct CandidateScores {
    scores: Vec<f32>,
    touched: Vec<u32>,
    best: Vec<(f32, u32, f32)>,
}

impl CandidateScores {
    fn add(&mut self, article: u32, score: f32) {
        let known = &mut self.scores[article as usize];
        if *known == 0.0 {
            self.touched.push(article);
        }
        *known += score;
    }

    /// The articles with the highest scores, each with what time leaves of it, as `decay` tells; clears the scores.
    fn best(&mut self, decay: impl Fn(u32) -> f32) -> &[(f32, u32, f32)] {
        self.best.clear();
        for article in self.touched.drain(..) {
            let score = std::mem::take(&mut self.scores[article as usize]);
            let decay = decay(article);
            if decay > 0.0 {
                // The decay is of a power of the score.
                self.best.push((score * decay * decay.sqrt(), article, decay));
            }
        }
        keep_first(&mut self.best, MAX_CANDIDATES, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        &self.best
    }
}
