//! How a quote spread: who reported it when, and what became of its words.

use std::cmp::Reverse;

use super::attributed_quote::AttributedQuote;
use super::grouping::QuoteGroup;
use super::words::words;
use crate::model::PartialDate;

/// What an article has of the words of the earliest report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordingChange {
    /// The same words; case and punctuation do not count.
    Same,
    /// Some of them, in their order.
    Shortened,
    /// All of them, in their order, and others.
    Extended,
    /// Other words.
    Reworded,
}

impl WordingChange {
    /// The word for it in files.
    pub fn as_str(self) -> &'static str {
        match self {
            WordingChange::Same => "same",
            WordingChange::Shortened => "shortened",
            WordingChange::Extended => "extended",
            WordingChange::Reworded => "reworded",
        }
    }

    /// From a wording to another one.
    fn from_words(earliest: &[String], other: &[String]) -> WordingChange {
        if earliest == other {
            WordingChange::Same
        } else if is_within(other, earliest) {
            WordingChange::Shortened
        } else if is_within(earliest, other) {
            WordingChange::Extended
        } else {
            WordingChange::Reworded
        }
    }
}

/// An article's report of a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteReport<'a> {
    /// The quote as the article has it.
    pub quote: &'a AttributedQuote,
    /// Whether no other article with the quote is surely older. Never so of an undated one.
    pub is_earliest: bool,
    /// Its words beside those of the earliest report; of several, beside those that most articles have.
    pub change: WordingChange,
}

/// The reports of a quote in order of time, undated ones last; none if no article with the quote has a date.
pub fn spread(group: &QuoteGroup) -> Vec<QuoteReport<'_>> {
    let mut dated: Vec<(usize, &AttributedQuote)> = Vec::new();
    for (at, variant) in group.variants.iter().enumerate() {
        dated.extend(variant.told.iter().map(|quote| (at, quote)));
    }
    let ends = dated.iter().filter_map(|(_, quote)| quote.date.map(PartialDate::last_day));
    let Some(first_end) = ends.min() else { return Vec::new() };
    let is_earliest = |quote: &AttributedQuote| quote.date.is_some_and(|date| date.first_day() <= first_end);
    let of_variants: Vec<Vec<String>> = group.variants.iter().map(|variant| words(&variant.text)).collect();
    let earliest = dated.iter().filter(|(_, quote)| is_earliest(quote)).map(|(at, _)| *at).min();
    let Some(reference) = earliest.and_then(|at| of_variants.get(at)) else { return Vec::new() };
    let changes: Vec<WordingChange> =
        of_variants.iter().map(|wording| WordingChange::from_words(reference, wording)).collect();
    dated.sort_by_key(|(at, quote)| {
        let day = quote.date.map(PartialDate::first_day);
        (day.is_none(), Reverse(is_earliest(quote)), day, *at, quote.article.clone())
    });
    let report = |(at, quote): (usize, _)| {
        Some(QuoteReport { quote, is_earliest: is_earliest(quote), change: changes.get(at).copied()? })
    };
    dated.into_iter().filter_map(report).collect()
}

/// Whether these words stand in the others in their order.
fn is_within(part: &[String], whole: &[String]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|word| rest.any(|other| other == word))
}

#[cfg(test)]
mod tests {
    use super::super::attributed_quote::samples::quote;
    use super::super::grouping::group;
    use super::*;

    fn told(quotes: &[(&str, &str, &str)]) -> Vec<String> {
        let quotes = quotes.iter().map(|(text, day, outlet)| quote(text, "mayor", day, outlet)).collect();
        let groups = group(quotes);
        assert_eq!(groups.len(), 1, "{groups:?}");
        let line = |report: &QuoteReport<'_>| {
            let mark = if report.is_earliest { "*" } else { "" };
            let outlet = report.quote.outlet.as_ref().map_or("", |outlet| &outlet.id);
            format!("{outlet}{mark} {}", report.change.as_str())
        };
        spread(&groups[0]).iter().map(line).collect()
    }

    #[test]
    fn reports_are_held_against_the_earliest_one() {
        let whole = "The bridge will open in the spring, and nobody will pay a toll to cross it.";
        let cut = "The bridge will open in the spring, and nobody will pay a toll.";
        let changed = "The bridge will open in the summer, and nobody will pay a toll to cross it.";
        assert_eq!(
            told(&[
                (cut, "2024-05-03", "c"),
                (whole, "2024-05-02", "b"),
                (&whole.to_uppercase(), "2024-05-04", "d"),
                (changed, "2024-05-05", "e"),
                (whole, "", "f"),
            ]),
            ["b* same", "c shortened", "d same", "e reworded", "f same"]
        );
        assert_eq!(told(&[(whole, "2024-05-03", "c"), (cut, "2024-05-02", "b")]), ["b* same", "c extended"]);
    }

    #[test]
    fn all_that_may_be_the_earliest_are() {
        let words = "The bridge will open in the spring, and nobody will pay a toll.";
        assert_eq!(
            told(&[(words, "2024-05-12", "c"), (words, "2024-05", "m"), (words, "2024-06-01", "d")]),
            ["m* same", "c* same", "d same"]
        );
        assert_eq!(told(&[(words, "", "a"), (words, "", "b")]), Vec::<String>::new());
    }
}
