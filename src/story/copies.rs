//! Articles that carry the same text: a wire's, a press release's, with another headline, cut, or with a paragraph added.
//!
//! Texts are compared by their runs of five words. What counts is the share of the shorter text's runs that the longer one
//! has (containment: Broder, "On the resemblance and containment of documents", 1997), since a text that was cut to a third
//! resembles the whole one little. A run that many texts have, or several of one outlet under different headlines, is
//! furniture of their pages, unless it is most of the text.

use super::by_outlet;
use super::outline::{StoryOutline, WordRuns};
use crate::text::folded;

/// The least containment of a copy. Reports of one event that were written apart seldom share a tenth of their runs, unless
/// they quote the same speech at length.
const MIN_CONTAINMENT: f64 = 0.4;

/// The least containment of a copy if both texts name the same agency as their source.
const MIN_WITH_AGENCY: f64 = 0.3;

/// The least containment of a copy in the same outlet under another headline: outlets repeat the background of their reports.
const MIN_IN_OUTLET: f64 = 0.6;

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

/// The least number of articles of an outlet with a run that is its furniture: a caption, a notice, the lines of a series.
const MIN_OF_OUTLET: usize = 3;

/// For each article the first one of its family: the articles with the same text, and those with the text of one of them.
pub(super) fn families(outlines: &[StoryOutline]) -> Vec<u32> {
    let mut runs: Vec<u64> = Vec::new();
    for (at, outline) in comparable(outlines) {
        runs.extend(sample(outline).map(|hash| u64::from(hash) << 32 | u64::from(at)));
    }
    runs.sort_unstable();
    keep_shared(&mut runs);
    let mut families = Families { firsts: (0..outlines.len() as u32).collect() };
    if runs.is_empty() {
        return families.firsts;
    }
    let repeated = RepeatedRuns { frequent: frequent_runs(outlines), of_outlets: outlet_runs(&runs, outlines) };
    let mut n_shared = vec![0_u8; outlines.len()];
    let mut found: Vec<u32> = Vec::new();
    for (at, outline) in comparable(outlines) {
        for hash in sample(outline) {
            let from = runs.partition_point(|run| ((run >> 32) as u32) < hash);
            let same = runs.get(from..).unwrap_or_default();
            let same = &same[..same.partition_point(|run| (run >> 32) as u32 == hash)];
            // Only earlier ones: every pair is found once.
            let n_before = same.partition_point(|run| (*run as u32) < at);
            let n_firsts = if same.len() > MAX_TEXTS { FIRST_TEXTS } else { same.len() };
            for run in &same[..n_before.min(n_firsts)] {
                let n = &mut n_shared[*run as u32 as usize];
                if *n == 0 {
                    found.push(*run as u32);
                }
                *n = n.saturating_add(1);
            }
        }
        found.sort_unstable();
        for other in found.drain(..) {
            // A single run in a sample may be a quotation.
            let n = std::mem::take(&mut n_shared[other as usize]);
            if n > 1
                && families.first(other) != families.first(at)
                && is_copy(&outlines[other as usize], outline, &repeated)
            {
                families.join(other, at);
            }
        }
    }
    (0..outlines.len() as u32).map(|at| families.first(at)).collect()
}

/// Keeps the runs, sorted, that several articles have.
fn keep_shared(runs: &mut Vec<u64>) {
    let (mut from, mut kept) = (0, 0);
    while from < runs.len() {
        let hash = runs[from] >> 32;
        let n = runs[from..].iter().take_while(|run| *run >> 32 == hash).count();
        if n > 1 {
            runs.copy_within(from..from + n, kept);
            kept += n;
        }
        from += n;
    }
    runs.truncate(kept);
}

/// The articles that are long enough to be compared.
fn comparable(outlines: &[StoryOutline]) -> impl Iterator<Item = (u32, &StoryOutline)> {
    (0..).zip(outlines).filter(|(_, outline)| outline.runs.hashes.len() >= MIN_RUNS)
}

/// The runs that are looked up.
fn sample(outline: &StoryOutline) -> impl Iterator<Item = u32> {
    outline.runs.hashes.iter().copied().filter(|hash| is_sampled(*hash))
}

/// Whether a run is looked up. Levels keep hashes that end in zeros; the sample is of other bits.
fn is_sampled(hash: u32) -> bool {
    (hash >> 16).is_multiple_of(SAMPLING)
}

/// For each article an earlier one of its family, or itself.
struct Families {
    firsts: Vec<u32>,
}

impl Families {
    fn first(&mut self, of: u32) -> u32 {
        let mut at = of;
        while self.firsts[at as usize] != at {
            at = self.firsts[at as usize];
        }
        self.firsts[of as usize] = at;
        at
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.first(one), self.first(other));
        self.firsts[one.max(other) as usize] = one.min(other);
    }
}

/// The runs that more than `MAX_TEXTS` texts have, ascending.
fn frequent_runs(outlines: &[StoryOutline]) -> Vec<u32> {
    let all = || outlines.iter().flat_map(|outline| &outline.runs.hashes).copied();
    // Each run is counted with others that begin with the same bits; only if they are many together is it counted alone.
    let bits = all().count().max(1).ilog2() + 1;
    let part = |hash: u32| (hash >> (32 - bits.min(24))) as usize;
    let mut n_together = vec![0_u8; 1 << bits.min(24)];
    all().for_each(|hash| n_together[part(hash)] = n_together[part(hash)].saturating_add(1));
    let mut many: Vec<u32> = all().filter(|hash| usize::from(n_together[part(*hash)]) > MAX_TEXTS).collect();
    many.sort_unstable();
    let frequent = many.chunk_by(|a, b| a == b).filter(|same| same.len() > MAX_TEXTS);
    frequent.filter_map(|same| same.first().copied()).collect()
}

/// The runs, of those that are looked up, that are furniture of an outlet, ascending. `runs` are the shared ones, each above
/// the number of an article with it.
fn outlet_runs(runs: &[u64], outlines: &[StoryOutline]) -> Vec<u32> {
    let mut outlets = vec![0_u32; outlines.len()];
    for (number, articles) in (0..).zip(by_outlet(outlines)) {
        articles.iter().for_each(|at| outlets[*at as usize] = number);
    }
    let mut of_run: Vec<u32> = Vec::new();
    let mut found = Vec::new();
    for same in runs.chunk_by(|a, b| a >> 32 == b >> 32).filter(|same| same.len() >= MIN_OF_OUTLET) {
        of_run.clear();
        of_run.extend(same.iter().map(|run| outlets[*run as u32 as usize]));
        of_run.sort_unstable();
        if of_run.chunk_by(|a, b| a == b).any(|articles| articles.len() >= MIN_OF_OUTLET) {
            found.extend(same.first().map(|run| (run >> 32) as u32));
        }
    }
    found
}

/// Runs that say nothing about a text.
struct RepeatedRuns {
    /// The runs that many texts have, ascending.
    frequent: Vec<u32>,
    /// The runs, of those that are looked up, that several articles of one outlet have, ascending.
    of_outlets: Vec<u32>,
}

/// Whether one of two texts is a copy of the other, or both are of a third.
fn is_copy(one: &StoryOutline, other: &StoryOutline, repeated: &RepeatedRuns) -> bool {
    if super::days_between(super::dates(one), super::dates(other)).is_some_and(|days| days > MAX_DAYS) {
        return false;
    }
    let has_same_agency = one.agencies.iter().any(|agency| other.agencies.contains(agency));
    let has_same_headline = has_like_headline(one, other);
    let least = match (one.outlet.is_some() && one.outlet == other.outlet && !has_same_headline, has_same_agency) {
        (true, _) => MIN_IN_OUTLET,
        (false, true) => MIN_WITH_AGENCY,
        (false, false) => MIN_CONTAINMENT,
    };
    let is_frequent = |hash: u32| repeated.frequent.binary_search(&hash).is_ok();
    let contains = |found: Option<f64>| found.is_some_and(|found| found >= least);
    if !contains(containment(one, other, |_| true, is_frequent)) {
        return false;
    }
    // Versions of one report share much, too, and keep their headline or most of it.
    let is_of_outlet = |hash: u32| is_frequent(hash) || repeated.of_outlets.binary_search(&hash).is_ok();
    repeated.of_outlets.is_empty()
        || has_same_headline
        || containment(one, other, is_sampled, is_of_outlet).is_none_or(|found| found >= least)
}

/// Whether two articles have headlines of which the shorter one shares at least half of its words with the other.
fn has_like_headline(one: &StoryOutline, other: &StoryOutline) -> bool {
    let words = |outline: &StoryOutline| -> Vec<String> {
        let words = outline.title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(folded).collect()
    };
    let (one, other) = (words(one), words(other));
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    few.iter().filter(|word| many.contains(word)).count() * 2 >= few.len().max(1)
}

/// The share of the runs of the text with fewer of them that the other text has; `None` if there are too few. Only those that
/// are `counted` are compared, and those that are furniture only if they are most of the text.
fn containment(
    one: &StoryOutline,
    other: &StoryOutline,
    counted: impl Fn(u32) -> bool,
    is_furniture: impl Fn(u32) -> bool,
) -> Option<f64> {
    let level = one.runs.level.max(other.runs.level);
    let of_level = |runs: &WordRuns| -> Vec<u32> {
        runs.hashes.iter().copied().filter(|hash| hash.trailing_zeros() >= level && counted(*hash)).collect()
    };
    let (one, other) = (of_level(&one.runs), of_level(&other.runs));
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if few.len() < MIN_RUNS / 2 {
        return None;
    }
    let has = |hash: &&u32| many.binary_search(hash).is_ok();
    let own: Vec<&u32> = few.iter().filter(|hash| !is_furniture(**hash)).collect();
    let share = own.len() as f64 / few.len() as f64;
    if own.len() >= MIN_RUNS / 2 && share >= OWN_SHARE {
        return Some(own.iter().filter(|hash| has(hash)).count() as f64 / own.len() as f64);
    }
    Some(few.iter().filter(has).count() as f64 / few.len() as f64)
}
