//! How often something is, relative to how much there is.

use super::steps::{Step, Steps};
use crate::model::Day;

/// A step of time with fewer articles has no rate: it would say more of chance than of the news.
pub const MIN_RATE_ARTICLES: usize = 10;

/// The share of articles, in percent, that may lie before and after the days by which a step is chosen.
const OUTLIERS: usize = 1;

/// The counts per thousand articles; `None` where there are fewer than [`MIN_RATE_ARTICLES`].
pub fn per_thousand(counts: &[usize], articles: &[usize]) -> Vec<Option<f64>> {
    let rate = |(count, articles): (&usize, &usize)| {
        (*articles >= MIN_RATE_ARTICLES).then(|| 1000.0 * *count as f64 / *articles as f64)
    };
    counts.iter().zip(articles).map(rate).collect()
}

/// The length of the step that shows most articles best: a few that are much older or newer do not decide.
pub fn typical_step(mut days: Vec<Day>) -> Step {
    days.sort_unstable();
    let outliers = days.len() * OUTLIERS / 100;
    let (first, last) = (days.get(outliers), days.get(days.len().saturating_sub(outliers + 1)));
    match (first, last) {
        (Some(first), Some(last)) => Steps::new(*first, *last).step,
        _ => Step::Year,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_need_enough_articles() {
        assert_eq!(per_thousand(&[1, 0, 3, 2], &[10, 20, 9, 2000]), [Some(100.0), Some(0.0), None, Some(1.0)]);
    }

    #[test]
    fn outliers_do_not_decide_the_step() {
        let day = |text: &str| -> Day { text.parse().unwrap() };
        let mut days: Vec<Day> = (0..200).map(|n| day("2013-09-01").plus_days(n / 4).unwrap()).collect();
        assert_eq!(typical_step(days.clone()), Step::Day);
        days.push(day("1899-01-01"));
        assert_eq!(typical_step(days.clone()), Step::Day);
        days.extend([day("1899-01-01"); 10]);
        assert_eq!(typical_step(days), Step::Year);
        assert_eq!(typical_step(Vec::new()), Step::Year);
    }
}
