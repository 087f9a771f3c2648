//! The date in a web address.

use std::ops::RangeInclusive;

use super::date_expression::month_named;
use crate::model::{Day, Month, PartialDate};

/// The years that addresses of articles can contain: pages are younger than the web.
const YEARS: RangeInclusive<i32> = 1991..=2199;

/// The day or month in the path of an address: `/2020/03/03/`, `/2020/mar/03/`, `-2020-03-03.html`, `/20200303/`,
/// `/2020/03/`. In the address of a copy in a web archive, the page's own address counts.
pub fn find(address: &str) -> Option<PartialDate> {
    let address = archived(address).map_or(address, |(_, page)| page);
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.find('/').and_then(|at| path.get(at..))?;
    let path = path.split(['?', '#']).next()?;
    let parts = parts(path);
    let spelled = parts.windows(3).find_map(|parts| {
        let [year, month, day] = parts else { return None };
        day_of(year.text, month.text, day.text)
    });
    let joined = || {
        parts
            .iter()
            .filter(|part| part.text.len() == 8)
            .find_map(|part| day_of(part.text.get(..4)?, part.text.get(4..6)?, part.text.get(6..)?))
    };
    let month = || {
        parts.windows(2).find_map(|parts| {
            let [year, month] = parts else { return None };
            let alone = year.after_slash && month.before_slash;
            let number = month_of(month.text).filter(|_| alone && month.text.len() > 1)?;
            Month::new(year_of(year.text)?, number).map(PartialDate::Month)
        })
    };
    spelled.or_else(joined).or_else(month)
}

/// The day on which a web archive copied a page, and the page's own address, if an address leads to a copy.
pub fn archived(address: &str) -> Option<(Day, &str)> {
    let (_, rest) = address.split_once("://web.archive.org/web/")?;
    let (stamp, page) = rest.split_once('/')?;
    let PartialDate::Day(day) = day_of(stamp.get(..4)?, stamp.get(4..6)?, stamp.get(6..8)?)? else { return None };
    page.contains("://").then_some((day, page))
}

/// A run of letters and digits in a path.
struct PathPart<'p> {
    text: &'p str,
    after_slash: bool,
    before_slash: bool,
}

fn parts(path: &str) -> Vec<PathPart<'_>> {
    let mut parts = Vec::new();
    for segment in path.split('/') {
        let mut pieces = segment.split(['-', '_', '.']).peekable();
        let mut is_first = true;
        while let Some(text) = pieces.next() {
            parts.push(PathPart { text, after_slash: is_first, before_slash: pieces.peek().is_none() });
            is_first = false;
        }
    }
    parts
}

fn day_of(year: &str, month: &str, day: &str) -> Option<PartialDate> {
    Day::new(year_of(year)?, month_of(month)?, number(day, 2)?.try_into().ok()?).map(PartialDate::Day)
}

fn year_of(text: &str) -> Option<i32> {
    number(text, 4).and_then(|year| i32::try_from(year).ok()).filter(|year| YEARS.contains(year))
}

fn month_of(text: &str) -> Option<u8> {
    let name = || text.bytes().all(|byte| byte.is_ascii_alphabetic()).then(|| month_named(text, Some("en"))).flatten();
    number(text, 2).map_or_else(name, |month| month.try_into().ok())
}

fn number(text: &str, digits: usize) -> Option<u32> {
    let plain = !text.is_empty() && text.len() <= digits && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{archived, find};

    #[test]
    fn addresses_carry_days_and_months() {
        for (url, expected) in [
            ("https://a.example/2020/03/05/storm", Some("2020-03-05")),
            ("https://a.example/2020/mar/05/storm", Some("2020-03-05")),
            ("https://a.example/news/2020-3-5-storm", Some("2020-03-05")),
            ("https://a.example/storm-2020-03-05.html", Some("2020-03-05")),
            ("https://a.example/20200305/storm", Some("2020-03-05")),
            ("http://a.example/2020/3/5/", Some("2020-03-05")),
            ("https://a.example/index.php/2020/03/storm/", Some("2020-03")),
            ("https://web.archive.org/web/20160218174457/http://a.example/2010/05/storm/", Some("2010-05")),
            ("https://a.example/best-of-2020-10-storms/", None),
            ("https://a.example/storm-1717196", None),
            ("https://a.example/article/12345678", None),
            ("https://a.example/world/6306/2020/", None),
            ("https://a.example/2020/13/40/a", None),
            ("https://2020.03.05.example/", None),
            ("x20200305", None),
            ("", None),
        ] {
            assert_eq!(find(url).map(|date| date.to_string()).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn a_copy_in_an_archive_tells_its_own_day_and_the_address_of_the_page() {
        let (day, page) = archived("https://web.archive.org/web/20160218174457im_/http://a.example/b").expect("a copy");
        assert_eq!((day.to_string().as_str(), page), ("2016-02-18", "http://a.example/b"));
        assert_eq!(archived("https://a.example/web/20160218174457/http://a.example/b"), None);
    }
}
