//! Answers a query from the columns.
//!
//! The articles that match the text and the actors combined by AND form the *base*. Each of the other filters may be
//! ignored by the facet it belongs to. So one pass over the base splits its articles into those that pass every test
//! and, for each test, those that fail only that one; a facet's counts cover both. Days are not tested: in order of
//! rank they are ranges, and so are months.

use std::ops::Range;

use super::request::{Query, Sort};
use super::selection::{Selection, Window};
use super::sets::{intersect, subtract, unite};
use crate::index::{ByFacet, Columns, Facet, FacetKind, NO_VALUE};
use crate::model::Month;
use crate::wire::sort::sort_by_key;

/// The number of hits returned by default.
pub(super) const DEFAULT_LIMIT: usize = 50;

/// The number of values returned per facet by default.
pub(super) const DEFAULT_FACET_LIMIT: usize = 20;

/// The maximum number of articles for which the values of a facet are sorted instead of counted in a table.
const FEW: usize = 200;

/// The maximum number of ranges for which whole ranges are counted in the lists of values.
const FEW_RANGES: usize = 4;

/// The articles that match a text: ascending ranks, with a score for each.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Matches {
    pub(crate) ranks: Vec<u32>,
    pub(crate) scores: Vec<f32>,
}

/// An answer, in the numbers of the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The number of matching articles.
    pub total: usize,
    /// The ranks of the requested hits.
    pub hits: Vec<u32>,
    /// For each facet, the values with their counts, in the order of the answer.
    pub facets: ByFacet<Vec<(u32, u32)>>,
    /// The number of articles without an outlet, ignoring the choice of outlets.
    pub without_outlet: usize,
    /// The number of articles per month, in chronological order.
    pub months: Vec<(Month, u32)>,
    /// The number of undated articles, ignoring the days.
    pub undated: usize,
    /// If nothing was found: the text with better known words.
    pub suggestion: Option<String>,
}

/// A set of ranks: everything, or a list.
enum Set {
    All,
    List(Vec<u32>),
}

/// Ranks in order: a range or a list.
enum Piece<'a> {
    Range(Range<u32>),
    List(&'a [u32]),
}

impl Piece<'_> {
    fn len(&self) -> usize {
        match self {
            Piece::Range(range) => range.len(),
            Piece::List(list) => list.len(),
        }
    }

    fn get(&self, index: usize) -> Option<u32> {
        match self {
            Piece::Range(range) => range.clone().nth(index),
            Piece::List(list) => list.get(index).copied(),
        }
    }

    fn for_each(&self, act: &mut impl FnMut(u32)) {
        match self {
            Piece::Range(range) => range.clone().for_each(act),
            Piece::List(list) => list.iter().copied().for_each(act),
        }
    }
}

impl Set {
    fn within<'a>(&'a self, window: &Window) -> Vec<Piece<'a>> {
        match self {
            Set::All => window.ranges().iter().cloned().map(Piece::Range).collect(),
            Set::List(list) => window.of_list(list).into_iter().map(Piece::List).collect(),
        }
    }
}

/// Answers a query; `text` holds the articles that match its text, if it has one.
pub(crate) fn run(columns: &Columns, query: &Query, text: Option<&Matches>) -> Found {
    let selection = Selection::of(columns, query);
    let all = columns.dates.articles() as u32;
    let base = base(&selection, all, text);
    let window = &selection.window;

    // The articles that pass every test and, for each test, those that fail only that one. `whole` is a facet that
    // counts over the base itself.
    let mut failing_alone: Vec<(FacetKind, Vec<u32>)> = Vec::new();
    let mut whole = None;
    let kept;
    match selection.tests.as_slice() {
        [] => kept = base,
        [(kind, test)] if matches!(base, Set::All) && test.plain.is_some() => {
            let facet = columns.facet(*kind);
            let lists: Vec<&[u32]> = test.plain.iter().flatten().map(|value| facet.ranks(*value)).collect();
            kept = Set::List(unite(&lists));
            whole = Some(*kind);
        }
        [(kind, test)] if let Set::List(list) = &base => {
            let (passing, failing) = test.split(list);
            kept = Set::List(passing);
            failing_alone = vec![(*kind, failing)];
        }
        tests => {
            let mut passing = Vec::new();
            let mut alone = vec![Vec::new(); tests.len()];
            let mut sort = |rank: u32| {
                let mut failed = None;
                for (index, (_, test)) in tests.iter().enumerate() {
                    if !test.passes(rank) {
                        if failed.is_some() {
                            return;
                        }
                        failed = Some(index);
                    }
                }
                match failed {
                    None => passing.push(rank),
                    Some(index) => {
                        if let Some(list) = alone.get_mut(index) {
                            list.push(rank);
                        }
                    }
                }
            };
            match &base {
                Set::All => (0..all).for_each(&mut sort),
                Set::List(list) => list.iter().copied().for_each(&mut sort),
            }
            kept = Set::List(passing);
            failing_alone = tests.iter().map(|(kind, _)| *kind).zip(alone).collect();
        }
    }

    let pieces = kept.within(window);
    let everything = Set::All;
    let limit = query.facet_limit.unwrap_or(DEFAULT_FACET_LIMIT);
    let mut found = Found { total: pieces.iter().map(Piece::len).sum(), ..Found::default() };
    for (kind, top) in found.facets.iter_mut() {
        let facet = columns.facet(kind);
        if facet.values.is_empty() && kind != FacetKind::Outlets {
            continue;
        }
        let counted = if whole == Some(kind) { everything.within(window) } else { Vec::new() };
        let mut over: Vec<&Piece<'_>> =
            if whole == Some(kind) { counted.iter().collect() } else { pieces.iter().collect() };
        let alone: Vec<Piece<'_>> = failing_alone
            .iter()
            .filter(|(of, _)| *of == kind)
            .flat_map(|(_, list)| window.of_list(list))
            .map(Piece::List)
            .collect();
        over.extend(&alone);
        let (values, without) = count(facet, &over, limit);
        *top = values;
        if kind == FacetKind::Outlets {
            found.without_outlet = without;
        }
    }
    let dated = columns.dates.dated();
    match &kept {
        Set::All => {
            found.months = columns.dates.months().iter().map(|span| (span.month, span.end - span.start)).collect();
            found.undated = (all - dated) as usize;
        }
        Set::List(list) => {
            let (in_time, undated) = list.split_at(list.partition_point(|rank| *rank < dated));
            found.months = months(columns, in_time);
            found.undated = undated.len();
        }
    }
    found.months.reverse();
    found.hits = hits(columns, query, &pieces, text);
    found
}

fn base(selection: &Selection<'_>, all: u32, text: Option<&Matches>) -> Set {
    let Some(mut lists) = selection.all.clone() else { return Set::List(Vec::new()) };
    lists.extend(text.map(|matches| matches.ranks.as_slice()));
    sort_by_key(&mut lists, |list| list.len());
    let mut base = match lists.as_slice() {
        [] if selection.none.is_empty() => return Set::All,
        [] => (0..all).collect(),
        [one] => one.to_vec(),
        [first, second, rest @ ..] => rest.iter().fold(intersect(first, second), |both, list| intersect(&both, list)),
    };
    for list in &selection.none {
        base = subtract(&base, list);
    }
    Set::List(base)
}

/// The most frequent values among these articles, and the number of articles without a value.
fn count(facet: &Facet, pieces: &[&Piece<'_>], limit: usize) -> (Vec<(u32, u32)>, usize) {
    let total: usize = pieces.iter().map(|piece| piece.len()).sum();
    let values = facet.values.len();
    let ranges: Option<Vec<&Range<u32>>> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Range(range) => Some(range),
            Piece::List(_) => None,
        })
        .collect();
    let mut top = Top::new(limit);
    if let Some(ranges) = ranges.filter(|ranges| ranges.len() <= FEW_RANGES && total > values) {
        let mut counted = 0;
        for value in 0..values as u32 {
            let ranks = facet.ranks(value);
            let in_range = |range: &&Range<u32>| {
                let (_, from) = ranks.split_at(ranks.partition_point(|rank| *rank < range.start));
                from.partition_point(|rank| *rank < range.end)
            };
            let count: usize = ranges.iter().map(in_range).sum();
            counted += count;
            top.offer(value, count as u32);
        }
        return (top.finish(), total.saturating_sub(counted));
    }
    if total <= FEW {
        let mut codes = Vec::new();
        let mut without = 0;
        for piece in pieces {
            piece.for_each(&mut |rank| {
                let found = facet.codes(rank);
                without += usize::from(found.is_empty());
                codes.extend_from_slice(found);
            });
        }
        codes.sort_unstable();
        for run in codes.chunk_by(|a, b| a == b) {
            top.offer(run.first().copied().unwrap_or(NO_VALUE), run.len() as u32);
        }
        return (top.finish(), without);
    }
    let mut counts = vec![0u32; values];
    let mut without = 0;
    for piece in pieces {
        match facet.single() {
            Some(codes) => piece.for_each(&mut |rank| {
                let code = codes.get(rank as usize).copied().unwrap_or(NO_VALUE);
                match counts.get_mut(code as usize) {
                    Some(count) => *count += 1,
                    None => without += 1,
                }
            }),
            None => piece.for_each(&mut |rank| {
                for code in facet.codes(rank) {
                    if let Some(count) = counts.get_mut(*code as usize) {
                        *count += 1;
                    }
                }
            }),
        }
    }
    for (value, count) in counts.into_iter().enumerate() {
        top.offer(value as u32, count);
    }
    (top.finish(), without)
}

/// Keeps the values with the highest counts; of equal counts, those with the lowest numbers. Values must be offered in
/// ascending order.
struct Top {
    limit: usize,
    floor: u32,
    /// The complement of the count in the upper bits, the value in the lower: in ascending order the best comes first.
    kept: Vec<u64>,
}

impl Top {
    fn new(limit: usize) -> Top {
        Top { limit, floor: 0, kept: Vec::new() }
    }

    #[inline]
    fn offer(&mut self, value: u32, count: u32) {
        if count > self.floor {
            self.kept.push(u64::from(!count) << 32 | u64::from(value));
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

    fn finish(mut self) -> Vec<(u32, u32)> {
        self.cut();
        self.kept.into_iter().map(|key| (key as u32, !(key >> 32) as u32)).collect()
    }
}

/// The number of articles per month in a list of dated ones, newest month first.
fn months(columns: &Columns, list: &[u32]) -> Vec<(Month, u32)> {
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

/// The ranks of the requested page of the answer.
fn hits(columns: &Columns, query: &Query, pieces: &[Piece<'_>], text: Option<&Matches>) -> Vec<u32> {
    let total: usize = pieces.iter().map(Piece::len).sum();
    let offset = query.offset.unwrap_or(0);
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).min(total.saturating_sub(offset));
    if limit == 0 {
        return Vec::new();
    }
    let get = |mut index: usize| {
        for piece in pieces {
            match index.checked_sub(piece.len()) {
                Some(beyond) => index = beyond,
                None => return piece.get(index),
            }
        }
        None
    };
    match (query.order(), text) {
        (Sort::Relevance, Some(matches)) => best(pieces, matches, offset, limit),
        (Sort::Newest | Sort::Relevance, _) => (offset..offset + limit).filter_map(get).collect(),
        (Sort::Oldest, _) => {
            // Days from the last to the first, each in order of rank, then the undated articles.
            let dated = columns.dates.dated();
            let mut before = pieces.iter().map(|piece| count_below(piece, dated)).sum::<usize>();
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

fn count_below(piece: &Piece<'_>, rank: u32) -> usize {
    match piece {
        Piece::Range(range) => (range.start..range.end.min(rank)).len(),
        Piece::List(list) => list.partition_point(|other| *other < rank),
    }
}

/// The articles with the highest scores; equal scores in order of rank.
fn best(pieces: &[Piece<'_>], matches: &Matches, offset: usize, limit: usize) -> Vec<u32> {
    let wanted = offset + limit;
    // The score's position in descending order in the upper bits, the rank in the lower.
    let mut kept: Vec<u64> = Vec::new();
    let mut floor = f32::NEG_INFINITY;
    let mut at = 0;
    for piece in pieces {
        piece.for_each(&mut |rank| {
            while matches.ranks.get(at).is_some_and(|other| *other < rank) {
                at += 1;
            }
            let score = matches.scores.get(at).copied().unwrap_or_default();
            // Ranks ascend, so a later article with an equal score comes after.
            if score > floor {
                kept.push(u64::from(descending(score)) << 32 | u64::from(rank));
                if kept.len() >= wanted.saturating_mul(4).max(256) {
                    kept.sort_unstable();
                    kept.truncate(wanted);
                    floor = kept.last().map_or(floor, |key| of_descending((key >> 32) as u32));
                }
            }
        });
    }
    kept.sort_unstable();
    kept.into_iter().skip(offset).take(limit).map(|key| key as u32).collect()
}

/// A sort key that decreases as the score grows: the bits of a positive score inverted, those of a negative one except
/// for the sign.
fn descending(score: f32) -> u32 {
    let bits = score.to_bits();
    if bits >> 31 == 0 { !bits & !(1 << 31) } else { bits }
}

/// The inverse of [`descending`].
fn of_descending(key: u32) -> f32 {
    f32::from_bits(if key >> 31 == 0 { !key & !(1 << 31) } else { key })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::index::FacetKind;
    use crate::query::engine::Engine;
    use crate::query::request::Query;
    use crate::query::{naive, samples};

    fn check(articles: &[crate::model::Article], query: &Query) {
        let engine = Engine::of_articles(articles.iter()).unwrap();
        assert_eq!(engine.query(query).unwrap(), naive::run(articles, query), "{query:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn answers_are_those_of_the_naive_reference(
            articles in samples::articles(60),
            queries in prop::collection::vec(samples::query(), 8),
        ) {
            let engine = Engine::of_articles(articles.iter()).unwrap();
            for query in queries {
                prop_assert_eq!(engine.query(&query).unwrap(), naive::run(&articles, &query), "{:?}", query);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]

        // Enough articles that ranges are counted in lists, and values in tables.
        #[test]
        fn large_answers_are_those_of_the_naive_reference(
            articles in samples::articles(900),
            queries in prop::collection::vec(samples::query(), 12),
        ) {
            let engine = Engine::of_articles(articles.iter()).unwrap();
            for query in queries {
                prop_assert_eq!(engine.query(&query).unwrap(), naive::run(&articles, &query), "{:?}", query);
            }
        }
    }

    #[test]
    fn one_article_may_name_seventy_thousand_actors() {
        let mut crowded = samples::article("1");
        crowded.actors = (0..70_000).map(|number| samples::actor(&format!("Actor {number}"))).collect();
        let mut lonely = samples::article("2");
        lonely.actors = vec![samples::actor("Actor 69999")];
        let articles = [crowded, lonely];
        check(&articles, &Query::default());
        let mut query = Query::default();
        query.filters[FacetKind::Actors].all.push("actor-69999".to_owned());
        check(&articles, &query);
    }
}
