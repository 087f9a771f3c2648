//! The date in a web address.

use crate::model::{Day, Month, PartialDate};

/// Years that news addresses carry.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2099;

/// The day or month that the path of an address carries: `/2020/03/03/`, `/2020-03-03-…`, `/2020/03/`, `/20200303/`.
pub(super) fn date(url: &str) -> Option<PartialDate> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (_, path) = rest.split_once('/')?;
    let path = path.split(['?', '#']).next()?;
    let numbers: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let spelled = numbers.windows(2).enumerate().find_map(|(at, pair)| {
        let year = number(pair[0], 4).filter(|year| YEARS.contains(year))?;
        let month = number(pair[1], 2).and_then(|month| u8::try_from(month).ok())?;
        let whole = number(numbers.get(at + 2).copied().unwrap_or_default(), 2)
            .and_then(|day| Day::new(year, month, u8::try_from(day).ok()?))
            .map(PartialDate::Day);
        whole.or_else(|| Month::new(year, month).map(PartialDate::Month))
    });
    spelled.or_else(|| {
        numbers.iter().filter(|part| part.len() == 8).find_map(|part| {
            let year = number(part.get(..4)?, 4).filter(|year| YEARS.contains(year))?;
            let month = u8::try_from(number(part.get(4..6)?, 2)?).ok()?;
            Day::new(year, month, u8::try_from(number(part.get(6..)?, 2)?).ok()?).map(PartialDate::Day)
        })
    })
}

fn number(text: &str, digits: usize) -> Option<i32> {
    let plain = !text.is_empty() && text.len() <= digits && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn addresses_carry_days_and_months() {
        for (url, expected) in [
            ("https://a.example/2020/03/05/storm", Some("2020-03-05")),
            ("https://a.example/news/2020-3-5-storm", Some("2020-03-05")),
            ("https://a.example/index.php/2020/03/storm/", Some("2020-03")),
            ("https://a.example/20200305/storm", Some("2020-03-05")),
            ("https://a.example/storm-1717196", None),
            ("https://a.example/world/6306/2020/", None),
            ("https://a.example/2020/13/40/a", None),
            ("https://2020.03.05.example/", None),
            ("", None),
        ] {
            assert_eq!(date(url).map(|date| date.to_string()).as_deref(), expected, "{url}");
        }
    }
}
