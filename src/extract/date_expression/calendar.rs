//! The calendars besides the Gregorian one that newsrooms use.

use super::day_of;
use crate::model::{Day, PartialDate};

/// How a date counts its years, and where its months begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Calendar {
    /// The calendar of all other dates.
    Gregorian,
    /// The solar calendar of Iran and Afghanistan, which has its own months.
    Persian,
    /// Thailand's calendar: Gregorian months, years since the death of the Buddha. Thai texts use either kind of year.
    Thai,
}

impl Calendar {
    /// The Gregorian year of a four-digit number in this calendar.
    pub fn year(self, number: u32) -> Option<u32> {
        match self {
            Calendar::Gregorian => super::YEARS.contains(&number).then_some(number),
            Calendar::Persian => (1200..=1499).contains(&number).then_some(number),
            Calendar::Thai if (2400..=2742).contains(&number) => Some(number - 543),
            Calendar::Thai => Calendar::Gregorian.year(number),
        }
    }

    /// The day, if the calendar has it.
    pub fn day(self, year: u32, month: u32, day: u32) -> Option<PartialDate> {
        match self {
            Calendar::Gregorian | Calendar::Thai => day_of(year, month, day),
            Calendar::Persian => persian_day(year, month, day),
        }
    }
}

/// Eras of East Asia, each with the year before its first.
const ERAS: &[(&str, u32)] = &[("令和", 2018), ("平成", 1988), ("昭和", 1925), ("民国", 1911), ("民國", 1911)];

/// The era at the end of a word, its length in bytes, and whether it stands for the era's first year.
pub(super) fn era(word: &str) -> Option<Era> {
    let (name, is_first) = word.strip_suffix('元').map_or((word, false), |name| (name, true));
    let (era, before) = ERAS.iter().find(|(era, _)| name.ends_with(era))?;
    Some(Era { before: *before, length: era.len() + word.len() - name.len(), is_first })
}

/// An era at the end of a word.
pub(super) struct Era {
    /// The year before the era's first.
    pub before: u32,
    /// Its length in the word, in bytes.
    pub length: usize,
    /// Whether the word says that it is the first year.
    pub is_first: bool,
}

/// The months of the Persian calendar by their names in Iran, then in Afghanistan, in the letters of either keyboard.
#[rustfmt::skip]
const PERSIAN_MONTHS: [&[&str]; 12] = [
    &["فروردین", "فروردين", "حمل"], &["اردیبهشت", "ارديبهشت", "ثور"], &["خرداد", "جوزا"], &["تیر", "تير", "سرطان"],
    &["مرداد", "امرداد", "اسد"], &["شهریور", "شهريور", "سنبله"], &["مهر", "میزان", "ميزان"], &["آبان", "عقرب"],
    &["آذر", "قوس"], &["دی", "دي", "جدی", "جدي"], &["بهمن", "دلو"], &["اسفند", "حوت"],
];

/// The month of the Persian calendar that a word names.
pub(super) fn persian_month(word: &str) -> Option<u32> {
    (1..).zip(PERSIAN_MONTHS).find(|(_, names)| names.contains(&word)).map(|(month, _)| month)
}

/// A year whose first day is known: 1 Farvardin 1399 was 20 March 2020.
const KNOWN_YEAR: u32 = 1399;

/// A year's position in the cycle of 33 years determines whether its last month has a thirtieth day. This agrees with
/// the sun for the years 1244 to 1531.
fn is_persian_leap(year: u32) -> bool {
    matches!(year % 33, 1 | 5 | 9 | 13 | 17 | 22 | 26 | 30)
}

fn persian_day(year: u32, month: u32, day: u32) -> Option<PartialDate> {
    let length = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 => 29 + u32::from(is_persian_leap(year)),
        _ => return None,
    };
    if day == 0 || day > length {
        return None;
    }
    let days_in = |year: u32| 365 + i32::from(is_persian_leap(year));
    let whole_years = if year >= KNOWN_YEAR {
        (KNOWN_YEAR..year).map(days_in).sum::<i32>()
    } else {
        -(year..KNOWN_YEAR).map(days_in).sum::<i32>()
    };
    let in_year = (month - 1) * 30 + (month - 1).min(6) + day - 1;
    Day::new(2020, 3, 20)?.plus_days(whole_years + i32::try_from(in_year).ok()?).map(PartialDate::Day)
}

#[cfg(test)]
mod tests {
    use super::Calendar;

    #[track_caller]
    fn check(year: u32, month: u32, day: u32, expected: Option<&str>) {
        let found = Calendar::Persian.day(year, month, day).map(|date| date.to_string());
        assert_eq!(found.as_deref(), expected, "{year}-{month}-{day}");
    }

    #[test]
    fn days_of_the_persian_calendar_are_those_of_the_gregorian() {
        check(1398, 12, 13, Some("2020-03-03"));
        check(1399, 1, 1, Some("2020-03-20"));
        check(1399, 12, 30, Some("2021-03-20"));
        check(1400, 12, 30, None);
        check(1401, 7, 1, Some("2022-09-23"));
        check(1404, 1, 1, Some("2025-03-21"));
        check(1357, 11, 22, Some("1979-02-11"));
        check(1404, 13, 1, None);
    }
}
