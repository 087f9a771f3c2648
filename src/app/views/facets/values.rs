//! The values of a facet: counts for the query next to totals, with the chosen values always in view.

use std::sync::Arc;

use crate::app::state::{Catalogue, Choice, choice};
use crate::model::ActorKind;
use crate::query::{Answer, FacetKind, Query, QueryError, ValueCount, WITHOUT_VALUE};
use crate::text::folded;
use crate::wire::sort::sort_by;

/// A facet with at most this many values in the archive shows all of them, including those with a count of zero.
const MAX_SHOWN_ALL: usize = 30;

/// A value of a facet as a row shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The id in the address.
    pub id: String,
    /// The name as shown.
    pub name: String,
    /// The kind of an actor; the default kind for the values of other facets.
    pub kind: ActorKind,
    /// The number of articles for the current query.
    pub count: usize,
    /// The number of articles in the whole archive.
    pub total: usize,
    /// Whether it is chosen.
    pub choice: Choice,
}

/// The values of a facet, sorted by count, then by total and by name; articles with an unknown outlet come last.
pub fn of_facet(facet: FacetKind, answer: &Answer, catalogue: &Catalogue, query: &Query) -> Vec<FacetValue> {
    let found = answer.facets[facet].iter().map(|value| (value.id.as_str(), value.count));
    let filter = &query.filters[facet];
    let is_unknown = |id: &&str| facet == FacetKind::Outlets && *id == WITHOUT_VALUE;
    let chosen = filter.wanted().chain(&filter.none).map(String::as_str).filter(|id| !is_unknown(id));
    let all = &catalogue.all.facets[facet];
    let few =
        all.iter().take(if all.len() <= MAX_SHOWN_ALL { MAX_SHOWN_ALL } else { 0 }).map(|value| value.id.as_str());
    let value = |(id, count): (&str, usize)| {
        let (name, total) = catalogue.value(facet, id)?;
        let kind = catalogue.count(facet, id).map(|value| value.kind).unwrap_or_default();
        Some(FacetValue { id: id.to_owned(), name, kind, count, total, choice: choice(query, facet, id) })
    };
    let mut values = sorted(with_missing(found.collect(), chosen.chain(few)).into_iter().filter_map(value).collect());
    if facet == FacetKind::Outlets {
        let unknown = value((WITHOUT_VALUE, answer.without_outlet));
        values.extend(unknown.filter(|unknown| unknown.total > 0 || unknown.choice != Choice::Off));
    }
    values
}

/// Whether a facet has no value to show. Before the answer, or without one, nothing is known of its values.
pub fn none_found(values: &[FacetValue], answer: Option<&Result<Arc<Answer>, QueryError>>) -> bool {
    values.is_empty() && matches!(answer, Some(Ok(_)))
}

/// The values whose names contain all the words, sorted by name if requested. Ignores case and accents, which needs
/// tables that the first view does without: see [`super::ValueOrder`].
pub fn arrange(values: Vec<FacetValue>, words: &str, by_name: bool) -> Vec<FacetValue> {
    let named = named(values, words);
    if by_name { sorted_by_name(named) } else { named }
}

fn named(values: Vec<FacetValue>, words: &str) -> Vec<FacetValue> {
    let words: Vec<String> = words.split_whitespace().map(folded).collect();
    let has = |value: &FacetValue| {
        let name = folded(&value.name);
        words.iter().all(|word| name.contains(word.as_str()))
    };
    values.into_iter().filter(has).collect()
}

/// At most this many values whose names contain all the words, in their order.
pub fn named_like<'a>(values: &'a [ValueCount], words: &str, most: usize) -> Vec<&'a ValueCount> {
    let words: Vec<String> = words.split_whitespace().map(folded).collect();
    let has = |value: &&ValueCount| {
        let name = folded(&value.name);
        words.iter().all(|word| name.contains(word.as_str()))
    };
    values.iter().filter(has).take(most).collect()
}

/// The values that were found, and the others with a count of zero; they are few.
fn with_missing<'a>(mut found: Vec<(&'a str, usize)>, others: impl Iterator<Item = &'a str>) -> Vec<(&'a str, usize)> {
    for id in others {
        if !found.iter().any(|(known, _)| *known == id) {
            found.push((id, 0));
        }
    }
    found
}

fn sorted(mut values: Vec<FacetValue>) -> Vec<FacetValue> {
    sort_by(&mut values, |a, b| (b.count, b.total, &a.name).cmp(&(a.count, a.total, &b.name)));
    values
}

fn sorted_by_name(values: Vec<FacetValue>) -> Vec<FacetValue> {
    let mut named: Vec<(String, FacetValue)> = values.into_iter().map(|value| (folded(&value.name), value)).collect();
    sort_by(&mut named, |(a, _), (b, _)| a.cmp(b));
    named.into_iter().map(|(_, value)| value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, ArticleActor, OutletBasis, OutletRef, Title, TitleBasis};
    use crate::query::Archive;
    use crate::query::Problem;

    #[test]
    fn nothing_is_said_of_values_before_the_answer() {
        assert!(!none_found(&[], None));
        let failed = QueryError::Malformed { problem: Problem::QuoteNotClosed, position: 1 };
        assert!(!none_found(&[], Some(&Err(failed))));
        assert!(none_found(&[], Some(&Ok(Arc::default()))));
    }

    fn article(id: &str, actors: &[&str], outlet: Option<&str>) -> Article {
        let actor = |id: &&str| ArticleActor {
            id: (*id).to_owned(),
            name: id.to_uppercase(),
            kind: ActorKind::Person,
            mentions: Vec::new(),
        };
        Article {
            id: id.to_owned(),
            source: id.to_owned(),
            title: Title { value: id.to_owned(), basis: TitleBasis::Stated },
            outlet: outlet.map(|outlet| OutletRef {
                id: outlet.to_owned(),
                name: outlet.to_uppercase(),
                basis: OutletBasis::Stated,
                evidence: String::new(),
            }),
            body: vec!["text".to_owned()],
            actors: actors.iter().map(actor).collect(),
            ..Article::default()
        }
    }

    /// An archive in memory never waits.
    fn at_once<T>(future: impl Future<Output = T>) -> T {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match std::pin::pin!(future).poll(&mut context) {
            std::task::Poll::Ready(value) => value,
            std::task::Poll::Pending => panic!("an archive in memory waits"),
        }
    }

    async fn shown(archive: &Archive, query: Query) -> (Vec<String>, Vec<String>) {
        let catalogue = Catalogue::from_archive(archive).await.unwrap();
        let answer = archive.query(&query).await.unwrap();
        let row = |value: FacetValue| format!("{} {} of {} {:?}", value.name, value.count, value.total, value.choice);
        let rows = |facet| of_facet(facet, &answer, &catalogue, &query).into_iter().map(row).collect();
        (rows(FacetKind::Actors), rows(FacetKind::Outlets))
    }

    #[test]
    fn values_are_found_and_ordered_without_regard_to_case_and_accents() {
        let value = |name: &str| FacetValue {
            id: name.to_owned(),
            name: name.to_owned(),
            kind: ActorKind::Other,
            count: 1,
            total: 1,
            choice: Choice::Off,
        };
        let values = ["Zürich Post", "Łódź Post", "àlba", "Berlin Post"].map(value).to_vec();
        let names = |values: Vec<FacetValue>| values.into_iter().map(|value| value.name).collect::<Vec<_>>();
        assert_eq!(names(arrange(values.clone(), "post LODZ", false)), ["Łódź Post"]);
        assert_eq!(names(arrange(values.clone(), "post", true)), ["Berlin Post", "Łódź Post", "Zürich Post"]);
        assert_eq!(names(arrange(values, "", true)), ["àlba", "Berlin Post", "Łódź Post", "Zürich Post"]);
    }

    #[test]
    fn chosen_values_and_zero_counts_stay() {
        let articles = vec![article("1", &["a", "b"], Some("x")), article("2", &["a"], None), article("3", &[], None)];
        let archive = Archive::from_articles(articles);
        let mut query = Query::default();
        query.filters[FacetKind::Actors].all.push("b".to_owned());
        query.filters[FacetKind::Outlets].none.push(WITHOUT_VALUE.to_owned());
        let (actors, outlets) = at_once(shown(&archive, query));
        assert_eq!(actors, ["A 1 of 2 Off", "B 1 of 1 Include"]);
        assert_eq!(outlets, ["X 1 of 1 Off", "Unknown outlet 0 of 2 Exclude"]);
    }
}
