//! Days, months and years of publication, without clocks or time zones.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;
use time::{Date, Month as TimeMonth, Weekday};

use crate::wire::bytes::{ByteReader, Damage, TOO_LARGE, put_number, unzigzag, zigzag};
use crate::wire::json::{JsonError, Value};
use crate::wire::record::{Binary, Json, WRONG, words, write_text};

/// The reason why a text is not a date.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("`{0}` is not a date of the form `YYYY-MM-DD`, `YYYY-MM` or `YYYY`")]
pub struct DateError(pub String);

/// A valid day of the Gregorian calendar, from year 1 to year 9999.
///
/// Ordered by time. Printed and parsed as `YYYY-MM-DD`.
///
/// ```
/// use dateline::model::Day;
///
/// let day = Day::new(2024, 2, 29).expect("2024 is a leap year");
/// assert_eq!(day.to_string(), "2024-02-29");
/// assert_eq!("2024-02-29".parse(), Ok(day));
/// assert_eq!(day.plus_days(1), Day::new(2024, 3, 1));
/// assert_eq!(Day::new(2025, 2, 29), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// Creates a day; `None` if the calendar has no such day.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Day> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        let month = TimeMonth::try_from(month).ok()?;
        Date::from_calendar_date(year, month, day).ok().map(Day)
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month_number(self) -> u8 {
        u8::from(self.0.month())
    }

    /// The day of the month, 1 to 31.
    pub fn day_of_month(self) -> u8 {
        self.0.day()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// The month of this day.
    pub fn month(self) -> Month {
        Month { year: self.year(), month: self.month_number() }
    }

    /// Days since 1970-01-01; negative before it.
    pub fn days_since_epoch(self) -> i32 {
        self.0.to_julian_day() - EPOCH_JULIAN_DAY
    }

    /// The day this many days after 1970-01-01; `None` outside years 1 to 9999.
    pub fn from_days_since_epoch(days: i32) -> Option<Day> {
        let date = Date::from_julian_day(days.checked_add(EPOCH_JULIAN_DAY)?).ok()?;
        (1..=9999).contains(&date.year()).then_some(Day(date))
    }

    /// The day this many days later (earlier if negative); `None` outside years 1 to 9999.
    pub fn plus_days(self, days: i32) -> Option<Day> {
        Day::from_days_since_epoch(self.days_since_epoch().checked_add(days)?)
    }
}

const EPOCH_JULIAN_DAY: i32 = 2_440_588;

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month_number(), self.day_of_month())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Day, DateError> {
        match text.parse()? {
            PartialDate::Day(day) => Ok(day),
            _ => Err(DateError(text.to_owned())),
        }
    }
}

/// A month of a year. Printed and parsed as `YYYY-MM`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i32,
    month: u8,
}

impl Month {
    /// Creates a month; `None` outside years 1 to 9999 and months 1 to 12.
    pub fn new(year: i32, month: u8) -> Option<Month> {
        ((1..=9999).contains(&year) && (1..=12).contains(&month)).then_some(Month { year, month })
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month's number, 1 to 12.
    pub fn number(self) -> u8 {
        self.month
    }

    /// The first day of the month.
    pub fn first_day(self) -> Day {
        Day::new(self.year, self.month, 1).expect("every month has a first day")
    }

    /// The last day of the month.
    pub fn last_day(self) -> Day {
        (28..=31).rev().find_map(|day| Day::new(self.year, self.month, day)).expect("every month has a 28th day")
    }

    /// The following month; `None` after December 9999.
    pub fn next(self) -> Option<Month> {
        match self.month {
            12 => Month::new(self.year + 1, 1),
            month => Month::new(self.year, month + 1),
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Month {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Month, DateError> {
        match text.parse()? {
            PartialDate::Month(month) => Ok(month),
            _ => Err(DateError(text.to_owned())),
        }
    }
}

words! {
    /// The precision of a date.
    pub enum Precision {
        /// Year, month and day.
        Day = "day",
        /// Year and month.
        Month = "month",
        /// Only the year.
        Year = "year",
    }
}

/// A date whose day, or day and month, may be unknown.
///
/// ```
/// use dateline::model::{Day, PartialDate, Precision};
///
/// let date: PartialDate = "2024-02".parse().expect("a month");
/// assert_eq!(date.precision(), Precision::Month);
/// assert_eq!(date.first_day(), Day::new(2024, 2, 1).unwrap());
/// assert_eq!(date.last_day(), Day::new(2024, 2, 29).unwrap());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// A whole date.
    Day(Day),
    /// A month of a year.
    Month(Month),
    /// A year, 1 to 9999.
    Year(i32),
}

impl PartialDate {
    /// The precision of the date.
    pub fn precision(self) -> Precision {
        match self {
            PartialDate::Day(_) => Precision::Day,
            PartialDate::Month(_) => Precision::Month,
            PartialDate::Year(_) => Precision::Year,
        }
    }

    /// The earliest day that the date can mean.
    pub fn first_day(self) -> Day {
        match self {
            PartialDate::Day(day) => day,
            PartialDate::Month(month) => month.first_day(),
            PartialDate::Year(year) => Day::new(year, 1, 1).expect("a valid year has a first day"),
        }
    }

    /// The latest day that the date can mean.
    pub fn last_day(self) -> Day {
        match self {
            PartialDate::Day(day) => day,
            PartialDate::Month(month) => month.last_day(),
            PartialDate::Year(year) => Day::new(year, 12, 31).expect("a valid year has a last day"),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PartialDate::Day(day) => day.fmt(f),
            PartialDate::Month(month) => month.fmt(f),
            PartialDate::Year(year) => write!(f, "{year:04}"),
        }
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<PartialDate, DateError> {
        parse_partial(text).ok_or_else(|| DateError(text.to_owned()))
    }
}

fn parse_partial(text: &str) -> Option<PartialDate> {
    let number = |digits: &str, width: usize| -> Option<u16> {
        let plain = digits.len() == width && digits.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten()
    };
    let mut parts = text.split('-');
    let year = i32::from(number(parts.next()?, 4)?);
    let month = parts.next();
    let day = parts.next();
    if parts.next().is_some() || year == 0 {
        return None;
    }
    match (month, day) {
        (None, _) => Some(PartialDate::Year(year)),
        (Some(month), None) => Month::new(year, number(month, 2)? as u8).map(PartialDate::Month),
        (Some(month), Some(day)) => {
            Day::new(year, number(month, 2)? as u8, number(day, 2)? as u8).map(PartialDate::Day)
        }
    }
}

/// Days since 1970-01-01, zigzag.
impl Binary for Day {
    fn encode(&self, out: &mut Vec<u8>) {
        put_number(out, zigzag(i64::from(self.days_since_epoch())));
    }

    fn decode(from: &mut ByteReader<'_>) -> Result<Day, Damage> {
        let days = i32::try_from(unzigzag(from.number()?)).map_err(|_| TOO_LARGE)?;
        Day::from_days_since_epoch(days).ok_or(WRONG)
    }
}

impl Json for Day {
    fn write(&self, out: &mut String) {
        write_text(&self.to_string(), out);
    }

    fn read(field: &'static str, value: Value) -> Result<Day, JsonError> {
        let day = value.as_str().and_then(|text| text.parse().ok());
        day.ok_or(JsonError::Field { field, wanted: "a day as YYYY-MM-DD" })
    }
}

impl Json for PartialDate {
    fn write(&self, out: &mut String) {
        write_text(&self.to_string(), out);
    }

    fn read(field: &'static str, value: Value) -> Result<PartialDate, JsonError> {
        let date = value.as_str().and_then(|text| text.parse().ok());
        date.ok_or(JsonError::Field { field, wanted: "a date" })
    }
}

/// Appends the precision and the first day of a date.
pub(super) fn encode_date(date: PartialDate, out: &mut Vec<u8>) {
    date.precision().encode(out);
    date.first_day().encode(out);
}

/// Reads a date that [`encode_date`] wrote.
pub(super) fn decode_date(from: &mut ByteReader<'_>) -> Result<PartialDate, Damage> {
    let (precision, day) = (Precision::decode(from)?, Day::decode(from)?);
    Ok(match precision {
        Precision::Day => PartialDate::Day(day),
        Precision::Month => PartialDate::Month(day.month()),
        Precision::Year => PartialDate::Year(day.year()),
    })
}

macro_rules! serde_as_text {
    ($($name:ident),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

serde_as_text!(Day, Month, PartialDate);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_reads_back_what_it_prints() {
        for text in ["2025-07-27", "2025-07", "2025", "0001-01-01", "9999-12-31"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_the_calendar_lacks_is_refused() {
        for text in
            ["2025-02-29", "2025-13", "2025-00-01", "25-01-01", "2025-1-1", "0000", "", "-", "2025-01-01-01", "२०२५"]
        {
            assert_eq!(text.parse::<PartialDate>(), Err(DateError(text.to_owned())));
        }
    }

    #[test]
    fn days_count_from_the_epoch() {
        let day = Day::new(1970, 1, 2).unwrap();
        assert_eq!(day.days_since_epoch(), 1);
        assert_eq!(Day::from_days_since_epoch(-1).unwrap().to_string(), "1969-12-31");
        assert_eq!(day.plus_days(i32::MAX), None);
    }

    #[test]
    fn a_month_knows_its_ends() {
        let month: Month = "2024-02".parse().unwrap();
        assert_eq!(month.first_day().to_string(), "2024-02-01");
        assert_eq!(month.last_day().to_string(), "2024-02-29");
        assert_eq!("2024-12".parse::<Month>().unwrap().next().unwrap().to_string(), "2025-01");
    }
}
