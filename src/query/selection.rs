//! A query in the numbers of the columns: the values it names, and the ranks of its days.

use std::ops::Range;
use std::rc::Rc;

use super::request::{Query, Undated, WITHOUT_VALUE};
use crate::index::{ByFacet, Columns, Facet, FacetKind, Rank, ValueId, Values};

/// The ranks that a query's days allow: ascending ranges that neither touch nor overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RankWindow(Vec<Range<Rank>>);

impl RankWindow {
    /// The window of a query.
    pub(super) fn new(columns: &Columns, query: &Query) -> RankWindow {
        let dates = &columns.dates;
        let (dated, all) = (dates.dated(), Rank(dates.articles() as u32));
        let unbounded = query.from.is_none() && query.to.is_none();
        let mut window = RankWindow(Vec::new());
        if query.undated != Undated::Only {
            window.push(dates.between(query.from, query.to));
            for rank in dates.reaching(query.from, query.to) {
                window.push(rank..rank.next());
            }
        }
        if query.undated != Undated::OutsideRanges || unbounded {
            window.push(dated..all);
        }
        window
    }

    fn push(&mut self, range: Range<Rank>) {
        match self.0.last_mut() {
            _ if range.is_empty() => {}
            Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
            _ => self.0.push(range),
        }
    }

    /// The ranges.
    pub(super) fn ranges(&self) -> &[Range<Rank>] {
        &self.0
    }

    /// The parts of an ascending list of ranks that are in the window.
    pub(super) fn cut<'a>(&self, list: &'a [Rank]) -> Vec<&'a [Rank]> {
        let mut parts = Vec::with_capacity(self.0.len());
        let mut rest = list;
        for range in &self.0 {
            let (_, from) = rest.split_at(rest.partition_point(|rank| *rank < range.start));
            let (part, after) = from.split_at(from.partition_point(|rank| *rank < range.end));
            rest = after;
            if !part.is_empty() {
                parts.push(part);
            }
            if rest.is_empty() {
                break;
            }
        }
        parts
    }
}

/// The values of a facet that an article may have.
#[derive(Clone, Debug)]
pub(super) struct ValueTest<'a> {
    facet: &'a Facet,
    /// For each value, and at the end for "no value": wanted or unwanted.
    wanted: Vec<bool>,
    unwanted: Vec<bool>,
    any: bool,
    none: bool,
    /// The wanted values, if nothing is unwanted and all wanted articles have a value.
    pub(super) plain: Option<Vec<ValueId>>,
    /// If articles have a single value: those values, and whether each passes; the last entry is for "no value".
    single: Option<(&'a [ValueId], Vec<bool>)>,
}

impl<'a> ValueTest<'a> {
    /// The test that an article has one of the values `any` and none of the values `none`; `None` if every article passes.
    /// With `unknown`, [`WITHOUT_VALUE`] names the articles that have no value.
    pub(super) fn new(
        (values, facet): (&Values, &'a Facet),
        any: &[String],
        none: &[String],
        unknown: bool,
    ) -> Option<ValueTest<'a>> {
        if any.is_empty() && none.is_empty() {
            return None;
        }
        let mark = |ids: &[String]| {
            let mut marks = vec![false; facet.len() + 1];
            for id in ids {
                if let Some(mark) = values.find(id).and_then(|value| marks.get_mut(value.index())) {
                    *mark = true;
                }
                if let Some(mark) = marks.last_mut().filter(|_| unknown && id == WITHOUT_VALUE) {
                    *mark = true;
                }
            }
            marks
        };
        let (wanted, unwanted) = (mark(any), mark(none));
        let plain = (none.is_empty() && wanted.last() == Some(&false))
            .then(|| ValueId::up_to(facet.len()).filter(|value| wanted.get(value.index()) == Some(&true)).collect());
        let (any, none) = (!any.is_empty(), !none.is_empty());
        let verdict = |(wanted, unwanted): (&bool, &bool)| (!any || *wanted) && !(none && *unwanted);
        let single = facet.single().map(|codes| (codes, wanted.iter().zip(&unwanted).map(verdict).collect()));
        Some(ValueTest { facet, wanted, unwanted, any, none, plain, single })
    }

    /// Splits a list of articles into those that pass and those that do not.
    pub(super) fn split(&self, list: &[Rank]) -> (Vec<Rank>, Vec<Rank>) {
        let Some((codes, verdicts)) = &self.single else { return list.iter().partition(|rank| self.passes(**rank)) };
        // The outcome is hard to predict, so each rank is written to both sides, and a counter on its own side
        // advances.
        let (mut passing, mut failing) = (vec![Rank::default(); list.len()], vec![Rank::default(); list.len()]);
        let (mut n_passing, mut n_failing) = (0, 0);
        for rank in list {
            let passes = verdict_of(codes, verdicts, *rank);
            if let (Some(to_pass), Some(to_fail)) = (passing.get_mut(n_passing), failing.get_mut(n_failing)) {
                (*to_pass, *to_fail) = (*rank, *rank);
            }
            n_passing += usize::from(passes);
            n_failing += usize::from(!passes);
        }
        passing.truncate(n_passing);
        failing.truncate(n_failing);
        (passing, failing)
    }

    /// Whether an article passes.
    #[inline]
    pub(super) fn passes(&self, rank: Rank) -> bool {
        if let Some((codes, verdicts)) = &self.single {
            return verdict_of(codes, verdicts, rank);
        }
        let without = [ValueId::NONE];
        let codes = match self.facet.codes(rank) {
            [] => &without,
            codes => codes,
        };
        let marked = |marks: &[bool]| {
            codes.iter().any(|code| marks.get(code.index().min(marks.len() - 1)).copied().unwrap_or(false))
        };
        (!self.any || marked(&self.wanted)) && (!self.none || !marked(&self.unwanted))
    }
}

/// The entry for the value of an article; the last entry if it has none.
#[inline(always)]
fn verdict_of(codes: &[ValueId], verdicts: &[bool], rank: Rank) -> bool {
    let code = codes.get(rank.index()).map_or(usize::MAX, |code| code.index());
    verdicts.get(code.min(verdicts.len() - 1)).copied().unwrap_or_default()
}

/// The filters of a query in the numbers of the columns.
#[derive(Clone, Debug)]
pub(super) struct Selection<'a> {
    /// The articles of each required value; `None` if one of these values does not exist.
    pub(super) all: Option<Vec<&'a [Rank]>>,
    /// The articles of each excluded value, for facets whose own counts respect the exclusion.
    pub(super) none: Vec<&'a [Rank]>,
    /// The tests that the counts of their own facet ignore.
    pub(super) tests: Vec<(FacetKind, ValueTest<'a>)>,
    /// The days.
    pub(super) window: RankWindow,
}

impl<'a> Selection<'a> {
    /// The selection of a query by these facets of the columns.
    pub(super) fn new(columns: &'a Columns, facets: &'a ByFacet<Rc<Facet>>, query: &Query) -> Selection<'a> {
        let (mut all, mut none, mut tests) = (Some(Vec::new()), Vec::new(), Vec::new());
        for (kind, filter) in query.filters.iter() {
            let (values, facet) = (columns.values(kind), &*facets[kind]);
            let list = |id: &String| values.find(id).map(|value| facet.ranks(value));
            for id in &filter.all {
                all = all.zip(list(id)).map(|(mut lists, list)| {
                    lists.push(list);
                    lists
                });
            }
            let test = if kind.is_joined_by_and() {
                none.extend(filter.none.iter().filter_map(list));
                ValueTest::new((values, facet), &filter.any, &[], false)
            } else {
                ValueTest::new((values, facet), &filter.any, &filter.none, true)
            };
            tests.extend(test.map(|test| (kind, test)));
        }
        Selection { all, none, tests, window: RankWindow::new(columns, query) }
    }
}
