//! Equal steps of time, as fine as a chart has room for or as its reader chooses.

use crate::model::{Day, PartialDate, Precision};
use crate::wire::record::words;

/// The maximum number of steps that a chart has unless its reader asks for more.
const MAX_STEPS: usize = 62;

/// The maximum number of steps that a reader is offered: more would be narrower than a pixel.
const MAX_OFFERED: usize = 800;

/// The maximum number of steps that a reader may choose; finer ones would be narrower than a point of the screen.
const MAX_CHOSEN: usize = 4_000;

words! {
    /// The length of a step, from the shortest to the longest.
    pub enum Step {
        /// A day.
        Day = "day",
        /// Seven days, from Monday.
        Week = "week",
        /// A month.
        Month = "month",
        /// Three months, from January, April, July or October.
        Quarter = "quarter",
        /// A year.
        Year = "year",
    }
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
        Steps::with_step(first, last, finest(first, last, MAX_STEPS))
    }

    /// Steps of the chosen length; if none is chosen, as fine as there is room for. There are never more than
    /// [`MAX_OFFERED`]. Without a choice, the days from `core.0` to `core.1` decide, between which nearly all articles lie: a
    /// single old article does not make the steps of all others coarse.
    pub fn chosen(step: Option<Step>, first: Day, last: Day, core: Option<(Day, Day)>) -> Steps {
        let (from, to) = core.map_or((first, last), |(from, to)| (from.max(first), to.min(last)));
        let (from, to) = if from <= to { (from, to) } else { (first, last) };
        let step = step.unwrap_or_else(|| finest(from, to, MAX_STEPS));
        Steps::with_step(first, last, step.max(finest(first, last, MAX_OFFERED)))
    }

    /// The lengths that a reader can choose for a span.
    pub fn choices(first: Day, last: Day) -> impl Iterator<Item = Step> {
        Step::ALL.into_iter().filter(move |step| n_steps(*step, first, last) <= MAX_OFFERED || *step == Step::Year)
    }

    /// The steps of a chosen length that cover the first to the last day; longer ones if they would be more than a chart
    /// can show.
    pub fn with_step(first: Day, last: Day, step: Step) -> Steps {
        let mut starts = Vec::new();
        let mut next = Some(start(first, step));
        while let Some(day) = next.filter(|day| *day <= last) {
            starts.push(day);
            if starts.len() > MAX_CHOSEN
                && let Some(longer) = longer(step)
            {
                return Steps::with_step(first, last, longer);
            }
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
            Precision::Month => matches!(self.step, Step::Month | Step::Quarter | Step::Year),
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
        Step::Quarter => Day::new(day.year(), quarter(day) * 3 - 2, 1).unwrap_or(day),
        Step::Year => Day::new(day.year(), 1, 1).unwrap_or(day),
    }
}

fn after(day: Day, step: Step) -> Option<Day> {
    match step {
        Step::Day => day.plus_days(1),
        Step::Week => day.plus_days(7),
        Step::Month => day.month().next().map(|month| month.first_day()),
        Step::Quarter => (0..3).try_fold(day.month(), |month, _| month.next()).map(|month| month.first_day()),
        Step::Year => Day::new(day.year().checked_add(1)?, 1, 1),
    }
}

/// The average length of each step, in days.
fn length(step: Step) -> f64 {
    match step {
        Step::Day => 1.0,
        Step::Week => 7.0,
        Step::Month => 30.44,
        Step::Quarter => 91.3,
        Step::Year => 365.25,
    }
}

/// How many steps a span of days has, about.
fn n_steps(step: Step, first: Day, last: Day) -> usize {
    let n_days = last.days_since_epoch().saturating_sub(first.days_since_epoch()).saturating_add(1);
    (f64::from(n_days.max(0)) / length(step)).ceil() as usize
}

/// The finest steps of which a span has at most this many.
fn finest(first: Day, last: Day, most: usize) -> Step {
    Step::ALL.into_iter().find(|step| n_steps(*step, first, last) <= most).unwrap_or(Step::Year)
}

fn longer(step: Step) -> Option<Step> {
    Step::ALL.into_iter().skip_while(|other| *other != step).nth(1)
}

/// The quarter of the year in which a day lies, from 1 to 4.
pub fn quarter(day: Day) -> u8 {
    day.month_number().div_ceil(3)
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
        assert_eq!(steps("2015-02-01", "2025-07-31").step, Step::Quarter);
        assert_eq!(steps("1899-02-01", "2025-07-31").step, Step::Year);
        let weeks = steps("2025-02-01", "2025-07-31");
        assert_eq!(weeks.starts[0].to_string(), "2025-01-27", "a Monday");
        assert_eq!(weeks.end(0).to_string(), "2025-02-02");
        assert_eq!(steps("2025-04-02", "2025-04-01").starts.len(), 0);
    }

    #[test]
    fn a_chosen_step_holds_as_long_as_it_can_be_seen() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let chosen = |step, first, last| Steps::chosen(step, day(first), day(last), None).step;
        assert_eq!(chosen(Some(Step::Day), "2024-01-01", "2025-12-31"), Step::Day);
        assert_eq!(chosen(Some(Step::Day), "2001-01-01", "2020-12-31"), Step::Month, "7,305 days");
        assert_eq!(chosen(Some(Step::Year), "2024-01-01", "2024-02-01"), Step::Year);
        assert_eq!(chosen(None, "2024-01-01", "2024-02-01"), Step::Day);
        let choices: Vec<Step> = Steps::choices(day("2001-01-01"), day("2020-12-31")).collect();
        assert_eq!(choices, [Step::Month, Step::Quarter, Step::Year]);
    }

    #[test]
    fn outliers_do_not_decide_the_length_of_steps() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let core = Some((day("2016-01-01"), day("2019-12-31")));
        let steps = Steps::chosen(None, day("2001-01-01"), day("2020-12-31"), core);
        assert_eq!((steps.step, steps.starts.len()), (Step::Month, 240));
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

    #[test]
    fn a_step_can_be_chosen() {
        let starts = |step| -> Vec<String> {
            let (first, last) = ("2024-11-30".parse().unwrap(), "2025-05-01".parse().unwrap());
            Steps::with_step(first, last, step).starts.iter().map(|day| day.to_string()).collect()
        };
        assert_eq!(starts(Step::Quarter), ["2024-10-01", "2025-01-01", "2025-04-01"]);
        assert_eq!(starts(Step::Year), ["2024-01-01", "2025-01-01"]);
        assert_eq!((starts(Step::Day).len(), starts(Step::Day)[0].as_str()), (153, "2024-11-30"));
        let quarters = Steps::with_step("2024-11-30".parse().unwrap(), "2025-05-01".parse().unwrap(), Step::Quarter);
        assert_eq!(quarters.place("2025-06".parse().unwrap()), Some(2), "the last quarter is whole");
        assert_eq!(quarters.place("2025-07".parse().unwrap()), None);
        assert_eq!(quarters.place("2025-03".parse().unwrap()), Some(1));
        assert_eq!(quarters.place("2025".parse().unwrap()), None);
        assert_eq!(quarters.end(1).to_string(), "2025-03-31");
    }

    #[test]
    fn steps_too_many_to_draw_are_longer_than_chosen() {
        let days = Steps::with_step("1899-02-01".parse().unwrap(), "2025-07-31".parse().unwrap(), Step::Day);
        assert_eq!(days.step, Step::Month);
        assert_eq!(days.starts.len(), 1518);
    }
}
