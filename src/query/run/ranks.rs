//! Sets of articles, as ranks.

use std::ops::Range;

use crate::query::selection::RankWindow;

/// A set of ranks: every article, or an ascending list.
pub(super) enum RankSet {
    All,
    List(Vec<u32>),
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
    Range(Range<u32>),
    List(&'a [u32]),
}

impl RankRun<'_> {
    /// The number of ranks.
    pub(super) fn len(&self) -> usize {
        match self {
            RankRun::Range(range) => range.len(),
            RankRun::List(list) => list.len(),
        }
    }

    /// The rank at a place.
    pub(super) fn get(&self, index: usize) -> Option<u32> {
        match self {
            RankRun::Range(range) => range.clone().nth(index),
            RankRun::List(list) => list.get(index).copied(),
        }
    }

    /// The number of ranks below a rank.
    pub(super) fn count_below(&self, rank: u32) -> usize {
        match self {
            RankRun::Range(range) => (range.start..range.end.min(rank)).len(),
            RankRun::List(list) => list.partition_point(|other| *other < rank),
        }
    }

    #[inline]
    pub(super) fn for_each(&self, act: &mut impl FnMut(u32)) {
        match self {
            RankRun::Range(range) => range.clone().for_each(act),
            RankRun::List(list) => list.iter().copied().for_each(act),
        }
    }
}
