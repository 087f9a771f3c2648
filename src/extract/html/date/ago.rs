//! Lines that give the time of publication by its distance from the visit: `3 hours ago`, `Yesterday, 10:15`.
//!
//! They tell a day only where the day of the visit is known, from the record of a web archive or the head of a saved page.

use super::DateSearch;
use crate::model::{DateBasis, PartialDate, PublicationDate};
use crate::text::script::is_thai;

/// A line that says when the article was published has at most so many words.
const MAX_WORDS: usize = 12;

/// A line that names a day by its distance says little else.
const MAX_WORDS_OF_DAY: usize = 5;

/// Words that make a span of time one that lies back, in lower case.
#[rustfmt::skip]
const AGO: &[&str] = &[
    "ago", "cu ", "dana", "fa", "geleden", "hace", "há", "il y a", "lalu", "od ", "pred", "prije", "před",
    "sedan", "siden", "sitten", "temu", "trước", "vor ", "önce", "πριν", "назад", "преди", "тому", "לפני", "قبل",
    "منذ", "پیش", "पहले", "ก่อน", "ที่แล้ว", "前", "전",
];

/// How units of time begin, in lower case, with their length in hours; 0 for less than one.
#[rustfmt::skip]
const UNITS: &[(&str, u32)] = &[
    ("d ago", 24), ("dag", 24), ("dakika", 0), ("dan", 24), ("day", 24), ("den", 24), ("dia", 24), ("dias", 24),
    ("dk", 0), ("dni", 24), ("dny", 24), ("dní", 24), ("día", 24), ("días", 24), ("giorn", 24), ("giờ", 1),
    ("godz", 1), ("gün", 24), ("h ", 1), ("hari", 24), ("heure", 1), ("hodin", 1), ("hora", 1), ("hour", 1),
    ("hr", 1), ("jam", 1), ("jour", 24), ("m ago", 0), ("menit", 0), ("min", 0), ("ngày", 24), ("ora", 1),
    ("ore", 1), ("phút", 0), ("päivä", 24), ("saat", 1), ("sat", 1), ("sec", 0), ("sek", 0), ("stunde", 1),
    ("tag", 24), ("tim", 1), ("tunti", 1), ("uur", 1), ("zile", 24), ("ημέρες", 24), ("λεπτ", 0), ("μέρες", 24),
    ("ώρ", 1), ("годин", 1), ("ден", 24), ("день", 24), ("дн", 24), ("мин", 0), ("хв", 0), ("час", 1), ("דקות", 0),
    ("ימים", 24), ("שעות", 1), ("أيام", 24), ("دقيق", 0), ("دقیق", 0), ("روز", 24), ("ساعات", 1), ("ساعة", 1),
    ("ساعت", 1), ("घंटे", 1), ("दिन", 24), ("मिनट", 0), ("ชั่วโมง", 1), ("นาที", 0), ("วัน", 24), ("分", 0),
    ("天", 24), ("小时", 1), ("小時", 1), ("日前", 24), ("時間", 1), ("분", 0), ("시간", 1), ("일 전", 24),
];

/// Names of the day of the visit and of the day before it, in lower case.
#[rustfmt::skip]
const NAMED_DAYS: &[(&str, i32)] = &[
    ("aujourd'hui", 0), ("aujourd’hui", 0), ("ayer", -1), ("bugün", 0), ("dnes", 0), ("dzisiaj", 0), ("dziś", 0),
    ("dün", -1), ("gestern", -1), ("gisteren", -1), ("heute", 0), ("hier", -1), ("hoje", 0), ("hoy", 0),
    ("ieri", -1), ("oggi", 0), ("ontem", -1), ("today", 0), ("vandaag", 0), ("včera", -1), ("wczoraj", -1),
    ("yesterday", -1), ("вчера", -1), ("вчора", -1), ("днес", 0), ("сегодня", 0), ("сьогодні", 0), ("أمس", -1),
    ("اليوم", 0), ("今天", 0), ("昨天", -1), ("어제", -1), ("오늘", 0),
];

impl DateSearch<'_> {
    /// The day that a line by the headline names by its distance from the day of collection.
    pub(super) fn before_collection(&self) -> Option<PublicationDate> {
        let collected = self.collected?;
        let zone = self.zone();
        let blocks = self.page.blocks.list.iter().enumerate().take(zone.end).skip(zone.start);
        let lines =
            blocks.filter(|(index, block)| !block.hidden && block.words <= MAX_WORDS && !self.is_foreign(*index));
        lines.into_iter().find_map(|(_, block)| {
            let days = days_back(&block.text, block.words)?;
            let day = collected.plus_days(-days)?;
            let evidence = format!("{}, collected {collected}", block.text);
            Some(PublicationDate::new(PartialDate::Day(day), DateBasis::Inferred, evidence))
        })
    }
}

/// How many days before the visit a line says that it was.
fn days_back(line: &str, words: usize) -> Option<i32> {
    let lower = line.to_lowercase();
    if words <= MAX_WORDS_OF_DAY && has_clock(&lower) {
        let first = lower.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’').find(|word| !word.is_empty())?;
        if let Some((_, days)) = NAMED_DAYS.iter().find(|(name, _)| *name == first) {
            return Some(-days);
        }
    }
    let has_word = |word: &str| {
        lower.match_indices(word).any(|(at, _)| {
            let joins = word.chars().all(|c| is_thai(c) || matches!(c, '前' | '전'));
            let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic());
            joins || (ends(lower[..at].chars().next_back()) && ends(lower[at + word.trim_end().len()..].chars().next()))
        })
    };
    if !AGO.iter().any(|word| has_word(word)) {
        return None;
    }
    let digit = lower.find(|c: char| c.is_ascii_digit())?;
    let number: String = lower[digit..].chars().take_while(char::is_ascii_digit).collect();
    let rest = lower[digit + number.len()..].trim_start_matches([' ', '\u{a0}', '+']);
    let rest = format!("{rest} ");
    let (_, hours) = UNITS.iter().find(|(unit, _)| rest.starts_with(unit))?;
    let hours = number.parse::<u32>().ok().filter(|number| *number < 60)? * hours;
    // What was so many hours ago was more probably in the day before than in the same one.
    i32::try_from((hours + 12) / 24).ok().filter(|days| *days <= MAX_DAYS)
}

/// Further back, pages count in weeks and months, which tell no day.
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
