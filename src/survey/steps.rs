//! Equal steps of time, as fine as a chart has room for.

use crate::model::{Day, PartialDate, Precision};

/// The maximum number of steps in a chart.
const MAX_STEPS: i32 = 62;

/// The length of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// A day.
    Day,
    /// Seven days, from Monday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// Consecutive steps of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// The length of each step.
    pub step: Step,
    /// The first day of each step, in chronological order.
    pub starts: Vec<Day>,
    last: Day,
}

impl Steps {
    /// The finest steps that cover the first to the last day without exceeding the maximum number.
    pub fn new(first: Day, last: Day) -> Steps {
        let n_days = last.days_since_epoch().saturating_sub(first.days_since_epoch()).saturating_add(1);
        let step = if n_days <= MAX_STEPS {
            Step::Day
        } else if n_days <= 350 {
            Step::Week
        } else if n_days <= 1_800 {
            Step::Month
        } else {
            Step::Year
        };
        let mut starts = Vec::new();
        let mut next = Some(start(first, step));
        while let Some(day) = next.filter(|day| *day <= last) {
            starts.push(day);
            next = after(day, step);
        }
        Steps { step, starts, last }
    }

    /// The last day of a step.
    pub fn end(&self, at: usize) -> Day {
        let day = self.starts.get(at).and_then(|day| after(*day, self.step)).and_then(|day| day.plus_days(-1));
        day.unwrap_or(self.last)
    }

    /// The step that contains a date; `None` if the date is less precise than the step, or outside the range.
    pub fn place(&self, date: PartialDate) -> Option<usize> {
        let exact = match date.precision() {
            Precision::Day => true,
            Precision::Month => matches!(self.step, Step::Month | Step::Year),
            Precision::Year => self.step == Step::Year,
        };
        let day = date.first_day();
        let at = self.starts.partition_point(|start| *start <= day).checked_sub(1)?;
        (exact && day <= self.end(at)).then_some(at)
    }

    /// The number of dates in each step, and the number in no step.
    pub fn counts(&self, dates: impl Iterator<Item = PartialDate>) -> (Vec<usize>, usize) {
        let mut counts = vec![0; self.starts.len()];
        let mut unplaced = 0;
        for date in dates {
            match self.place(date).and_then(|at| counts.get_mut(at)) {
                Some(count) => *count += 1,
                None => unplaced += 1,
            }
        }
        (counts, unplaced)
    }
}

fn start(day: Day, step: Step) -> Day {
    match step {
        Step::Day => day,
        Step::Week => {
            // The epoch was a Thursday.
            day.plus_days(-(day.days_since_epoch() + 3).rem_euclid(7)).unwrap_or(day)
        }
        Step::Month => day.month().first_day(),
        Step::Year => Day::new(day.year(), 1, 1).unwrap_or(day),
    }
}

fn after(day: Day, step: Step) -> Option<Day> {
    match step {
        Step::Day => day.plus_days(1),
        Step::Week => day.plus_days(7),
        Step::Month => day.month().next().map(|month| month.first_day()),
        Step::Year => Day::new(day.year().checked_add(1)?, 1, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(first: &str, last: &str) -> Steps {
        Steps::new(first.parse().unwrap(), last.parse().unwrap())
    }

    #[test]
    fn steps_are_as_fine_as_there_is_room() {
        assert_eq!(steps("2025-04-01", "2025-04-30").step, Step::Day);
        assert_eq!(steps("2025-02-01", "2025-07-31").step, Step::Week);
        assert_eq!(steps("2023-02-01", "2025-07-31").step, Step::Month);
        assert_eq!(steps("1899-02-01", "2025-07-31").step, Step::Year);
        let weeks = steps("2025-02-01", "2025-07-31");
        assert_eq!(weeks.starts[0].to_string(), "2025-01-27", "a Monday");
        assert_eq!(weeks.end(0).to_string(), "2025-02-02");
        assert_eq!(steps("2025-04-02", "2025-04-01").starts.len(), 0);
    }

    #[test]
    fn dates_less_exact_than_a_step_lie_in_none() {
        let days = steps("2025-04-01", "2025-04-03");
        let dates = ["2025-04-01", "2025-04-03", "2025-04-03", "2025-04", "2025", "2024-01-01", "2026-01-01"];
        let (counts, unplaced) = days.counts(dates.iter().map(|date| date.parse().unwrap()));
        assert_eq!((counts, unplaced), (vec![1, 0, 2], 4));
        let months = steps("2024-01-01", "2025-04-03");
        assert_eq!(months.place("2025-04".parse().unwrap()), Some(15));
        assert_eq!(months.place("2025".parse().unwrap()), None);
    }
}
