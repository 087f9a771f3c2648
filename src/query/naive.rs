//! The reference that the engine is held to: one loop over articles in memory for everything that is counted.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use super::answer::{ActorCount, Answer, Facets, Hit, MonthCount, OutletCount};
use super::request::{OutletFilter, Query, Sort, UNKNOWN_OUTLET, Undated};
use crate::model::Article;
use crate::text::slug;

const DEFAULT_LIMIT: usize = 50;
const DEFAULT_FACET_LIMIT: usize = 20;

/// The part of a query that a count leaves out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ignoring {
    Nothing,
    AnyActors,
    Outlets,
    Dates,
    Cites,
    Section,
    Language,
    Speaker,
    Inferred,
}

/// The answer to a query over these articles.
pub(super) fn run(articles: &[Article], query: &Query) -> Answer {
    run_over(&articles.iter().collect::<Vec<_>>(), query)
}

/// The answer over the articles that match the query's text, whatever it is.
pub(super) fn run_over(found: &[&Article], query: &Query) -> Answer {
    let as_numbers = found.iter().all(|article| article.id.bytes().all(|byte| byte.is_ascii_digit()));
    let kept = |ignoring: Ignoring| -> Vec<&Article> {
        found.iter().copied().filter(|article| is_kept(article, query, ignoring)).collect()
    };

    let mut hits = kept(Ignoring::Nothing);
    hits.sort_by(|a, b| in_order(a, b, query.order(), as_numbers));
    let in_any_month = kept(Ignoring::Dates);
    let mut months = BTreeMap::new();
    for date in in_any_month.iter().filter_map(|article| article.date.as_ref()) {
        *months.entry(date.value.first_day().month()).or_insert(0) += 1;
    }

    let limit = query.facet_limit.unwrap_or(DEFAULT_FACET_LIMIT);
    let by_outlet = kept(Ignoring::Outlets);
    Answer {
        total: hits.len(),
        facets: Facets {
            actors: count_actors(&kept(Ignoring::AnyActors), limit),
            outlets: count_values(&by_outlet, outlet, limit),
            without_outlet: by_outlet.iter().filter(|article| article.outlet.is_none()).count(),
            cites: count_values(&kept(Ignoring::Cites), cites, limit),
            section: count_values(&kept(Ignoring::Section), section, limit),
            language: count_values(&kept(Ignoring::Language), language, limit),
            speaker: count_values(&kept(Ignoring::Speaker), speakers, limit),
            inferred: count_values(&kept(Ignoring::Inferred), inferred, limit),
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
        suggestion: None,
        took_ms: 0.0,
    }
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
    let of = |filter: &OutletFilter, own: Ignoring, ids: BTreeSet<String>| {
        let ids = if ids.is_empty() { BTreeSet::from([UNKNOWN_OUTLET.to_owned()]) } else { ids };
        ignoring == own
            || (filter.any.is_empty() || filter.any.iter().any(|id| ids.contains(id)))
                && !filter.none.iter().any(|id| ids.contains(id))
    };
    let by_others = of(&query.cites, Ignoring::Cites, cites(article).into_keys().collect())
        && of(&query.section, Ignoring::Section, section(article).into_keys().collect())
        && of(&query.language, Ignoring::Language, language(article).into_keys().collect())
        && of(&query.speaker, Ignoring::Speaker, speakers(article).into_keys().collect())
        && of(&query.inferred, Ignoring::Inferred, inferred(article).into_keys().collect());
    by_others && by_actor && by_outlet && (ignoring == Ignoring::Dates || is_in_range(article, query))
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

fn in_order(a: &Article, b: &Article, sort: Sort, as_numbers: bool) -> Ordering {
    let day = |article: &Article| article.date.as_ref().map(|date| date.value.first_day());
    let dated_first = day(a).is_none().cmp(&day(b).is_none());
    let by_day = match sort {
        Sort::Oldest => day(a).cmp(&day(b)),
        Sort::Newest | Sort::Relevance => day(b).cmp(&day(a)),
    };
    let number = |article: &Article| article.id.parse::<u64>().unwrap_or_default();
    let by_id = if as_numbers { number(a).cmp(&number(b)) } else { Ordering::Equal };
    dated_first.then(by_day).then(by_id).then_with(|| a.id.cmp(&b.id))
}

fn count_actors(articles: &[&Article], limit: usize) -> Vec<ActorCount> {
    let mut counts = BTreeMap::new();
    let once =
        |article: &&Article| article.actors.iter().map(|a| (a.id.clone(), a.clone())).collect::<BTreeMap<_, _>>();
    for actor in articles.iter().flat_map(|article| once(article).into_values()) {
        let count = counts.entry(actor.id.clone()).or_insert_with(|| ActorCount {
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

fn count_values(
    articles: &[&Article],
    values: impl Fn(&Article) -> BTreeMap<String, String>,
    limit: usize,
) -> Vec<OutletCount> {
    let mut counts = BTreeMap::new();
    for (id, name) in articles.iter().flat_map(|article| values(article)) {
        counts.entry(id.clone()).or_insert(OutletCount { id, name, count: 0 }).count += 1;
    }
    let mut counts: Vec<_> = counts.into_values().collect();
    counts.sort_by(|a, b| (Reverse(a.count), &a.name).cmp(&(Reverse(b.count), &b.name)));
    counts.truncate(limit);
    counts
}

fn outlet(article: &Article) -> BTreeMap<String, String> {
    article.outlet.iter().map(|outlet| (outlet.id.clone(), outlet.name.clone())).collect()
}

fn cites(article: &Article) -> BTreeMap<String, String> {
    article.cites.iter().map(|cited| (cited.id.clone(), cited.name.clone())).collect()
}

fn section(article: &Article) -> BTreeMap<String, String> {
    article.section.iter().map(|name| (slug(name), name.clone())).collect()
}

fn language(article: &Article) -> BTreeMap<String, String> {
    article.language.iter().map(|code| (code.clone(), code.clone())).collect()
}

fn speakers(article: &Article) -> BTreeMap<String, String> {
    let name = |id: &String| article.actors.iter().find(|actor| actor.id == *id).map_or(id.clone(), |a| a.name.clone());
    let ids = article.quotes.iter().filter_map(|quote| quote.speaker.as_ref());
    ids.map(|id| (id.clone(), name(id))).collect()
}

fn inferred(article: &Article) -> BTreeMap<String, String> {
    article.conclusions().map(|conclusion| (conclusion.id().to_owned(), conclusion.id().to_owned())).collect()
}
