//! How many stories each selection covers, alone and with others, and how many it would cover by chance.

/// How many stories each of several selections covers, and how many they cover together.
///
/// A selection covers a story if it has one of its sources. The number expected by chance is what a random deal would
/// give: each source goes to a selection independently of all others, with a probability equal to that selection's share of
/// all sources. So a selection avoids a story of *n* sources with the probability (1 − share)<sup>*n*</sup>, and
/// large stories are expected to be covered by all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    /// The number of stories.
    pub stories: usize,
    /// The number of sources of all stories.
    pub sources: usize,
    /// What each selection covers, then what all cover, then what only one of them covers, then what none does.
    pub rows: Vec<CoverageRow>,
}

/// How many stories certain selections cover.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageRow {
    /// Who covers them.
    pub by: CoveredBy,
    /// Their number.
    pub found: usize,
    /// Their number expected by chance.
    pub expected: f64,
}

/// Who covers a story. Selections are numbered from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoveredBy {
    /// This selection, and perhaps others.
    One(usize),
    /// Every selection.
    All,
    /// This selection and no other.
    Only(usize),
    /// None.
    None,
}

/// Selections by bits: the lowest bit is the first selection.
type Mask = u8;

impl Coverage {
    /// The rows for this many selections, in order.
    pub fn order(selections: usize) -> Vec<CoveredBy> {
        let each = || 0..selections.min(Mask::BITS as usize);
        let (one, only) = (each().map(CoveredBy::One), each().map(CoveredBy::Only));
        one.chain([CoveredBy::All]).chain(only).chain([CoveredBy::None]).collect()
    }

    /// The coverage of stories by this many selections, at most 8. A story is given by its sources: which selections have
    /// each.
    pub fn new(stories: &[Vec<Mask>], selections: usize) -> Coverage {
        let selections = selections.min(Mask::BITS as usize);
        let every = ((1_u16 << selections) - 1) as Mask;
        let n_sources: usize = stories.iter().map(Vec::len).sum();
        let share = |mask: Mask| {
            let had = stories.iter().flatten().filter(|source| *source & mask != 0).count();
            if n_sources == 0 { 0.0 } else { had as f64 / n_sources as f64 }
        };
        let mut sizes: Vec<usize> = Vec::new();
        for story in stories {
            if sizes.len() <= story.len() {
                sizes.resize(story.len() + 1, 0);
            }
            if let Some(n) = sizes.get_mut(story.len()) {
                *n += 1;
            }
        }
        // The number of stories without a source of these selections, by chance.
        let avoided = |mask: Mask| -> f64 {
            let rest = 1.0 - share(mask);
            sizes.iter().enumerate().map(|(n, stories)| *stories as f64 * rest.powi(n as i32)).sum()
        };
        let covering: Vec<Mask> =
            stories.iter().map(|story| story.iter().fold(0, |all, source| all | source) & every).collect();
        let found = |fits: &dyn Fn(Mask) -> bool| covering.iter().filter(|mask| fits(**mask)).count();
        let n = stories.len() as f64;
        let row = |by: CoveredBy| {
            let (found, expected) = match by {
                CoveredBy::One(side) => (found(&|mask| mask & (1 << side) != 0), n - avoided(1 << side)),
                CoveredBy::All => {
                    let signed =
                        |mask: Mask| if mask.count_ones().is_multiple_of(2) { avoided(mask) } else { -avoided(mask) };
                    (found(&|mask| mask == every), (0..=every).map(signed).sum())
                }
                CoveredBy::Only(side) => {
                    let own: Mask = 1 << side;
                    (found(&|mask| mask == own), avoided(every & !own) - avoided(every))
                }
                CoveredBy::None => (found(&|mask| mask == 0), avoided(every)),
            };
            CoverageRow { by, found, expected: f64::max(expected, 0.0) }
        };
        let rows = Coverage::order(selections).into_iter().map(row).collect();
        Coverage { stories: stories.len(), sources: n_sources, rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Mask = 0b01;
    const B: Mask = 0b10;

    #[test]
    fn two_sides_are_compared_with_a_random_deal() {
        // Eight sources, of which A has four and B two; one of B's is in A's family.
        let stories = [vec![A, B, 0], vec![A], vec![A | B, 0], vec![A], vec![0]];
        let found = Coverage::new(&stories, 2);
        assert_eq!((found.stories, found.sources), (5, 8));
        let (a, b, both) = (4.0 / 8.0, 2.0 / 8.0, 5.0 / 8.0);
        let avoided = |share: f64| (1.0 - share).powi(3) + (1.0 - share).powi(2) + 3.0 * (1.0 - share);
        let expected = [
            (CoveredBy::One(0), 4, 5.0 - avoided(a)),
            (CoveredBy::One(1), 2, 5.0 - avoided(b)),
            (CoveredBy::All, 2, 5.0 - avoided(a) - avoided(b) + avoided(both)),
            (CoveredBy::Only(0), 2, avoided(b) - avoided(both)),
            (CoveredBy::Only(1), 0, avoided(a) - avoided(both)),
            (CoveredBy::None, 1, avoided(both)),
        ];
        for (row, (by, n, chance)) in found.rows.iter().zip(expected) {
            assert_eq!((row.by, row.found), (by, n));
            assert!((row.expected - chance).abs() < 1e-9, "{by:?}: {} {chance}", row.expected);
        }
        let parts: f64 = found.rows[2..].iter().map(|row| row.expected).sum();
        assert!((parts - 5.0).abs() < 1e-9, "two sides leave nothing out: {parts}");
    }

    #[test]
    fn up_to_eight_selections_and_no_story_are_possible() {
        let empty = Coverage::new(&[], 2);
        assert!(empty.rows.iter().all(|row| row.found == 0 && row.expected == 0.0));
        let full = Coverage::new(&[vec![0xff]], 9);
        assert_eq!((full.rows.len(), full.rows[8].by, full.rows[8].found), (18, CoveredBy::All, 1));
        assert!((full.rows[8].expected - 1.0).abs() < 1e-9);
    }
}
