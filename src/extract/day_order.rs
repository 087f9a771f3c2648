//! Dates in which nothing tells whether the day or the month comes first.

use super::date_expression::{DayMonthOrder, NumericDate, tells_order};
use crate::model::{DateBasis, Day, PartialDate, PublicationDate, Warning, WarningCode};

/// Marks a date of digits as ambiguous if the language does not tell the order of day and month, and returns the
/// warning. `is_possible` says whether the other reading can be the date at all.
///
/// Other documents of the same column or outlet may still decide; see `corpus`.
pub(super) fn mark_ambiguous(
    date: &mut PublicationDate,
    language: Option<&str>,
    is_possible: impl Fn(Day) -> bool,
) -> Option<Warning> {
    if tells_order(language) {
        return None;
    }
    let PartialDate::Day(day) = date.value else { return None };
    let digits = NumericDate::behind(&date.evidence, date.value).filter(|digits| digits.is_open())?;
    let readings = [DayMonthOrder::DayFirst, DayMonthOrder::MonthFirst].map(|order| digits.in_order(order));
    let other = readings.into_iter().flatten().find(|reading| *reading != day && is_possible(*reading))?;
    date.basis = DateBasis::Inferred;
    let message = format!("The date `{digits}` can be {day} or {other}; {day} was taken.");
    Some(Warning { code: WarningCode::AmbiguousDate, message })
}

#[cfg(test)]
mod tests {
    use super::mark_ambiguous;
    use crate::model::{DateBasis, PublicationDate};

    #[test]
    fn a_date_that_nothing_decides_is_marked() {
        let mark = |evidence: &str, value: &str, language, latest: &str| {
            let mut date = PublicationDate::new(value.parse().expect("a date"), DateBasis::Stated, evidence);
            let latest = latest.parse().expect("a day");
            let warning = mark_ambiguous(&mut date, language, |day| day <= latest);
            assert_eq!(warning.is_some(), date.basis == DateBasis::Inferred);
            warning.map(|warning| warning.message)
        };
        let message = "The date `08/02/2023` can be 2023-08-02 or 2023-02-08; 2023-08-02 was taken.";
        assert_eq!(mark("08/02/2023", "2023-08-02", Some("en"), "2024-01-01").as_deref(), Some(message));
        assert_eq!(mark("08/02/2023", "2023-02-08", Some("en-GB"), "2024-01-01"), None);
        assert_eq!(mark("08/02/2023", "2023-02-08", Some("fr"), "2024-01-01"), None);
        assert_eq!(mark("02/08/2023", "2023-02-08", Some("en"), "2023-03-01"), None);
        assert_eq!(mark("2023-02-08", "2023-02-08", None, "2024-01-01"), None);
    }
}
