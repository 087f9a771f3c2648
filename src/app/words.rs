//! Words and numbers as the page writes them.

use crate::model::{ActorKind, DateBasis, Day, OutletBasis, PartialDate, RemovedKind, TitleBasis, folded};
use crate::query::{Sort, View};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The name of a month, 1 to 12.
pub fn month_name(month: u8) -> &'static str {
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}

/// The first three letters of a month's name, 1 to 12.
pub fn month_short(month: u8) -> &'static str {
    month_name(month).get(..3).unwrap_or_default()
}

/// `28 Apr 2025`, `Apr 2025` or `2025`.
pub fn date(date: PartialDate) -> String {
    match date {
        PartialDate::Day(at) => day(at),
        PartialDate::Month(month) => format!("{} {}", month_short(month.number()), month.year()),
        PartialDate::Year(year) => year.to_string(),
    }
}

/// `28 Apr 2025`.
pub fn day(day: Day) -> String {
    format!("{} {} {}", day.day_of_month(), month_short(day.month_number()), day.year())
}

/// `Monday, 28 April 2025`, `April 2025` or `2025`.
pub fn long_date(date: PartialDate) -> String {
    match date {
        PartialDate::Day(day) => {
            format!("{}, {} {} {}", day.weekday(), day.day_of_month(), month_name(day.month_number()), day.year())
        }
        PartialDate::Month(month) => format!("{} {}", month_name(month.number()), month.year()),
        PartialDate::Year(year) => year.to_string(),
    }
}

/// `April to July 2025`, `April 2024 to July 2025`, `April 2025`.
pub fn span(from: PartialDate, to: PartialDate) -> String {
    let (from, to) = (from.first_day().month(), to.last_day().month());
    let end = format!("{} {}", month_name(to.number()), to.year());
    match (from == to, from.year() == to.year()) {
        (true, _) => end,
        (false, true) => format!("{} to {end}", month_name(from.number())),
        (false, false) => format!("{} {} to {end}", month_name(from.number()), from.year()),
    }
}

/// Reads a day as people type it: `2025-02-01`, `2025-02`, `2025`, `1 Feb 2025`, `February 2025`, `1.2.2025`. Where only
/// a month or a year is given, all of it is meant.
pub fn read_date(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let built = match parts.as_slice() {
        [year, month, day] if is_year(year) => format!("{year}-{:0>2}-{:0>2}", month_number(month)?, day),
        [month, day, year] if month.starts_with(char::is_alphabetic) => {
            format!("{year}-{:0>2}-{:0>2}", month_number(month)?, day)
        }
        [day, month, year] => format!("{year}-{:0>2}-{:0>2}", month_number(month)?, day),
        [year, month] if is_year(year) => format!("{year}-{:0>2}", month_number(month)?),
        [month, year] => format!("{year}-{:0>2}", month_number(month)?),
        _ => return None,
    };
    built.parse().ok()
}

fn month_number(word: &str) -> Option<usize> {
    if let Ok(number) = word.parse::<usize>() {
        return Some(number);
    }
    let word = folded(word);
    let named = |name: &&str| word.len() >= 3 && folded(name).starts_with(&word);
    MONTHS.iter().position(named).map(|at| at + 1)
}

/// `1 article`, `5 articles`, `12 500 articles`.
pub fn count_of(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// `12 500`, with spaces that do not break.
pub fn number(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{202F}');
        }
        text.push(digit);
    }
    text
}

/// Text of unknown origin without the characters that turn the direction of what stands around it.
pub fn tame(text: &str) -> String {
    let turns =
        |c: char| matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| !turns(*c)).collect()
}

/// The host of an address, without `www.`; `None` where it is no address of the web.
pub fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

/// The heading over the actors of a kind.
pub fn kinds(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "People",
        ActorKind::State => "States",
        ActorKind::Organisation => "Organisations",
        ActorKind::Other => "Others",
    }
}

/// What an actor of a kind is.
pub fn kind(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::State => "state",
        ActorKind::Organisation => "organisation",
        ActorKind::Other => "actor",
    }
}

/// `6 people`, `1 organisation`, `1 other`.
pub fn count_of_kind(kind: ActorKind, count: usize) -> String {
    let (one, many) = match kind {
        ActorKind::Person => ("person", "people"),
        ActorKind::State => ("state", "states"),
        ActorKind::Organisation => ("organisation", "organisations"),
        ActorKind::Other => ("other", "others"),
    };
    count_of(count, one, many)
}

/// `12 %`, `3.4 %`, `<0.1 %`.
pub fn percent(share: f64) -> String {
    match share {
        share if share <= 0.0 => "0\u{A0}%".to_owned(),
        share if share < 0.1 => "<0.1\u{A0}%".to_owned(),
        share => {
            let tenths = (share * 10.0).round() as u32;
            match (tenths / 10, tenths % 10) {
                (whole @ 0..=9, tenth) if tenth > 0 => format!("{whole}.{tenth}\u{A0}%"),
                _ => format!("{}\u{A0}%", share.round() as u32),
            }
        }
    }
}

/// The name of a view.
pub fn view(view: View) -> &'static str {
    match view {
        View::Articles => "Articles",
        View::Timeline => "Timeline",
        View::Actors => "Actors",
        View::Quotes => "Quotes",
        View::Compare => "Compare",
        View::Export => "Export",
        View::About => "About",
    }
}

/// Languages by their BCP 47 codes, in the order of the codes.
const LANGUAGES: [(&str, &str); 40] = [
    ("ar", "Arabic"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("ca", "Catalan"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("id", "Indonesian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("nl", "Dutch"),
    ("no", "Norwegian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

/// The name of a language; its code where the name is not known.
pub fn language(code: &str) -> String {
    let primary = code.split('-').next().unwrap_or(code);
    let found = LANGUAGES.binary_search_by_key(&primary, |(code, _)| code);
    match found.ok().and_then(|at| LANGUAGES.get(at)) {
        Some((known, name)) if *known == code => (*name).to_owned(),
        Some((_, name)) => format!("{name} ({})", tame(code)),
        None => tame(code),
    }
}

/// The name of an order.
pub fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Newest => "Newest first",
        Sort::Oldest => "Oldest first",
        Sort::Relevance => "Best match first",
    }
}

/// How a date is known, in a sentence that ends where its evidence follows.
pub fn why_date(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Stated => "The document states this date:",
        DateBasis::Sidecar => "The archive’s corpus.toml states this date:",
        DateBasis::Inferred => "The document states no date of publication. This one was concluded from:",
    }
}

/// How an outlet is known, in a sentence that ends where its evidence follows.
pub fn why_outlet(basis: OutletBasis) -> &'static str {
    match basis {
        OutletBasis::Stated => "The document names its outlet:",
        OutletBasis::Url => "The address of the document tells its outlet:",
        OutletBasis::Sidecar => "The archive’s corpus.toml names the outlet:",
    }
}

/// How a headline is known, in a sentence.
pub fn why_title(basis: TitleBasis) -> &'static str {
    match basis {
        TitleBasis::Stated => "The headline stands in the document.",
        TitleBasis::Sidecar => "The archive’s corpus.toml states the headline.",
        TitleBasis::Derived => "The document has no headline; this one was made from its first words.",
    }
}

/// Why a piece was left out of the text, in a few words.
pub fn removed_kind(kind: RemovedKind) -> &'static str {
    match kind {
        RemovedKind::Header => "header",
        RemovedKind::Related => "teaser of another article",
        RemovedKind::Promotion => "promotion",
        RemovedKind::Caption => "picture caption",
        RemovedKind::Embed => "embedded post",
        RemovedKind::CommentForm => "comment form",
        RemovedKind::Navigation => "navigation",
        RemovedKind::Share => "share buttons",
        RemovedKind::Legal => "legal notice",
        RemovedKind::Duplicate => "said twice",
        RemovedKind::Other => "no part of the text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_type_them() {
        for (text, read) in [
            ("2025-02-01", "2025-02-01"),
            ("2025-02", "2025-02"),
            ("2025", "2025"),
            (" 1 Feb 2025 ", "2025-02-01"),
            ("February 1, 2025", "2025-02-01"),
            ("1.2.2025", "2025-02-01"),
            ("2025/2/1", "2025-02-01"),
            ("sept 2024", "2024-09"),
        ] {
            assert_eq!(read_date(text).map(|date| date.to_string()).as_deref(), Some(read), "{text}");
        }
        for text in ["", "soon", "32 Jan 2025", "1 2", "29 Feb 2025"] {
            assert_eq!(read_date(text), None, "{text}");
        }
    }

    #[test]
    fn what_a_date_prints_is_read_back() {
        for text in ["2025-02-01", "2025-12", "1999"] {
            let known = text.parse().unwrap();
            assert_eq!(read_date(&date(known)), Some(known));
        }
    }

    #[test]
    fn languages_are_named_where_they_are_known() {
        assert!(LANGUAGES.is_sorted());
        assert_eq!(language("ko"), "Korean");
        assert_eq!(language("pt-BR"), "Portuguese (pt-BR)");
        assert_eq!(language("xx"), "xx");
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(number(999), "999");
        assert_eq!(number(1_234_567), "1\u{202F}234\u{202F}567");
        assert_eq!(count_of(1, "article", "articles"), "1 article");
    }

    #[test]
    fn only_addresses_of_the_web_have_a_host() {
        assert_eq!(host("https://www.bnonews.com/a?b"), Some("bnonews.com"));
        assert_eq!(host("https://user@example.org#x"), Some("example.org"));
        assert_eq!(host("javascript:alert(1)"), None);
        assert_eq!(host("https://"), None);
    }

    #[test]
    fn characters_that_turn_the_direction_are_left_out() {
        assert_eq!(tame("safe \u{202E}txt\u{2069}"), "safe txt");
    }
}
