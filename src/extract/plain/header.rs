//! The header between headline and text: date, section, byline.

use std::borrow::Cow;

use super::block::{has_word, trim};
use super::section::is_section;
use super::shape;
use crate::extract::date_expression;
use crate::extract::furniture::{self, Extent};
use crate::model::{PartialDate, RemovedKind};
use crate::text::script::is_hangul;

/// The maximum position of a date in its block, in bytes.
const HEADER_BYTES: usize = 160;

/// The statements of a text's header.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Header {
    /// The date with the words that state it.
    pub(super) date: Option<(PartialDate, String)>,
    /// The section.
    pub(super) section: Option<String>,
    /// The authors.
    pub(super) authors: Vec<String>,
}

/// A header before the first words of the text, on their line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct InlineHeader {
    /// The words that were split off.
    pub(super) words: String,
    /// Their date.
    pub(super) date: Option<(PartialDate, String)>,
    /// Their section.
    pub(super) section: Option<String>,
}

/// Splits a label and date off the first block: `date 2024-03-01 World`, `Published: March 1, 2024 | …`.
///
/// The rest stays a block of its own, unless it is the name of a section.
pub(super) fn take_opening(blocks: &mut Vec<Cow<'_, str>>) -> Option<InlineHeader> {
    let first = blocks.first()?;
    let head = shape::head(first, HEADER_BYTES);
    let date = date_expression::find(head, None).into_iter().next()?;
    let label = trim(&first[..date.span.start]).trim_end_matches(':');
    // Only a label may come before the date; a number, or no label at all, is not evidence of a header.
    if !is_date_label(label) || !matches!(date.value, PartialDate::Day(_)) {
        return None;
    }
    let rest = trim(first[date.span.end..].trim_start_matches(is_separator));
    let words = trim(&first[..date.span.end]).to_owned();
    if is_section(rest) || !has_word(rest) {
        let opening = InlineHeader {
            words: first.to_string(),
            section: has_word(rest).then(|| rest.to_owned()),
            date: Some((date.value, words)),
        };
        blocks.remove(0);
        return Some(opening);
    }
    // A date that begins a sentence ("2024-03-01 was a Friday.") is part of it, unless a label comes before it.
    if label.is_empty() && rest.starts_with(char::is_lowercase) {
        return None;
    }
    let opening = InlineHeader { words: words.clone(), section: None, date: Some((date.value, words)) };
    blocks[0] = Cow::Owned(rest.to_owned());
    Some(opening)
}

/// Removes bylines and dates above the first running text from the body.
pub(super) fn leave_out(blocks: &[Cow<'_, str>], in_body: &mut [bool]) {
    let is_text = |block: &str| shape::ends_sentence(block) && shape::weight(block) >= 80;
    for (block, in_body) in blocks.iter().zip(in_body).take_while(|(block, in_body)| !(**in_body && is_text(block))) {
        *in_body &= !is_byline_or_date(block);
    }
}

/// Reads the header blocks above a text.
pub(super) fn read(blocks: &[&str], language: Option<&str>) -> Header {
    let mut header = Header::default();
    for (at, block) in blocks.iter().enumerate() {
        if header.date.is_none() {
            let head = shape::head(block, HEADER_BYTES);
            let date = date_expression::find(head, language).into_iter().find(|date| is_day(date.value));
            header.date = date.map(|date| (date.value, (*block).to_owned()));
        }
        // Several sections in a row are a menu.
        let is_beside = |at: Option<usize>| at.and_then(|at| blocks.get(at)).is_some_and(|block| is_section(block));
        let is_alone = !is_beside(at.checked_sub(1)) && !is_beside(Some(at + 1));
        if header.section.is_none() && is_section(block) && is_alone {
            header.section = Some((*block).to_owned());
        }
        if header.authors.is_empty() {
            header.authors = byline(block);
        }
    }
    header
}

/// Whether a block says only who wrote the text, or when.
pub(super) fn is_byline_or_date(block: &str) -> bool {
    let dates = date_expression::find(shape::head(block, HEADER_BYTES), None);
    let words = |text: &str| text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).count();
    let left = words(block).saturating_sub(dates.iter().map(|date| words(&block[date.span.clone()])).sum());
    // A label, a weekday and a time may be next to a date.
    (!dates.is_empty() && left <= 4 && !shape::ends_sentence(block)) || !byline(block).is_empty()
}

/// The authors in a byline: `By Jane Roe and John Doe`, `Von Erika Muster`.
fn byline(block: &str) -> Vec<String> {
    if let Some(name) = korean_byline(block) {
        return vec![name.to_owned()];
    }
    let names = block.split_once(char::is_whitespace).filter(|(first, _)| is_byline_word(first)).map(|(_, rest)| rest);
    let Some(names) = names.filter(|names| names.chars().count() <= 80) else { return Vec::new() };
    let names = names.split([',', '|', '•', '·', '—', '/']).next().unwrap_or_default();
    let joined = names.replace(" and ", ";").replace(" und ", ";").replace(" et ", ";").replace(" & ", ";");
    joined.split(';').map(|name| trim(name).to_owned()).filter(|name| is_person_name(name)).collect()
}

/// The author in a Korean byline: `홍길동 기자`, `서울=홍길동 특파원`.
fn korean_byline(block: &str) -> Option<&str> {
    let mut words = block.split_whitespace();
    let (name, role) = (words.next()?, words.next()?);
    let name = name.rsplit(['=', ']', '】']).next().unwrap_or(name);
    let is_role = matches!(role, "기자" | "선임기자" | "전문기자" | "인턴기자" | "특파원" | "논설위원");
    let is_name = (2..=4).contains(&name.chars().count()) && name.chars().all(is_hangul);
    // A mail address may follow.
    (is_role && is_name && words.all(|word| word.contains('@'))).then_some(name)
}

/// Words before the names of a byline, in lower case. Sorted.
#[rustfmt::skip]
const BYLINE_WORDS: &[&str] = &[
    "af", "author", "autor", "av", "by", "di", "door", "oleh", "par", "penulis", "piše", "por", "szerző", "tekst", "text", "von", "yazan", "yazar", "írta", "γράφει", "συντάκτης", "автор", "текст", "מאת", "بقلم", "كتب", "كتبت", "نویسنده", "द्वारा", "लेखक", "โดย", "作者", "記者", "记者",
];

fn is_byline_word(word: &str) -> bool {
    let word = word.trim_end_matches(':').to_lowercase();
    BYLINE_WORDS.binary_search(&word.as_str()).is_ok()
}

fn is_person_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    (2..=4).contains(&words.len())
        && words.iter().all(|word| {
            word.chars().all(|c| {
                c.is_alphabetic()
                    || unicode_normalization::char::is_combining_mark(c)
                    || matches!(c, '-' | '.' | '\'' | '’')
            })
        })
        && words
            .first()
            .zip(words.last())
            .is_some_and(|(a, b)| !a.starts_with(char::is_lowercase) && !b.starts_with(char::is_lowercase))
}

/// Whether these words before a date only say that it is one; also true if there are none.
fn is_date_label(label: &str) -> bool {
    if label.is_empty() {
        return true;
    }
    let found = furniture::classify(&format!("{label} "));
    let header = found.is_some_and(|found| found.kind == RemovedKind::Header && found.extent != Extent::Within);
    (header || label.eq_ignore_ascii_case("date") || label.eq_ignore_ascii_case("datum")) && shape::weight(label) <= 30
}

fn is_day(date: PartialDate) -> bool {
    matches!(date, PartialDate::Day(_))
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '|' | '-' | '–' | '—' | '•' | '·' | ':' | ',' | '/')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(first: &str, expected: Option<(&str, Option<&str>)>, left: &[&str]) {
        let mut blocks = vec![Cow::Borrowed(first)];
        let opening = take_opening(&mut blocks);
        let found = opening.as_ref().map(|opening| {
            (opening.date.as_ref().map(|(date, _)| date.to_string()).unwrap_or_default(), opening.section.as_deref())
        });
        assert_eq!(found.as_ref().map(|(date, section)| (date.as_str(), *section)), expected, "{first}");
        assert_eq!(blocks, left);
    }

    #[test]
    fn a_date_glued_to_the_first_words_comes_off() {
        check("date 2023-05-06 World", Some(("2023-05-06", Some("World"))), &[]);
        check("date 2023-05-06 The harbour was closed.", Some(("2023-05-06", None)), &["The harbour was closed."]);
        check("Published: 6 May 2023 | Rain fell.", Some(("2023-05-06", None)), &["Rain fell."]);
    }

    #[test]
    fn a_date_within_a_sentence_stays() {
        for text in ["On 6 May 2023 the harbour was closed.", "2023-05-06 was a Saturday.", "Rain fell."] {
            check(text, None, &[text]);
        }
    }

    #[test]
    fn bylines_name_people() {
        assert_eq!(byline("By Jane Roe and John Doe"), ["Jane Roe", "John Doe"]);
        assert_eq!(byline("Von Erika Muster, Berlin"), ["Erika Muster"]);
        assert_eq!(byline("By the time it rained"), Vec::<String>::new());
        assert_eq!(byline("홍길동 기자 hong@example.com"), ["홍길동"]);
        assert_eq!(byline("서울=홍길동 특파원"), ["홍길동"]);
        assert_eq!(byline("홍길동 기자 질문에 답했다"), Vec::<String>::new());
    }

    #[test]
    fn a_section_stands_alone_and_a_menu_does_not() {
        assert_eq!(read(&["Politik", "3. Mai 2020"], None).section.as_deref(), Some("Politik"));
        assert_eq!(read(&["Politik", "Sport", "Kultur", "3. Mai 2020"], None).section, None);
    }
}
