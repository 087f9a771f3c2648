//! Counts articles by the values of a facet and by month.

use std::ops::Range;

use super::ranks::RankRun;
use crate::index::{Columns, Facet, Rank, ValueId};
use crate::model::Month;

/// The maximum number of articles for which the values of a facet are sorted instead of counted in a table.
const MAX_SORTED: usize = 200;

/// The maximum number of ranges for which whole ranges are counted in the lists of values.
const MAX_RANGES: usize = 4;

/// The most frequent values among these articles, and the number of articles without a value.
pub(super) fn count(facet: &Facet, runs: &[&RankRun<'_>], limit: usize) -> (Vec<(ValueId, u32)>, usize) {
    let total: usize = runs.iter().map(|run| run.len()).sum();
    let values = facet.len();
    let ranges: Option<Vec<&Range<Rank>>> = runs
        .iter()
        .map(|run| match run {
            RankRun::Range(range) => Some(range),
            RankRun::List(_) => None,
        })
        .collect();
    let mut top = TopValues::new(limit);
    if let Some(ranges) = ranges.filter(|ranges| ranges.len() <= MAX_RANGES && total > values) {
        let mut counted = 0;
        for value in ValueId::up_to(values) {
            let ranks = facet.ranks(value);
            let in_range = |range: &&Range<Rank>| {
                let (_, from) = ranks.split_at(ranks.partition_point(|rank| *rank < range.start));
                from.partition_point(|rank| *rank < range.end)
            };
            let count: usize = ranges.iter().map(in_range).sum();
            counted += count;
            top.offer(value, count as u32);
        }
        return (top.finish(), total.saturating_sub(counted));
    }
    if total <= MAX_SORTED {
        // As 64-bit numbers, whose sort is compiled anyway.
        let mut codes: Vec<u64> = Vec::new();
        let mut without = 0;
        for run in runs {
            run.for_each(&mut |rank| {
                let found = facet.codes(rank);
                without += usize::from(found.is_empty());
                codes.extend(found.iter().map(|value| u64::from(value.0)));
            });
        }
        codes.sort_unstable();
        for equal in codes.chunk_by(|a, b| a == b) {
            let value = equal.first().map_or(ValueId::NONE, |value| ValueId(*value as u32));
            top.offer(value, equal.len() as u32);
        }
        return (top.finish(), without);
    }
    let mut counts = vec![0u32; values];
    let mut without = 0;
    for run in runs {
        match facet.single() {
            Some(codes) => run.for_each(&mut |rank| {
                let code = codes.get(rank.index()).copied().unwrap_or(ValueId::NONE);
                match counts.get_mut(code.index()) {
                    Some(count) => *count += 1,
                    None => without += 1,
                }
            }),
            None => run.for_each(&mut |rank| {
                for code in facet.codes(rank) {
                    if let Some(count) = counts.get_mut(code.index()) {
                        *count += 1;
                    }
                }
            }),
        }
    }
    for (value, count) in counts.into_iter().enumerate() {
        top.offer(ValueId(value as u32), count);
    }
    (top.finish(), without)
}

/// Keeps the values with the highest counts; of equal counts, those with the lowest numbers. Values must be offered in
/// ascending order.
struct TopValues {
    limit: usize,
    floor: u32,
    /// The complement of the count in the upper bits, the value in the lower: in ascending order the best comes first.
    kept: Vec<u64>,
}

impl TopValues {
    fn new(limit: usize) -> TopValues {
        TopValues { limit, floor: 0, kept: Vec::new() }
    }

    #[inline]
    fn offer(&mut self, value: ValueId, count: u32) {
        if count > self.floor {
            self.kept.push(u64::from(!count) << 32 | u64::from(value.0));
            if self.kept.len() >= self.limit.saturating_mul(4).max(64) {
                self.cut();
            }
        }
    }

    fn cut(&mut self) {
        self.kept.sort_unstable();
        if self.kept.len() >= self.limit {
            self.kept.truncate(self.limit);
            self.floor = self.kept.last().map_or(u32::MAX, |key| !(key >> 32) as u32);
        }
    }

    fn finish(mut self) -> Vec<(ValueId, u32)> {
        self.cut();
        self.kept.into_iter().map(|key| (ValueId(key as u32), !(key >> 32) as u32)).collect()
    }
}

/// The number of articles per month in a list of dated ones, newest month first.
pub(super) fn months(columns: &Columns, list: &[Rank]) -> Vec<(Month, u32)> {
    let spans = columns.dates.months();
    let mut months = Vec::new();
    let mut rest = list;
    while let Some(rank) = rest.first() {
        let Some(span) = spans.get(spans.partition_point(|span| span.end <= *rank)) else { break };
        let count = rest.partition_point(|rank| *rank < span.end);
        months.push((span.month, count as u32));
        rest = rest.get(count.max(1)..).unwrap_or_default();
    }
    months
}
