//! Articles that carry the same text: a wire's, a press release's, with another headline, cut, or with a paragraph added.
//!
//! Texts are compared by their runs of five words. What counts is the share of the shorter text's runs that the longer one
//! has (containment: Broder, "On the resemblance and containment of documents", 1997), since a text that was cut to a third
//! resembles the whole one little. A run that many texts have is furniture of their pages, unless it is most of the text.

use super::outline::{StoryOutline, WordRuns};

/// The least containment of a copy. Reports of one event that were written apart seldom share a tenth of their runs, unless
/// they quote the same speech at length.
const MIN_CONTAINMENT: f64 = 0.4;

/// The least containment of a copy if both texts name the same agency as their source.
const MIN_WITH_AGENCY: f64 = 0.3;

/// The least number of runs: shorter texts cannot be compared.
const MIN_RUNS: usize = 12;

/// The most texts with a run of which all are paired; in larger ones, each is paired with the first few.
const MAX_TEXTS: usize = 40;

/// The number of texts that every text with a frequent run is paired with.
const FIRST_TEXTS: usize = 4;

/// The most days between the dates of copies. The same text in a later month is a notice or a series.
const MAX_DAYS: i32 = 60;

/// One in this many runs is looked up to find pairs: those whose hash it divides.
const SAMPLING: u32 = 4;

/// The share of a text's runs that other than frequent ones must have to be compared alone.
const OWN_SHARE: f64 = 0.2;

/// Two articles with the same text, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CopyPair {
    /// The smaller number.
    pub(super) first: u32,
    /// The larger number.
    pub(super) second: u32,
}

/// The pairs of articles with the same text, in ascending order.
pub(super) fn pairs(outlines: &[StoryOutline]) -> Vec<CopyPair> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for (at, outline) in outlines.iter().enumerate().filter(|(_, outline)| outline.runs.hashes.len() >= MIN_RUNS) {
        // Levels keep hashes that end in zeros; the sample is of other bits.
        let sample = outline.runs.hashes.iter().filter(|hash| (**hash >> 16) % SAMPLING == 0);
        runs.extend(sample.map(|hash| (*hash, at as u32)));
    }
    runs.sort_unstable();
    let mut found: Vec<(u32, u32)> = Vec::new();
    for same in runs.chunk_by(|a, b| a.0 == b.0) {
        let n_firsts = if same.len() > MAX_TEXTS { FIRST_TEXTS } else { same.len() };
        for (n, (_, first)) in same.iter().enumerate().take(n_firsts) {
            found.extend(same.iter().skip(n + 1).map(|(_, second)| (*first, *second)));
        }
    }
    drop(runs);
    found.sort_unstable();
    // A single run in a sample may be a quotation.
    let mut candidates: Vec<CopyPair> = Vec::new();
    for same in found.chunk_by(|a, b| a == b).filter(|same| same.len() > 1) {
        candidates.extend(same.first().map(|(first, second)| CopyPair { first: *first, second: *second }));
    }
    drop(found);
    let frequent = if candidates.is_empty() { Vec::new() } else { frequent_runs(outlines) };
    candidates.retain(|pair| {
        let (Some(first), Some(second)) = (outlines.get(pair.first as usize), outlines.get(pair.second as usize))
        else {
            return false;
        };
        is_copy(first, second, &frequent)
    });
    candidates
}

/// The runs that more than `MAX_TEXTS` texts have, ascending.
fn frequent_runs(outlines: &[StoryOutline]) -> Vec<u32> {
    let mut all: Vec<u32> = outlines.iter().flat_map(|outline| &outline.runs.hashes).copied().collect();
    all.sort_unstable();
    let frequent = all.chunk_by(|a, b| a == b).filter(|same| same.len() > MAX_TEXTS);
    frequent.filter_map(|same| same.first().copied()).collect()
}

/// Whether one of two texts is a copy of the other, or both are of a third.
fn is_copy(one: &StoryOutline, other: &StoryOutline, frequent: &[u32]) -> bool {
    if super::days_between(super::dates(one), super::dates(other)).is_some_and(|days| days > MAX_DAYS) {
        return false;
    }
    let has_same_agency = one.agencies.iter().any(|agency| other.agencies.contains(agency));
    let least = if has_same_agency { MIN_WITH_AGENCY } else { MIN_CONTAINMENT };
    containment(&one.runs, &other.runs, frequent).is_some_and(|found| found >= least)
}

/// The share of the runs of the text with fewer of them that the other text has; `None` if there are too few.
fn containment(one: &WordRuns, other: &WordRuns, frequent: &[u32]) -> Option<f64> {
    let level = one.level.max(other.level);
    let of_level = |runs: &WordRuns| -> Vec<u32> {
        runs.hashes.iter().copied().filter(|hash| hash.trailing_zeros() >= level).collect()
    };
    let (one, other) = (of_level(one), of_level(other));
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if few.len() < MIN_RUNS / 2 {
        return None;
    }
    let has = |hash: &&u32| many.binary_search(hash).is_ok();
    let own: Vec<&u32> = few.iter().filter(|hash| frequent.binary_search(hash).is_err()).collect();
    let share = own.len() as f64 / few.len() as f64;
    if own.len() >= MIN_RUNS / 2 && share >= OWN_SHARE {
        return Some(own.iter().filter(|hash| has(hash)).count() as f64 / own.len() as f64);
    }
    Some(few.iter().filter(has).count() as f64 / few.len() as f64)
}
