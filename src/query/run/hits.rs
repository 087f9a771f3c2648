//! The articles that one page of the answer shows, in the order asked for.

use super::DEFAULT_LIMIT;
use super::ranks::RankRun;
use crate::index::{Columns, Rank};
use crate::query::matches::{Matches, Score};
use crate::query::request::{Query, Sort};
use crate::wire::sort::sort_by;

/// The smallest number of candidates that are collected before the worst are dropped.
const MIN_CANDIDATES: usize = 256;

/// The ranks of the requested page of the answer.
pub(super) fn hits(columns: &Columns, query: &Query, runs: &[RankRun<'_>], text: Option<&Matches>) -> Vec<Rank> {
    let total: usize = runs.iter().map(RankRun::len).sum();
    let offset = query.offset.unwrap_or(0);
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).min(total.saturating_sub(offset));
    if limit == 0 {
        return Vec::new();
    }
    let get = |mut index: usize| {
        for run in runs {
            match index.checked_sub(run.len()) {
                Some(beyond) => index = beyond,
                None => return run.get(index),
            }
        }
        None
    };
    match (query.order(), text) {
        (Sort::Relevance, Some(matches)) => best(runs, matches, offset, limit),
        (Sort::Newest | Sort::Relevance, _) => (offset..offset + limit).filter_map(get).collect(),
        (Sort::Oldest, _) => {
            // Days from the last to the first, each in order of rank, then the undated articles.
            let dated = columns.dates.dated();
            let mut before = runs.iter().map(|run| run.count_below(dated)).sum::<usize>();
            let undated_from = before;
            let mut passed = 0;
            let mut hits = Vec::with_capacity(limit);
            while before > 0 && hits.len() < limit {
                let day = |index: usize| get(index).and_then(|rank| columns.dates.day(rank));
                let of = day(before - 1);
                let mut start = before - 1;
                while start > 0 && day(start - 1) == of {
                    start -= 1;
                }
                for index in start..before {
                    if passed >= offset && hits.len() < limit {
                        hits.extend(get(index));
                    }
                    passed += 1;
                }
                before = start;
            }
            let skipped = offset.saturating_sub(passed);
            hits.extend((undated_from + skipped..total).take(limit - hits.len()).filter_map(get));
            hits
        }
    }
}

/// The articles with the best scores; equal scores in order of rank.
fn best(runs: &[RankRun<'_>], matches: &Matches, offset: usize, limit: usize) -> Vec<Rank> {
    let wanted = offset + limit;
    let mut kept: Vec<(Score, Rank)> = Vec::new();
    let mut worst = None;
    let mut at = 0;
    for run in runs {
        run.for_each(&mut |rank| {
            while matches.ranks.get(at).is_some_and(|other| *other < rank) {
                at += 1;
            }
            let score = matches.score(at);
            // Ranks ascend, so a later article of equal score comes after.
            if worst.is_none_or(|worst| score.sort_key() < worst) {
                kept.push((score, rank));
                if kept.len() >= wanted.saturating_mul(4).max(MIN_CANDIDATES) {
                    sort_by_score(&mut kept);
                    kept.truncate(wanted);
                    worst = kept.last().map(|(score, _)| score.sort_key());
                }
            }
        });
    }
    sort_by_score(&mut kept);
    kept.into_iter().skip(offset).take(limit).map(|(_, rank)| rank).collect()
}

/// Sorts articles, which are in order of rank among equal scores, by their scores.
fn sort_by_score(articles: &mut [(Score, Rank)]) {
    sort_by(articles, |(a, _), (b, _)| a.sort_key().cmp(&b.sort_key()));
}
