//! Anniversaries: a text about the n-th anniversary was written n years after the event.

use std::sync::{LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, MatchKind};

use super::mention::words;
use crate::extract::date_expression;
use crate::language::{self, ANNIVERSARIES, of_kind};
use crate::model::PartialDate;

/// Known events: the year, and the phrases that name them, in lower case.
const EVENTS: &str = include_str!("events.tsv");

/// The maximum distance in bytes between the word "anniversary" and the name of the event.
const REACH_BYTES: usize = 160;

/// The words for anniversaries in all languages, in lower case.
struct AnniversaryWords {
    /// Beginnings of words for "anniversary", each with the words between it and the event; none if the language needs
    /// none.
    anniversary: Vec<(&'static str, Vec<&'static str>)>,
    /// Numbers of years and their words.
    numbers: Vec<(i32, &'static str)>,
    /// Words for years.
    years: Vec<&'static str>,
    /// Words that say from when years are counted.
    after: Vec<&'static str>,
}

static WORDS: LazyLock<AnniversaryWords> = LazyLock::new(|| {
    let words = |kind| of_kind(ANNIVERSARIES, kind).collect();
    let of_kind_by_language = |kind| {
        language::entries(ANNIVERSARIES)
            .filter(move |entry| entry.kind == kind)
            .map(|entry| (entry.text, entry.language))
    };
    let of_event = |of: &str| {
        of_kind_by_language("of-event").filter(|(_, language)| *language == of).map(|(word, _)| word).collect()
    };
    let number = |line: &'static str| line.split_once(' ').and_then(|(n, word)| Some((n.parse().ok()?, word)));
    AnniversaryWords {
        anniversary: of_kind_by_language("anniversary").map(|(word, language)| (word, of_event(language))).collect(),
        numbers: of_kind(ANNIVERSARIES, "number").filter_map(number).collect(),
        years: words("years"),
        after: words("after"),
    }
});

/// An anniversary that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Anniversary {
    /// The year it falls in.
    pub(super) year: i32,
    /// The words: "80th anniversary of the end of World War II".
    pub(super) words: String,
    /// The year of the event.
    pub(super) event_year: i32,
}

/// The anniversaries in a text of known events, or of events whose year it gives.
pub(super) fn find(text: &str) -> Vec<Anniversary> {
    let words = words(text);
    let mut found = Vec::new();
    for (at, (start, word)) in words.iter().enumerate() {
        let folded = word.to_lowercase();
        let compound = folded.split_once('-').filter(|(_, rest)| is_anniversary(rest));
        if !is_anniversary(&folded) && compound.is_none() {
            continue;
        }
        let number = match compound {
            Some((number, _)) => ordinal(number).map(|n| (n, *start)),
            None => (1..=2).find_map(|back| {
                let (start, word) = words.get(at.checked_sub(back)?)?;
                Some((ordinal(word)?, *start))
            }),
        };
        let Some((n, from)) = number.filter(|(_, from)| !is_part_of_number(text, *from)) else { continue };
        let end = start + word.len();
        // "The 5th anniversary, which fell in 2013" and "the anniversary before the 2016 election" name no event.
        let next = words.get(at + 1).map(|(_, word)| word.to_lowercase()).unwrap_or_default();
        if !leads_to_event(compound.map_or(folded.as_str(), |(_, rest)| rest), &next) {
            continue;
        }
        let Some((event_year, event_end)) = event_after(text, end) else { continue };
        if let Some(year) = event_year.checked_add(n).filter(|year| (1950..=2100).contains(year)) {
            let words = text.get(from..event_end).unwrap_or_default().to_owned();
            found.push(Anniversary { year, words, event_year });
        }
    }
    found
}

/// "A year after the flood of 3 May 2024": a time counted from a day. Only the opening of a text says when it was
/// written; later, the same words are about the past.
pub(super) fn counted(opening: &str, language: Option<&str>) -> Option<Anniversary> {
    let words = words(opening);
    let folded = |at: usize| words.get(at).map(|(_, word)| word.to_lowercase());
    for at in 1..words.len() {
        let is_year = folded(at).is_some_and(|word| WORDS.years.contains(&word.as_str()));
        if !is_year || folded(at + 1).is_none_or(|word| !WORDS.after.contains(&word.as_str())) {
            continue;
        }
        let Some(number) = folded(at - 1) else { continue };
        let known = WORDS.numbers.iter().find(|(_, word)| *word == number);
        let n = known.map(|(n, _)| *n).or_else(|| number.parse().ok().filter(|n| (1..=99).contains(n)));
        let (Some(n), Some((start, _)), Some((after, word))) = (n, words.get(at - 1), words.get(at + 1)) else {
            continue;
        };
        let from = after + word.len();
        let Some(rest) = opening.get(from..) else { continue };
        let sentence = rest.get(..sentence_end(rest)).unwrap_or_default();
        let dates = date_expression::find(sentence, language);
        let day = dates.iter().find(|date| matches!(date.value, PartialDate::Day(_)));
        let Some(day) = day.filter(|day| day.span.start <= REACH_BYTES) else { continue };
        let event_year = day.value.first_day().year();
        let words = opening.get(*start..from + day.span.end).unwrap_or_default().to_owned();
        return Some(Anniversary { year: event_year + n, words, event_year });
    }
    None
}

fn is_anniversary(word: &str) -> bool {
    WORDS.anniversary.iter().any(|(beginning, _)| word.starts_with(beginning))
}

/// Whether the word behind a word for "anniversary" leads to the event, as its language needs it to.
fn leads_to_event(anniversary: &str, next: &str) -> bool {
    let known = || WORDS.anniversary.iter().filter(|(beginning, _)| anniversary.starts_with(beginning));
    let longest = known().map(|(beginning, _)| beginning.len()).max();
    let mut of_language = known().filter(|(beginning, _)| Some(beginning.len()) == longest);
    of_language.any(|(_, of_event)| of_event.is_empty() || of_event.contains(&next))
}

/// Whether a number is only the end of one: "9/11 anniversary".
fn is_part_of_number(text: &str, start: usize) -> bool {
    let mut before = text.get(..start).unwrap_or_default().chars().rev();
    match before.next() {
        Some('/' | '$' | '€' | '£') => true,
        Some('.' | ',' | '-' | '–' | ':') => before.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}

/// A count of years: `80`, `80th`, `80e`, `80-ї`.
fn ordinal(word: &str) -> Option<i32> {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let rest = word.get(digits.len()..)?;
    let suffix = rest.trim_start_matches('-');
    let plausible = suffix.chars().count() <= 3 && digits.len() <= 3;
    digits.parse().ok().filter(|n| plausible && (1..=300).contains(n))
}

/// The year of the event named after "anniversary", and the end of its name.
fn event_after(text: &str, start: usize) -> Option<(i32, usize)> {
    let reach = text.get(start..)?;
    let mut length = reach.len().min(REACH_BYTES);
    while !reach.is_char_boundary(length) {
        length -= 1;
    }
    // The next sentence is about something else.
    let reach = reach.get(..length)?;
    let reach = &reach[..sentence_end(reach)];
    let folded = reach.to_lowercase();
    let by_name = automaton().find(&folded).map(|found| {
        let year = years()[found.pattern()];
        // Lower case may be longer than the original; the words then extend to the end of the sentence.
        let end = if folded.len() == reach.len() { start + found.end() } else { start + reach.len() };
        (found.start(), year, end)
    });
    let named = words(reach);
    let by_year = named.iter().enumerate().find_map(|(place, (at, word))| {
        let year: i32 = word.parse().ok().filter(|year| word.len() == 4 && (1600..=2100).contains(year))?;
        // A word between is "of": "of 1972".
        let of_event = |first: &str| WORDS.anniversary.iter().any(|(_, words)| words.contains(&first));
        let is_of_event = place > 1 || place == 1 && named.first().is_some_and(|(_, first)| of_event(first));
        is_of_event.then_some((*at, year, start + at + word.len()))
    });
    // A year directly after the word is more reliable than a name further on.
    let best = match (by_name, by_year) {
        (Some(name), Some(year)) if year.0 < name.0 => year,
        (Some(name), _) => name,
        (None, year) => year?,
    };
    let end = (best.2..=text.len()).find(|end| text.is_char_boundary(*end))?;
    Some((best.1, end))
}

/// The end of the first sentence. A full stop after one or two letters does not end it.
fn sentence_end(text: &str) -> usize {
    let mut word = 0;
    for (at, c) in text.char_indices() {
        let apart = text[at + c.len_utf8()..].chars().next().is_none_or(char::is_whitespace);
        match c {
            '.' | '!' | '?' | ';' if apart && (word > 2 || at == 0) => return at,
            c if c.is_alphanumeric() => word += 1,
            _ => word = 0,
        }
    }
    text.len()
}

fn entries() -> impl Iterator<Item = (i32, &'static str)> {
    EVENTS.lines().filter_map(|line| line.split_once('\t')).flat_map(|(year, phrases)| {
        let year = year.parse().unwrap_or_default();
        phrases.split('|').map(move |phrase| (year, phrase))
    })
}

fn years() -> &'static [i32] {
    static YEARS: OnceLock<Vec<i32>> = OnceLock::new();
    YEARS.get_or_init(|| entries().map(|(year, _)| year).collect())
}

fn automaton() -> &'static AhoCorasick {
    static AUTOMATON: OnceLock<AhoCorasick> = OnceLock::new();
    AUTOMATON.get_or_init(|| {
        let phrases = entries().map(|(_, phrase)| phrase);
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(phrases);
        automaton.expect("the phrases fit an automaton")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<i32>) {
        assert_eq!(find(text).first().map(|found| found.year), expected, "{text}");
    }

    #[test]
    fn anniversaries_of_known_events_tell_the_year() {
        check("the 80th anniversary of the end of World War II, which", Some(2025));
        check("on the 30th anniversary of the fall of the Berlin Wall", Some(2019));
        check("zum 75. Jahrestag der Gründung der NATO", Some(2024));
        check("le 80e anniversaire du Débarquement de Normandie", Some(2024));
        check("30-та річниця незалежності України", Some(2021));
        check("к 75-летию Великой Победы", Some(2020));
        check("75-я годовщина победы в Великой Отечественной войне", Some(2020));
    }

    #[test]
    fn a_year_that_the_text_gives_will_do() {
        check("the 50th anniversary of the 1972 flood of Oldport", Some(2022));
        check("its 40th anniversary in 2013", None);
        check("its 50th anniversary. In 1972 the flood came.", None);
        check("50-летие большого наводнения 1972 года", Some(2022));
        check("le 50e anniversaire du séisme de 1972", Some(2022));
    }

    #[test]
    fn an_anniversary_of_no_event_tells_nothing() {
        check("the 9/11 anniversary before the 2016 election", None);
        check("the 5th anniversary before the 2016 election", None);
        check("the 5th anniversary, two years after the end of World War II", None);
        check("the 25th Anniversary Gala Dinner on November 15, 2007", None);
        check("a 3,50th anniversary of the end of World War II", None);
        check("the 9/11 anniversary of the 2016 fire", None);
    }

    #[test]
    fn years_are_counted_from_a_day() {
        for (text, language, expected) in [
            ("A year after the flood of 3 May 2024, Oldport is dry.", "en", Some(2025)),
            ("Oldport is dry, two years after the flood of May 3, 2024.", "en", Some(2026)),
            ("10 years after the Great Flood of Oldport on May 3, 2014, it rains.", "en", Some(2024)),
            ("Ein Jahr nach der Flut vom 3. Mai 2024 ist es trocken.", "de", Some(2025)),
            ("Deux ans après la crue du 3 mai 2021, il pleut.", "fr", Some(2023)),
            ("Two years after the flood, it rains. The flood of May 3, 2024 was high.", "en", None),
            ("Two years after the 2016 election, he left.", "en", None),
            ("Many years after the flood of 3 May 1954, it rains.", "en", None),
            ("A year before the flood of 3 May 2024, it rained.", "en", None),
        ] {
            assert_eq!(counted(text, Some(language)).map(|found| found.year), expected, "{text}");
        }
    }

    #[test]
    fn what_is_unknown_tells_nothing() {
        check("the 10th anniversary of the club", None);
        check("anniversary of the end of World War II", None);
        check("", None);
    }

    #[test]
    fn the_events_are_sorted_and_listed_once() {
        let rows: Vec<_> = EVENTS.lines().map(|line| line.split_once('\t').expect("two columns")).collect();
        assert!(rows.is_sorted_by(|a, b| a.0 < b.0));
        let mut phrases = std::collections::BTreeSet::new();
        for (year, phrase) in entries() {
            assert!(year > 1700, "{phrase}");
            assert_eq!(phrase.to_lowercase(), phrase);
            assert!(phrases.insert(phrase), "{phrase} stands twice");
        }
    }

    #[test]
    fn the_words_are_sorted_and_every_number_is_read() {
        let all: Vec<_> = crate::language::entries(ANNIVERSARIES).collect();
        let is_sorted = |pair: &[crate::language::Entry<'_>]| {
            let [a, b] = pair else { return true };
            (a.language, a.kind) < (b.language, b.kind)
                || (a.language, a.kind) == (b.language, b.kind) && (a.kind == "number" || a.text < b.text)
        };
        for pair in all.windows(2) {
            assert!(is_sorted(pair), "{pair:?}");
        }
        assert_eq!(WORDS.numbers.len(), of_kind(ANNIVERSARIES, "number").count());
    }
}
