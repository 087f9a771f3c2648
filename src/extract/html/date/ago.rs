//! Lines that give the time of publication relative to the visit: `3 hours ago`, `Yesterday, 10:15`.
//!
//! They give a day only if the day of the visit is known, from the record of a web archive or the header of a saved
//! page.

use std::str::FromStr;
use std::sync::LazyLock;

use super::DateSearch;
use super::candidate::{Candidate, Evidence};
use super::machine::Zone;
use crate::language::{DATES, of_kind};
use crate::model::PartialDate;
use crate::text::script::is_thai;

/// The maximum number of words in a line that says when the article was published.
const MAX_WORDS: usize = 12;

/// The maximum number of other words in a line with a relative day.
const MAX_WORDS_OF_DAY: usize = 5;

/// The words for relative times, from the table of languages.
struct RelativeDayWords {
    /// Words that say that a time span is in the past, in lower case.
    ago: Vec<&'static str>,
    /// The beginnings of units of time, in lower case, with their length in hours; 0 for less than one. Longest first.
    units: Vec<(&'static str, u32)>,
    /// Words for today and yesterday, in lower case, with the distance in days.
    named_days: Vec<(&'static str, i32)>,
}

static WORDS: LazyLock<RelativeDayWords> = LazyLock::new(|| {
    let mut units: Vec<(&str, u32)> = numbered("unit").collect();
    units.sort_by_key(|(unit, _)| std::cmp::Reverse(unit.len()));
    RelativeDayWords { ago: of_kind(DATES, "ago").collect(), units, named_days: numbered("named-day").collect() }
});

/// The words of a kind that have a number before them.
fn numbered<T: FromStr>(kind: &str) -> impl Iterator<Item = (&'static str, T)> {
    of_kind(DATES, kind).filter_map(|entry| {
        let (number, words) = entry.split_once(' ')?;
        Some((words, number.parse().ok()?))
    })
}

impl DateSearch<'_> {
    /// The day that a line near the headline gives relative to the day of collection.
    pub(super) fn before_collection(&self) -> Option<Candidate> {
        let collected = self.collected?;
        let zone = self.zone();
        let blocks = self.page.blocks.list.iter().enumerate().take(zone.end).skip(zone.start);
        let lines =
            blocks.filter(|(index, block)| !block.hidden && block.words <= MAX_WORDS && !self.is_foreign(*index));
        lines.into_iter().find_map(|(_, block)| {
            let days = days_back(&block.text, block.words)?;
            let day = collected.plus_days(-days)?;
            let evidence = Evidence::Ago { line: block.text.clone(), collected };
            Some(Candidate { value: PartialDate::Day(day), zone: Zone::Unknown, evidence, is_of_change: false })
        })
    }
}

/// The number of days before the visit that a line gives.
fn days_back(line: &str, words: usize) -> Option<i32> {
    let lower = line.to_lowercase();
    if words <= MAX_WORDS_OF_DAY && has_clock(&lower) {
        let lower = lower.replace('’', "'");
        let first = lower.split(|c: char| !c.is_alphabetic() && c != '\'').find(|word| !word.is_empty())?;
        if let Some((_, days)) = WORDS.named_days.iter().find(|(name, _)| *name == first) {
            return Some(-days);
        }
    }
    let has_word = |word: &str| {
        lower.match_indices(word).any(|(at, _)| {
            let joins = word.chars().all(|c| is_thai(c) || matches!(c, '前' | '전'));
            let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic());
            joins || (ends(lower[..at].chars().next_back()) && ends(lower[at + word.len()..].chars().next()))
        })
    };
    if !WORDS.ago.iter().any(|word| has_word(word)) {
        return None;
    }
    let digit = lower.find(|c: char| c.is_ascii_digit())?;
    let number: String = lower[digit..].chars().take_while(char::is_ascii_digit).collect();
    let rest = lower[digit + number.len()..].trim_start_matches([' ', '\u{a0}', '+']);
    let rest = format!("{rest} ");
    // A single letter is a unit only as a word: "3 h ago".
    let begins = |unit: &str| {
        let after = rest.strip_prefix(unit);
        after.is_some_and(|after| unit.len() > 1 || !after.starts_with(char::is_alphabetic))
    };
    let (_, hours) = WORDS.units.iter().find(|(unit, _)| begins(unit))?;
    let hours = number.parse::<u32>().ok().filter(|number| *number < 60)? * hours;
    // A time that many hours ago was more likely on the previous day than on the same one.
    i32::try_from((hours + 12) / 24).ok().filter(|days| *days <= MAX_DAYS)
}

/// Further back, pages count in weeks and months, which give no day.
const MAX_DAYS: i32 = 13;

fn has_clock(line: &str) -> bool {
    let bytes = line.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (1..bytes.len())
        .any(|at| matches!(bytes[at], b':' | b'.' | b'h') && is_digit(at - 1) && is_digit(at + 1) && is_digit(at + 2))
}

#[cfg(test)]
mod tests {
    use super::days_back;

    #[track_caller]
    fn check(line: &str, days: Option<i32>) {
        assert_eq!(days_back(line, line.split_whitespace().count()), days, "{line}");
    }

    #[test]
    fn a_distance_from_the_visit_is_read_in_many_languages() {
        for line in [
            "Published 3 hours ago",
            "vor 3 Stunden",
            "il y a 3 heures",
            "hace 3 horas",
            "3 ore fa",
            "há 3 horas",
            "3 часа назад",
            "3 години тому",
            "3 godziny temu",
            "3 saat önce",
            "3小时前",
            "3時間前",
            "3시간 전",
            "3 ชั่วโมงที่แล้ว",
            "3 giờ trước",
            "قبل 3 ساعات",
            "לפני 3 שעות",
            "3 घंटे पहले",
            "3 uur geleden",
            "3h ago",
            "45 min ago",
        ] {
            check(line, Some(0));
        }
        check("2 days ago", Some(2));
        check("20 hours ago", Some(1));
        check("2d ago", Some(2));
        check("Heute, 10:15 Uhr", Some(0));
        check("Вчера, 10:15", Some(1));
    }

    #[test]
    fn what_gives_no_such_distance_is_left() {
        check("3 months ago", None);
        check("The bridge is 3 hours away", None);
        check("Today in history", None);
        check("5 min read", None);
    }
}
