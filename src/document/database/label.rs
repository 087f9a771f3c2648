//! The labels of news databases, and other lines that have a fixed form.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::document::block::TextBlock;
use crate::document::language_name;
use crate::language::{DATABASES, MONTHS, entries, of_kind};

/// The most characters of a label.
const MAX_LABEL_CHARS: usize = 40;

/// The most characters of a line with a day.
const MAX_DAY_CHARS: usize = 100;

/// What a label says about the words behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Authors,
    Body,
    Caption,
    Date,
    Dateline,
    Highlight,
    Language,
    Length,
    Outlet,
    Section,
    Tail,
    Title,
}

impl Label {
    /// The label that stands at the beginning of a line, before a colon, and the words behind it.
    pub(super) fn of_line(line: &str) -> Option<(Label, &str)> {
        let at = line.find([':', '：'])?;
        let (name, after) = line.split_at(at);
        let value = after.trim_start_matches([':', '：']).trim();
        Label::of_name(name).map(|label| (label, value))
    }

    /// The label with this name.
    pub(super) fn of_name(name: &str) -> Option<Label> {
        if name.chars().count() > MAX_LABEL_CHARS {
            return None;
        }
        static LABELS: OnceLock<FxHashMap<&'static str, Label>> = OnceLock::new();
        let labels = LABELS.get_or_init(|| {
            let known = entries(DATABASES).filter_map(|entry| Some((entry.text, Label::of_kind(entry.kind)?)));
            known.collect()
        });
        labels.get(name.trim().to_lowercase().as_str()).copied()
    }

    fn of_kind(kind: &str) -> Option<Label> {
        Some(match kind {
            "authors" => Label::Authors,
            "body" => Label::Body,
            "caption" => Label::Caption,
            "date" => Label::Date,
            "dateline" => Label::Dateline,
            "highlight" => Label::Highlight,
            "language" => Label::Language,
            "length" => Label::Length,
            "outlet" => Label::Outlet,
            "section" => Label::Section,
            "tail" => Label::Tail,
            "title" => Label::Title,
            _ => return None,
        })
    }
}

/// Whether a line begins with a label in capitals, known or not: `LOAD-DATE: ...`.
pub(super) fn has_capital_label(line: &str) -> bool {
    let Some((name, _)) = line.split_once(':') else { return false };
    let n_letters = name.chars().filter(|c| c.is_alphabetic()).count();
    n_letters >= 3
        && name.chars().count() <= MAX_LABEL_CHARS
        && name.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '-' | '/' | '(' | ')' | '\''))
}

/// The numbers of a line that numbers a document: `3 of 49 DOCUMENTS`, `Dokument 3 von 49`.
pub(super) fn number_of_document(line: &str) -> Option<(u64, u64)> {
    let numbers = numbers_of_form(line, "count")?;
    match numbers.as_slice() {
        [n, of] if n <= of => Some((*n, *of)),
        _ => None,
    }
}

/// The number of a line that says how many documents follow: `Documents (49)`.
pub(super) fn stated_total(line: &str) -> Option<u64> {
    numbers_of_form(line, "total")?.first().copied()
}

/// Whether a line is the length of a text in words: `198 words`.
pub(super) fn is_length(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let is_number = |word: &str| word.len() < 12 && number(word).is_some();
    let starts = words.next().is_some_and(is_number);
    let unit = words.collect::<Vec<_>>().join(" ").to_lowercase();
    starts && of_kind(DATABASES, "words").any(|known| known == unit)
}

/// Whether a line ends a document.
pub(super) fn is_end(line: &str) -> bool {
    line.len() < 60 && {
        let lower = line.trim().to_lowercase();
        of_kind(DATABASES, "end").any(|end| end == lower)
    }
}

/// Whether a line is a notice of copyright.
pub(super) fn is_notice(line: &str) -> bool {
    if line.len() > 400 {
        return false;
    }
    let lower = line.to_lowercase();
    of_kind(DATABASES, "rights").any(|words| match words {
        "copyright" | "(c)" | "©" => lower.starts_with(words),
        words => lower.contains(words),
    })
}

/// The day on which an export was made, from a line of its cover.
pub(super) fn request_day(line: &str) -> Option<&str> {
    let (name, value) = line.split_once(':')?;
    let lower = name.trim().to_lowercase();
    of_kind(DATABASES, "requested").any(|known| known == lower).then(|| value.trim())
}

/// Whether a line is, or begins with, a day: it has a year, and the name of a month or only numbers.
pub(in crate::document) fn is_day(line: &str) -> bool {
    if line.chars().count() > MAX_DAY_CHARS {
        return false;
    }
    let has_year = line
        .split(|c: char| !c.is_ascii_digit())
        .any(|run| run.len() == 4 && run.parse::<u16>().is_ok_and(|year| (1500..2200).contains(&year)));
    if !has_year {
        return false;
    }
    if line.contains(['年', '년']) {
        return true;
    }
    let words: Vec<String> = line
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let is_month =
        |word: &String| of_kind(MONTHS, "month").any(|forms| forms.split(',').any(|form| form.trim() == word));
    // A day has few words: weekday, day, month, year, time and zone.
    let n_numbers = words.iter().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).count();
    n_numbers == words.len() && n_numbers > 1 || words.len() <= 14 && words.iter().any(is_month)
}

/// A section without the page behind it: `LOCAL; Pg. 3`. `None` if there is only a page.
pub(super) fn section_of(value: &str) -> Option<String> {
    let is_page = |part: &str| {
        let lower = part.to_lowercase();
        let short = part.chars().count() <= 24;
        short
            && of_kind(DATABASES, "page").any(|page| {
                lower.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '.']))
            })
    };
    let part = value.split(';').map(str::trim).find(|part| !part.is_empty())?;
    (!is_page(part)).then(|| part.to_owned())
}

/// The language that a label names.
pub(super) fn language_of(value: &str) -> Option<String> {
    language_name::code_of(value)
}

/// The authors that a label names, in the order of speech and without capitals throughout.
pub(super) fn authors_of(value: &str) -> Vec<String> {
    let mut name = value.trim().trim_end_matches(';').to_owned();
    if let Some(short) = name.strip_suffix(" 기자") {
        name = short.to_owned();
    }
    let has_lower = name.chars().any(char::is_lowercase);
    let has_cases = name.chars().any(|c| c.is_uppercase());
    if has_cases && !has_lower && name.contains(' ') {
        name = name.split(' ').map(capitalised).collect::<Vec<_>>().join(" ");
    }
    if name.is_empty() { Vec::new() } else { vec![name] }
}

/// A word in capitals with only its first letter, and those behind hyphens, in capitals.
fn capitalised(word: &str) -> String {
    let mut is_start = true;
    let letters = word.chars().flat_map(|c| {
        let lower: Vec<char> = if is_start { vec![c] } else { c.to_lowercase().collect() };
        is_start = !c.is_alphabetic();
        lower
    });
    letters.collect()
}

/// The numbers in a line that has the form of an entry of this kind.
fn numbers_of_form(line: &str, kind: &str) -> Option<Vec<u64>> {
    if line.len() > 80 || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut numbers = Vec::new();
    let mut form = String::new();
    let mut rest = line.trim();
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        form.push_str(rest.get(..at)?);
        let digits = rest.get(at..)?;
        let end = digits.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).unwrap_or(digits.len());
        numbers.push(number(digits.get(..end)?)?);
        form.push('%');
        rest = digits.get(end..)?;
    }
    form.push_str(rest);
    let form = form.to_lowercase();
    of_kind(DATABASES, kind).any(|known| known == form).then_some(numbers)
}

/// A number with or without marks between its thousands.
fn number(word: &str) -> Option<u64> {
    let digits: String = word.chars().filter(|c| !matches!(c, ',' | '.')).collect();
    digits.parse().ok()
}

/// Whether a block is a heading that is nothing but a label: `Body`, `Classification`.
pub(super) fn heading_label(block: &TextBlock) -> Option<Label> {
    if block.is_bold || !block.marks.is_empty() || block.level > 0 { Label::of_name(&block.text) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_has_one_meaning_in_all_languages() {
        for entry in entries(DATABASES) {
            let Some(label) = Label::of_kind(entry.kind) else { continue };
            assert_eq!(Label::of_name(entry.text), Some(label), "{entry:?}");
        }
    }

    #[test]
    fn labels_are_read_in_any_language() {
        assert_eq!(Label::of_line("BYLINE: Ann Lee"), Some((Label::Authors, "Ann Lee")));
        assert_eq!(Label::of_line("Länge: 12 Wörter"), Some((Label::Length, "12 Wörter")));
        assert_eq!(Label::of_line("Illustration(s) :"), Some((Label::Caption, "")));
        assert_eq!(Label::of_line("He said: no"), None);
        assert!(has_capital_label("SERIES-NO: 3") && !has_capital_label("He said: no"));
    }

    #[test]
    fn lines_of_a_fixed_form_are_known() {
        assert_eq!(number_of_document("3 of 1,049 DOCUMENTS"), Some((3, 1_049)));
        assert_eq!(number_of_document("Dokument 2 von 3"), Some((2, 3)));
        assert_eq!(number_of_document("3 of 4 people"), None);
        assert_eq!(stated_total("Documents (49)"), Some(49));
        assert!(is_length("1.204 Wörter") && is_length("65 단어") && !is_length("65 people"));
        assert!(is_end("End of Document") && is_notice("Copyright 2020 The Quay") && !is_notice("The copyright law"));
    }

    #[test]
    fn a_line_with_a_day_is_told_from_a_headline_with_a_year() {
        for line in
            ["November 15, 2022 Tuesday", "Montag 4. März 2024", "2022년 12월 19일", "11.05.2021", "21 juin 2023"]
        {
            assert!(is_day(line), "{line}");
        }
        for line in ["The budget of 2022", "Ferry", "In May the harbour was closed"] {
            assert!(!is_day(line), "{line}");
        }
    }

    #[test]
    fn sections_and_authors_are_cleaned() {
        assert_eq!(section_of("LOCAL; Pg. 3").as_deref(), Some("LOCAL"));
        assert_eq!(section_of("Pg. 3"), None);
        assert_eq!(authors_of("LEE-SMITH, ANN"), ["Lee-Smith, Ann"]);
        assert_eq!(authors_of("dpa"), ["dpa"]);
    }
}
