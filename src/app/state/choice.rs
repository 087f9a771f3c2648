//! Choosing and dropping filters: what each control does to a query.

use crate::model::Day;
use crate::query::{FacetKind, Query, Undated, ValueFilter};

/// The state of a value in a facet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Choice {
    /// Not chosen.
    #[default]
    Off,
    /// Articles must have it.
    Include,
    /// Articles must not have it.
    Exclude,
}

/// The state of a value in a query.
pub fn choice(query: &Query, facet: FacetKind, id: &str) -> Choice {
    let filter = &query.filters[facet];
    if filter.none.iter().any(|known| known == id) {
        Choice::Exclude
    } else if filter.wanted().any(|known| known == id) {
        Choice::Include
    } else {
        Choice::Off
    }
}

/// Sets the state of a value.
pub fn choose(query: &mut Query, facet: FacetKind, id: &str, choice: Choice) {
    put(&mut query.filters[facet], id, choice, !facet.is_joined_by_and());
}

/// Sets the state of an actor. `any` says how actors are combined if this is the first one.
pub fn choose_actor(query: &mut Query, id: &str, choice: Choice, any: bool) {
    let filter = &mut query.filters[FacetKind::Actors];
    let any = if filter.wanted().next().is_none() { any } else { !filter.any.is_empty() };
    put(filter, id, choice, any);
}

fn put(filter: &mut ValueFilter, id: &str, choice: Choice, any: bool) {
    for ids in [&mut filter.all, &mut filter.any, &mut filter.none] {
        ids.retain(|known| known != id);
    }
    match choice {
        Choice::Off => {}
        Choice::Include if any => filter.any.push(id.to_owned()),
        Choice::Include => filter.all.push(id.to_owned()),
        Choice::Exclude => filter.none.push(id.to_owned()),
    }
}

/// A filter of a query, as a chip shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Filter {
    /// The search text.
    Text(String),
    /// A value of a facet, by id.
    Value(FacetKind, String, Choice),
    /// The range of days.
    Days(Option<Day>, Option<Day>),
    /// How undated articles are treated.
    Undated(Undated),
}

/// All filters of a query, in the order of the chips.
pub fn filters(query: &Query) -> Vec<Filter> {
    let mut filters = Vec::new();
    if !query.text.trim().is_empty() {
        filters.push(Filter::Text(query.text.trim().to_owned()));
    }
    for (facet, filter) in query.filters.iter() {
        filters.extend(filter.wanted().map(|id| Filter::Value(facet, id.clone(), Choice::Include)));
        filters.extend(filter.none.iter().map(|id| Filter::Value(facet, id.clone(), Choice::Exclude)));
    }
    if query.from.is_some() || query.to.is_some() {
        filters.push(Filter::Days(query.from, query.to));
    }
    if query.undated != Undated::default() {
        filters.push(Filter::Undated(query.undated));
    }
    filters
}

impl Filter {
    /// Whether it excludes articles with a value.
    pub fn excludes(&self) -> bool {
        matches!(self, Filter::Value(.., Choice::Exclude))
    }

    /// Removes this filter from a query.
    pub fn drop_from(&self, query: &mut Query) {
        match self {
            Filter::Text(_) => {
                query.text.clear();
                query.exact = false;
            }
            Filter::Value(facet, id, _) => choose(query, *facet, id, Choice::Off),
            Filter::Days(..) => {
                query.from = None;
                query.to = None;
                if query.undated == Undated::Kept {
                    query.undated = Undated::OutsideRanges;
                }
            }
            Filter::Undated(_) => query.undated = Undated::OutsideRanges,
        }
    }
}

/// Combines the chosen actors by OR if `any`, otherwise by AND.
pub fn join_actors(query: &mut Query, any: bool) {
    let filter = &mut query.filters[FacetKind::Actors];
    let mut chosen = std::mem::take(&mut filter.all);
    chosen.append(&mut filter.any);
    *(if any { &mut filter.any } else { &mut filter.all }) = chosen;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_in_one_state_at_a_time() {
        let mut query = Query::default();
        for facet in FacetKind::ALL {
            for state in [Choice::Include, Choice::Exclude, Choice::Include, Choice::Off] {
                choose(&mut query, facet, "a", state);
                assert_eq!(choice(&query, facet, "a"), state);
            }
        }
        assert_eq!(query, Query::default());
    }

    #[test]
    fn a_further_actor_is_joined_as_the_first_was() {
        let mut query = Query::default();
        choose_actor(&mut query, "a", Choice::Include, true);
        choose_actor(&mut query, "b", Choice::Include, false);
        assert_eq!(query.filters[FacetKind::Actors].any, ["a", "b"]);
        join_actors(&mut query, false);
        choose_actor(&mut query, "c", Choice::Include, true);
        assert_eq!(query.filters[FacetKind::Actors].all, ["a", "b", "c"]);
    }

    #[test]
    fn dropping_every_filter_leaves_nothing() {
        let address = crate::query::Address::parse(
            "actor=a&actor=!b&outlet=c&outlet=!d&language=en&from=2025-01-01&to=2025-02-01&undated=1&q=kursk&exact=1",
        );
        let mut query = address.query;
        let found = filters(&query);
        assert_eq!(found.len(), 8);
        for filter in found {
            filter.drop_from(&mut query);
        }
        assert_eq!(query, Query::default());
    }
}
