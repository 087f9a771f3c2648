//! Sorts articles by the filters that they pass.

use std::rc::Rc;

use super::ranks::RankSet;
use crate::index::{ByFacet, Columns, Facet, FacetKind, Rank};
use crate::query::matches::Matches;
use crate::query::selection::{Selection, ValueTest};
use crate::query::sets::{intersect, subtract, unite};
use crate::wire::sort::sort_by_key;

/// The articles that pass every filter but the days, and those that only one filter keeps out.
pub(super) struct Partition {
    /// The articles that pass every filter.
    pub(super) passing: RankSet,
    /// For each filter the articles that fail it alone, which the counts of its facet include.
    pub(super) failing_alone: Vec<(FacetKind, Vec<Rank>)>,
    /// The facet whose counts include every article, since its filter is the only one.
    pub(super) counts_all: Option<FacetKind>,
}

impl Partition {
    /// Sorts the articles that match `text`; all articles if there is no text.
    pub(super) fn new(
        (columns, facets): (&Columns, &ByFacet<Rc<Facet>>),
        selection: &Selection<'_>,
        text: Option<&Matches>,
    ) -> Partition {
        let all = columns.dates.articles();
        let base = base(selection, all, text);
        let of = |passing| Partition { passing, failing_alone: Vec::new(), counts_all: None };
        match selection.tests.as_slice() {
            [] => of(base),
            [(kind, test)] if let (RankSet::All, Some(values)) = (&base, &test.plain) => {
                let facet = &facets[*kind];
                let lists: Vec<&[Rank]> = values.iter().map(|value| facet.ranks(*value)).collect();
                Partition { counts_all: Some(*kind), ..of(RankSet::List(unite(&lists))) }
            }
            [(kind, test)] if let RankSet::List(list) = &base => {
                let (passing, failing) = test.split(list);
                Partition { failing_alone: vec![(*kind, failing)], ..of(RankSet::List(passing)) }
            }
            tests => {
                let (passing, alone) = match &base {
                    RankSet::All => split_by_all(tests, Rank::up_to(all)),
                    RankSet::List(list) => split_by_all(tests, list.iter().copied()),
                };
                let failing_alone = tests.iter().map(|(kind, _)| *kind).zip(alone).collect();
                Partition { failing_alone, ..of(RankSet::List(passing)) }
            }
        }
    }
}

/// The articles that pass every test, and for each test those that fail it alone.
fn split_by_all(
    tests: &[(FacetKind, ValueTest<'_>)],
    ranks: impl Iterator<Item = Rank>,
) -> (Vec<Rank>, Vec<Vec<Rank>>) {
    let mut passing = Vec::new();
    let mut alone = vec![Vec::new(); tests.len()];
    ranks.for_each(|rank| {
        let mut failed = None;
        for (index, (_, test)) in tests.iter().enumerate() {
            if !test.passes(rank) {
                if failed.is_some() {
                    return;
                }
                failed = Some(index);
            }
        }
        match failed.and_then(|index| alone.get_mut(index)) {
            None => passing.push(rank),
            Some(list) => list.push(rank),
        }
    });
    (passing, alone)
}

/// The articles that match the text and have all values joined by AND.
fn base(selection: &Selection<'_>, all: usize, text: Option<&Matches>) -> RankSet {
    let Some(mut lists) = selection.all.clone() else { return RankSet::List(Vec::new()) };
    lists.extend(text.map(|matches| matches.ranks.as_slice()));
    sort_by_key(&mut lists, |list| list.len());
    let mut base = match lists.as_slice() {
        [] if selection.none.is_empty() => return RankSet::All,
        [] => Rank::up_to(all).collect(),
        [one] => one.to_vec(),
        [first, second, rest @ ..] => rest.iter().fold(intersect(first, second), |both, list| intersect(&both, list)),
    };
    for list in &selection.none {
        base = subtract(&base, list);
    }
    RankSet::List(base)
}
