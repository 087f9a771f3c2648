//! How a quote spread: who reported it when, and how its wording changed.

use std::cmp::Reverse;

use super::attributed_quote::AttributedQuote;
use super::grouping::{QuoteGroup, Variant};
use super::words::words;
use crate::model::{Day, PartialDate};

/// How a wording differs from that of the earliest report.
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
    /// Whether it may be the earliest: no other article with the quote is certainly older. Never so if it is undated.
    pub is_earliest: bool,
    /// How its wording differs from the earliest; if several may be the earliest, from the most frequent of theirs.
    pub change: WordingChange,
}

/// How a quote spread, of which at least one article has a date.
#[derive(Clone, Debug)]
pub struct QuoteSpread {
    /// The last day on which the earliest article may have appeared.
    first_end: Day,
    /// The change of each wording from the earliest one.
    changes: Vec<WordingChange>,
}

impl QuoteSpread {
    /// Compares the wordings of a quote; `None` if no article with it has a date.
    pub fn new(group: &QuoteGroup) -> Option<QuoteSpread> {
        let first_end = group.quotes().filter_map(|quote| quote.date.map(PartialDate::last_day)).min()?;
        let wordings: Vec<Vec<String>> = group.variants.iter().map(|variant| words(&variant.text)).collect();
        let has_earliest = |variant: &Variant| variant.told.iter().any(|quote| may_be_first(quote, first_end));
        let earliest = wordings.get(group.variants.iter().position(has_earliest)?)?;
        let changes = wordings.iter().map(|wording| WordingChange::from_words(earliest, wording)).collect();
        Some(QuoteSpread { first_end, changes })
    }

    /// The report of an article, whose quote has the wording with this index.
    pub fn report<'a>(&self, wording: usize, quote: &'a AttributedQuote) -> Option<QuoteReport<'a>> {
        let change = *self.changes.get(wording)?;
        Some(QuoteReport { quote, is_earliest: may_be_first(quote, self.first_end), change })
    }
}

/// Whether a quote may be the earliest. Never so if it is undated.
fn may_be_first(quote: &AttributedQuote, first_end: Day) -> bool {
    quote.date.is_some_and(|date| date.first_day() <= first_end)
}

/// The reports of a quote in order of time, undated ones last; none if no article with the quote has a date.
pub fn spread(group: &QuoteGroup) -> Vec<QuoteReport<'_>> {
    let Some(spread) = QuoteSpread::new(group) else { return Vec::new() };
    let wordings = group.variants.iter().enumerate();
    let quotes = wordings.flat_map(|(at, variant)| variant.told.iter().map(move |quote| (at, quote)));
    let mut reports: Vec<(usize, QuoteReport<'_>)> =
        quotes.filter_map(|(at, quote)| Some((at, spread.report(at, quote)?))).collect();
    reports.sort_by_key(|(at, report)| {
        let day = report.quote.date.map(PartialDate::first_day);
        (day.is_none(), Reverse(report.is_earliest), day, *at, report.quote.article.clone())
    });
    reports.into_iter().map(|(_, report)| report).collect()
}

/// Whether the whole has these words in this order.
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
