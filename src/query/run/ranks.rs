//! Sets of articles, as ranks.

use std::ops::Range;

use crate::index::Rank;
use crate::query::selection::RankWindow;

/// A set of ranks: every article, or an ascending list.
pub(super) enum RankSet {
    All,
    List(Vec<Rank>),
}

impl RankSet {
    /// The parts of the set that lie in a window.
    pub(super) fn within<'a>(&'a self, window: &RankWindow) -> Vec<RankRun<'a>> {
        match self {
            RankSet::All => window.ranges().iter().cloned().map(RankRun::Range).collect(),
            RankSet::List(list) => window.cut(list).into_iter().map(RankRun::List).collect(),
        }
    }
}

/// Ascending ranks: a range or a list.
pub(super) enum RankRun<'a> {
    Range(Range<Rank>),
    List(&'a [Rank]),
}

impl RankRun<'_> {
    /// The number of ranks.
    pub(super) fn len(&self) -> usize {
        match self {
            RankRun::Range(range) => length(range),
            RankRun::List(list) => list.len(),
        }
    }

    /// The rank at a place.
    pub(super) fn get(&self, index: usize) -> Option<Rank> {
        match self {
            RankRun::Range(range) => {
                Some(Rank(range.start.0.checked_add(u32::try_from(index).ok()?)?)).filter(|rank| range.contains(rank))
            }
            RankRun::List(list) => list.get(index).copied(),
        }
    }

    /// The number of ranks below a rank.
    pub(super) fn count_below(&self, rank: Rank) -> usize {
        match self {
            RankRun::Range(range) => length(&(range.start..range.end.min(rank))),
            RankRun::List(list) => list.partition_point(|other| *other < rank),
        }
    }

    #[inline]
    pub(super) fn for_each(&self, act: &mut impl FnMut(Rank)) {
        match self {
            RankRun::Range(range) => (range.start.0..range.end.0).map(Rank).for_each(act),
            RankRun::List(list) => list.iter().copied().for_each(act),
        }
    }
}

/// The number of ranks in a range.
fn length(range: &Range<Rank>) -> usize {
    range.end.index().saturating_sub(range.start.index())
}
