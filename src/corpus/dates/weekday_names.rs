//! The names of the days of the week as news texts write them, by language.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use time::Weekday;

use crate::language::{WEEKDAYS, entries, of_kind};

/// Words for days and months, from the table of weekdays.
pub(super) struct WeekdayNames {
    /// By language, the forms of each day from Monday to Sunday.
    days: HashMap<&'static str, Vec<Vec<&'static str>>>,
    /// Languages that write the names of days and months with a capital letter.
    capitalised: HashSet<&'static str>,
    /// Words before a weekday that make it part of a name, or a day other than the latest one.
    other_day: HashSet<&'static str>,
    /// Words before the name of a month that make it the latest one.
    last_before: HashSet<&'static str>,
    /// Words after the name of a month that make it the latest one.
    last_behind: HashSet<&'static str>,
    /// Words after a weekday that make it part of a newspaper's name.
    newspaper: HashSet<&'static str>,
}

static NAMES: LazyLock<WeekdayNames> = LazyLock::new(|| {
    let mut days: HashMap<&str, Vec<Vec<&str>>> = HashMap::new();
    for entry in entries(WEEKDAYS).filter(|entry| entry.kind == "weekday") {
        days.entry(entry.language).or_default().push(entry.text.split(", ").collect());
    }
    let capitalised = entries(WEEKDAYS).filter(|entry| entry.kind == "spelling").map(|entry| entry.language).collect();
    let words = |kind| of_kind(WEEKDAYS, kind).collect();
    WeekdayNames {
        days,
        capitalised,
        other_day: words("other-day"),
        last_before: words("last-before"),
        last_behind: words("last-behind"),
        newspaper: words("newspaper"),
    }
});

/// Whether a language writes the names of days and months with a capital letter.
pub(super) fn is_capitalised(language: &str) -> bool {
    NAMES.capitalised.contains(language)
}

/// Whether a word before a weekday makes it part of a name, or a day other than the latest one: "Black Friday".
pub(super) fn means_other_day(word: &str) -> bool {
    NAMES.other_day.contains(word.to_lowercase().as_str())
}

/// Whether a word before the name of a month makes it the latest one: "last August".
pub(super) fn is_last_before(word: &str) -> bool {
    NAMES.last_before.contains(word.to_lowercase().as_str())
}

/// Whether a word after the name of a month makes it the latest one: "août dernier".
pub(super) fn is_last_behind(word: &str) -> bool {
    NAMES.last_behind.contains(word.to_lowercase().as_str())
}

/// Whether a word after a weekday makes it part of a newspaper's name: "Sunday Times".
pub(super) fn names_newspaper(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && NAMES.newspaper.contains(word.to_lowercase().as_str())
}

/// The day that a word means in a language.
pub(super) fn weekday_of(word: &str, language: &str) -> Option<Weekday> {
    const DAYS: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    if is_capitalised(language) && !word.starts_with(char::is_uppercase) {
        return None;
    }
    let days = NAMES.days.get(language)?;
    let word = word.to_lowercase().replace(['’', 'ʼ'], "'");
    DAYS.into_iter().zip(days).find(|(_, forms)| forms.contains(&word.as_str())).map(|(day, _)| day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_known_in_their_language() {
        assert_eq!(weekday_of("Sunday", "en"), Some(Weekday::Sunday));
        assert_eq!(weekday_of("sunday", "en"), None);
        assert_eq!(weekday_of("Dienstagabend", "de"), Some(Weekday::Tuesday));
        assert_eq!(weekday_of("середу", "uk"), Some(Weekday::Wednesday));
        assert_eq!(weekday_of("п’ятницю", "uk"), Some(Weekday::Friday));
        assert_eq!(weekday_of("martes", "fr"), None);
    }

    #[test]
    fn every_language_has_seven_days() {
        assert!(NAMES.days.len() > 10 && NAMES.days.values().all(|days| days.len() == 7));
        assert!(means_other_day("Black") && is_last_before("last") && is_last_behind("dernier"));
    }
}
