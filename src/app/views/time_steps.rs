//! Names, counts and the choice of steps of time.

use leptos::prelude::*;

use crate::app::components::Segments;
use crate::app::format::dates;
use crate::app::messages as m;
use crate::app::state::Session;
use crate::export::{ChartData, ChartRow};
use crate::model::{Day, PartialDate};
use crate::query::{AnalysisSetting, MonthCount, Query};
use crate::survey::{Step, Steps, quarter};

/// One article in this many may lie outside the span that decides how fine the steps are, at either end.
const ARTICLES_PER_OUTLIER: usize = 100;

/// The span of the archive within a query's range of days.
pub fn span(session: Session, query: &Query) -> Option<(Day, Day)> {
    let catalogue = session.catalogue();
    let (first, last) = (catalogue.info.from?.first_day(), catalogue.info.to?.last_day());
    Some((query.from.map_or(first, |from| from.max(first)), query.to.map_or(last, |to| to.min(last))))
}

/// The steps of a query's span: those in the address, or as fine as there is room for.
pub fn steps_of(session: Session, query: &Query) -> Option<Steps> {
    let (first, last) = span(session, query)?;
    let step = session.url.with(|address| Step::from_word(address.analysis.setting(AnalysisSetting::Step)));
    Some(Steps::chosen(step, first, last, core(&session.catalogue().all.histogram)))
}

/// The days between which all but a few articles lie.
fn core(months: &[MonthCount]) -> Option<(Day, Day)> {
    let n_outliers = months.iter().map(|month| month.count).sum::<usize>() / ARTICLES_PER_OUTLIER;
    let beyond = |n: &mut usize, month: &&MonthCount| {
        *n += month.count;
        Some((*n > n_outliers).then_some(month.month))
    };
    let first = months.iter().scan(0, |n, month| beyond(n, &month)).flatten().next()?;
    let last = months.iter().rev().scan(0, |n, month| beyond(n, &month)).flatten().next()?;
    Some((first.first_day(), last.last_day()))
}

/// The choice of the length of steps in charts.
#[component]
pub fn StepChoice() -> impl IntoView {
    let session = Session::expect();
    let choices = Memo::new(move |_| {
        let range = session.query.with(|query| span(session, query));
        range.map_or_else(Vec::new, |(first, last)| Steps::choices(first, last).collect::<Vec<Step>>())
    });
    let chosen = Memo::new(move |_| session.query.with(|query| steps_of(session, query)).map(|steps| steps.step));
    let choose = move |step: Option<Step>| {
        let word = step.map(Step::as_str).unwrap_or_default();
        session.url.push(|address| address.analysis.set(AnalysisSetting::Step, word));
    };
    move || {
        let options: Vec<(Option<Step>, &'static str)> =
            choices.get().into_iter().map(|step| (Some(step), label(step))).collect();
        (options.len() > 1).then(|| {
            view! {
                <Segments
                    label=m::time_steps()
                    options
                    chosen
                    on_choose=choose
                />
            }
        })
    }
}

fn label(step: Step) -> &'static str {
    match step {
        Step::Day => m::step_day(),
        Step::Week => m::step_week(),
        Step::Month => m::step_month(),
        Step::Quarter => m::step_quarter(),
        Step::Year => m::step_year(),
    }
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

/// A chart over these steps.
pub fn chart(title: String, steps: &Steps, rows: Vec<ChartRow>) -> ChartData {
    let named = |(at, start): (usize, &Day)| (step_name(steps, at), *start, steps.end(at));
    let steps = steps.starts.iter().enumerate().map(named).collect();
    ChartData { title, steps, rows, ..ChartData::default() }
}

/// Dates as a chart of counted steps of time, with a sentence about the fullest step and about dates outside all steps.
pub fn counted(
    title: &str,
    steps: &Steps,
    dates: impl Iterator<Item = PartialDate>,
    most_in: fn(usize, &str) -> String,
) -> (ChartData, String) {
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
    let row = ChartRow { name: title.to_owned(), counts, wholes: None };
    (chart(title.to_owned(), steps, vec![row]), summary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_old_articles_are_not_where_most_articles_lie() {
        let months = |counts: &[(&str, usize)]| -> Vec<MonthCount> {
            counts.iter().map(|(month, count)| MonthCount { month: month.parse().unwrap(), count: *count }).collect()
        };
        let core = |counts| core(&months(counts)).map(|(from, to)| format!("{from} {to}"));
        let outliers = [("2001-05", 1), ("2012-01", 150), ("2019-12", 150), ("2020-11", 2)];
        assert_eq!(core(&outliers).as_deref(), Some("2012-01-01 2019-12-31"));
        assert_eq!(
            core(&[("2001-05", 1), ("2012-01", 2)]).as_deref(),
            Some("2001-05-01 2012-01-31"),
            "too few to tell"
        );
        assert_eq!(core(&[]), None);
    }
}
