//! Words and numbers as the page writes them.

use super::components;
use super::messages::{self as m, DateForm, Language, intl_date, intl_language, intl_number};
use crate::model::{
    ActorKind, Conclusion, DateBasis, Day, Month, OutletBasis, PartialDate, RemovedKind, TitleBasis, WarningCode,
};
use crate::query::{QueryError, Sort, View};
use crate::text::is_direction_mark;

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

/// The English name of a month, 1 to 12.
fn month_name(month: u8) -> &'static str {
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}

/// The first three letters of a month's English name, 1 to 12.
fn month_short(month: u8) -> &'static str {
    month_name(month).get(..3).unwrap_or_default()
}

/// `28 Apr 2025`, `Apr 2025` or `2025`.
pub fn date(date: PartialDate) -> String {
    match date {
        PartialDate::Day(at) => day(at),
        PartialDate::Month(month) => intl_date(DateForm::Month, month.first_day())
            .unwrap_or_else(|| format!("{} {}", month_short(month.number()), month.year())),
        PartialDate::Year(year) => year.to_string(),
    }
}

/// `28 Apr 2025`.
pub fn day(day: Day) -> String {
    let written = intl_date(DateForm::Day, day);
    written.unwrap_or_else(|| format!("{} {}", day_and_month(day), day.year()))
}

/// A day as fields for days show it, which is read back: `28 Apr 2025`, and `2025-04-28` in other languages.
pub fn typed_day(at: Day) -> String {
    if Language::now() == Language::English { day(at) } else { at.to_string() }
}

/// `28 Apr`.
pub fn day_and_month(day: Day) -> String {
    let written = intl_date(DateForm::DayMonth, day);
    written.unwrap_or_else(|| format!("{} {}", day.day_of_month(), month_short(day.month_number())))
}

/// `April 2025`.
pub fn month(month: Month) -> String {
    let written = intl_date(DateForm::LongMonth, month.first_day());
    written.unwrap_or_else(|| format!("{} {}", month_name(month.number()), month.year()))
}

/// `Apr`.
pub fn month_alone(month: Month) -> String {
    intl_date(DateForm::MonthAlone, month.first_day()).unwrap_or_else(|| month_short(month.number()).to_owned())
}

/// `Monday, 28 April 2025`, `April 2025` or `2025`.
pub fn long_date(date: PartialDate) -> String {
    match date {
        PartialDate::Day(day) => intl_date(DateForm::LongDay, day).unwrap_or_else(|| {
            format!("{}, {} {} {}", day.weekday(), day.day_of_month(), month_name(day.month_number()), day.year())
        }),
        PartialDate::Month(at) => month(at),
        PartialDate::Year(year) => year.to_string(),
    }
}

/// `April to July 2025`, `April 2024 to July 2025`, `April 2025`.
pub fn span(from: PartialDate, to: PartialDate) -> String {
    let (from, to) = (from.first_day().month(), to.last_day().month());
    if from == to {
        return month(to);
    }
    let year_twice = from.year() == to.year() && Language::now() == Language::English;
    let from = if year_twice { month_name(from.number()).to_owned() } else { month(from) };
    m::range(&from, &month(to))
}

/// Reads a day as people type it: `2025-02-01`, `2025-02`, `2025`, `1 Feb 2025`, `February 2025`, `1.2.2025`. Where only
/// a month or a year is given, all of it is meant.
pub fn read_date(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let parts: Vec<&str> = text.split(is_between).filter(|part| !part.is_empty()).collect();
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let built = match parts.as_slice() {
        [year, month, day] if is_year(year) => format!("{year}-{:0>2}-{:0>2}", month_number(month)?, day),
        [month, day, year] if !month.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{year}-{:0>2}-{:0>2}", month_number(month)?, day)
        }
        [day, month, year] => format!("{year}-{:0>2}-{:0>2}", month_number(month)?, day),
        [year, month] if is_year(year) => format!("{year}-{:0>2}", month_number(month)?),
        [month, year] => format!("{year}-{:0>2}", month_number(month)?),
        _ => return None,
    };
    built.parse().ok()
}

/// Whether a character stands between the parts of a date as people type it.
fn is_between(c: char) -> bool {
    c.is_whitespace() || (c.is_ascii() && !c.is_ascii_alphanumeric()) || matches!(c, '‐'..='―' | '−')
}

fn month_number(word: &str) -> Option<usize> {
    if let Ok(number) = word.parse::<usize>() {
        return Some(number);
    }
    let named =
        |name: &&str| word.len() >= 3 && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    MONTHS.iter().position(named).map(|at| at + 1)
}

/// `12,500`.
pub fn number(count: usize) -> String {
    let digits = count.to_string();
    if digits.len() <= 3 {
        return digits;
    }
    if let Some(written) = intl_number(count as f64) {
        return written;
    }
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Text of unknown origin without the characters that turn the direction of what stands around it.
pub fn tame(text: &str) -> String {
    text.chars().filter(|c| !is_direction_mark(*c)).collect()
}

/// The most letters of a headline that are shown.
pub const TITLE_LETTERS: usize = 1000;

/// The beginning of a text, tamed and of at most so many letters: the page draws no text of any length in one piece.
pub fn opening(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        Some((at, _)) => format!("{}…", tame(text.get(..at).unwrap_or_default())),
        None => tame(text),
    }
}

/// The host of an address, without `www.`; `None` where it is no address of the web.
pub fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

/// What was concluded of an article, by its id in the facet; the id itself where it is not known.
pub fn conclusion(id: &str) -> String {
    let named = Conclusion::ALL.into_iter().find(|conclusion| conclusion.id() == id);
    named
        .map_or(id, |conclusion| match conclusion {
            Conclusion::Date => m::inferred_date(),
            Conclusion::Headline => m::inferred_headline(),
            Conclusion::Outlet => m::inferred_outlet(),
        })
        .to_owned()
}

/// The heading over the actors of a kind.
pub fn kinds(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => m::kinds_people(),
        ActorKind::State => m::kinds_states(),
        ActorKind::Organisation => m::kinds_organisations(),
        ActorKind::Other => m::kinds_others(),
    }
}

/// What an actor of a kind is.
pub fn kind(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => m::kind_person(),
        ActorKind::State => m::kind_state(),
        ActorKind::Organisation => m::kind_organisation(),
        ActorKind::Other => m::kind_other(),
    }
}

/// `6 people`, `1 organisation`, `1 other`.
pub fn count_of_kind(kind: ActorKind, count: usize) -> String {
    match kind {
        ActorKind::Person => m::count_people(count),
        ActorKind::State => m::count_states(count),
        ActorKind::Organisation => m::count_organisations(count),
        ActorKind::Other => m::count_others(count),
    }
}

/// `12 %`, `3.4 %`, `<0.1 %`.
pub fn percent(share: f64) -> String {
    m::percent(&match share {
        share if share <= 0.0 => "0".to_owned(),
        share if share < 0.1 => format!("<{}", decimal(0.1)),
        share if share < 9.95 => decimal(share),
        share => (share.round() as u32).to_string(),
    })
}

/// A number with at most one digit after the point: `3.4`.
pub fn decimal(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    intl_number(rounded).unwrap_or_else(|| components::decimal(rounded))
}

/// The name of a view.
pub fn view(view: View) -> &'static str {
    match view {
        View::Articles => m::view_articles(),
        View::Timeline => m::view_timeline(),
        View::Actors => m::view_actors(),
        View::Quotes => m::view_quotes(),
        View::Compare => m::view_compare(),
        View::Export => m::view_export(),
        View::About => m::view_about(),
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
    if let Some(name) = intl_language(code) {
        return tame(&name);
    }
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
        Sort::Newest => m::sort_newest(),
        Sort::Oldest => m::sort_oldest(),
        Sort::Relevance => m::sort_relevance(),
    }
}

/// How a date is known, in a sentence that ends where its evidence follows.
pub fn why_date(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Stated => m::why_date_stated(),
        DateBasis::Sidecar => m::why_date_sidecar(),
        DateBasis::Inferred => m::why_date_inferred(),
    }
}

/// How an outlet is known, in a sentence that ends where its evidence follows.
pub fn why_outlet(basis: OutletBasis) -> &'static str {
    match basis {
        OutletBasis::Stated => m::why_outlet_stated(),
        OutletBasis::Url => m::why_outlet_url(),
        OutletBasis::Sidecar => m::why_outlet_sidecar(),
    }
}

/// How a headline is known, in a sentence.
pub fn why_title(basis: TitleBasis) -> &'static str {
    match basis {
        TitleBasis::Stated => m::why_title_stated(),
        TitleBasis::Sidecar => m::why_title_sidecar(),
        TitleBasis::Derived => m::why_title_derived(),
    }
}

/// Why a piece was left out of the text, in a few words.
pub fn removed_kind(kind: RemovedKind) -> &'static str {
    match kind {
        RemovedKind::Header => m::removed_header(),
        RemovedKind::Related => m::removed_related(),
        RemovedKind::Promotion => m::removed_promotion(),
        RemovedKind::Caption => m::removed_caption(),
        RemovedKind::Embed => m::removed_embed(),
        RemovedKind::CommentForm => m::removed_comment_form(),
        RemovedKind::Navigation => m::removed_navigation(),
        RemovedKind::Share => m::removed_share(),
        RemovedKind::Legal => m::removed_legal(),
        RemovedKind::Duplicate => m::removed_duplicate(),
        RemovedKind::Other => m::removed_other(),
    }
}

/// Why a query or an archive failed, in a sentence without its capital and its full stop.
pub fn error(error: &QueryError) -> String {
    match error {
        QueryError::Malformed { problem, position } => m::search_problem(problem_of_search(problem), *position),
        QueryError::UnknownArticle(id) => m::error_no_article(&tame(id)),
        QueryError::Unavailable { name, problem } => m::error_unavailable(name, problem),
        QueryError::Damaged { name, problem } => m::error_damaged(name, problem),
        QueryError::OtherFormat { found, known } => m::error_format(&found.to_string(), &known.to_string()),
    }
}

/// What the parser warns of.
pub fn warning(code: WarningCode) -> &'static str {
    match code {
        WarningCode::DuplicateId => m::warning_duplicate_id(),
        WarningCode::EmptyBody => m::warning_empty_body(),
        WarningCode::InvalidField => m::warning_invalid_field(),
        WarningCode::InvalidText => m::warning_invalid_text(),
        WarningCode::Truncated => m::warning_truncated(),
        WarningCode::Undated => m::warning_undated(),
        WarningCode::UnknownOutlet => m::warning_unknown_outlet(),
    }
}

/// What is wrong with the words of a search, in the present language; as it is where that is English.
pub fn problem_of_search(problem: &str) -> &str {
    m::problem(problem).unwrap_or(problem)
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
        assert_eq!(number(1_234_567), "1,234,567");
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
