//! Dates that a text spells out: `3. März 2020`, `Mar 3, 2020`, `03/03/2020`, `2020年3月3日`, `2020-03-03`.
//!
//! The names of months come from a table of languages. All of them are known at once; the hint matters only if
//! languages disagree (`listopada` is October in Croatian and November in Polish, `03/04` is March in the United
//! States). Dates without a year, weekdays and words like "yesterday" are not dates here.

mod calendar;
mod numeric;
mod token;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use calendar::{Calendar, era, persian_month};
use unicode_normalization::UnicodeNormalization as _;

pub use numeric::{DayMonthOrder, NumericDate};
use token::{DateToken, Piece, tokens};

use crate::language;
use crate::model::{Day, Month, PartialDate};
use crate::text::script::{is_arabic, is_thai};

/// A date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateExpression {
    /// The day, or the month if the text names no day.
    pub value: PartialDate,
    /// Its range in the text: byte offsets on character boundaries, never empty.
    pub span: Range<usize>,
}

/// The range of years that texts are assumed to mean.
const YEARS: std::ops::RangeInclusive<u32> = 1600..=2199;

/// From this number on, two-digit years of the Thai calendar belong to its 26th century: 2540 was 1997.
const FIRST_SHORT_THAI_YEAR: u32 = 40;

/// Two-digit years up to this one are in the 2000s, later ones in the 1900s.
const LAST_SHORT_YEAR: u32 = 50;

/// Every date with a year, in order, without overlaps.
///
/// `language` is a BCP 47 code (`en-GB`), if known. The time is linear in the length of the text.
pub fn find(text: &str, language: Option<&str>) -> Vec<DateExpression> {
    if !text.chars().any(char::is_numeric) {
        return Vec::new();
    }
    let pieces = tokens(text);
    let scanner = DateScanner { text, pieces: &pieces, locale: Locale::new(language) };
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        match scanner.date_at(at) {
            Some((value, next)) => {
                found.push(DateExpression { value, span: scanner.start(at)..pieces[next - 1].end() });
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// The month, 1 to 12, that a word names; the language decides if languages disagree.
pub fn month_named(word: &str, language: Option<&str>) -> Option<u8> {
    u8::try_from(month_of(&word.to_lowercase(), Locale::new(language).primary)?).ok()
}

/// Whether a language tells the order of day and month in dates of digits. English alone does not: Americans put the
/// month first, and everybody else the day.
pub fn tells_order(language: Option<&str>) -> bool {
    let language = language.unwrap_or_default();
    !language.is_empty() && !language.eq_ignore_ascii_case("en")
}

/// What a language determines.
struct Locale<'l> {
    primary: &'l str,
    month_before_day: bool,
}

impl<'l> Locale<'l> {
    fn new(language: Option<&'l str>) -> Locale<'l> {
        let language = language.unwrap_or_default();
        let (primary, rest) = language.split_once(['-', '_']).unwrap_or((language, ""));
        let american = rest.is_empty() || ["us", "ca", "ph"].iter().any(|region| rest.eq_ignore_ascii_case(region));
        Locale { primary, month_before_day: primary.eq_ignore_ascii_case("en") && american }
    }
}

struct DateScanner<'p, 't> {
    text: &'t str,
    pieces: &'p [Piece],
    locale: Locale<'p>,
}

/// A date and the token after it.
type DateMatch = Option<(PartialDate, usize)>;

/// A month that words name.
#[derive(Clone, Copy)]
struct NamedMonth {
    number: u32,
    calendar: Calendar,
}

impl DateScanner<'_, '_> {
    fn date_at(&self, at: usize) -> DateMatch {
        match self.token(at)? {
            DateToken::Number { digits: 4, .. } => self.year_first(at),
            DateToken::Number { digits: 1 | 2, .. } => self.day_and_month_name(at).or_else(|| self.numeric(at)),
            DateToken::Word(word) => self.era_first(word, at).or_else(|| self.month_name_first(at)),
            _ => None,
        }
    }

    /// The position at which a date that begins with this token begins in the text: scripts without spaces join an era
    /// to the word before.
    fn start(&self, at: usize) -> usize {
        let Some(piece) = self.pieces.get(at) else { return self.text.len() };
        match piece.token(self.text) {
            DateToken::Word(word) => era(word).map_or(piece.start(), |era| piece.end() - era.length),
            _ => piece.start(),
        }
    }

    fn token(&self, at: usize) -> Option<DateToken<'_>> {
        self.pieces.get(at).map(|piece| piece.token(self.text))
    }

    fn number(&self, at: usize, widths: &[usize]) -> Option<u32> {
        match self.token(at)? {
            DateToken::Number { value, digits } if widths.contains(&digits) => Some(value),
            _ => None,
        }
    }

    fn year(&self, at: usize, calendar: Calendar) -> Option<u32> {
        calendar.year(self.number(at, &[4])?)
    }

    /// The calendar of a numeric date: that of the language, if the year fits it.
    fn calendar_of_year(&self, at: usize) -> Calendar {
        let is_persian = || self.text[self.start(at)..].starts_with(|c| matches!(c, '\u{6f0}'..='\u{6f9}'));
        let calendar = match self.locale.primary {
            "fa" | "prs" | "ps" => Calendar::Persian,
            "th" => Calendar::Thai,
            _ if is_persian() => Calendar::Persian,
            _ => Calendar::Gregorian,
        };
        if self.year(at, calendar).is_some() { calendar } else { Calendar::Gregorian }
    }

    fn mark(&self, at: usize) -> Option<char> {
        match self.token(at)? {
            DateToken::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// Whether this token directly follows the one before.
    fn glued(&self, at: usize) -> bool {
        at > 0 && self.pieces.get(at).is_some_and(|piece| piece.start() == self.pieces[at - 1].end())
    }

    /// The month that one or two words name, and the token after them.
    fn month_name(&self, at: usize) -> Option<(NamedMonth, usize)> {
        let DateToken::Word(word) = self.token(at)? else { return None };
        let calendar = if word.starts_with(is_thai) { Calendar::Thai } else { Calendar::Gregorian };
        let named = |number| NamedMonth { number, calendar };
        let month = month_of(&word.to_lowercase(), self.locale.primary);
        let month = month.map(|month| (named(month), at + 1)).or_else(|| {
            let (between, second) = if self.mark(at + 1) == Some('.') { (".", at + 2) } else { (" ", at + 1) };
            let DateToken::Word(next) = self.token(second)? else { return None };
            let two_words = format!("{word}{between}{next}");
            Some((named(month_of(&two_words, self.locale.primary)?), second + 1))
        });
        let persian = || Some((NamedMonth { number: persian_month(word)?, calendar: Calendar::Persian }, at + 1));
        let vietnamese = || {
            matches!(word, "tháng" | "Tháng" | "thg").then_some(())?;
            Some((named(self.number(at + 1, &[1, 2])?), at + 2))
        };
        let (month, next) = month.or_else(persian).or_else(vietnamese)?;
        // Arabic texts give both names of a month: `مارس/آذار`.
        let again =
            (word.starts_with(is_arabic) && self.mark(next) == Some('/')).then(|| self.token(next + 1)).flatten();
        match again {
            Some(DateToken::Word(word)) if month_of(word, self.locale.primary) == Some(month.number) => {
                Some((month, next + 2))
            }
            Some(DateToken::Word(word)) => {
                let Some(DateToken::Word(second)) = self.token(next + 2) else { return Some((month, next)) };
                let is_same = month_of(&format!("{word} {second}"), self.locale.primary) == Some(month.number);
                Some((month, if is_same { next + 3 } else { next }))
            }
            _ => Some((month, next)),
        }
    }

    /// Skips tokens that may be between the parts of a date.
    fn skip(&self, mut at: usize, marks: &[char], words: &[&str]) -> usize {
        for _ in 0..4 {
            match self.token(at) {
                Some(DateToken::Mark(mark)) if marks.contains(&mark) => at += 1,
                Some(DateToken::Word(word)) if words.iter().any(|known| word.eq_ignore_ascii_case(known)) => at += 1,
                _ => break,
            }
        }
        at
    }

    /// `3. März 2020`, `3rd of March, 2020`, `1er mars 2020`, `3 de marzo de 2020`, `03-Mar-2020`.
    fn day_and_month_name(&self, at: usize) -> DateMatch {
        let day = self.number(at, &[1, 2])?;
        let next = self.skip(at + 1, &['.', '-', '/', ',', 'º', 'ª', '°'], BEFORE_MONTH);
        let (month, next) = self.month_name(next)?;
        let next = self.skip(next, &['.', ',', '-', '/', '\'', '’'], BEFORE_YEAR);
        let year = self.year(next, month.calendar).or_else(|| {
            // `3 Mar '20`, `3-Mar-20`; any other two-digit number may be an hour, but in Thai it is a year: `3 มี.ค. 63`.
            let year = self.number(next, &[2])?;
            if month.calendar == Calendar::Thai && year >= FIRST_SHORT_THAI_YEAR && self.mark(next + 1) != Some(':') {
                return month.calendar.year(2500 + year);
            }
            // Before a time of day it is a year all the same: `3 Mar 20 10:15`.
            let is_before_clock = || {
                self.number(next + 1, &[2]).is_some()
                    && self.mark(next + 2) == Some(':')
                    && self.number(next + 3, &[2]).is_some()
            };
            let is_marked = matches!(self.mark(next - 1), Some('\'' | '’' | '-' | '/'));
            (is_marked || is_before_clock()).then_some(full_year(year))
        })?;
        Some((month.calendar.day(year, month.number, day)?, next + 1))
    }

    /// `March 3, 2020`, `Mar. 3rd 2020`, `March 2020`.
    fn month_name_first(&self, at: usize) -> DateMatch {
        let (month, next) = self.month_name(at)?;
        let after_month = self.skip(next, &['.', ',', '-', '/'], BEFORE_YEAR);
        if let Some(day) = self.number(after_month, &[1, 2]) {
            let next = self.skip(after_month + 1, &[',', '.', '-', '/'], AFTER_DAY);
            let next = if self.year(next, month.calendar).is_some() { next } else { self.skip_clock(next) };
            if let Some(year) = self.year(next, month.calendar)
                && let Some(day) = month.calendar.day(year, month.number, day)
            {
                return Some((day, next + 1));
            }
        }
        let year = self.year(after_month, month.calendar).filter(|_| month.calendar != Calendar::Persian)?;
        Some((month_date(year, month.number)?, after_month + 1))
    }

    /// Skips a time of day with its zone, which programs write before the year: `Mar  3 10:15:00 EST 2020`.
    fn skip_clock(&self, at: usize) -> usize {
        let is_clock = self.number(at, &[1, 2]).is_some()
            && self.mark(at + 1) == Some(':')
            && self.number(at + 2, &[2]).is_some()
            && self.mark(at + 3) == Some(':')
            && self.number(at + 4, &[2]).is_some();
        let is_zone = || matches!(self.token(at + 5), Some(DateToken::Word(word)) if word.len() <= 5);
        match is_clock {
            true if is_zone() => at + 6,
            true => at + 5,
            false => at,
        }
    }

    /// `令和2年3月3日`, `平成元年1月8日`, `民國109年3月3日`.
    fn era_first(&self, word: &str, at: usize) -> DateMatch {
        let era = era(word)?;
        let (year, next) = if era.is_first { (1, at + 1) } else { (self.number(at + 1, &[1, 2, 3])?, at + 2) };
        (self.mark(next) == Some('年')).then(|| self.numbered_date(era.before + year, next)).flatten()
    }

    /// What follows a year in dates whose parts are marked by the character after each.
    fn numbered_date(&self, year: u32, at: usize) -> DateMatch {
        let (month, next) = self.numbered_part(at, &['年', '년'])?;
        match self.numbered_part(next, &['月', '월']) {
            Some((day, next)) if matches!(self.mark(next), Some('日' | '일')) => {
                Some((day_of(year, month, day)?, next + 1))
            }
            _ if matches!(self.mark(next), Some('月' | '월')) => Some((month_date(year, month)?, next + 1)),
            _ => None,
        }
    }

    /// `2020-03-03`, `2020/3/3`, `2020. 3. 3.`, `2020年3月3日`, `2020. március 3.`, `2020. gada 3. marts`.
    fn year_first(&self, at: usize) -> DateMatch {
        let calendar = self.calendar_of_year(at);
        let year = self.year(at, calendar)?;
        if matches!(self.mark(at + 1), Some('年' | '년')) {
            return self.numbered_date(year, at + 1);
        }
        if let Some(separator @ ('-' | '/' | '.')) = self.mark(at + 1)
            && let Some(month) = self.number(at + 2, &[1, 2])
            && self.mark(at + 3) == Some(separator)
            && let Some(day) = self.number(at + 4, &[1, 2])
            && (separator == '.' || (at + 1..=at + 4).all(|part| self.glued(part)))
        {
            return Some((calendar.day(year, month, day)?, at + 5));
        }
        let next = self.skip(at + 1, &['.', ','], AFTER_YEAR);
        if let Some((month, next)) = self.month_name(next) {
            let day = self.number(self.skip(next, &['.', ','], &[]), &[1, 2])?;
            let next = self.skip(next, &['.', ','], &[]) + 1;
            let is_hour = self.mark(next) == Some(':') && self.glued(next);
            return (!is_hour).then_some((day_of(year, month.number, day)?, next));
        }
        let day = self.number(next, &[1, 2])?;
        let (month, next) = self.month_name(self.skip(next + 1, &['.'], &[]))?;
        Some((day_of(year, month.number, day)?, next))
    }

    /// A number after one of these characters.
    fn numbered_part(&self, at: usize, marks: &[char]) -> Option<(u32, usize)> {
        marks.contains(&self.mark(at)?).then_some((self.number(at + 1, &[1, 2])?, at + 2))
    }

    /// `03.03.2020`, `3/3/2020`, `3-3-2020`, `3.3.20`.
    fn numeric(&self, at: usize) -> DateMatch {
        let (date, next) = self.numeric_parts(at)?;
        let order = match self.locale.month_before_day && !date.is_dotted() {
            true => DayMonthOrder::MonthFirst,
            false => DayMonthOrder::DayFirst,
        };
        let day = date.in_order(order).or_else(|| date.in_order(order.other()))?;
        Some((PartialDate::Day(day), next))
    }

    /// The numbers of such a date, and the token after it.
    fn numeric_parts(&self, at: usize) -> Option<(NumericDate, usize)> {
        let first = self.number(at, &[1, 2])?;
        let separator = self.mark(at + 1).filter(|mark| matches!(mark, '.' | '/' | '-' | '|'))?;
        let second = self.number(at + 2, &[1, 2])?;
        if self.mark(at + 3) != Some(separator) {
            return None;
        }
        let tight = (at + 1..=at + 4).all(|part| self.glued(part));
        // A part of a longer chain of numbers is an address, a version or a price.
        let chained = at > 1 && self.glued(at) && self.mark(at - 1) == Some(separator) && self.glued(at - 1);
        let year = match self.token(at + 4)? {
            DateToken::Number { digits: 4, .. } if tight || separator != '-' => {
                self.year(at + 4, self.calendar_of_year(at + 4)).filter(|year| YEARS.contains(year))?
            }
            DateToken::Number { value, digits: 2 } if tight && separator != '-' => {
                let runs_on = self.mark(at + 5) == Some(separator)
                    && self.glued(at + 5)
                    && self.number(at + 6, &[1, 2, 3, 4]).is_some()
                    && self.glued(at + 6);
                (!runs_on).then_some(full_year(value))?
            }
            _ => return None,
        };
        if chained {
            return None;
        }
        Some((NumericDate::new(first, second, year, separator)?, at + 5))
    }
}

/// Words between the day and the month's name.
const BEFORE_MONTH: &[&str] =
    &["a", "da", "dag", "de", "del", "den", "di", "eme", "er", "nd", "o", "of", "rd", "st", "th", "ème", "e"];
/// Words between the month's name and what follows.
const BEFORE_YEAR: &[&str] = &["a", "de", "del", "do", "năm", "of", "พ", "ศ", "ค"];
/// Words between the day and the year.
const AFTER_DAY: &[&str] = &["de", "del", "nd", "of", "rd", "st", "th"];
/// Words after a year that comes first.
const AFTER_YEAR: &[&str] = &["g", "gada", "m"];

/// The months that a name may mean, with the languages that use it.
static MONTHS: LazyLock<HashMap<String, Vec<(&'static str, u32)>>> = LazyLock::new(|| {
    let mut months: HashMap<String, Vec<_>> = HashMap::new();
    let mut place = ("", 0);
    for entry in language::entries(language::MONTHS) {
        place = if place.0 == entry.language { (place.0, place.1 + 1) } else { (entry.language, 1) };
        for form in entry.text.split(", ") {
            months.entry(composed(form).into_owned()).or_default().push(place);
        }
    }
    months
});

/// The month with a lower-case name: in this language if it has the name, otherwise in most languages that have it.
fn month_of(name: &str, language: &str) -> Option<u32> {
    let readings = MONTHS.get(composed(name).as_ref())?;
    if let Some((_, month)) = readings.iter().find(|(known, _)| known.eq_ignore_ascii_case(language)) {
        return Some(*month);
    }
    let votes = |month: u32| readings.iter().filter(|(_, other)| *other == month).count();
    readings.iter().map(|(_, month)| *month).max_by_key(|month| (votes(*month), *month))
}

/// Letters and their marks in the form in which names are compared.
fn composed(name: &str) -> Cow<'_, str> {
    if name.is_ascii() { Cow::Borrowed(name) } else { Cow::Owned(name.nfc().collect()) }
}

fn full_year(short: u32) -> u32 {
    if short <= LAST_SHORT_YEAR { 2000 + short } else { 1900 + short }
}

fn day_of(year: u32, month: u32, day: u32) -> Option<PartialDate> {
    Day::new(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?).map(PartialDate::Day)
}

fn month_date(year: u32, month: u32) -> Option<PartialDate> {
    Month::new(i32::try_from(year).ok()?, u8::try_from(month).ok()?).map(PartialDate::Month)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::find;
    use crate::language;

    #[track_caller]
    fn check(text: &str, language: Option<&str>, dates: &[&str]) {
        let found: Vec<String> = find(text, language).iter().map(|found| found.value.to_string()).collect();
        assert_eq!(found, dates, "{text}");
    }

    #[test]
    fn a_day_before_or_after_the_name_of_its_month() {
        for text in [
            "3 March 2020",
            "3rd of March, 2020",
            "March 3, 2020",
            "Mar. 3rd 2020",
            "3. März 2020",
            "3 de marzo de 2020",
            "3 mars 2020",
            "3 марта 2020 г.",
            "2020. március 3.",
            "2020 m. kovo 3 d.",
            "2020. gada 3. marts",
            "3 Mart 2020",
            "3 Μαρτίου 2020",
            "2020年3月3日",
            "2020년 3월 3일",
            "03-Mar-2020",
            "3 Mar '20",
            "03 Mar 20 10:15 GMT",
            "3 مارس 2020",
            "ngày 3 tháng 3 năm 2020",
            "3. března 2020",
            "3 Maret 2020",
            "3. maaliskuuta 2020",
        ] {
            check(text, None, &["2020-03-03"]);
        }
        check("1er août 2020", None, &["2020-08-01"]);
        check("১৮ ফেব্রুয়ারি ২০২০, ३ मार्च २०२०", None, &["2020-02-18", "2020-03-03"]);
        check("১৬ ফেব্রুয়ারি ২০২০, 1 aou\u{302}t 2020", None, &["2020-02-16", "2020-08-01"]);
        check("15 كانون الثاني 2021", None, &["2021-01-15"]);
    }

    #[test]
    fn dates_of_other_calendars_are_days_of_the_gregorian_one() {
        check("วันอังคารที่ 3 มีนาคม พ.ศ. 2563 10:15 น.", None, &["2020-03-03"]);
        check("3 มี.ค. 2563, 3 มี.ค. 63 10:15, ๓ มีนาคม ๒๕๖๓", None, &["2020-03-03", "2020-03-03", "2020-03-03"]);
        check("03/03/2563", Some("th"), &["2020-03-03"]);
        check("3 มีนาคม 2020", Some("th"), &["2020-03-03"]);
        check("سه‌شنبه ۱۳ اسفند ۱۳۹۸ - ۱۰:۱۵", None, &["2020-03-03"]);
        check("۱۳۹۸/۱۲/۱۳", None, &["2020-03-03"]);
        check("1398/12/13", Some("fa"), &["2020-03-03"]);
        check("۳ مارس ۲۰۲۰", Some("fa"), &["2020-03-03"]);
        check("このほど令和2年3月3日に", None, &["2020-03-03"]);
        check("平成元年1月8日、民國109年3月3日", None, &["1989-01-08", "2020-03-03"]);
        check("in 2563 people, 1398/12/13", None, &[]);
        let text = "公開は令和2年3月3日";
        assert_eq!(
            find(text, None).iter().map(|found| &text[found.span.clone()]).collect::<Vec<_>>(),
            ["令和2年3月3日"]
        );
    }

    #[test]
    fn both_arabic_names_of_a_month_and_the_hours_of_programs_may_stand_within() {
        check("3 مارس/آذار 2020", None, &["2020-03-03"]);
        check("15 يناير/كانون الثاني 2021", None, &["2021-01-15"]);
        check("15 كانون الثاني/يناير 2021", None, &["2021-01-15"]);
        check("Tue Mar  3 10:15:00 EST 2020", None, &["2020-03-03"]);
        check("Tue Mar 03 10:15:00 2020", None, &["2020-03-03"]);
    }

    #[test]
    fn numbers_alone_are_read_by_the_language() {
        check("04/03/2020", Some("en-US"), &["2020-04-03"]);
        check("04/03/2020", Some("en-GB"), &["2020-03-04"]);
        check("04/03/2020", Some("fr"), &["2020-03-04"]);
        check("04.03.2020", Some("en"), &["2020-03-04"]);
        check("03/25/2020", Some("fr"), &["2020-03-25"]);
        check("3. 5. 2020 and 2020-05-03T10:11:12Z", None, &["2020-05-03", "2020-05-03"]);
        check("3.5.20", None, &["2020-05-03"]);
    }

    #[test]
    fn a_name_that_languages_share_is_read_by_the_hint() {
        check("3. listopada 2020", Some("hr"), &["2020-10-03"]);
        check("3 listopada 2020", Some("pl"), &["2020-11-03"]);
        check("3 listopada 2020", None, &["2020-11-03"]);
    }

    #[test]
    fn a_month_without_a_day_is_a_month() {
        check("in March 2020, in März 2021", None, &["2020-03", "2021-03"]);
        check("2020年3月", None, &["2020-03"]);
    }

    #[test]
    fn what_is_no_date_is_left() {
        check("192.168.10.12 and 1.2.3.4 and 10:30 and 12-13", None, &[]);
        check("31.02.2020, 32 March 2020", None, &["2020-03"]);
        check("may 5 people in 12 rooms", None, &[]);
        check("call 123456789012345", None, &[]);
    }

    #[test]
    fn the_span_is_the_words_of_the_date() {
        let text = "Berlin, den 3. März 2020, 10 Uhr";
        let found = find(text, None);
        assert_eq!(found.iter().map(|found| &text[found.span.clone()]).collect::<Vec<_>>(), ["3. März 2020"]);
    }

    #[test]
    fn every_language_has_twelve_months_in_lower_case() {
        let mut counts = std::collections::BTreeMap::<&str, usize>::new();
        for entry in language::entries(language::MONTHS) {
            assert_eq!(entry.text, entry.text.to_lowercase());
            *counts.entry(entry.language).or_default() += 1;
        }
        assert!(counts.len() > 40 && counts.values().all(|count| *count == 12), "{counts:?}");
    }

    proptest! {
        #[test]
        fn any_text_is_searched_without_panic_and_spans_are_in_order(
            text in "([0-9]{1,4}|[./: -]|März|mars|年|月|\\PC){0,40}",
        ) {
            let mut end = 0;
            for found in find(&text, None) {
                prop_assert!(found.span.start >= end && !text[found.span.clone()].is_empty());
                end = found.span.end;
            }
        }
    }
}
