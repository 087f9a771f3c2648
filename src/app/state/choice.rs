//! Choosing and dropping filters: what each control does to a query.

use crate::model::Day;
use crate::query::{Query, Undated};

/// The three states of a value in a facet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Choice {
    /// It does not matter.
    #[default]
    Off,
    /// Articles must have it.
    Include,
    /// Articles must not have it.
    Exclude,
}

/// One thing that narrows a query, as a chip shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// The words searched for.
    Text(String),
    /// An actor, by id.
    Actor(String, Choice),
    /// An outlet, by id.
    Outlet(String, Choice),
    /// The range of days.
    Days(Option<Day>, Option<Day>),
    /// What becomes of undated articles.
    Undated(Undated),
}

/// Everything that narrows a query, in the order in which chips show it.
pub fn filters(query: &Query) -> Vec<Filter> {
    let mut filters = Vec::new();
    if !query.text.trim().is_empty() {
        filters.push(Filter::Text(query.text.trim().to_owned()));
    }
    let actors = &query.actors;
    filters.extend(actors.all.iter().chain(&actors.any).map(|id| Filter::Actor(id.clone(), Choice::Include)));
    filters.extend(actors.none.iter().map(|id| Filter::Actor(id.clone(), Choice::Exclude)));
    let outlets = &query.outlets;
    filters.extend(outlets.any.iter().map(|id| Filter::Outlet(id.clone(), Choice::Include)));
    filters.extend(outlets.none.iter().map(|id| Filter::Outlet(id.clone(), Choice::Exclude)));
    if query.from.is_some() || query.to.is_some() {
        filters.push(Filter::Days(query.from, query.to));
    }
    if query.undated != Undated::default() {
        filters.push(Filter::Undated(query.undated));
    }
    filters
}

impl Filter {
    /// Takes this filter out of a query.
    pub fn drop_from(&self, query: &mut Query) {
        match self {
            Filter::Text(_) => {
                query.text.clear();
                query.exact = false;
            }
            Filter::Actor(id, _) => choose_actor(query, id, Choice::Off, false),
            Filter::Outlet(id, _) => choose_outlet(query, id, Choice::Off),
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

/// The state of an actor in a query.
pub fn actor_choice(query: &Query, id: &str) -> Choice {
    let has = |ids: &[String]| ids.iter().any(|known| known == id);
    match () {
        () if has(&query.actors.none) => Choice::Exclude,
        () if has(&query.actors.all) || has(&query.actors.any) => Choice::Include,
        () => Choice::Off,
    }
}

/// Puts an actor into a state. `any` says how it is joined where it is the first one chosen.
pub fn choose_actor(query: &mut Query, id: &str, choice: Choice, any: bool) {
    let actors = &mut query.actors;
    let any = if actors.all.is_empty() && actors.any.is_empty() { any } else { !actors.any.is_empty() };
    for ids in [&mut actors.all, &mut actors.any, &mut actors.none] {
        ids.retain(|known| known != id);
    }
    match choice {
        Choice::Off => {}
        Choice::Include if any => actors.any.push(id.to_owned()),
        Choice::Include => actors.all.push(id.to_owned()),
        Choice::Exclude => actors.none.push(id.to_owned()),
    }
}

/// Joins the chosen actors by OR where `any`, else by AND.
pub fn join_actors(query: &mut Query, any: bool) {
    let mut chosen = std::mem::take(&mut query.actors.all);
    chosen.append(&mut query.actors.any);
    *(if any { &mut query.actors.any } else { &mut query.actors.all }) = chosen;
}

/// The state of an outlet in a query.
pub fn outlet_choice(query: &Query, id: &str) -> Choice {
    let has = |ids: &[String]| ids.iter().any(|known| known == id);
    match () {
        () if has(&query.outlets.none) => Choice::Exclude,
        () if has(&query.outlets.any) => Choice::Include,
        () => Choice::Off,
    }
}

/// Puts an outlet into a state.
pub fn choose_outlet(query: &mut Query, id: &str, choice: Choice) {
    for ids in [&mut query.outlets.any, &mut query.outlets.none] {
        ids.retain(|known| known != id);
    }
    match choice {
        Choice::Off => {}
        Choice::Include => query.outlets.any.push(id.to_owned()),
        Choice::Exclude => query.outlets.none.push(id.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_in_one_state_at_a_time() {
        let mut query = Query::default();
        for choice in [Choice::Include, Choice::Exclude, Choice::Include, Choice::Off] {
            choose_actor(&mut query, "a", choice, false);
            choose_outlet(&mut query, "o", choice);
            assert_eq!(actor_choice(&query, "a"), choice);
            assert_eq!(outlet_choice(&query, "o"), choice);
        }
        assert_eq!(query, Query::default());
    }

    #[test]
    fn a_further_actor_is_joined_as_the_first_was() {
        let mut query = Query::default();
        choose_actor(&mut query, "a", Choice::Include, true);
        choose_actor(&mut query, "b", Choice::Include, false);
        assert_eq!(query.actors.any, ["a", "b"]);
        join_actors(&mut query, false);
        choose_actor(&mut query, "c", Choice::Include, true);
        assert_eq!(query.actors.all, ["a", "b", "c"]);
    }

    #[test]
    fn dropping_every_filter_leaves_nothing() {
        let address = crate::query::Address::parse(
            "actor=a&actor=!b&outlet=c&outlet=!d&from=2025-01-01&to=2025-02-01&undated=1&q=kursk&exact=1",
        );
        let mut query = address.query;
        let found = filters(&query);
        assert_eq!(found.len(), 7);
        for filter in found {
            filter.drop_from(&mut query);
        }
        assert_eq!(query, Query::default());
    }
}
