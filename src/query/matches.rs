//! Articles that match a text, with a score each, and how they are joined.

use super::sets::{gallop, unite};
use crate::index::Rank;

/// How well an article matches: a lower tier comes first, then a higher value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Score {
    /// How many words of the query the article has only in another form than the one asked for.
    pub(super) tier: u8,
    /// The sum of the words' scores by BM25F; never negative.
    pub(super) value: f32,
}

impl Score {
    /// A key that ascends as the match gets worse.
    pub(super) fn sort_key(self) -> (u8, u32) {
        // The bits of floats that are not negative are in the order of the floats.
        (self.tier, !self.value.to_bits())
    }

    /// The score of an article that has to match both.
    fn and(self, other: Score) -> Score {
        Score { tier: self.tier.saturating_add(other.tier), value: self.value + other.value }
    }

    /// The score of an article that matches either and happens to match both.
    fn or(self, other: Score) -> Score {
        match self.tier.cmp(&other.tier) {
            std::cmp::Ordering::Less => self,
            std::cmp::Ordering::Equal => Score { tier: self.tier, value: self.value + other.value },
            std::cmp::Ordering::Greater => other,
        }
    }
}

/// The articles that match a text: ranks, ascending, with a score each.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Matches {
    pub(super) ranks: Vec<Rank>,
    /// [`Score::value`] for each article.
    pub(super) values: Vec<f32>,
    /// [`Score::tier`] for each article; empty if it is 0 for all of them, as it mostly is.
    tiers: Vec<u8>,
}

impl Matches {
    /// Articles of tier 0 with these values.
    pub(super) fn new(ranks: Vec<Rank>, values: Vec<f32>) -> Matches {
        Matches { ranks, values, tiers: Vec::new() }
    }

    /// Articles that all match equally well.
    pub(super) fn unscored(ranks: Vec<Rank>) -> Matches {
        let values = vec![0.0; ranks.len()];
        Matches::new(ranks, values)
    }

    /// Appends an article; its rank must be higher than the last one.
    pub(super) fn push(&mut self, rank: Rank, score: Score) {
        if score.tier > 0 && self.tiers.is_empty() {
            self.tiers.resize(self.ranks.len(), 0);
        }
        if score.tier > 0 || !self.tiers.is_empty() {
            self.tiers.push(score.tier);
        }
        self.ranks.push(rank);
        self.values.push(score.value);
    }

    /// The score of the article at a place.
    #[inline]
    pub(super) fn score(&self, at: usize) -> Score {
        Score {
            tier: self.tiers.get(at).copied().unwrap_or_default(),
            value: self.values.get(at).copied().unwrap_or_default(),
        }
    }

    /// The articles in both.
    pub(super) fn and(&self, other: &Matches) -> Matches {
        let (short, long) = if self.ranks.len() <= other.ranks.len() { (self, other) } else { (other, self) };
        let mut both = Matches::default();
        let mut at = 0;
        for (index, rank) in short.ranks.iter().enumerate() {
            at += gallop(long.ranks.get(at..).unwrap_or_default(), *rank);
            if long.ranks.get(at) == Some(rank) {
                both.push(*rank, short.score(index).and(long.score(at)));
            }
        }
        both
    }

    /// The articles in either.
    pub(super) fn or(&self, other: &Matches) -> Matches {
        let ranks = unite(&[&self.ranks, &other.ranks]);
        let (mut in_self, mut in_other) = (0, 0);
        let next = |of: &Matches, at: &mut usize, rank: Rank| {
            let score = (of.ranks.get(*at) == Some(&rank)).then(|| of.score(*at));
            *at += usize::from(score.is_some());
            score
        };
        let mut either = Matches::default();
        for rank in ranks {
            let score = match (next(self, &mut in_self, rank), next(other, &mut in_other, rank)) {
                (Some(a), Some(b)) => a.or(b),
                (a, b) => a.or(b).unwrap_or_default(),
            };
            either.push(rank, score);
        }
        either
    }

    /// The articles that are not in `unwanted`.
    pub(super) fn without(&self, unwanted: &Matches) -> Matches {
        let mut kept = Matches::default();
        let mut at = 0;
        for (index, rank) in self.ranks.iter().enumerate() {
            at += gallop(unwanted.ranks.get(at..).unwrap_or_default(), *rank);
            if unwanted.ranks.get(at) != Some(rank) {
                kept.push(*rank, self.score(index));
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(articles: &[(u32, u8, f32)]) -> Matches {
        let mut matches = Matches::default();
        articles.iter().for_each(|(rank, tier, value)| matches.push(Rank(*rank), Score { tier: *tier, value: *value }));
        matches
    }

    #[test]
    fn a_lower_tier_wins_and_equal_tiers_add_their_values() {
        let (a, b) =
            (matches(&[(1, 0, 1.0), (2, 1, 2.0), (4, 1, 1.0)]), matches(&[(1, 1, 8.0), (2, 1, 4.0), (3, 0, 5.0)]));
        assert_eq!(a.and(&b), matches(&[(1, 1, 9.0), (2, 2, 6.0)]));
        assert_eq!(b.and(&a), a.and(&b));
        assert_eq!(a.or(&b), matches(&[(1, 0, 1.0), (2, 1, 6.0), (3, 0, 5.0), (4, 1, 1.0)]));
        assert_eq!(b.or(&a), a.or(&b));
        assert_eq!(a.without(&b), matches(&[(4, 1, 1.0)]));
    }

    #[test]
    fn keys_ascend_as_matches_get_worse() {
        let scores = [(0, 9.5), (0, 0.25), (0, 0.0), (1, 100.0), (1, 1e-6), (2, 3.0)];
        assert!(scores.map(|(tier, value)| Score { tier, value }.sort_key()).is_sorted_by(|a, b| a < b));
    }
}
