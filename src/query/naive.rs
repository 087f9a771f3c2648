//! The reference for testing the engine: one loop over articles in memory for everything that is counted.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use super::answer::{Answer, Hit, MonthCount, ValueCount};
use super::request::{Query, Sort, Undated, WITHOUT_VALUE};
use crate::index::{ByFacet, FacetKind};
use crate::model::{ActorKind, Article};
use crate::text::slug;

const DEFAULT_LIMIT: usize = 50;
const DEFAULT_FACET_LIMIT: usize = 20;

/// The part of a query that a count ignores.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ignoring {
    Nothing,
    Facet(FacetKind),
    Dates,
}

/// Answers a query over these articles.
pub(super) fn run(articles: &[Article], query: &Query) -> Answer {
    run_over(&articles.iter().collect::<Vec<_>>(), query)
}

/// Answers over the articles that match the query's text, whatever it is.
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
    let by_outlet = kept(Ignoring::Facet(FacetKind::Outlets));
    Answer {
        total: hits.len(),
        facets: ByFacet::from_fn(|kind| count_values(&kept(Ignoring::Facet(kind)), kind, limit)),
        without_outlet: by_outlet.iter().filter(|article| article.outlet.is_none()).count(),
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
    let passes = |kind: FacetKind| {
        let filter = &query.filters[kind];
        let mut ids: BTreeSet<String> = values(kind, article).into_keys().collect();
        let has_all = filter.all.iter().all(|id| ids.contains(id));
        if ids.is_empty() && kind != FacetKind::Actors {
            ids.insert(WITHOUT_VALUE.to_owned());
        }
        let has_any = filter.any.is_empty() || filter.any.iter().any(|id| ids.contains(id));
        let has_none = !filter.none.iter().any(|id| ids.contains(id));
        let is_ignored = ignoring == Ignoring::Facet(kind);
        has_all && (is_ignored || has_any) && ((is_ignored && kind != FacetKind::Actors) || has_none)
    };
    FacetKind::ALL.into_iter().all(passes) && (ignoring == Ignoring::Dates || is_in_range(article, query))
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

fn count_values(articles: &[&Article], kind: FacetKind, limit: usize) -> Vec<ValueCount> {
    let mut counts = BTreeMap::new();
    for (id, (name, kind)) in articles.iter().flat_map(|article| values(kind, article)) {
        counts.entry(id.clone()).or_insert(ValueCount { id, name, kind, count: 0 }).count += 1;
    }
    let mut counts: Vec<_> = counts.into_values().collect();
    counts.sort_by(|a, b| (Reverse(a.count), &a.name).cmp(&(Reverse(b.count), &b.name)));
    counts.truncate(limit);
    counts
}

/// The values of an article: their ids, with names and kinds.
fn values(kind: FacetKind, article: &Article) -> BTreeMap<String, (String, ActorKind)> {
    let plain = |id: String, name: &str| (id, (name.to_owned(), ActorKind::default()));
    let actor = |id: &String| article.actors.iter().find(|actor| actor.id == *id);
    match kind {
        FacetKind::Actors => article.actors.iter().map(|a| (a.id.clone(), (a.name.clone(), a.kind))).collect(),
        FacetKind::Outlets => article.outlet.iter().map(|outlet| plain(outlet.id.clone(), &outlet.name)).collect(),
        FacetKind::Story => article.story.iter().map(|name| plain(slug(name), name)).collect(),
        FacetKind::Cites => article.cites.iter().map(|cited| plain(cited.id.clone(), &cited.name)).collect(),
        FacetKind::Section => article.section.iter().map(|name| plain(slug(name), name)).collect(),
        FacetKind::Language => article.language.iter().map(|code| plain(code.clone(), code)).collect(),
        FacetKind::Speaker => {
            let speakers = article.quotes.iter().filter_map(|quote| quote.speaker.as_ref());
            let named = |id: &String| actor(id).map_or_else(|| plain(id.clone(), id).1, |a| (a.name.clone(), a.kind));
            speakers.map(|id| (id.clone(), named(id))).collect()
        }
        FacetKind::Tag => article.tags.iter().map(|name| plain(slug(name), name)).collect(),
        FacetKind::Group => article.groups.iter().map(|name| plain(slug(name), name)).collect(),
        FacetKind::Author => article.authors.iter().map(|name| plain(slug(name), name)).collect(),
        FacetKind::Inferred => article.conclusions().map(|of| plain(of.as_str().to_owned(), of.as_str())).collect(),
    }
}
