//! Which actors each side of a comparison mentions and leaves out.

use std::collections::BTreeMap;

use super::attributed_quote::{AttributedQuote, OutletName, Speaker, attributed_quotes};
use super::chance::{association, log_likelihood};
use crate::model::{Article, Day, PartialDate};
use crate::wire::sort::{sort, sort_by};

/// The actors of several sides, side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contrast {
    /// The number of articles of each side.
    pub totals: Vec<usize>,
    /// The actors; those whose counts are least likely by chance come first.
    pub rows: Vec<ContrastRow>,
}

/// An actor in several sides.
#[derive(Clone, Debug, PartialEq)]
pub struct ContrastRow {
    /// The actor.
    pub actor: Speaker,
    /// The number of articles that mention the actor, for each side.
    pub counts: Vec<usize>,
    /// The share of articles that mention the actor, for each side, in percent, rounded to a tenth.
    pub shares: Vec<f64>,
    /// The largest share minus the smallest, in percentage points; with two sides, the first share minus the second.
    pub difference: f64,
    /// How far the counts differ from what chance would give if all sides named the actor equally often; see
    /// [`log_likelihood`].
    pub log_likelihood: f64,
    /// With two sides, the logarithm to base 2 of the first share by the second; a count of 0 counts as 0.5. 0 otherwise.
    pub log_ratio: f64,
}

impl Contrast {
    /// Compares sides, given each side's number of articles and its actors with theirs.
    pub fn new(sides: Vec<(usize, Vec<(Speaker, usize)>)>) -> Contrast {
        let totals: Vec<usize> = sides.iter().map(|(total, _)| *total).collect();
        let mut rows: BTreeMap<String, (Speaker, Vec<usize>)> = BTreeMap::new();
        for (side, (_, actors)) in sides.into_iter().enumerate() {
            for (actor, count) in actors {
                let n = totals.len();
                let (_, counts) = rows.entry(actor.id.clone()).or_insert_with(|| (actor, vec![0; n]));
                if let Some(cell) = counts.get_mut(side) {
                    *cell = count;
                }
            }
        }
        let row = |(actor, counts): (Speaker, Vec<usize>)| {
            let tenths = |share: f64| (share * 10.0).round() / 10.0;
            let shares = counts.iter().zip(&totals).map(|(count, total)| tenths(share(*count, *total)));
            let shares: Vec<f64> = shares.collect();
            let samples: Vec<(usize, usize)> = counts.iter().copied().zip(totals.iter().copied()).collect();
            let log_ratio = match samples.as_slice() {
                [a, b] => association(a.0, a.1, a.0 + b.0, a.1 + b.1).log_ratio,
                _ => 0.0,
            };
            let difference = match shares.as_slice() {
                [a, b] => a - b,
                shares => shares.iter().copied().fold(0.0, f64::max) - shares.iter().copied().fold(100.0, f64::min),
            };
            // Counts that a page rounds to a tenth differ by the difference of what it shows.
            let difference = (difference * 10.0).round() / 10.0;
            ContrastRow { log_likelihood: log_likelihood(&samples), log_ratio, actor, counts, shares, difference }
        };
        let mut rows: Vec<ContrastRow> = rows.into_values().map(row).collect();
        let most = |row: &ContrastRow| row.counts.iter().sum::<usize>();
        sort_by(&mut rows, |a, b| {
            let by_surprise = b.log_likelihood.total_cmp(&a.log_likelihood);
            by_surprise.then_with(|| most(b).cmp(&most(a))).then_with(|| a.actor.name.cmp(&b.actor.name))
        });
        Contrast { totals, rows }
    }
}

impl ContrastRow {
    /// The only side that mentions the actor.
    pub fn only_side(&self) -> Option<usize> {
        let mut naming = self.counts.iter().enumerate().filter(|(_, count)| **count > 0).map(|(side, _)| side);
        naming.next().filter(|_| naming.next().is_none())
    }

    /// Whether every side mentions the actor.
    pub fn is_shared(&self) -> bool {
        self.counts.iter().all(|count| *count > 0)
    }
}

/// A share in percent; 0 if the whole is 0.
pub fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// Collects a side's quotes, and the day on which it first mentions each actor.
#[derive(Clone, Debug, Default)]
pub struct Firsts {
    /// The quotes, in reading order.
    pub told: Vec<AttributedQuote>,
    /// For each actor, the earliest date and the article with that date.
    pub named: BTreeMap<String, (PartialDate, OutletName)>,
    /// The last day on which the earliest dated article can have been published.
    pub since: Option<Day>,
}

impl Firsts {
    /// Reads an article.
    pub fn take(&mut self, article: &Article) {
        self.told.extend(attributed_quotes(article));
        let Some(date) = article.date.as_ref().map(|date| date.value) else { return };
        self.since = [self.since, Some(date.last_day())].into_iter().flatten().min();
        for actor in &article.actors {
            let known = self.named.get(&actor.id);
            if known.is_none_or(|(known, _)| date.first_day() < known.first_day()) {
                let place = OutletName { id: article.id.clone(), name: article.title.value.clone() };
                self.named.insert(actor.id.clone(), (date, place));
            }
        }
    }

    /// The side that first mentions an actor.
    ///
    /// `None` if two may do so on the same day, if fewer than two have a date, or if another side that mentions the actor has
    /// no article as old: then the first mention says only whose articles in the archive are older.
    pub fn first_to_name(sides: &[Firsts], actor: &str) -> Option<usize> {
        let dates = sides.iter().enumerate().filter_map(|(side, firsts)| Some((side, firsts.named.get(actor)?.0)));
        let mut dates: Vec<_> = dates.map(|(side, date)| (date.first_day(), date.last_day(), side)).collect();
        sort(&mut dates);
        let [(_, first, side), others @ ..] = dates.as_slice() else { return None };
        let had_begun =
            |side: usize| sides.get(side).and_then(|firsts| firsts.since).is_some_and(|since| since <= *first);
        let is_beaten = |(day, _, other): &(Day, Day, usize)| first < day && had_begun(*other);
        (!others.is_empty() && others.iter().all(is_beaten)).then_some(*side)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ActorKind;

    fn actor(id: &str, count: usize) -> (Speaker, usize) {
        (Speaker { id: id.to_owned(), name: id.to_owned(), kind: ActorKind::Other }, count)
    }

    #[test]
    fn rows_tell_counts_shares_and_who_alone_names_an_actor() {
        let contrast =
            Contrast::new(vec![(10, vec![actor("a", 5), actor("b", 1)]), (4, vec![actor("a", 4), actor("c", 1)])]);
        let row = |row: &ContrastRow| (row.actor.id.clone(), row.counts.clone(), row.difference, row.only_side());
        assert_eq!(
            contrast.rows.iter().map(row).collect::<Vec<_>>(),
            [
                ("a".to_owned(), vec![5, 4], -50.0, None),
                ("c".to_owned(), vec![0, 1], -25.0, Some(1)),
                ("b".to_owned(), vec![1, 0], 10.0, Some(0)),
            ]
        );
        assert!(contrast.rows[0].log_likelihood > contrast.rows[1].log_likelihood && contrast.rows[0].log_ratio < 0.0);
        assert!(contrast.rows[0].is_shared());
    }

    #[test]
    fn what_every_side_names_comes_after_what_distinguishes_one() {
        let contrast = Contrast::new(vec![
            (200, vec![actor("state", 174), actor("senator", 30)]),
            (300, vec![actor("state", 255), actor("senator", 3)]),
        ]);
        assert_eq!(contrast.rows[0].actor.id, "senator");
        assert_eq!((contrast.rows[1].shares.clone(), contrast.rows[1].difference), (vec![87.0, 85.0], 2.0));
    }

    #[test]
    fn differences_are_those_of_the_shares_that_are_shown() {
        let contrast = Contrast::new(vec![(3, vec![actor("a", 1)]), (7, vec![actor("a", 2)])]);
        assert_eq!((contrast.rows[0].shares.clone(), contrast.rows[0].difference), (vec![33.3, 28.6], 4.7));
    }

    #[test]
    fn three_sides_differ_by_their_extremes_and_empty_ones_by_nothing() {
        let contrast = Contrast::new(vec![(0, vec![]), (2, vec![actor("a", 1)]), (2, vec![actor("a", 2)])]);
        assert_eq!(contrast.rows[0].shares, [0.0, 50.0, 100.0]);
        assert_eq!(contrast.rows[0].difference, 100.0);
    }

    #[test]
    fn who_is_first_needs_two_days_and_sides_that_had_begun() {
        let side = |since: &str, day: &str| {
            let mut firsts = Firsts { since: since.parse().ok(), ..Firsts::default() };
            let place = OutletName { id: "1".to_owned(), name: "T".to_owned() };
            firsts.named.insert("a".to_owned(), (day.parse().unwrap(), place));
            firsts
        };
        let first = |sides: &[Firsts]| Firsts::first_to_name(sides, "a");
        let old = "2025-03-01";
        assert_eq!(first(&[side(old, "2025-04-02"), side(old, "2025-04-01")]), Some(1));
        assert_eq!(first(&[side(old, "2025-04-01"), side(old, "2025-04-01")]), None);
        assert_eq!(first(&[side(old, "2025-04"), side(old, "2025-04-09")]), None, "April may be the 9th or later");
        assert_eq!(first(&[side(old, "2025-04-01"), Firsts::default()]), None);
        assert_eq!(first(&[side(old, "2025-03-01"), side("2025-03-09", "2025-04-01")]), None, "B has nothing as old");
    }
}
