//! Dates that no document states but the corpus can tell.
//!
//! An undated article is placed by what its own words tell: weekdays, days without a year, anniversaries, dates with a
//! year, dates of teasers around it, what it takes for known. Where that leaves several days, dated articles on the
//! same event decide: a "Monday" beside a dated report of that Sunday. Nothing is guessed: without such evidence an
//! article stays undated, and every inferred date carries the words it was taken from.

mod anniversary;
mod era;
mod mention;
mod similar;
mod solve;
mod weekday_names;

use std::collections::BTreeMap;

use super::collection::{Collection, Tape as _};
use super::key::Key;
use crate::extract::address_date;
use crate::model::{Article, DateBasis, Day, PartialDate, PublicationDate, RemovedKind};
use mention::Mentions;
use similar::Index;
use solve::{Closeness, DateClues, Neighbour};

/// The minimum similarity of articles on the same topic, from 0 to 1.
const TOPIC_LIKENESS: f64 = 0.04;

/// The minimum similarity of reports of the same event, in a corpus of ten articles. Each tenfold increase adds
/// [`LIKENESS_STEP`]: the more candidates, the more articles are similar by chance.
const EVENT_LIKENESS: f64 = 0.08;

/// See [`EVENT_LIKENESS`].
const LIKENESS_STEP: f64 = 0.04;

/// In a corpus with more dated articles than this, a single report dates no other article, nor does its topic.
const LARGE: usize = 200;

/// The least number of reports of one event that date another article in a large corpus.
const MIN_REPORTS: usize = 3;

/// The maximum number of days between reports of one event.
const EVENT_DAYS: i32 = 3;

/// The factor by which the reports of one event must outweigh those of any other.
const CLEARLY: f64 = 1.5;

/// The minimum similarity of near copies.
const COPY_LIKENESS: f64 = 0.7;

/// The number of dated articles that are compared with each undated one.
const NEIGHBOURS: usize = 8;

/// The maximum number of rounds: articles that were dated in one round date others in the next.
const ROUNDS: usize = 3;

/// Gives an article the date in its address, if it has no other.
pub(super) fn settle(article: &mut Article) {
    if article.date.is_none() {
        article.date = of_address(article);
    }
}

/// The dates, by index, of the articles that the evidence dates; `keys` are those of all articles, in order.
///
/// The result depends only on the articles and not on their order. The time is linear in their number, except for words
/// that thousands of them share.
///
/// # Errors
///
/// The errors of the collection.
pub(super) fn infer<C: Collection>(keys: &[Key], collection: &C) -> Result<BTreeMap<usize, PublicationDate>, C::Error> {
    let mut inferred: BTreeMap<usize, PublicationDate> = BTreeMap::new();
    let mut open: Vec<usize> = (0..keys.len()).filter(|at| keys[*at].is_open).collect();
    if open.is_empty() {
        return Ok(inferred);
    }
    let mut terms = collection.tape()?;
    let all: Vec<usize> = (0..keys.len()).collect();
    collection.each(&all, |_, article| similar::terms(article), |_, words| terms.write(&similar::bytes_of(&words)))?;
    drop(all);
    let mut days: Vec<Option<Day>> = keys.iter().map(|key| day_of(key.date)).collect();
    for _ in 0..ROUNDS {
        let index = Index::new(&mut terms, &days, &open)?;
        let mut found = Vec::new();
        let conclude = |at: usize, article: &Article| {
            let mut evidence = evidence_of(article, keys[at].collected);
            evidence.in_large_corpus = index.len() > LARGE;
            evidence.neighbours = neighbours(&index, keys, &days, article, at);
            solve::solve(&evidence)
        };
        collection.each(&open, conclude, |at, date| {
            found.extend(date.map(|date| (at, date)));
            Ok(())
        })?;
        let mut more = false;
        for (at, date) in found {
            if let Some(day) = day_of(Some(date.value)) {
                days[at] = Some(day);
                more = true;
            }
            inferred.insert(at, date);
        }
        if !more {
            break;
        }
        open.retain(|at| days[*at].is_none());
    }
    Ok(inferred)
}

fn day_of(date: Option<PartialDate>) -> Option<Day> {
    match date? {
        PartialDate::Day(day) => Some(day),
        _ => None,
    }
}

fn of_address(article: &Article) -> Option<PublicationDate> {
    let url = article.url.as_deref()?;
    Some(PublicationDate::new(address_date::find(url)?, DateBasis::Stated, format!("address: {url}")))
}

fn evidence_of(article: &Article, collected: Option<Day>) -> DateClues {
    let language = article.language.as_deref();
    let title = std::iter::once(article.title.value.as_str());
    let body = article.body.iter().map(String::as_str);
    let tells_time =
        |kind| matches!(kind, RemovedKind::Related | RemovedKind::Promotion | RemovedKind::Embed | RemovedKind::Header);
    let around = article.removed.iter().filter(|piece| tells_time(piece.kind)).map(|piece| piece.text.as_str());
    let folded = article.body.join("\n").to_lowercase();
    let opening = title.clone().chain(body.clone().take(1)).find_map(|text| anniversary::counted(text, language));
    let anniversaries = title.clone().chain(body.clone()).flat_map(anniversary::find).chain(opening).collect();
    DateClues {
        body: Mentions::find(body, language),
        around: Mentions::find(around, language),
        anniversaries,
        era: era::earliest(&folded).map(|(month, words)| (month, words.replace('+', ", "))),
        address: article.date.as_ref().map(|date| (date.value, date.evidence.clone())),
        collected,
        neighbours: Vec::new(),
        in_large_corpus: false,
    }
}

/// The dated articles on the same topic; those of the event that they agree on come first.
fn neighbours(index: &Index, keys: &[Key], days: &[Option<Day>], article: &Article, at: usize) -> Vec<Neighbour> {
    let threshold = EVENT_LIKENESS + LIKENESS_STEP * (keys.len().max(10) as f64 / 10.0).log10();
    let nearest: Vec<(Day, f64, usize)> = index
        .nearest(at, &similar::terms(article), NEIGHBOURS)
        .into_iter()
        .filter_map(|(at, likeness)| Some((days.get(at).copied().flatten()?, likeness, at)))
        .filter(|(_, likeness, _)| *likeness >= TOPIC_LIKENESS)
        .collect();
    let event = event_day(&nearest, threshold, index.len() > LARGE);
    let mut neighbours: Vec<Neighbour> = nearest
        .into_iter()
        .map(|(day, likeness, at)| {
            let of_event = event.is_some_and(|event| near(event, day)) && likeness >= threshold;
            let closeness = match likeness {
                likeness if likeness >= COPY_LIKENESS => Closeness::Copy,
                _ if of_event => Closeness::Event,
                _ => Closeness::Topic,
            };
            Neighbour { day, source: keys[at].source.clone(), closeness }
        })
        .collect();
    neighbours.sort_by_key(|neighbour| std::cmp::Reverse(neighbour.closeness));
    neighbours
}

/// The day of the event that the most similar articles agree on: its reports clearly outweigh those of any other day.
fn event_day(nearest: &[(Day, f64, usize)], threshold: f64, in_large_corpus: bool) -> Option<Day> {
    let alike: Vec<(Day, f64)> =
        nearest.iter().filter(|near| near.1 >= threshold).map(|(day, likeness, _)| (*day, *likeness)).collect();
    let weight =
        |about: Day| alike.iter().filter(|(day, _)| near(about, *day)).map(|(_, likeness)| likeness).sum::<f64>();
    let (best, _) = alike.iter().copied().max_by(|a, b| weight(a.0).total_cmp(&weight(b.0)).then(b.0.cmp(&a.0)))?;
    let reports = alike.iter().filter(|(day, _)| near(best, *day)).count();
    let others = alike.iter().filter(|(day, _)| !near(best, *day)).map(|(day, _)| weight(*day)).fold(0.0, f64::max);
    // In a large corpus, series and furniture are alike as well, on any day.
    let enough = !in_large_corpus || reports >= MIN_REPORTS && reports == alike.len();
    (enough && weight(best) >= CLEARLY * others).then_some(best)
}

fn near(one: Day, other: Day) -> bool {
    (one.days_since_epoch() - other.days_since_epoch()).abs() <= EVENT_DAYS
}

#[cfg(test)]
mod tests {
    use super::super::Sidecar;
    use super::super::tests::{article, assemble};
    use super::*;

    fn dated(source: &str, title: &str, body: &[&str], date: &str) -> Article {
        let mut article = article(source, title, body);
        article.date = Some(PublicationDate::new(date.parse().expect("a date"), DateBasis::Stated, "header"));
        article
    }

    fn inferred(articles: Vec<Article>) -> Vec<Article> {
        assemble(articles, &[], &Sidecar::default()).articles
    }

    fn check(articles: Vec<Article>, expected: Option<&str>) -> String {
        let articles = inferred(articles);
        let date = articles[0].date.as_ref();
        assert_eq!(date.map(|date| date.value.to_string()).as_deref(), expected, "{date:?}");
        if let Some(date) = date {
            assert!(!date.evidence.is_empty());
        }
        date.map(|date| date.evidence.clone()).unwrap_or_default()
    }

    #[test]
    fn a_weekday_and_a_day_fit_one_year_near_dated_reports() {
        let undated = article(
            "a.txt",
            "Oldport remembers the flood",
            &["Mayor Jane Roe laid a wreath on Sunday. Oldport marks August 4, the day of the Great Flood of Oldport."],
        );
        let other = dated(
            "b.txt",
            "Oldport dyke to be raised",
            &["Mayor Jane Roe said that the Great Flood of Oldport must not come again."],
            "2024-05-02",
        );
        let evidence = check(vec![undated.clone(), other], Some("2024-08-04"));
        assert!(evidence.contains("August 4") && evidence.contains("b.txt"), "{evidence}");
        check(vec![undated], None);
    }

    #[test]
    fn an_anniversary_gives_the_year_and_teasers_the_week() {
        let mut undated = article(
            "a.txt",
            "Delegation leaves for Normandy",
            &["The delegation left on Tuesday for the 75th anniversary of the Normandy landings."],
        );
        check(vec![undated.clone()], Some("2019"));
        undated.removed.push(crate::model::Removed {
            text: "A storm tore off the roof of the sports hall overnight on June 1.".to_owned(),
            kind: RemovedKind::Related,
        });
        check(vec![undated], Some("2019-06-04"));
    }

    #[test]
    fn a_report_of_the_same_event_gives_the_week() {
        let undated = article(
            "a.txt",
            "Oldport closes its harbour after the barge Ariel ran aground",
            &["The port of Oldport was closed on Monday, Captain Jane Roe of the barge Ariel said."],
        );
        let same = dated(
            "b.txt",
            "Barge Ariel runs aground in Oldport harbour",
            &["The barge Ariel ran aground at the port of Oldport on Sunday, Captain Jane Roe said."],
            "2023-03-05",
        );
        let other = dated("c.txt", "Parliament debates pensions", &["A long debate on pensions ended."], "2021-01-04");
        check(vec![undated.clone(), same, other.clone()], Some("2023-03-06"));
        check(vec![undated, other], None);
    }

    #[test]
    fn posts_that_a_report_quotes_give_its_day_or_its_month() {
        let post = |day: &str| format!("It rains in Oldport. — Jane Roe (@janeroe) March {day}, 2020");
        let of = |body: &[&str]| vec![article("a.txt", "Rain", body)];
        // Without a report of these days, the posts may be older than the text.
        check(of(&["It rained on Tuesday.", &post("2"), &post("3")]), Some("2020-03"));
        check(of(&["It rained on Friday.", &post("2"), &post("3")]), Some("2020-03"));
        check(of(&["It rained on Tuesday.", &post("3")]), None);
        let beside = |body: &[&str]| {
            let mut clues = evidence_of(&article("a.txt", "Rain", body), None);
            let day = Day::new(2020, 3, 5).expect("a day");
            clues.neighbours.push(Neighbour { day, source: "b.txt".to_owned(), closeness: Closeness::Topic });
            solve::solve(&clues).map(|date| (date.value.to_string(), date.evidence)).unwrap_or_default()
        };
        let (day, evidence) = beside(&["It rained on Tuesday.", &post("2"), &post("3")]);
        assert_eq!(day, "2020-03-03");
        assert_eq!(evidence, "“Tuesday”; 2 posts until “March 3, 2020”; same topic as b.txt (2020-03-05)");
        for body in [
            &["It rained on Tuesday and on Wednesday.", &post("2"), &post("3")][..],
            &["It rained on Friday.", &post("2"), &post("3")],
            &["It rained on Tuesday.", &post("3")],
        ] {
            assert_eq!(beside(body).0, "2020-03", "{body:?}");
        }
        assert_eq!(beside(&["It rained on Tuesday.", &post("3"), "It rained more on March 5, 2020."]).0, "");
    }

    #[test]
    fn two_events_that_fit_equally_give_none() {
        let body = &["The port of Oldport was closed on Monday, Captain Jane Roe of the barge Ariel said."];
        let undated = article("a.txt", "Oldport closes its harbour", body);
        let one = dated("b.txt", "Oldport closes its harbour again", body, "2023-03-05");
        let two = dated("c.txt", "Oldport closes its harbour again", body, "2019-07-07");
        let mut articles = vec![undated, one, two];
        articles[0]
            .body
            .push("The mayor was not there. A crowd watched from the quay, as it had done before.".to_owned());
        check(articles, None);
    }

    #[test]
    fn other_languages_are_read_as_well() {
        let with_language = |language: &str, body: &str| {
            let mut article = article("a.txt", "", &[body]);
            article.language = Some(language.to_owned());
            vec![article]
        };
        check(
            with_language("de", "Am Freitag, 8. Mai, sprach Erika Muster zum 75. Jahrestag des Kriegsendes."),
            Some("2020-05-08"),
        );
        check(
            with_language("uk", "У вівторок, 24 серпня, минула 30-та річниця незалежності України."),
            Some("2021-08-24"),
        );
    }

    #[test]
    fn an_address_states_a_day_or_narrows_it_down() {
        let mut undated = article("a.txt", "Storm", &["The storm came on Saturday, March 14, and left."]);
        undated.url = Some("https://news.example/2020/03/storm/".to_owned());
        check(vec![undated.clone()], Some("2020-03-14"));
        undated.body = vec!["The storm came and left.".to_owned()];
        check(vec![undated.clone()], Some("2020-03"));
        undated.url = Some("https://news.example/2020/03/15/storm/".to_owned());
        check(vec![undated], Some("2020-03-15"));
    }

    #[test]
    fn years_counted_from_a_day_and_last_august_give_the_year() {
        let of = |body: &str| vec![article("a.txt", "", &[body])];
        let evidence = check(of("A year after the flood of 3 May 2024, Oldport is dry."), Some("2025"));
        assert!(evidence.contains("A year after the flood of 3 May 2024"), "{evidence}");
        check(of("A year after the flood of 3 May 2024, it was dry. In June 2026 it rained."), None);
        check(
            of("On Sunday, March 2, it rained, as it did last August. In August 2024 the dyke broke."),
            Some("2025-03-02"),
        );
        check(of("It rained, as it did last August. In August 2024 the dyke broke."), None);
    }

    #[test]
    fn nothing_is_dated_after_its_collection() {
        let articles = vec![
            article("a.txt", "Barge Ariel aground", &["The barge Ariel ran aground on Sunday, Captain Jane Roe said."]),
            dated(
                "b.txt",
                "Barge Ariel aground",
                &["The barge Ariel ran aground on Sunday, Captain Jane Roe said."],
                "2023-03-05",
            ),
        ];
        for (collected, expected) in [(None, true), (Some("2023-03-06"), true), (Some("2023-02-01"), false)] {
            let collected = [collected.and_then(|day| day.parse().ok())];
            let corpus = assemble(articles.clone(), &collected, &Sidecar::default());
            assert_eq!(corpus.articles[0].date.is_some(), expected, "{collected:?}");
        }
        let told = || vec![article("a.txt", "", &["A year after the flood of 3 May 2024, Oldport is dry."])];
        let collected = ["2024-12-01".parse().ok()];
        assert_eq!(assemble(told(), &collected, &Sidecar::default()).articles[0].date, None);
    }

    #[test]
    fn nothing_is_guessed() {
        for body in
            ["", "It rained on Monday.", "In 1953 the dyke broke.", "It will be done by 2030.", "May I march on?"]
        {
            check(vec![article("a.txt", "", &[body])], None);
        }
    }

    #[test]
    fn the_order_of_articles_does_not_matter() {
        let body = "The barge Ariel ran aground at the port of Oldport on Sunday, Captain Jane Roe said.";
        let articles = vec![
            article("a.txt", "Barge Ariel aground in Oldport", &[body]),
            dated("b.txt", "Barge Ariel still aground", &[body], "2023-03-06"),
            dated("c.txt", "Barge Ariel aground in Oldport", &[body], "2023-03-05"),
        ];
        let forward = inferred(articles.clone());
        let mut backward = inferred(articles.into_iter().rev().collect());
        backward.reverse();
        assert_eq!(forward, backward);
    }
}
