//! A query over articles in memory.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use super::answer::{ActorCount, Answer, Facets, Hit, MonthCount, OutletCount};
use super::error::QueryError;
use super::request::{Query, Sort, UNKNOWN_OUTLET, Undated};
use crate::model::Article;

const DEFAULT_LIMIT: usize = 50;
const DEFAULT_FACET_LIMIT: usize = 20;

/// The part of a query that a count leaves out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ignoring {
    Nothing,
    AnyActors,
    Outlets,
    Dates,
}

/// The answer to a query over these articles.
pub(super) fn run(articles: &[Article], query: &Query) -> Result<Answer, QueryError> {
    let words: Vec<String> = query.text.split_whitespace().map(str::to_lowercase).collect();
    let found: Vec<&Article> = articles.iter().filter(|article| has_words(article, &words)).collect();
    let kept = |ignoring: Ignoring| -> Vec<&Article> {
        found.iter().copied().filter(|article| is_kept(article, query, ignoring)).collect()
    };

    let mut hits = kept(Ignoring::Nothing);
    hits.sort_by(|a, b| in_order(a, b, query.order()));
    let in_any_month = kept(Ignoring::Dates);
    let mut months = BTreeMap::new();
    for date in in_any_month.iter().filter_map(|article| article.date.as_ref()) {
        *months.entry(date.value.first_day().month()).or_insert(0) += 1;
    }

    let limit = query.facet_limit.unwrap_or(DEFAULT_FACET_LIMIT);
    let by_outlet = kept(Ignoring::Outlets);
    Ok(Answer {
        total: hits.len(),
        facets: Facets {
            actors: count_actors(&kept(Ignoring::AnyActors), limit),
            outlets: count_outlets(&by_outlet, limit),
            without_outlet: by_outlet.iter().filter(|article| article.outlet.is_none()).count(),
        },
        histogram: months.into_iter().map(|(month, count)| MonthCount { month, count }).collect(),
        undated: in_any_month.iter().filter(|article| article.date.is_none()).count(),
        hits: hits
            .into_iter()
            .skip(query.offset.unwrap_or(0))
            .take(query.limit.unwrap_or(DEFAULT_LIMIT))
            .map(|article| Hit {
                id: article.id.clone(),
                date: article.date.as_ref().map(|date| date.value),
                outlet: article.outlet.as_ref().map(|outlet| outlet.id.clone()),
            })
            .collect(),
        took_ms: 0.0,
    })
}

fn has_words(article: &Article, words: &[String]) -> bool {
    let texts = || std::iter::once(&article.title.value).chain(&article.body);
    words.iter().all(|word| texts().any(|text| text.to_lowercase().contains(word)))
}

fn is_kept(article: &Article, query: &Query, ignoring: Ignoring) -> bool {
    let names = |id: &String| article.actors.iter().any(|actor| actor.id == *id);
    let outlet = article.outlet.as_ref().map_or(UNKNOWN_OUTLET, |outlet| &outlet.id);
    let by_actor = query.actors.all.iter().all(names)
        && !query.actors.none.iter().any(names)
        && (ignoring == Ignoring::AnyActors || query.actors.any.is_empty() || query.actors.any.iter().any(names));
    let by_outlet = ignoring == Ignoring::Outlets
        || (query.outlets.any.is_empty() || query.outlets.any.iter().any(|id| id == outlet))
            && !query.outlets.none.iter().any(|id| id == outlet);
    by_actor && by_outlet && (ignoring == Ignoring::Dates || is_in_range(article, query))
}

fn is_in_range(article: &Article, query: &Query) -> bool {
    let unbounded = query.from.is_none() && query.to.is_none();
    match (&article.date, query.undated) {
        (None, Undated::OutsideRanges) => unbounded,
        (None, _) => true,
        (Some(_), Undated::Only) => false,
        (Some(date), _) => {
            query.from.is_none_or(|from| date.value.last_day() >= from)
                && query.to.is_none_or(|to| date.value.first_day() <= to)
        }
    }
}

fn in_order(a: &Article, b: &Article, sort: Sort) -> Ordering {
    let day = |article: &Article| article.date.as_ref().map(|date| date.value.first_day());
    let dated_first = day(a).is_none().cmp(&day(b).is_none());
    let by_day = match sort {
        Sort::Oldest => day(a).cmp(&day(b)),
        Sort::Newest | Sort::Relevance => day(b).cmp(&day(a)),
    };
    dated_first.then(by_day).then_with(|| compare_ids(&a.id, &b.id))
}

/// Ids in order: as numbers where both are whole numbers, else as text.
fn compare_ids(a: &str, b: &str) -> Ordering {
    match (a.parse::<u64>(), b.parse::<u64>()) {
        (Ok(a), Ok(b)) => a.cmp(&b),
        _ => a.cmp(b),
    }
}

fn count_actors(articles: &[&Article], limit: usize) -> Vec<ActorCount> {
    let mut counts = BTreeMap::new();
    for actor in articles.iter().flat_map(|article| &article.actors) {
        let count = counts.entry(&actor.id).or_insert_with(|| ActorCount {
            id: actor.id.clone(),
            name: actor.name.clone(),
            kind: actor.kind,
            count: 0,
        });
        count.count += 1;
    }
    let mut counts: Vec<_> = counts.into_values().collect();
    counts.sort_by(|a, b| (Reverse(a.count), &a.name).cmp(&(Reverse(b.count), &b.name)));
    counts.truncate(limit);
    counts
}

fn count_outlets(articles: &[&Article], limit: usize) -> Vec<OutletCount> {
    let mut counts = BTreeMap::new();
    for outlet in articles.iter().filter_map(|article| article.outlet.as_ref()) {
        let count = counts.entry(&outlet.id).or_insert_with(|| OutletCount {
            id: outlet.id.clone(),
            name: outlet.name.clone(),
            count: 0,
        });
        count.count += 1;
    }
    let mut counts: Vec<_> = counts.into_values().collect();
    counts.sort_by(|a, b| (Reverse(a.count), &a.name).cmp(&(Reverse(b.count), &b.name)));
    counts.truncate(limit);
    counts
}
