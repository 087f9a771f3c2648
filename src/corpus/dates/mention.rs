//! The words of a text that place it in time.

use time::Weekday;

use super::weekday_names::{
    is_capitalised, is_last_before, is_last_behind, means_other_day, names_newspaper, weekday_of,
};
use crate::extract::date_expression;
use crate::model::PartialDate;
use crate::text::{is_letter, is_letter_or_digit};

/// A weekday that a text names: "on Monday".
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NamedWeekday {
    pub(super) weekday: Weekday,
    /// The index of its block.
    pub(super) block: usize,
    /// The position of the words in the block, in bytes.
    pub(super) start: usize,
    /// The words.
    pub(super) words: String,
}

/// A day of a month without a year: "July 27".
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MonthDay {
    /// 1 to 12.
    pub(super) month: u8,
    /// 1 to 31.
    pub(super) day: u8,
    /// The index of its block.
    pub(super) block: usize,
    /// The position of the words in the block, in bytes.
    pub(super) start: usize,
    /// The words.
    pub(super) words: String,
    /// Whether it is part of a dateline: "KYIV, April 27 (Reuters) –".
    pub(super) in_dateline: bool,
}

/// A date with its year: "March 3, 2020", "August 2024".
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FullDate {
    pub(super) value: PartialDate,
    /// The words.
    pub(super) words: String,
    /// Whether it is the date of a post that the text quotes: "(@oldport) March 3, 2020".
    pub(super) of_post: bool,
}

/// A month relative to the time of writing: "last August".
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LastMonth {
    /// 1 to 12.
    pub(super) month: u8,
    /// The words.
    pub(super) words: String,
}

/// Everything that places a text in time.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Mentions {
    pub(super) weekdays: Vec<NamedWeekday>,
    pub(super) month_days: Vec<MonthDay>,
    pub(super) full: Vec<FullDate>,
    pub(super) last_months: Vec<LastMonth>,
}

/// The maximum length of a word between the account of a post and its date, in bytes.
const MAX_WORD_BYTES: usize = 5;

/// The maximum number of words in a dateline at the beginning of a block.
const DATELINE_WORDS: usize = 9;

impl Mentions {
    /// Finds the mentions in the blocks of a text. `language` is a BCP 47 code, if known; otherwise English is assumed.
    pub(super) fn find<'t>(blocks: impl IntoIterator<Item = &'t str>, language: Option<&str>) -> Mentions {
        let mut mentions = Mentions::default();
        let primary = language.and_then(|code| code.split('-').next()).unwrap_or("en");
        for (block, text) in blocks.into_iter().enumerate() {
            mentions.add(block, text, primary, language);
        }
        mentions
    }

    fn add(&mut self, block: usize, text: &str, primary: &str, language: Option<&str>) {
        let full = date_expression::find(text, language);
        let words = words(text);
        // Dates and words are both in the order of the text, so that one pass over both is enough.
        let mut spans = full.iter().map(|date| date.span.clone()).peekable();
        let mut covered_to = 0;
        for (at, (start, word)) in words.iter().enumerate() {
            if let Some(weekday) = weekday_of(word, primary)
                && !is_set_apart(&words, at)
            {
                self.weekdays.push(NamedWeekday { weekday, block, start: *start, words: (*word).to_owned() });
            }
            while let Some(span) = spans.next_if(|span| span.start <= *start) {
                covered_to = covered_to.max(span.end);
            }
            if *start < covered_to {
                continue;
            }
            self.last_months.extend(last_month(text, &words, at, primary, language));
            if let Some((month, day, from, to)) = month_day(text, &words, at, primary, language) {
                let in_dateline = to < DATELINE_WORDS && is_dateline(text, words[to]);
                let end = words[to].0 + words[to].1.len();
                let start = words[from].0;
                let words = text.get(start..end).unwrap_or_default().to_owned();
                self.month_days.push(MonthDay { month, day, block, start, words, in_dateline });
            }
        }
        self.full.extend(full.into_iter().map(|date| {
            let before = text.get(..date.span.start).unwrap_or_default();
            let of_post = matches!(date.value, PartialDate::Day(_)) && ends_with_handle(before);
            FullDate { value: date.value, words: text.get(date.span).unwrap_or_default().to_owned(), of_post }
        }));
    }
}

/// Whether a text ends with the name of an account in brackets, as embedded posts have it before their date; a short word
/// such as "on" may follow.
fn ends_with_handle(text: &str) -> bool {
    let text = text.trim_end();
    let word = text.len() - text.trim_end_matches(is_letter).len();
    let rest = if word <= MAX_WORD_BYTES { text[..text.len() - word].trim_end() } else { text };
    let Some((_, handle)) = rest.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) else { return false };
    let handle = handle.strip_prefix('@').unwrap_or_default();
    !handle.is_empty() && handle.chars().all(|c| is_letter_or_digit(c) || matches!(c, '_' | '.'))
}

/// The words of a text with their positions; hyphens inside a word belong to it.
pub(super) fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inner = is_letter_or_digit(c)
            || (start.is_some()
                && matches!(c, '-' | '\'' | '’')
                && text[at + c.len_utf8()..].starts_with(is_letter_or_digit));
        match (inner, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, text.get(from..at).unwrap_or_default()));
                start = None;
            }
            _ => {}
        }
    }
    // "Saturday's" is "Saturday".
    words.iter().map(|(at, word)| (*at, word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word))).collect()
}

/// Whether the words around a weekday make it part of a name, or a day other than the latest such day.
fn is_set_apart(words: &[(usize, &str)], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| words.get(before)).map(|(_, word)| *word);
    let after = words.get(at + 1).map(|(_, word)| *word);
    after.is_some_and(names_newspaper) || before.is_some_and(means_other_day)
}

/// "last August", "im vergangenen August", "en août dernier" at this month's name; not "last August 5".
fn last_month(
    text: &str,
    words: &[(usize, &str)],
    at: usize,
    primary: &str,
    language: Option<&str>,
) -> Option<LastMonth> {
    let word = words.get(at)?.1;
    if word.chars().count() < 3 || (is_capitalised(primary) && !word.starts_with(char::is_uppercase)) {
        return None;
    }
    let is =
        |at: Option<usize>, says: fn(&str) -> bool| at.and_then(|at| words.get(at)).is_some_and(|(_, word)| says(word));
    let (from, to) = match (is(at.checked_sub(1), is_last_before), is(Some(at + 1), is_last_behind)) {
        (true, _) => (at - 1, at),
        (false, true) => (at, at + 1),
        (false, false) => return None,
    };
    let month = date_expression::month_named(word, language.or(Some("en")))?;
    if words
        .get(to + 1)
        .is_some_and(|(start, next)| *start == words[to].0 + words[to].1.len() + 1 && next.parse::<u32>().is_ok())
    {
        return None;
    }
    let words = text.get(words[from].0..words[to].0 + words[to].1.len())?.to_owned();
    Some(LastMonth { month, words })
}

/// A month's name at this word with an adjacent day: month, day, first and last word.
fn month_day(
    text: &str,
    words: &[(usize, &str)],
    at: usize,
    primary: &str,
    language: Option<&str>,
) -> Option<(u8, u8, usize, usize)> {
    let word = words.get(at)?.1;
    // "may" and "march" are also verbs, and "mar" abbreviates several words.
    if word.chars().count() < 3 || (is_capitalised(primary) && !word.starts_with(char::is_uppercase)) {
        return None;
    }
    let month = date_expression::month_named(word, language.or(Some("en")))?;
    let before = at.checked_sub(1).and_then(|before| words.get(before)).map(|(_, word)| *word);
    let (before, from) = match before {
        Some("de" | "of") if at >= 2 => (words.get(at - 2).map(|(_, word)| *word), at - 2),
        before => (before, at.saturating_sub(1)),
    };
    if let Some(day) = before.and_then(day_number)
        && near(text, words, from, at)
    {
        return Some((month, day, from, at));
    }
    let day = words.get(at + 1).and_then(|(_, word)| day_number(word))?;
    // In "July 27" the number follows directly; "May, 5 people" is something else.
    let month_end = words[at].0 + word.len();
    let gap = text.get(month_end..words[at + 1].0)?;
    let month_first = matches!(primary, "en" | "sv" | "hu" | "lt");
    (month_first && matches!(gap, " " | ". " | "\u{a0}")).then_some((month, day, at, at + 1))
}

/// Whether there are only spaces, full stops and small words between two words.
fn near(text: &str, words: &[(usize, &str)], from: usize, to: usize) -> bool {
    let end = words[from].0 + words[from].1.len();
    let gap = text.get(end..words[to].0).unwrap_or("|");
    gap.chars().all(|c| is_letter(c) || c.is_whitespace() || matches!(c, '.' | 'º'))
}

/// A day of the month: `27`, `27th`, `1er`.
fn day_number(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| is_letter(c));
    let suffix = &word[digits.len()..];
    let ordinal = matches!(suffix, "" | "st" | "nd" | "rd" | "th" | "er" | "e" | "º" | "го");
    let day = digits.parse().ok().filter(|day| (1..=31).contains(day))?;
    (ordinal && digits.len() <= 2).then_some(day)
}

/// Whether a dateline ends after this word: `(Reuters) –`, `—`, `(AP) --`.
fn is_dateline(text: &str, (start, word): (usize, &str)) -> bool {
    let rest = text.get(start + word.len()..).unwrap_or_default().trim_start_matches(['.', ',', ' ', '\u{a0}']);
    let rest = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((agency, rest)) if agency.len() <= 30 => rest.trim_start(),
        _ => rest,
    };
    rest.starts_with(['–', '—', '-', '/', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, language: &str, weekdays: &[&str], month_days: &[(u8, u8)]) {
        let found = Mentions::find([text], Some(language));
        assert_eq!(found.weekdays.iter().map(|day| day.words.as_str()).collect::<Vec<_>>(), weekdays, "{text}");
        assert_eq!(found.month_days.iter().map(|day| (day.month, day.day)).collect::<Vec<_>>(), month_days, "{text}");
    }

    #[test]
    fn days_without_a_year_are_found() {
        check("He left on Monday, a day after the storm of July 27.", "en", &["Monday"], &[(7, 27)]);
        check("news for April 23rd and 5 May", "en", &[], &[(4, 23), (5, 5)]);
        check("Er kam am Dienstagabend, dem 3. März, an.", "de", &["Dienstagabend"], &[(3, 3)]);
        check("Il est parti jeudi 1er mai.", "fr", &["jeudi"], &[(5, 1)]);
        check("Llegó el martes 27 de julio.", "es", &["martes"], &[(7, 27)]);
        check("В среду, 5 марта, он уехал.", "ru", &["среду"], &[(3, 5)]);
        check("У п’ятницю, 9 травня, він поїхав.", "uk", &["п’ятницю"], &[(5, 9)]);
    }

    #[test]
    fn days_with_a_year_and_other_numbers_are_not() {
        check("On March 3, 2020 five people may 3 times march 4 miles.", "en", &[], &[]);
        check("In May, 5 people left; 12 May supporters came.", "en", &[], &[(5, 12)]);
    }

    #[test]
    fn other_weekdays_than_the_last_are_left() {
        check("Every Monday until Friday, on Black Friday, said the Sunday Times.", "en", &[], &[]);
    }

    #[test]
    fn the_latest_month_of_a_name_is_known() {
        for (text, language, expected) in [
            ("The bridge fell last August, the mayor said.", "en", &[8u8][..]),
            ("Die Brücke stürzte im vergangenen August ein.", "de", &[8]),
            ("Le pont est tombé en août dernier.", "fr", &[8]),
            ("El puente cayó en agosto pasado.", "es", &[8]),
            ("Il ponte è crollato lo scorso agosto.", "it", &[8]),
            ("The bridge fell last August 5. At last may it stand. It was the last march.", "en", &[]),
        ] {
            let found = Mentions::find([text], Some(language));
            assert_eq!(found.last_months.iter().map(|last| last.month).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn the_dates_of_posts_are_known() {
        for (text, of_post) in [
            ("It rains. — Jane Roe (@jane_roe) March 3, 2020", true),
            ("A photo posted by Jane Roe (@janeroe) on March 3, 2020 at 2:10pm", true),
            ("Jane Roe (@janeroe) left Oldport on March 3, 2020", false),
            ("Jane Roe (Oldport) March 3, 2020", false),
            ("(@) March 3, 2020", false),
            ("March 3, 2020", false),
        ] {
            let found = Mentions::find([text], Some("en"));
            assert_eq!(found.full.iter().map(|date| date.of_post).collect::<Vec<_>>(), [of_post], "{text}");
        }
    }

    #[test]
    fn a_dateline_is_known() {
        let found = Mentions::find(["OLDPORT, April 27 (Reuters) - The harbour closed on May 3."], Some("en"));
        assert_eq!(found.month_days.iter().map(|day| day.in_dateline).collect::<Vec<_>>(), [true, false]);
    }
}
