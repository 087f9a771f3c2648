//! Which articles tell of the same events: an index by rare words.
//!
//! An article is its set of content words and of pairs of capitalised words; words weigh by their rarity in the corpus
//! (Sparck Jones, 1972), and two articles are compared by the cosine of the angle between them (Salton and McGill,
//! 1983). Only dated articles are in the index, and only a query's rarest words are looked up, so that a large corpus
//! costs no comparison of all pairs.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::mention::words;
use crate::model::Article;

/// So many of an article's rarest words are looked up.
const QUERY_WORDS: usize = 60;

/// Words that stand in more than so many dated articles are passed over.
const MAX_POSTINGS: usize = 2_000;

/// As much of an article's text as is compared, in bytes: the event is told first.
const TEXT_BYTES: usize = 6_000;

/// An index of dated articles.
pub(super) struct Index {
    /// By word, how many articles of the corpus have it.
    frequency: HashMap<String, u32>,
    /// By word, the places in `dated` of the articles that have it.
    postings: HashMap<String, Vec<usize>>,
    /// The dated articles with the length of their vectors.
    dated: Vec<(usize, f64)>,
    n_articles: f64,
}

impl Index {
    /// Counts words over all articles; `terms` are those of each, in the order of the corpus.
    pub(super) fn new(terms: &[BTreeSet<String>]) -> Index {
        let mut frequency = HashMap::new();
        for word in terms.iter().flatten() {
            *frequency.entry(word.clone()).or_insert(0) += 1;
        }
        Index { frequency, postings: HashMap::new(), dated: Vec::new(), n_articles: terms.len() as f64 }
    }

    /// Adds an article whose day is known.
    pub(super) fn add(&mut self, article: usize, terms: &BTreeSet<String>) {
        let place = self.dated.len();
        self.dated.push((article, self.length(terms)));
        for word in terms {
            self.postings.entry(word.clone()).or_default().push(place);
        }
    }

    /// How many dated articles it holds.
    pub(super) fn len(&self) -> usize {
        self.dated.len()
    }

    /// The most similar dated articles with their likeness, from 0 to 1, the most alike first.
    pub(super) fn nearest(&self, terms: &BTreeSet<String>, n: usize) -> Vec<(usize, f64)> {
        let mut rare: Vec<(&String, f64)> = terms.iter().map(|word| (word, self.weight(word))).collect();
        rare.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        let mut looked_up = 0;
        for (word, weight) in rare {
            let Some(postings) = self.postings.get(word).filter(|postings| postings.len() <= MAX_POSTINGS) else {
                continue;
            };
            for place in postings {
                *scores.entry(*place).or_insert(0.0) += weight * weight;
            }
            looked_up += 1;
            // Small corpora are compared in full; a large one by the words that tell events apart.
            if looked_up >= QUERY_WORDS && self.dated.len() > 1_000 {
                break;
            }
        }
        let length = self.length(terms);
        let mut found: Vec<(usize, f64)> = scores
            .into_iter()
            .filter_map(|(place, score)| {
                let (article, other) = self.dated.get(place)?;
                let scale = length * other;
                (scale > 0.0).then(|| (*article, score / scale))
            })
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        found.truncate(n);
        found
    }

    fn weight(&self, word: &str) -> f64 {
        let frequency = f64::from(self.frequency.get(word).copied().unwrap_or(1));
        ((self.n_articles + 1.0) / frequency).ln() + 0.1
    }

    fn length(&self, terms: &BTreeSet<String>) -> f64 {
        terms.iter().map(|word| self.weight(word).powi(2)).sum::<f64>().sqrt()
    }
}

/// The words by which articles are compared.
pub(super) fn terms(article: &Article) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    let mut taken = 0;
    for text in std::iter::once(&article.title.value).chain(&article.body) {
        taken += text.len();
        let mut before: Option<(String, usize)> = None;
        for (start, word) in words(text) {
            let folded = word.to_lowercase();
            let capital = word.starts_with(char::is_uppercase);
            if let Some((known, end)) = &before
                && capital
                && start == end + 1
            {
                terms.insert(format!("{known} {folded}"));
            }
            before = capital.then(|| (folded.clone(), start + word.len()));
            if word.chars().count() >= 4 || !word.is_ascii() {
                terms.insert(folded);
            }
        }
        if taken > TEXT_BYTES {
            break;
        }
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::article;
    use super::*;

    #[test]
    fn the_same_event_is_nearest() {
        let articles = [
            article("a", "Barge closes Oldport harbour", &["The barge ran aground at Oldport, Jane Roe said."]),
            article("b", "Oldport harbour closed by barge", &["Jane Roe of Oldport spoke of the barge."]),
            article("c", "Parliament votes on pensions", &["Members of parliament raised pensions."]),
        ];
        let terms: Vec<_> = articles.iter().map(terms).collect();
        let mut index = Index::new(&terms);
        index.add(1, &terms[1]);
        index.add(2, &terms[2]);
        let nearest = index.nearest(&terms[0], 2);
        assert_eq!(nearest.first().map(|(article, _)| *article), Some(1));
        assert!(nearest[0].1 > 0.2 && nearest[0].1 <= 1.0, "{nearest:?}");
        assert!(nearest.get(1).is_none_or(|(_, likeness)| *likeness < 0.1), "{nearest:?}");
    }
}
