//! Which actors appear together.

use super::attributed_quote::Speaker;
use crate::wire::sort::sort_by;

/// The number of strengths that a cell of the matrix can show.
const LEVELS: usize = 5;

/// Actors, and the number of articles that mention each two of them together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoMentions {
    /// The actors in the order of the rows, each with the number of its articles.
    pub actors: Vec<(Speaker, usize)>,
    /// Articles that mention a row's actor and an earlier one: `counts[row][column]` with `column < row`.
    pub counts: Vec<Vec<usize>>,
}

/// Two actors that appear together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair<'a> {
    /// The actor with more articles.
    pub a: &'a Speaker,
    /// The other actor.
    pub b: &'a Speaker,
    /// The number of articles that mention both.
    pub count: usize,
    /// The share of the less frequent actor's articles that mention both, in percent.
    pub percent: usize,
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

    /// All pairs that appear together, most frequent first.
    pub fn pairs(&self) -> Vec<Pair<'_>> {
        let mut pairs = Vec::new();
        for (row, (b, b_count)) in self.actors.iter().enumerate() {
            for (column, (a, a_count)) in self.actors.iter().enumerate().take(row) {
                let count = self.count(row, column);
                if count > 0 {
                    let rarer = (*a_count.min(b_count)).max(1);
                    let percent = ((count * 200 + rarer) / (rarer * 2)).min(100);
                    pairs.push(Pair { a, b, count, percent });
                }
            }
        }
        sort_by(&mut pairs, |x, y| {
            (y.count, y.percent, &x.a.name, &x.b.name).cmp(&(x.count, x.percent, &y.a.name, &y.b.name))
        });
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ActorKind;

    #[test]
    fn pairs_come_by_count_and_tell_their_share() {
        let actor =
            |id: &str, count| (Speaker { id: id.to_owned(), name: id.to_owned(), kind: ActorKind::State }, count);
        let together = CoMentions {
            actors: vec![actor("a", 10), actor("b", 8), actor("c", 4)],
            counts: vec![vec![], vec![5], vec![1, 0]],
        };
        let pairs: Vec<_> =
            together.pairs().into_iter().map(|pair| (&*pair.a.id, &*pair.b.id, pair.count, pair.percent)).collect();
        assert_eq!(pairs, [("a", "b", 5, 63), ("a", "c", 1, 25)]);
        assert_eq!(
            (together.level(1, 0), together.level(2, 0), together.level(2, 1), together.level(9, 9)),
            (5, 1, 0, 0)
        );
    }
}
