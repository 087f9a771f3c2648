//! Which quotes the list shows and in which order, and how many each speaker has.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::export::{CSV_START, csv_line};
use crate::survey::{QuoteGroup, QuoteSpread, Speaker};

/// The order of the quotes.
#[derive(Clone, Copy, PartialEq)]
pub enum QuoteOrder {
    /// The most reported first, as they are grouped.
    MostReported,
    /// The latest first; undated ones last.
    Newest,
    /// The earliest first; undated ones last.
    Oldest,
}

/// The places in `groups` of the quotes to list: all, or those of one speaker.
pub fn listed_quotes(groups: &[QuoteGroup], speaker: Option<&str>, order: QuoteOrder) -> Vec<usize> {
    let is_listed =
        |group: &QuoteGroup| speaker.is_none_or(|id| group.speaker.as_ref().is_some_and(|speaker| speaker.id == id));
    let mut listed: Vec<usize> =
        groups.iter().enumerate().filter(|(_, group)| is_listed(group)).map(|(at, _)| at).collect();
    let day = |at: &usize| groups.get(*at).and_then(|group| group.first).map(|date| date.first_day());
    match order {
        QuoteOrder::MostReported => {}
        QuoteOrder::Newest => listed.sort_by_key(|at| Reverse(day(at))),
        QuoteOrder::Oldest => listed.sort_by_key(|at| (day(at).is_none(), day(at))),
    }
    listed
}

/// The speakers with their numbers of quotes, the largest number first and equal ones by name; and the number of quotes
/// without a known speaker.
pub fn speaker_counts(groups: &[QuoteGroup]) -> (Vec<(&Speaker, usize)>, usize) {
    let mut counts: BTreeMap<Option<&Speaker>, usize> = BTreeMap::new();
    for group in groups {
        *counts.entry(group.speaker.as_ref()).or_default() += 1;
    }
    let unknown = counts.remove(&None).unwrap_or_default();
    let mut known: Vec<(&Speaker, usize)> =
        counts.into_iter().filter_map(|(speaker, count)| Some((speaker?, count))).collect();
    known.sort_by(|a, b| (b.1, &a.0.name).cmp(&(a.1, &b.0.name)));
    (known, unknown)
}

/// A table with a row for each article that has one of these quotes, safe to open in a spreadsheet. `link` gives the address
/// of an article. Rows with the same number are wordings of one quote; `change` compares their words with the earliest.
pub fn quote_table(groups: &[&QuoteGroup], link: impl Fn(&str) -> String, provenance: &str) -> String {
    // Other programs read this file, so its columns have the same names in every language.
    let heads =
        ["quote", "speaker", "speaker_id", "words", "change", "outlet", "date", "title", "id", "link", "provenance"];
    let mut text = [CSV_START, &csv_line(&heads)].concat();
    for (number, group) in groups.iter().enumerate() {
        let spread = QuoteSpread::new(group);
        let wordings = group.variants.iter().enumerate();
        for (wording, told) in wordings.flat_map(|(at, variant)| variant.told.iter().map(move |told| (at, told))) {
            let report = spread.as_ref().and_then(|spread| spread.report(wording, told));
            let change =
                report.map_or("", |report| if report.is_earliest { "earliest" } else { report.change.as_str() });
            let speaker = told.speaker.as_ref();
            text.push_str(&csv_line(&[
                (number + 1).to_string(),
                speaker.map(|speaker| speaker.name.clone()).unwrap_or_default(),
                speaker.map(|speaker| speaker.id.clone()).unwrap_or_default(),
                told.text.clone(),
                change.to_owned(),
                told.outlet.as_ref().map(|outlet| outlet.name.clone()).unwrap_or_default(),
                told.date.map(|date| date.to_string()).unwrap_or_default(),
                told.title.to_string(),
                told.article.to_string(),
                link(&told.article),
                provenance.to_owned(),
            ]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ActorKind;
    use crate::survey::{AttributedQuote, Variant};

    fn group(speaker: Option<&str>, first: Option<&str>) -> QuoteGroup {
        let speaker =
            speaker.map(|name| Speaker { id: name.to_lowercase(), name: name.to_owned(), kind: ActorKind::Person });
        let first = first.map(|date| date.parse().unwrap());
        QuoteGroup { variants: Vec::new(), speaker, other_speakers: Vec::new(), first, n_articles: 1, n_outlets: 1 }
    }

    #[test]
    fn undated_quotes_come_last_whichever_order_is_chosen() {
        let groups =
            [group(None, None), group(Some("Ada"), Some("2024-05-02")), group(Some("Bea"), Some("2023-01-31"))];
        let listed = |speaker, order| listed_quotes(&groups, speaker, order);
        assert_eq!(listed(None, QuoteOrder::MostReported), [0, 1, 2]);
        assert_eq!(listed(None, QuoteOrder::Newest), [1, 2, 0]);
        assert_eq!(listed(None, QuoteOrder::Oldest), [2, 1, 0]);
        assert_eq!(listed(Some("bea"), QuoteOrder::Newest), [2]);
        assert_eq!(listed(Some("nobody"), QuoteOrder::Newest), Vec::<usize>::new());
    }

    #[test]
    fn the_table_has_a_row_for_each_article_with_a_quote() {
        let told = |article: &str, date: &str| AttributedQuote {
            text: "=We, won".to_owned(),
            speaker: None,
            article: article.into(),
            title: "T".into(),
            date: date.parse().ok(),
            outlet: None,
        };
        let variant = Variant { text: "=We, won".to_owned(), told: vec![told("a", "2024-05-02"), told("b", "")] };
        let group = QuoteGroup { variants: vec![variant], ..group(Some("Ada"), None) };
        let table = quote_table(&[&group], |id| format!("#article={id}"), "p");
        let rows: Vec<&str> = table.lines().collect();
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[1], "1,,,\"'=We, won\",earliest,,2024-05-02,T,a,#article=a,p");
        assert_eq!(rows[2], "1,,,\"'=We, won\",same,,,T,b,#article=b,p");
    }

    #[test]
    fn speakers_are_counted_by_their_quotes() {
        let groups = ["Bea", "Ada", "Cem", "Cem"].map(|name| group(Some(name), None));
        let groups: Vec<QuoteGroup> = groups.into_iter().chain([group(None, None)]).collect();
        let (known, unknown) = speaker_counts(&groups);
        let known: Vec<_> = known.into_iter().map(|(speaker, count)| (speaker.name.as_str(), count)).collect();
        assert_eq!((known, unknown), (vec![("Cem", 2), ("Ada", 1), ("Bea", 1)], 1));
    }
}
