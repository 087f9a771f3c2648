//! The measures, with the formulas of `../shared/data/score_extraction.py`.

use std::collections::HashMap;

use crate::normalise::{collapse, words};

/// Precision, recall and F1.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    /// The share of the answers that are right.
    pub precision: f64,
    /// The share of the right answers that were found.
    pub recall: f64,
}

impl Score {
    /// Computes the score from counts of right, wrong and missed answers.
    pub fn from_counts(right: usize, wrong: usize, missed: usize) -> Score {
        let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        Score { precision: share(right, right + wrong), recall: share(right, right + missed) }
    }

    /// The harmonic mean of precision and recall; 0 if both are 0.
    pub fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum == 0.0 { 0.0 } else { 2.0 * self.precision * self.recall / sum }
    }

    /// `P .950 R .970`
    pub fn detail(self) -> String {
        format!("P {:.3} R {:.3}", self.precision, self.recall)
    }
}

/// The overlap of two texts as multisets of runs of `length` words.
#[derive(Clone, Copy, Debug)]
pub struct Overlap {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Overlap {
    /// Compares the text that was found with the true one.
    pub fn of(truth: &str, found: &str, length: usize) -> Overlap {
        let truth: Vec<&str> = words(truth).collect();
        let found: Vec<&str> = words(found).collect();
        let (truth, found) = (shingles(&truth, length), shingles(&found, length));
        let total = |counts: &HashMap<&[&str], usize>| counts.values().sum::<usize>();
        let right = truth.iter().map(|(run, n)| *n.min(found.get(run).unwrap_or(&0))).sum();
        Overlap { right, wrong: total(&found) - right, missed: total(&truth) - right }
    }

    /// Precision: 1 if nothing was wrong and nothing missed, 0 if nothing was found.
    pub fn precision(self) -> f64 {
        if self.wrong == 0 && self.missed == 0 {
            1.0
        } else if self.right == 0 {
            0.0
        } else {
            self.right as f64 / (self.right + self.wrong) as f64
        }
    }

    /// Recall: 1 if nothing was wrong and nothing missed, 0 if everything was missed.
    pub fn recall(self) -> f64 {
        if self.wrong == 0 && self.missed == 0 {
            1.0
        } else if self.right == 0 {
            0.0
        } else {
            self.right as f64 / (self.right + self.missed) as f64
        }
    }

    /// The page's own F1.
    pub fn f1(self) -> f64 {
        Score { precision: self.precision(), recall: self.recall() }.f1()
    }
}

/// A text shorter than a run is a single run.
fn shingles<'a, 't>(tokens: &'a [&'t str], length: usize) -> HashMap<&'a [&'t str], usize> {
    let mut counts = HashMap::new();
    if tokens.is_empty() {
        return counts;
    }
    for run in tokens.windows(length.min(tokens.len())) {
        *counts.entry(run).or_default() += 1;
    }
    counts
}

/// Overlaps averaged over pages, as in the article extraction benchmark.
#[derive(Debug, Default)]
pub struct MeanOverlap {
    precision: Vec<f64>,
    recall: Vec<f64>,
    /// The number of pages.
    pub pages: usize,
}

impl MeanOverlap {
    /// Adds a page.
    pub fn add(&mut self, page: Overlap) {
        self.pages += 1;
        if page.right + page.wrong > 0 {
            self.precision.push(page.precision());
        }
        if page.right + page.missed > 0 {
            self.recall.push(page.recall());
        }
    }

    /// Mean precision and mean recall.
    pub fn score(&self) -> Score {
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
        Score { precision: mean(&self.precision), recall: mean(&self.recall) }
    }
}

/// Pieces of text that must and must not be in a body, pooled over all pages.
#[derive(Debug, Default)]
pub struct Segments {
    right: usize,
    wrong: usize,
    missed: usize,
    /// The number of pieces.
    pub pieces: usize,
}

impl Segments {
    /// Looks for a page's pieces; returns the missing ones and the unwanted ones.
    pub fn add<'a>(
        &mut self,
        body: &str,
        wanted: &'a [String],
        unwanted: &'a [String],
    ) -> (Vec<&'a str>, Vec<&'a str>) {
        let body = collapse(body);
        let missed: Vec<&str> =
            wanted.iter().map(String::as_str).filter(|piece| !body.contains(&collapse(piece))).collect();
        let wrong: Vec<&str> =
            unwanted.iter().map(String::as_str).filter(|piece| body.contains(&collapse(piece))).collect();
        self.pieces += wanted.len() + unwanted.len();
        self.right += wanted.len() - missed.len();
        self.missed += missed.len();
        self.wrong += wrong.len();
        (missed, wrong)
    }

    /// The pooled score.
    pub fn score(&self) -> Score {
        Score::from_counts(self.right, self.wrong, self.missed)
    }
}
