//! Numbers, dates and names in the present language. Each is none where that is English, which the page writes by itself, so
//! that it is the same in every browser and needs none.

use super::language::table;
use crate::model::Day;

/// How much of a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateForm {
    /// Day, short month and year.
    Day,
    /// Day and short month.
    DayMonth,
    /// Weekday, day, month and year.
    LongDay,
    /// Month and year.
    LongMonth,
    /// Short month and year.
    Month,
    /// Short month alone.
    MonthAlone,
}

/// A number.
pub fn intl_number(number: f64) -> Option<String> {
    table()?.manner.number(number)
}

/// A date.
pub fn intl_date(form: DateForm, day: Day) -> Option<String> {
    table()?.manner.date(form, day)
}

/// The name of a language, by its code; none where the browser knows none.
pub fn intl_language(code: &str) -> Option<String> {
    table()?.manner.language(code)
}

/// What is wrong with the words of a search, by its English.
pub fn problem(english: &str) -> Option<&'static str> {
    table()?.manner.problem(english)
}
