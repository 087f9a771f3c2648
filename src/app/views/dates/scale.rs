//! The scale of the band of time: equal steps from the archive's first day to its last.

use crate::app::format::dates;
use crate::app::messages as m;
use crate::model::{Day, Month, PartialDate};
use crate::query::MonthCount;

/// Bands longer than this many months are drawn by year.
const MAX_MONTHS: i32 = 72;

/// Spans of at most this many days are drawn by day,
const MAX_DAYS: i32 = 62;

/// and of at most this many by week.
const MAX_DAYS_IN_WEEKS: i32 = 400;

/// The maximum number of labels under the band.
const MAX_LABELS: usize = 13;

/// The maximum number of labels that are years, which are short.
const MAX_YEAR_LABELS: usize = 20;

/// The width of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeStep {
    /// A bar a month.
    Month,
    /// A bar a year.
    Year,
    /// A bar for seven days, from Monday.
    Week,
    /// A bar a day.
    Day,
}

/// A bar's place in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bin {
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
}

/// Steps without a gap from the first to the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// How wide a step is.
    pub step: TimeStep,
    /// The steps in time order; at least one.
    pub bins: Vec<Bin>,
    /// Whether it is a part of the archive's span, not the whole.
    pub is_part: bool,
}

impl Scale {
    /// The scale for an archive from one date to another.
    pub fn new(from: PartialDate, to: PartialDate) -> Scale {
        let (first, last) = (from.first_day().month(), to.last_day().month());
        let n_months = (last.year() - first.year()) * 12 + i32::from(last.number()) - i32::from(first.number()) + 1;
        if n_months > MAX_MONTHS {
            let year = |year: i32| Some(Bin { from: Day::new(year, 1, 1)?, to: Day::new(year, 12, 31)? });
            let bins = (first.year()..=last.year()).filter_map(year).collect();
            return Scale { step: TimeStep::Year, bins, is_part: false };
        }
        // An additional month at both ends if there are few, so that a single bar is seen as one of several.
        let mut bins = Vec::new();
        let mut next = Some(first);
        while let Some(month) = next.filter(|month| *month <= last) {
            bins.push(Bin { from: month.first_day(), to: month.last_day() });
            next = month.next();
        }
        Scale { step: TimeStep::Month, bins, is_part: false }
    }

    /// The scale for a part of an archive's span, in days or weeks if there is room for them.
    pub fn part(from: Day, to: Day) -> Scale {
        let n_days = to.days_since_epoch() - from.days_since_epoch() + 1;
        if n_days > MAX_DAYS_IN_WEEKS {
            return Scale { is_part: true, ..Scale::new(PartialDate::Day(from), PartialDate::Day(to)) };
        }
        let (step, width) = if n_days > MAX_DAYS { (TimeStep::Week, 7) } else { (TimeStep::Day, 1) };
        // The first day of days was a Thursday.
        let into_week = (from.days_since_epoch() + 3).rem_euclid(7);
        let mut bins = Vec::new();
        let mut next = if step == TimeStep::Week { from.plus_days(-into_week) } else { Some(from) };
        while let Some(day) = next.filter(|day| *day <= to) {
            bins.push(Bin { from: day, to: day.plus_days(width - 1).unwrap_or(day) });
            next = day.plus_days(width);
        }
        Scale { step, bins, is_part: true }
    }

    /// Counts a bin, from dates; those that are less exact than a bin are in none.
    pub fn counts_of(&self, dates: impl Iterator<Item = PartialDate>) -> Vec<usize> {
        let mut counts = vec![0; self.bins.len()];
        for date in dates {
            let (first, last) = (date.first_day(), date.last_day());
            let at = self.bins.partition_point(|bin| bin.to < first);
            let fits = self.bins.get(at).is_some_and(|bin| bin.from <= first && last <= bin.to);
            if let Some(count) = counts.get_mut(at).filter(|_| fits) {
                *count += 1;
            }
        }
        counts
    }

    /// Counts a bin, from counts a month.
    pub fn counts(&self, months: &[MonthCount]) -> Vec<usize> {
        let mut counts = vec![0; self.bins.len()];
        for month in months {
            let day = month.month.first_day();
            let at = self.bins.partition_point(|bin| bin.to < day);
            if let Some(count) = counts.get_mut(at) {
                *count += month.count;
            }
        }
        counts
    }

    /// The number of the bin at a fraction of the band's width.
    pub fn bin_at(&self, fraction: f64) -> usize {
        let n = self.bins.len();
        ((fraction * n as f64) as usize).min(n.saturating_sub(1))
    }

    /// How far across the band a day begins: 0 at the left edge, 1 at the right.
    pub fn start_of(&self, day: Day) -> f64 {
        let at = self.bins.partition_point(|bin| bin.to < day);
        let Some(bin) = self.bins.get(at) else { return 1.0 };
        let days = f64::from(bin.to.days_since_epoch() - bin.from.days_since_epoch() + 1);
        let into = f64::from((day.days_since_epoch() - bin.from.days_since_epoch()).max(0));
        (at as f64 + into / days) / self.bins.len() as f64
    }

    /// How far across the band a day ends.
    pub fn end_of(&self, day: Day) -> f64 {
        day.plus_days(1).map_or(1.0, |next| self.start_of(next))
    }

    /// The index of the bin that contains a day, or of the nearest.
    pub fn bin_of(&self, day: Day) -> usize {
        self.bins.partition_point(|bin| bin.to < day).min(self.bins.len().saturating_sub(1))
    }

    /// The bins that have a label, and the labels: at most [`MAX_LABELS`], or [`MAX_YEAR_LABELS`] in a scale of years.
    /// The first label names its year, and so does the first one of each later year.
    pub fn labels(&self) -> Vec<(usize, String)> {
        let mut year = None;
        let mut label = |at: usize| {
            let bin = self.bins.get(at)?;
            let is_new_year = year.replace(bin.from.year()) != Some(bin.from.year());
            Some(match self.step {
                TimeStep::Year => bin.from.year().to_string(),
                TimeStep::Month if is_new_year => dates::date(PartialDate::Month(bin.from.month())),
                TimeStep::Month => dates::month_alone(bin.from.month()),
                TimeStep::Week | TimeStep::Day if is_new_year => dates::day(bin.from),
                TimeStep::Week | TimeStep::Day => dates::day_and_month(bin.from),
            })
        };
        let most = if self.step == TimeStep::Year { MAX_YEAR_LABELS } else { MAX_LABELS };
        let steps: &[usize] = match self.step {
            TimeStep::Year => &[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
            TimeStep::Month => &[1, 2, 3, 6, 12, 24],
            TimeStep::Week => &[1, 2, 4, 8],
            TimeStep::Day => &[1, 2, 7, 14],
        };
        let offset = |step: usize| match (self.step, self.bins.first()) {
            (TimeStep::Year, Some(bin)) => (step - (bin.from.year().max(0) as usize) % step) % step,
            (TimeStep::Month, Some(bin)) => (step - (usize::from(bin.from.month_number()) - 1) % step) % step,
            _ => 0,
        };
        let step = steps.iter().copied().find(|step| self.bins.len().div_ceil(*step) <= most).unwrap_or(1000);
        (offset(step)..self.bins.len()).step_by(step).filter_map(|at| Some((at, label(at)?))).collect()
    }
}

/// Whether a part of the band shows days of a range; a range without ends is nowhere in particular.
pub fn range_is_in(part: (Day, Day), from: Option<Day>, to: Option<Day>) -> bool {
    (from.is_some() || to.is_some()) && from.is_none_or(|from| from <= part.1) && to.is_none_or(|to| to >= part.0)
}

/// The month that a bin is, in words, or the year.
pub fn name_of(bin: Bin) -> String {
    let month: Month = bin.from.month();
    if bin.from == bin.to {
        dates::day(bin.from)
    } else if bin.to.days_since_epoch() - bin.from.days_since_epoch() == 6 {
        m::week_the(&dates::day(bin.from))
    } else if month == bin.to.month() {
        dates::month(month)
    } else {
        month.year().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(from: &str, to: &str) -> Scale {
        Scale::new(from.parse().unwrap(), to.parse().unwrap())
    }

    #[test]
    fn every_month_has_a_bin_and_empty_ones_are_kept() {
        let scale = scale("2024-12-30", "2025-03");
        assert_eq!(scale.bins.len(), 4);
        let months = [("2024-12", 2), ("2025-03", 1)];
        let months = months.map(|(month, count)| MonthCount { month: month.parse().unwrap(), count });
        assert_eq!(scale.counts(&months), [2, 0, 0, 1]);
    }

    #[test]
    fn long_spans_are_drawn_by_year() {
        let scale = scale("1899", "2025-01-01");
        assert_eq!((scale.step, scale.bins.len()), (TimeStep::Year, 127));
        let labels = scale.labels();
        assert_eq!(labels.first().map(|(_, label)| label.as_str()), Some("1900"));
        assert!(labels.len() <= MAX_YEAR_LABELS);
    }

    #[test]
    fn labels_name_the_year_first_and_when_it_changes() {
        let part = |from: &str, to: &str| Scale::part(from.parse().unwrap(), to.parse().unwrap());
        let labels = |scale: Scale| scale.labels().into_iter().map(|(_, label)| label).collect::<Vec<_>>();
        let weeks = labels(part("2013-11-04", "2014-02-02"));
        assert_eq!(weeks.first().map(String::as_str), Some("4 Nov 2013"));
        assert_eq!(weeks.get(1).map(String::as_str), Some("11 Nov"));
        assert_eq!(weeks.iter().filter(|label| label.ends_with("2014")).collect::<Vec<_>>(), ["6 Jan 2014"]);
        assert_eq!(labels(scale("2013-11", "2014-02")), ["Nov 2013", "Dec", "Jan 2014", "Feb"]);
        // Every third month is named here, and November, the first of all, is not one of them.
        let months = labels(scale("2012-11", "2015-02"));
        assert_eq!(months.first().map(String::as_str), Some("Jan 2013"));
    }

    #[test]
    fn a_part_is_shown_while_it_has_days_of_the_range() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let part = (day("2014-01-01"), day("2014-12-31"));
        assert!(range_is_in(part, Some(day("2014-03-01")), Some(day("2014-04-01"))));
        assert!(range_is_in(part, None, Some(day("2014-01-01"))));
        assert!(!range_is_in(part, None, None), "the filter is gone");
        assert!(!range_is_in(part, Some(day("2015-01-01")), None));
        assert!(!range_is_in(part, None, Some(day("2013-12-31"))));
    }

    #[test]
    fn parts_are_drawn_by_day_or_by_week() {
        let part = |from: &str, to: &str| Scale::part(from.parse().unwrap(), to.parse().unwrap());
        let days = part("2025-04-01", "2025-04-30");
        assert_eq!((days.step, days.bins.len()), (TimeStep::Day, 30));
        let weeks = part("2025-01-01", "2025-06-30");
        assert_eq!((weeks.step, weeks.bins.len()), (TimeStep::Week, 27));
        assert_eq!(weeks.bins.first().map(|bin| bin.from.to_string()).as_deref(), Some("2024-12-30"));
        let dates = ["2025-04-28", "2025-04-28", "2025-04", "2024"].map(|date| date.parse().unwrap());
        assert_eq!(days.counts_of(dates.into_iter()).iter().sum::<usize>(), 2);
        assert_eq!(part("2015-01-01", "2025-01-01").step, TimeStep::Year);
    }

    #[test]
    fn days_lie_where_their_month_is() {
        let scale = scale("2025-01", "2025-04");
        assert_eq!(scale.start_of("2025-02-01".parse().unwrap()), 0.25);
        assert_eq!(scale.end_of("2025-02-28".parse().unwrap()), 0.5);
        assert_eq!(scale.start_of("1999-01-01".parse().unwrap()), 0.0);
        assert_eq!(scale.end_of("2099-01-01".parse().unwrap()), 1.0);
        assert_eq!(scale.bin_at(1.0), 3);
        assert_eq!(scale.bin_of("2025-03-09".parse().unwrap()), 2);
    }
}
