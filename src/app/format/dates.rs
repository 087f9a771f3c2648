//! Dates as the page writes them, and as people type them.

use crate::app::messages::{self as m, DateForm, InterfaceLanguage, current_language, intl_date};
use crate::model::{Day, Month, PartialDate};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month, 1 to 12.
fn month_name(month: u8) -> &'static str {
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}

/// The first three letters of a month's English name, 1 to 12.
fn month_short(month: u8) -> &'static str {
    month_name(month).get(..3).unwrap_or_default()
}

/// `28 Apr 2025`, `Apr 2025` or `2025`.
pub fn date(date: PartialDate) -> String {
    match date {
        PartialDate::Day(at) => day(at),
        PartialDate::Month(month) => intl_date(DateForm::Month, month.first_day())
            .unwrap_or_else(|| format!("{} {}", month_short(month.number()), month.year())),
        PartialDate::Year(year) => year.to_string(),
    }
}

/// `28 Apr 2025`.
pub fn day(day: Day) -> String {
    let written = intl_date(DateForm::Day, day);
    written.unwrap_or_else(|| format!("{} {}", day_and_month(day), day.year()))
}

/// A day in a form that [`parse`] reads: `28 Apr 2025`, and `2025-04-28` in languages other than English.
pub fn editable_day(at: Day) -> String {
    if current_language() == InterfaceLanguage::English { day(at) } else { at.to_string() }
}

/// `28 Apr`.
pub fn day_and_month(day: Day) -> String {
    let written = intl_date(DateForm::DayMonth, day);
    written.unwrap_or_else(|| format!("{} {}", day.day_of_month(), month_short(day.month_number())))
}

/// `April 2025`.
pub fn month(month: Month) -> String {
    let written = intl_date(DateForm::LongMonth, month.first_day());
    written.unwrap_or_else(|| format!("{} {}", month_name(month.number()), month.year()))
}

/// `Apr`.
pub fn month_alone(month: Month) -> String {
    intl_date(DateForm::MonthAlone, month.first_day()).unwrap_or_else(|| month_short(month.number()).to_owned())
}

/// `Monday, 28 April 2025`, `April 2025` or `2025`.
pub fn long_date(date: PartialDate) -> String {
    match date {
        PartialDate::Day(day) => intl_date(DateForm::LongDay, day).unwrap_or_else(|| {
            format!("{}, {} {} {}", day.weekday(), day.day_of_month(), month_name(day.month_number()), day.year())
        }),
        PartialDate::Month(at) => month(at),
        PartialDate::Year(year) => year.to_string(),
    }
}

/// `April to July 2025`, `April 2024 to July 2025`, `April 2025`.
pub fn span(from: PartialDate, to: PartialDate) -> String {
    let (from, to) = (from.first_day().month(), to.last_day().month());
    if from == to {
        return month(to);
    }
    let year_twice = from.year() == to.year() && current_language() == InterfaceLanguage::English;
    let from = if year_twice { month_name(from.number()).to_owned() } else { month(from) };
    m::range(&from, &month(to))
}

/// Parses a date as people type it: `2025-02-01`, `2025-02`, `2025`, `1 Feb 2025`, `February 2025`, `1.2.2025`.
/// A month or a year without a day means all of it.
pub fn parse(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let parts: Vec<&str> = text.split(is_between).filter(|part| !part.is_empty()).collect();
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let built = match parts.as_slice() {
        [year, month, day] if is_year(year) => format!("{year}-{:0>2}-{:0>2}", month_number(month)?, day),
        [month, day, year] if !month.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{year}-{:0>2}-{:0>2}", month_number(month)?, day)
        }
        [day, month, year] => format!("{year}-{:0>2}-{:0>2}", month_number(month)?, day),
        [year, month] if is_year(year) => format!("{year}-{:0>2}", month_number(month)?),
        [month, year] => format!("{year}-{:0>2}", month_number(month)?),
        _ => return None,
    };
    built.parse().ok()
}

/// Whether a character separates the parts of a date as people type it.
fn is_between(c: char) -> bool {
    c.is_whitespace() || (c.is_ascii() && !c.is_ascii_alphanumeric()) || matches!(c, '‐'..='―' | '−')
}

fn month_number(word: &str) -> Option<usize> {
    if let Ok(number) = word.parse::<usize>() {
        return Some(number);
    }
    let named =
        |name: &&str| word.len() >= 3 && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    MONTHS.iter().position(named).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_type_them() {
        for (text, read) in [
            ("2025-02-01", "2025-02-01"),
            ("2025-02", "2025-02"),
            ("2025", "2025"),
            (" 1 Feb 2025 ", "2025-02-01"),
            ("February 1, 2025", "2025-02-01"),
            ("1.2.2025", "2025-02-01"),
            ("2025/2/1", "2025-02-01"),
            ("sept 2024", "2024-09"),
        ] {
            assert_eq!(parse(text).map(|date| date.to_string()).as_deref(), Some(read), "{text}");
        }
        for text in ["", "soon", "32 Jan 2025", "1 2", "29 Feb 2025"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_a_date_prints_is_read_back() {
        for text in ["2025-02-01", "2025-12", "1999"] {
            let known = text.parse().unwrap();
            assert_eq!(parse(&date(known)), Some(known));
        }
    }
}
