//! Names and counts of steps of time.

use crate::app::format::dates;
use crate::app::messages as m;
use crate::app::state::Session;
use crate::model::{Day, PartialDate};
use crate::query::Query;
use crate::survey::{Step, Steps, quarter};

/// The span of the archive within a query's range of days.
pub fn span(session: Session, query: &Query) -> Option<(Day, Day)> {
    let catalogue = session.catalogue();
    let (first, last) = (catalogue.info.from?.first_day(), catalogue.info.to?.last_day());
    Some((query.from.map_or(first, |from| from.max(first)), query.to.map_or(last, |to| to.min(last))))
}

/// The name of a step of time.
pub fn step_name(steps: &Steps, at: usize) -> String {
    let Some(day) = steps.starts.get(at).copied() else { return String::new() };
    match steps.step {
        Step::Day => dates::day(day),
        Step::Week => m::week_of(&dates::day(day)),
        Step::Month => dates::date(PartialDate::Month(day.month())),
        Step::Quarter => m::quarter_of_year(usize::from(quarter(day)), &day.year().to_string()),
        Step::Year => day.year().to_string(),
    }
}

/// Dates as counted steps of time, with a sentence about the fullest step and about dates outside all steps.
pub fn counted(
    steps: &Steps,
    dates: impl Iterator<Item = PartialDate>,
    most_in: fn(usize, &str) -> String,
) -> (Vec<(String, usize)>, String) {
    let (counts, unplaced) = steps.counts(dates);
    let most = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count).filter(|(_, count)| **count > 0);
    let mut summary = match most {
        Some((at, count)) => most_in(*count, &step_name(steps, at)),
        None => m::none_exact().to_owned(),
    };
    if unplaced > 0 && most.is_some() {
        summary.push(' ');
        summary.push_str(&m::less_exact(unplaced));
    }
    (counts.into_iter().enumerate().map(|(at, count)| (step_name(steps, at), count)).collect(), summary)
}
