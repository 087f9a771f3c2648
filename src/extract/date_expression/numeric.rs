//! Dates of digits, in which day and month may be exchanged: `03/04/2020`.

use std::fmt;

use super::{DateScanner, Locale, find, tokens};
use crate::model::{Day, PartialDate};

/// The order of day and month in a date of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayMonthOrder {
    /// The day comes first, as in most of the world.
    DayFirst,
    /// The month comes first, as in the United States.
    MonthFirst,
}

impl DayMonthOrder {
    /// The opposite order.
    pub fn other(self) -> DayMonthOrder {
        match self {
            DayMonthOrder::DayFirst => DayMonthOrder::MonthFirst,
            DayMonthOrder::MonthFirst => DayMonthOrder::DayFirst,
        }
    }
}

/// A date of digits that ends in the year; it is a day in at least one order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumericDate {
    first: u8,
    second: u8,
    year: i32,
    separator: char,
}

impl NumericDate {
    /// The date of two numbers and a year; `None` if it is no day in either order.
    pub(super) fn new(first: u32, second: u32, year: u32, separator: char) -> Option<NumericDate> {
        let number = |value: u32| u8::try_from(value).ok();
        let date =
            NumericDate { first: number(first)?, second: number(second)?, year: i32::try_from(year).ok()?, separator };
        let is_day = |order| date.in_order(order).is_some();
        (is_day(DayMonthOrder::DayFirst) || is_day(DayMonthOrder::MonthFirst)).then_some(date)
    }

    /// The date of digits in a text that this value was read from, if no words give the same value.
    pub fn behind(text: &str, value: PartialDate) -> Option<NumericDate> {
        let PartialDate::Day(day) = value else { return None };
        if !text.contains(['/', '-', '.', '|']) {
            return None;
        }
        let pieces = tokens(text);
        let scanner = DateScanner { text, pieces: &pieces, locale: Locale::new(None) };
        let mut numeric = None;
        for found in find(text, None) {
            let Some(at) = pieces.iter().position(|piece| piece.start() == found.span.start) else { continue };
            match scanner.numeric_parts(at) {
                Some((date, _)) => numeric = numeric.or(Some(date).filter(|date| date.can_be(day))),
                None if found.value == value => return None,
                None => {}
            }
        }
        numeric
    }

    /// Whether it is written with dots, which leave no doubt: the day comes first.
    pub(super) fn is_dotted(self) -> bool {
        self.separator == '.'
    }

    /// The day in this order, if the calendar has it.
    pub fn in_order(self, order: DayMonthOrder) -> Option<Day> {
        match order {
            DayMonthOrder::DayFirst => Day::new(self.year, self.second, self.first),
            DayMonthOrder::MonthFirst => Day::new(self.year, self.first, self.second),
        }
    }

    /// The order that the numbers themselves tell, if only one gives a day.
    pub fn proven_order(self) -> Option<DayMonthOrder> {
        let is_day = |order| self.in_order(order).is_some();
        match (is_day(DayMonthOrder::DayFirst), is_day(DayMonthOrder::MonthFirst)) {
            (true, false) if !self.is_dotted() => Some(DayMonthOrder::DayFirst),
            (false, true) if !self.is_dotted() => Some(DayMonthOrder::MonthFirst),
            _ => None,
        }
    }

    /// Whether it is one day in one order and another day in the other.
    pub fn is_open(self) -> bool {
        !self.is_dotted() && self.first != self.second && self.proven_order().is_none()
    }

    fn can_be(self, day: Day) -> bool {
        [DayMonthOrder::DayFirst, DayMonthOrder::MonthFirst].iter().any(|order| self.in_order(*order) == Some(day))
    }
}

impl fmt::Display for NumericDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let NumericDate { first, second, year, separator } = self;
        write!(f, "{first:02}{separator}{second:02}{separator}{year}")
    }
}

#[cfg(test)]
mod tests {
    use super::{DayMonthOrder, NumericDate};

    #[track_caller]
    fn read(text: &str, value: &str) -> Option<NumericDate> {
        NumericDate::behind(text, value.parse().expect("a date"))
    }

    #[test]
    fn numbers_above_twelve_tell_the_order() {
        let order = |text, value| read(text, value).and_then(NumericDate::proven_order);
        assert_eq!(order("15/4/2019", "2019-04-15"), Some(DayMonthOrder::DayFirst));
        assert_eq!(order("4/15/2019", "2019-04-15"), Some(DayMonthOrder::MonthFirst));
        assert_eq!(order("4/5/2019", "2019-04-05"), None);
        assert_eq!(order("15.4.2019", "2019-04-15"), None);
    }

    #[test]
    fn two_small_numbers_leave_it_open_unless_dots_or_words_tell() {
        let is_open = |text, value| read(text, value).is_some_and(NumericDate::is_open);
        assert!(is_open("posted 08/02/2023", "2023-08-02"));
        assert!(!is_open("08/08/2023", "2023-08-08"));
        assert!(!is_open("08.02.2023", "2023-02-08"));
        assert!(!is_open("8 February 2023 (08/02/2023)", "2023-02-08"));
        assert!(!is_open("2023-02-08", "2023-02-08"));
    }
}
