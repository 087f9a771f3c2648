//! The first article of each outlet.

use std::collections::BTreeMap;

use crate::model::PartialDate;
use crate::wire::sort::sort_by;

/// The first article of an outlet among others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstReport {
    /// The outlet; `None` for all articles of unknown outlets.
    pub outlet: Option<String>,
    /// The index of its earliest dated article.
    pub at: usize,
    /// The date of that article.
    pub date: PartialDate,
    /// The number of its articles.
    pub n_articles: usize,
}

/// The earliest article of an outlet so far, as its date and index, and the number of its articles.
#[derive(Clone, Copy, Debug, Default)]
struct EarliestArticle {
    first: Option<(PartialDate, usize)>,
    n_articles: usize,
}

/// The first dated article of each outlet, the earliest outlet first; outlets without a dated article are left out. Among
/// articles of one day, the one whose date is more exact comes first.
pub fn first_reports(articles: &[(Option<PartialDate>, Option<&str>)]) -> Vec<FirstReport> {
    let mut firsts: BTreeMap<Option<&str>, EarliestArticle> = BTreeMap::new();
    for (at, (date, outlet)) in articles.iter().enumerate() {
        let known = firsts.entry(*outlet).or_default();
        known.n_articles += 1;
        if let Some(date) = date
            && known.first.is_none_or(|(first, _)| key(*date) < key(first))
        {
            known.first = Some((*date, at));
        }
    }
    let report = |(outlet, EarliestArticle { first, n_articles }): (Option<&str>, EarliestArticle)| {
        let (date, at) = first?;
        Some(FirstReport { outlet: outlet.map(str::to_owned), at, date, n_articles })
    };
    let mut reports: Vec<FirstReport> = firsts.into_iter().filter_map(report).collect();
    sort_by(&mut reports, |a, b| (key(a.date), &a.outlet).cmp(&(key(b.date), &b.outlet)));
    reports
}

/// How many of these reports, from the first on, may be the first one: their dates overlap with that of the first.
pub fn n_possibly_first(reports: &[FirstReport]) -> usize {
    let Some(earliest) = reports.iter().map(|report| report.date.last_day()).min() else { return 0 };
    reports.iter().take_while(|report| report.date.first_day() <= earliest).count()
}

fn key(date: PartialDate) -> (i32, i32) {
    let first = date.first_day().days_since_epoch();
    (first, date.last_day().days_since_epoch() - first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<PartialDate> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn outlets_come_by_their_first_article() {
        let articles = [
            (date("2013-10-02"), Some("cnn")),
            (date("2013-09-18"), Some("politico")),
            (date("2013-09-20"), Some("cnn")),
            (None, Some("npr")),
            (None, Some("cnn")),
            (date("2013-09-18"), None),
        ];
        let told: Vec<_> = first_reports(&articles)
            .into_iter()
            .map(|report| (report.outlet.unwrap_or_default(), report.at, report.n_articles))
            .collect();
        assert_eq!(told, [("".to_owned(), 5, 1), ("politico".to_owned(), 1, 1), ("cnn".to_owned(), 2, 3)]);
    }

    #[test]
    fn a_date_that_may_be_earlier_leaves_the_first_open() {
        let first = |dates: &[&str]| {
            let names: Vec<String> = (0..dates.len()).map(|at| at.to_string()).collect();
            let articles: Vec<_> =
                dates.iter().zip(&names).map(|(day, name)| (date(day), Some(name.as_str()))).collect();
            n_possibly_first(&first_reports(&articles))
        };
        assert_eq!(first(&["2013-09-18", "2013-09-19"]), 1);
        assert_eq!(first(&["2013-09-18", "2013-09-18", "2013-10-01"]), 2);
        assert_eq!(
            first(&["2013-09", "2013-09-19", "2013-09-18", "2013-10"]),
            2,
            "some day of September, and the 18th"
        );
        assert_eq!(first(&[]), 0);
    }
}
