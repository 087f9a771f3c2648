//! Times as machines write them.

use crate::model::{Day, PartialDate};

/// How a time of day is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// In universal time.
    Universal,
    /// With its offset from universal time.
    Local,
    /// Without either, or not at all.
    Unknown,
}

impl Zone {
    /// How a text gives the time of day: `2020-03-03T10:00:00Z` is in universal time.
    pub fn parse(text: &str) -> Zone {
        let text = text.trim_end();
        if !text.contains('T') {
            return Zone::Unknown;
        }
        if ["Z", "+00:00", "+0000"].iter().any(|zone| text.ends_with(zone)) {
            return Zone::Universal;
        }
        let has_sign = text.chars().rev().take(6).any(|c| matches!(c, '+' | '-'));
        if has_sign { Zone::Local } else { Zone::Unknown }
    }
}

/// Whether a time is exactly 22 or 23 hours in universal time: midnight of the next day in most of Europe, which is how
/// systems there store a day without a time.
pub(super) fn is_european_midnight(text: &str) -> bool {
    let sharp = ["T22:00:00", "T23:00:00", "T22:00Z", "T23:00Z"].iter().any(|time| text.contains(time));
    let seconds = || match (text.len(), text.parse::<i64>()) {
        (10, Ok(seconds)) => Some(seconds),
        (13, Ok(milliseconds)) => Some(milliseconds / 1000),
        _ => None,
    };
    (sharp && Zone::parse(text) == Zone::Universal)
        || seconds().is_some_and(|seconds| matches!(seconds.rem_euclid(86_400), 79_200 | 82_800))
}

/// `20200303…`, or seconds or milliseconds since 1970.
pub(super) fn machine_date(text: &str) -> Option<PartialDate> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let rest = text.get(digits.len()..).unwrap_or_default();
    if digits.len() == 8 || (digits.len() >= 12 && digits.starts_with("20") && digits.len() != 13) {
        let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<u16>().ok();
        let (year, month, day) = (number(0..4)?, number(4..6)?, number(6..8)?);
        return Day::new(year.into(), u8::try_from(month).ok()?, u8::try_from(day).ok()?).map(PartialDate::Day);
    }
    if matches!(digits.len(), 10 | 13) && rest.trim().is_empty() {
        let value: i64 = digits.parse().ok()?;
        let seconds = if digits.len() == 13 { value / 1000 } else { value };
        let days = i32::try_from(seconds.div_euclid(86_400)).ok()?;
        return Day::from_days_since_epoch(days).map(PartialDate::Day);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Zone, machine_date};

    #[test]
    fn numbers_for_machines_are_days() {
        assert_eq!(machine_date("20200303T101112Z").map(|date| date.to_string()).as_deref(), Some("2020-03-03"));
        assert_eq!(machine_date("1583193600").map(|date| date.to_string()).as_deref(), Some("2020-03-03"));
        assert_eq!(machine_date("1583193600000").map(|date| date.to_string()).as_deref(), Some("2020-03-03"));
        assert_eq!(machine_date("12"), None);
    }

    #[test]
    fn a_time_tells_its_zone() {
        assert_eq!(Zone::parse("2020-03-03T10:00:00Z"), Zone::Universal);
        assert_eq!(Zone::parse("2020-03-03T10:00:00+01:00"), Zone::Local);
        assert_eq!(Zone::parse("2020-03-03T10:00:00"), Zone::Unknown);
        assert_eq!(Zone::parse("Tuesday, 3 March 2020"), Zone::Unknown);
    }
}
