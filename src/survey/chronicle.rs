//! Example articles for each step of a timeline.

use std::collections::BTreeSet;

use super::steps::Steps;
use crate::model::PartialDate;

/// A step of time that has articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The number of the step.
    pub step: usize,
    /// The number of its articles.
    pub total: usize,
    /// The indices of its examples in the given list.
    pub examples: Vec<usize>,
}

/// The steps that have articles, in chronological order, each with at most this many examples: first one per outlet, so
/// that no outlet dominates, then more in the given order.
pub fn periods(steps: &Steps, articles: &[(Option<PartialDate>, Option<&str>)], most: usize) -> Vec<Period> {
    let mut of_step: Vec<Vec<usize>> = vec![Vec::new(); steps.starts.len()];
    for (at, (date, _)) in articles.iter().enumerate() {
        if let Some(step) = date.and_then(|date| steps.place(date)).and_then(|step| of_step.get_mut(step)) {
            step.push(at);
        }
    }
    let examples = |places: &[usize]| {
        let mut outlets = BTreeSet::new();
        let (mut first, more): (Vec<usize>, Vec<usize>) =
            places.iter().partition(|at| outlets.insert(articles.get(**at).and_then(|(_, outlet)| *outlet)));
        first.extend(more);
        first.truncate(most);
        first
    };
    let steps = of_step.iter().enumerate().filter(|(_, places)| !places.is_empty());
    steps.map(|(step, places)| Period { step, total: places.len(), examples: examples(places) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outlet_speaks_before_one_speaks_twice() {
        let steps = Steps::new("2025-04-01".parse().unwrap(), "2025-04-03".parse().unwrap());
        let day = |day: &str| day.parse().ok();
        let articles = [
            (day("2025-04-01"), Some("a")),
            (day("2025-04-01"), Some("a")),
            (day("2025-04-01"), Some("b")),
            (day("2025-04"), Some("b")),
            (None, None),
            (day("2025-04-03"), None),
        ];
        assert_eq!(
            periods(&steps, &articles, 2),
            [Period { step: 0, total: 3, examples: vec![0, 2] }, Period { step: 2, total: 1, examples: vec![5] }]
        );
    }
}
