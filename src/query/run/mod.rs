//! Answers a query from the columns.
//!
//! 1. The articles that match the text and have all actors joined by AND form the *base*. Each other filter may be ignored
//!    by the facet that it belongs to, so [`partition`] sorts the base into the articles that pass every filter, and for
//!    each filter those that fail it alone.
//! 2. A facet's [`counts`] are those of both. Days are not tested: in order of rank they are ranges, and so are months.
//! 3. [`hits`] are the articles on the page that is asked for.

mod counts;
mod hits;
mod partition;
mod ranks;

use std::rc::Rc;

use super::matches::Matches;
use super::request::Query;
use super::selection::{RankWindow, Selection};
use crate::index::{ByFacet, ColumnPart, Columns, Facet, FacetKind, Rank, ValueId};
use crate::model::Month;
use counts::{count, months};
use hits::hits;
use partition::Partition;
use ranks::{RankRun, RankSet};

/// The number of hits returned if the query has no limit.
pub(super) const DEFAULT_LIMIT: usize = 50;

/// The number of values returned for each facet if the query has no limit for them.
pub(super) const DEFAULT_FACET_LIMIT: usize = 20;

/// An answer in numbers: ranks of articles and values of facets. Names and ids are looked up for those that are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumericAnswer {
    /// The number of articles that match.
    pub total: usize,
    /// The ranks of the hits asked for.
    pub hits: Vec<Rank>,
    /// For each facet its values with their counts, in the order of the answer.
    pub facets: ByFacet<Vec<(ValueId, u32)>>,
    /// The number of articles without an outlet, ignoring the choice of outlets.
    pub without_outlet: usize,
    /// The number of articles in each month that has any, in time order.
    pub months: Vec<(Month, u32)>,
    /// The number of undated articles, ignoring the days.
    pub undated: usize,
    /// If nothing was found: the text with unknown words replaced by similar words of the archive.
    pub suggestion: Option<String>,
}

/// The answer to a query, or the parts of the columns that must be supplied first. `text` holds the articles that match its
/// text, if it has one.
///
/// The facets that are divided need not be whole, if the query names only values of theirs whose lists are there, and its
/// articles are a list; see [`selects_few`].
pub(super) fn run(columns: &Columns, query: &Query, text: Option<&Matches>) -> Result<NumericAnswer, Vec<ColumnPart>> {
    let facets = ByFacet::from_fn(|kind| columns.facet_so_far(kind));
    let selection = Selection::new(columns, &facets, query);
    let partition = Partition::new((columns, &facets), &selection, text);
    let runs = partition.passing.within(&selection.window);
    let missing = missing_articles(columns, query, &runs);
    if !missing.is_empty() {
        return Err(missing);
    }
    let mut answer = NumericAnswer { total: runs.iter().map(RankRun::len).sum(), ..NumericAnswer::default() };
    count_facets(&facets, query, &selection, &partition, &runs, &mut answer);
    count_months(columns, &partition.passing, &mut answer);
    answer.hits = hits(columns, query, &runs, text);
    Ok(answer)
}

/// Whether the articles of a query are found from the lists of words and of values that it names, so that a divided facet
/// counts them article by article.
pub(super) fn selects_few(query: &Query) -> bool {
    !query.text.trim().is_empty() || query.filters.iter().any(|(_, filter)| !filter.all.is_empty())
}

/// Whether the values that a query chooses of a facet are tested by their lists alone.
pub(super) fn tests_lists_alone(query: &Query, kind: FacetKind) -> bool {
    let filter = &query.filters[kind];
    filter.any.is_empty() && (filter.none.is_empty() || kind.is_joined_by_and())
}

/// The parts with the values of these articles that have not been supplied, for facets that are counted.
fn missing_articles(columns: &Columns, query: &Query, runs: &[RankRun<'_>]) -> Vec<ColumnPart> {
    let mut missing = Vec::new();
    if query.facet_limit == Some(0) {
        return missing;
    }
    for kind in FacetKind::ALL.into_iter().filter(|kind| columns.is_divided(*kind) && !columns.is_whole(*kind)) {
        let mut end = Rank(0);
        for run in runs {
            run.for_each(&mut |rank| {
                if rank >= end {
                    let Some((part, next)) = columns.article_part(kind, rank) else { return };
                    missing.extend((!columns.has(part)).then_some(part));
                    end = next;
                }
            });
        }
    }
    missing
}

/// The answer to a query that asks for every article, from what the columns know from the beginning; `None` if the query
/// asks for something else or for more values than that.
pub(super) fn run_unfiltered(columns: &Columns, query: &Query) -> Option<NumericAnswer> {
    let limit = query.facet_limit.unwrap_or(DEFAULT_FACET_LIMIT);
    let is_known = |kind: FacetKind| limit.min(columns.values(kind).len()) <= columns.values(kind).n_frequent();
    if !query.asks_for_all() || !FacetKind::ALL.into_iter().all(is_known) {
        return None;
    }
    let window = RankWindow::new(columns, query);
    let runs = RankSet::All.within(&window);
    let mut answer = NumericAnswer { total: columns.dates.articles(), ..NumericAnswer::default() };
    for (kind, counts) in answer.facets.iter_mut() {
        *counts = columns.values(kind).top().take(limit).collect();
    }
    answer.without_outlet = columns.values(FacetKind::Outlets).without();
    count_months(columns, &RankSet::All, &mut answer);
    answer.hits = hits(columns, query, &runs, None);
    Some(answer)
}

fn count_facets(
    facets: &ByFacet<Rc<Facet>>,
    query: &Query,
    selection: &Selection<'_>,
    partition: &Partition,
    passing: &[RankRun<'_>],
    answer: &mut NumericAnswer,
) {
    let limit = query.facet_limit.unwrap_or(DEFAULT_FACET_LIMIT);
    let window = &selection.window;
    for (kind, counts) in answer.facets.iter_mut() {
        let facet = &*facets[kind];
        if (facet.is_empty() || limit == 0) && kind != FacetKind::Outlets {
            continue;
        }
        let all = if partition.counts_all == Some(kind) { RankSet::All.within(window) } else { Vec::new() };
        let own = partition.failing_alone.iter().filter(|(of, _)| *of == kind);
        let alone: Vec<RankRun<'_>> = own.flat_map(|(_, list)| window.cut(list)).map(RankRun::List).collect();
        let passing = if partition.counts_all == Some(kind) { &[] } else { passing };
        let runs: Vec<&RankRun<'_>> = all.iter().chain(passing).chain(&alone).collect();
        let (values, without) = count(facet, &runs, limit);
        *counts = values;
        if kind == FacetKind::Outlets {
            answer.without_outlet = without;
        }
    }
}

fn count_months(columns: &Columns, passing: &RankSet, answer: &mut NumericAnswer) {
    let dates = &columns.dates;
    match passing {
        RankSet::All => {
            answer.months = dates.months().iter().map(|span| (span.month, span.end.0 - span.start.0)).collect();
            answer.undated = dates.articles() - dates.dated().index();
        }
        RankSet::List(list) => {
            let (in_time, undated) = list.split_at(list.partition_point(|rank| *rank < dates.dated()));
            answer.months = months(columns, in_time);
            answer.undated = undated.len();
        }
    }
    answer.months.reverse();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::index::FacetKind;
    use crate::query::engine::Engine;
    use crate::query::request::Query;
    use crate::query::{naive, samples};

    fn check(articles: &[crate::model::Article], query: &Query) {
        let engine = Engine::from_articles(articles.iter()).unwrap();
        assert_eq!(engine.query(query).unwrap(), naive::run(articles, query), "{query:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn answers_are_those_of_the_naive_reference(
            articles in samples::articles(60),
            queries in prop::collection::vec(samples::query(), 8),
        ) {
            let engine = Engine::from_articles(articles.iter()).unwrap();
            for query in queries {
                prop_assert_eq!(engine.query(&query).unwrap(), naive::run(&articles, &query), "{:?}", query);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]

        // Enough articles that ranges are counted in lists and values in tables.
        #[test]
        fn large_answers_are_those_of_the_naive_reference(
            articles in samples::articles(900),
            queries in prop::collection::vec(samples::query(), 12),
        ) {
            let engine = Engine::from_articles(articles.iter()).unwrap();
            for query in queries {
                prop_assert_eq!(engine.query(&query).unwrap(), naive::run(&articles, &query), "{:?}", query);
            }
        }
    }

    #[test]
    fn one_article_may_name_seventy_thousand_actors() {
        let mut crowded = samples::article("1");
        crowded.actors = (0..70_000).map(|number| samples::actor(&format!("Actor {number}"))).collect();
        let mut lonely = samples::article("2");
        lonely.actors = vec![samples::actor("Actor 69999")];
        let articles = [crowded, lonely];
        check(&articles, &Query::default());
        let mut query = Query::default();
        query.filters[FacetKind::Actors].all.push("actor-69999".to_owned());
        check(&articles, &query);
    }
}
