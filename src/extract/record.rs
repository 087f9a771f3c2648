//! An article from a structured record, with the fields it states.

use std::sync::LazyLock;

use super::{date_expression, day_order, language, outlet, plain, record_body};
use crate::document::Record;
use crate::language::{BYLINES, of_kind};
use crate::model::{
    Article, ArticleActor, DateBasis, Day, OutletBasis, PartialDate, PublicationDate, Title, TitleBasis, Warning,
    WarningCode,
};

/// The article of a record. A missing headline and a missing language are derived from its text.
///
/// Furniture is removed from the text unless bodies are to be kept as they are.
pub(super) fn article(record: Record, keep_body: bool) -> Article {
    let Record { id, title, date, collected, outlet, url, authors, section, language, body, removed, actors } = record;
    let body: Vec<String> = body.into_iter().map(with_characters).collect();
    let mut removed = removed;
    let (body, furniture) = if keep_body { (body, Vec::new()) } else { record_body::divide(body) };
    removed.extend(furniture);
    let title = title.map(|title| without_markup(&title)).filter(|title| !title.is_empty());
    let outlet = outlet.map(|outlet| without_markup(&outlet));
    let authors = authors.iter().flat_map(|authors| people(authors)).collect();
    let mut warnings = Vec::new();
    let language = language.or_else(|| language::of_paragraphs(body.iter().map(String::as_str)).map(str::to_owned));
    let mut date = date.and_then(|text| {
        let value = stated_date(&text, language.as_deref());
        if value.is_none() {
            let message = format!("The date `{text}` was not understood and was left out.");
            warnings.push(Warning { code: WarningCode::InvalidField, message });
        }
        Some(PublicationDate::new(value?, DateBasis::Stated, format!("date: {text}")))
    });
    let order = date.as_mut().and_then(|date| day_order::mark_ambiguous(date, language.as_deref(), |_| true));
    warnings.extend(order);
    let collected = collected.and_then(|text| match stated_date(&text, language.as_deref()) {
        Some(PartialDate::Day(day)) => Some(day),
        _ => None,
    });
    let title = match title {
        Some(value) => Title { value, basis: TitleBasis::Stated },
        None => plain::derived_title(&body, url.as_deref()),
    };
    let actor = |actor: crate::document::RecordActor| ArticleActor {
        id: actor.id,
        name: actor.name,
        kind: actor.kind,
        mentions: Vec::new(),
    };
    Article {
        id: id.unwrap_or_default(),
        source: String::new(),
        outlet: outlet.and_then(|name| outlet::of_name(&name, OutletBasis::Stated, "outlet")),
        actors: actors.unwrap_or_default().into_iter().map(actor).collect(),
        url,
        title,
        date,
        collected,
        authors,
        section,
        language,
        tags: Vec::new(),
        groups: Vec::new(),
        story: None,
        body,
        removed,
        cites: Vec::new(),
        quotes: Vec::new(),
        warnings,
    }
}

/// The date in a field: ISO 8601 down to the month or year, seconds or milliseconds since 1970, or words (`Thu, 01 Jan
/// 2004 19:48:21 GMT`, `3. März 2020`). The day is the one that is written, whatever its time zone.
fn stated_date(text: &str, language: Option<&str>) -> Option<PartialDate> {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(text.len());
    let (iso, rest) = text.split_at(end);
    let is_end = rest.is_empty() || rest.starts_with(['T', 't', ' ', 'Z']);
    if let Some(date) = iso.parse().ok().filter(|_| is_end) {
        return Some(date);
    }
    // The basic form of ISO 8601: `20240304T101500Z`.
    if let Some(day) = Some(iso).filter(|iso| is_end && iso.len() == 8 && is_number(iso)).and_then(of_digits) {
        return Some(day);
    }
    // Seconds may have a fraction, but `03.03.2020` is a numeric date.
    let digits = text.split_once('.').map_or(text, |(digits, fraction)| if is_number(fraction) { digits } else { "" });
    if let Some(day) = Some(digits).filter(|digits| is_number(digits)).and_then(of_digits) {
        return Some(day);
    }
    // Dates such as `2020/3/14` are read as numbers, words with the tables of languages.
    date_expression::find(text, language).first().map(|found| found.value)
}

/// A line of text without tags and with its character references resolved: exports often keep headlines as markup.
fn without_markup(text: &str) -> String {
    if !text.contains(['&', '<']) {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let is_tag = rest[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let Some(end) = rest[at..].find('>').filter(|_| is_tag) else {
            plain.push_str(&rest[..at + 1]);
            rest = &rest[at + 1..];
            continue;
        };
        plain.push_str(&rest[..at]);
        rest = &rest[at + end + 1..];
    }
    plain.push_str(rest);
    // Some systems escape twice.
    let plain = htmlize::unescape(&*plain).into_owned();
    let plain =
        if plain.contains("&#") || plain.contains("&amp;") { htmlize::unescape(&*plain).into_owned() } else { plain };
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words before a list of names: "By".
static BEFORE_NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| of_kind(BYLINES, "sure").collect());

/// Words between two names, with their spaces: " and ".
static BETWEEN_NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let words = of_kind(BYLINES, "join").filter(|join| join.chars().count() > 1);
    words.map(|word| format!(" {word} ")).collect()
});

/// The maximum length of a character reference, in bytes.
const MAX_REFERENCE_BYTES: usize = 9;

/// A paragraph with the character references that are left in it resolved: some systems escape their texts twice.
fn with_characters(text: String) -> String {
    let is_reference = |rest: &str| {
        let end = rest.bytes().take(MAX_REFERENCE_BYTES).position(|byte| byte == b';');
        let Some(name) = end.and_then(|end| rest.get(..end)) else { return false };
        let digits = name.strip_prefix('#').map(|digits| digits.strip_prefix(['x', 'X']).unwrap_or(digits));
        let is_name = || name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_alphabetic());
        digits.map_or_else(is_name, |digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    let has_reference = text.match_indices('&').any(|(at, _)| is_reference(&text[at + 1..]));
    if has_reference { htmlize::unescape(&*text).into_owned() } else { text }
}

/// The people in one field: `A; B`, `By A, B and C`, `Family, Given`. A text that is no list of names is one name.
fn people(text: &str) -> Vec<String> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let by = BEFORE_NAMES.iter().find(|word| lower.strip_prefix(**word).is_some_and(|rest| rest.starts_with(' ')));
    let names = by.and_then(|word| text.get(word.len()..)).unwrap_or(text).trim();
    if names.contains(';') {
        return names.split(';').map(given_name_first).filter(|name| !name.is_empty()).collect();
    }
    let mut list = names.to_owned();
    for join in BETWEEN_NAMES.iter().filter(|_| names.contains(' ')) {
        if list.contains(join.as_str()) {
            list = list.replace(join.as_str(), ",");
        }
    }
    // "A, B, and C": the word follows a comma.
    let list = list.replace(" & ", ",").replace(",,", ",");
    let parts: Vec<&str> = list.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_name = |part: &&str| {
        let words = part.split_whitespace().count();
        (2..=5).contains(&words) && part.chars().next().is_some_and(char::is_uppercase)
    };
    if parts.len() > 1 && parts.iter().all(is_name) {
        return parts.into_iter().map(str::to_owned).collect();
    }
    vec![given_name_first(names)].into_iter().filter(|name| !name.is_empty()).collect()
}

/// A name in the order in which it is spoken: `Lee, Ann` is `Ann Lee`. Names of bodies stay (`Lee & Sons, Inc.`).
fn given_name_first(name: &str) -> String {
    let name = name.trim();
    match name.split_once(", ") {
        Some((family, given))
            if !given.contains(',')
                && !given.contains('.')
                && given.split_whitespace().count() <= 2
                && family.split_whitespace().count() <= 3
                && given.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’')) =>
        {
            format!("{given} {family}")
        }
        _ => name.to_owned(),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A date in digits only: `20200314`, `20200314120000`, seconds or milliseconds since 1970.
fn of_digits(digits: &str) -> Option<PartialDate> {
    let compact = || {
        let number = |from: usize, to: usize| digits.get(from..to)?.parse::<u16>().ok();
        let day =
            Day::new(i32::from(number(0, 4)?), u8::try_from(number(4, 6)?).ok()?, u8::try_from(number(6, 8)?).ok()?);
        day.filter(|day| (1600..2200).contains(&day.year()))
    };
    let of_seconds = |seconds: i64| Day::from_days_since_epoch(i32::try_from(seconds.div_euclid(86_400)).ok()?);
    let day = match digits.len() {
        8 | 14 => compact()?,
        9 | 10 => of_seconds(digits.parse().ok()?)?,
        12 | 13 => of_seconds(digits.parse::<i64>().ok()? / 1_000)?,
        _ => return None,
    };
    Some(PartialDate::Day(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_however_a_record_writes_them() {
        for (text, expected) in [
            ("2020-03-14", Some("2020-03-14")),
            ("2020-03-14T23:30:00+09:00", Some("2020-03-14")),
            ("2020-03-14 08:00", Some("2020-03-14")),
            ("2020-03", Some("2020-03")),
            ("2020", Some("2020")),
            ("Thu, 01 Jan 2004 19:48:21 GMT", Some("2004-01-01")),
            ("March 14, 2020", Some("2020-03-14")),
            ("20200314", Some("2020-03-14")),
            ("20200314120000", Some("2020-03-14")),
            ("20200314T120000Z", Some("2020-03-14")),
            ("20209914T120000Z", None),
            ("1584144000", Some("2020-03-14")),
            ("1584144000000", Some("2020-03-14")),
            ("1584144000.5", Some("2020-03-14")),
            ("14.03.2020", Some("2020-03-14")),
            ("14.3.20 08:00", Some("2020-03-14")),
            ("14 มี.ค. 2563", Some("2020-03-14")),
            ("12", None),
            ("2020-02-30", None),
            ("soon", None),
            ("", None),
        ] {
            let found = stated_date(text, Some("en")).map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_record_without_a_headline_gets_one_from_its_text() {
        let record = Record { body: vec!["The first sentence. Another one.".to_owned()], ..Record::default() };
        let title = article(record, false).title;
        assert_eq!(title.basis, TitleBasis::Derived);
        assert!(title.value.starts_with("The first sentence"), "{}", title.value);
    }

    #[test]
    fn a_date_that_is_none_is_left_out_with_a_warning() {
        let article = article(Record { date: Some("soon".to_owned()), ..Record::default() }, false);
        assert_eq!(article.date, None);
        assert_eq!(article.warnings.first().map(|warning| warning.code), Some(WarningCode::InvalidField));
    }

    #[test]
    fn a_field_that_lists_writers_gives_each() {
        for (text, expected) in [
            ("Ann Lee, Bo Li, and Eve van der Berg", &["Ann Lee", "Bo Li", "Eve van der Berg"][..]),
            ("By Ann Lee and Bo Li", &["Ann Lee", "Bo Li"]),
            ("Ann Lee; Bo Li", &["Ann Lee", "Bo Li"]),
            ("Lee, Ann; van der Berg, Eve", &["Ann Lee", "Eve van der Berg"]),
            ("Lee, Ann", &["Ann Lee"]),
            ("Harbour News, Inc.", &["Harbour News, Inc."]),
            ("dpa", &["dpa"]),
            ("", &[]),
        ] {
            assert_eq!(people(text), expected, "{text}");
        }
    }

    #[test]
    fn references_that_are_left_in_a_paragraph_are_characters() {
        for (text, expected) in [
            ("It didn&#8217;t help.", "It didn’t help."),
            ("Salt &amp; stone&nbsp;walls", "Salt & stone\u{a0}walls"),
            ("AT&T; R&D & more", "AT&T; R&D & more"),
        ] {
            assert_eq!(with_characters(text.to_owned()), expected);
        }
    }

    #[test]
    fn a_date_of_digits_without_a_known_order_is_marked() {
        let dated = |date: &str, language: &str| {
            let record =
                Record { date: Some(date.to_owned()), language: Some(language.to_owned()), ..Record::default() };
            let article = article(record, false);
            let is_marked = article.warnings.iter().any(|warning| warning.code == WarningCode::AmbiguousDate);
            (article.date.map(|date| date.value.to_string()).unwrap_or_default(), is_marked)
        };
        assert_eq!(dated("2/5/2019", "en"), ("2019-02-05".to_owned(), true));
        assert_eq!(dated("2/5/2019", "fr"), ("2019-05-02".to_owned(), false));
        assert_eq!(dated("2/15/2019", "en"), ("2019-02-15".to_owned(), false));
    }

    #[test]
    fn markup_in_a_headline_is_read() {
        assert_eq!(without_markup("Why we&#8217;re <em>still</em> here"), "Why we’re still here");
        assert_eq!(without_markup("Salt &amp;amp; stone"), "Salt & stone");
        assert_eq!(without_markup("3 < 4 and 5 > 2"), "3 < 4 and 5 > 2");
    }
}
