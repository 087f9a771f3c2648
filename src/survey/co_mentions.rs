//! Which actors appear together.

use super::attributed_quote::Speaker;
use super::chance::{Association, association};
use crate::wire::sort::sort_by;

/// The number of strengths that a cell of the matrix can show.
const LEVELS: usize = 5;

/// Actors, and the number of articles that mention each two of them together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoMentions {
    /// The number of articles.
    pub total: usize,
    /// The actors in the order of the rows, each with the number of its articles.
    pub actors: Vec<(Speaker, usize)>,
    /// Articles that mention a row's actor and an earlier one: `counts[row][column]` with `column < row`.
    pub counts: Vec<Vec<usize>>,
}

/// Two actors that appear together.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair<'a> {
    /// The actor with more articles.
    pub a: &'a Speaker,
    /// The other actor.
    pub b: &'a Speaker,
    /// The number of articles that mention both.
    pub count: usize,
    /// How far that exceeds what chance would give.
    pub association: Association,
}

impl CoMentions {
    /// The strength of a cell: 0 for no articles, else 1 to 5 by its share of the largest count.
    pub fn level(&self, row: usize, column: usize) -> usize {
        let count = self.count(row, column);
        let most = self.counts.iter().flatten().max().copied().unwrap_or_default();
        if count == 0 { 0 } else { (count * LEVELS).div_ceil(most.max(1)) }
    }

    /// The number of articles that mention both.
    pub fn count(&self, row: usize, column: usize) -> usize {
        self.counts.get(row).and_then(|counts| counts.get(column)).copied().unwrap_or_default()
    }

    /// All pairs that appear together more often than chance would give, those that exceed it most first.
    pub fn pairs(&self) -> Vec<Pair<'_>> {
        let mut pairs = Vec::new();
        for (row, (b, b_count)) in self.actors.iter().enumerate() {
            for (column, (a, a_count)) in self.actors.iter().enumerate().take(row) {
                let count = self.count(row, column);
                let association = association(count, *a_count, *b_count, self.total);
                if count > 0 && association.log_likelihood > 0.0 {
                    pairs.push(Pair { a, b, count, association });
                }
            }
        }
        sort_by(&mut pairs, |x, y| {
            let by_surprise = y.association.log_likelihood.total_cmp(&x.association.log_likelihood);
            by_surprise.then_with(|| (y.count, &x.a.name, &x.b.name).cmp(&(x.count, &y.a.name, &y.b.name)))
        });
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ActorKind;

    #[test]
    fn pairs_come_by_how_far_they_exceed_chance() {
        let actor =
            |id: &str, count| (Speaker { id: id.to_owned(), name: id.to_owned(), kind: ActorKind::State }, count);
        let together = CoMentions {
            total: 100,
            actors: vec![actor("a", 90), actor("b", 8), actor("c", 4)],
            counts: vec![vec![], vec![8], vec![3, 3]],
        };
        let pairs: Vec<_> = together.pairs().into_iter().map(|pair| (&*pair.a.id, &*pair.b.id, pair.count)).collect();
        assert_eq!(
            pairs,
            [("b", "c", 3), ("a", "b", 8)],
            "A is named nearly everywhere, and less often with C than by chance"
        );
        assert_eq!(
            (together.level(1, 0), together.level(2, 0), together.level(2, 1), together.level(9, 9)),
            (5, 2, 2, 0)
        );
    }
}
