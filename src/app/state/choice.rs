//! Choosing and dropping filters: what each control does to a query.

use crate::model::Day;
use crate::query::{Answer, OutletCount, OutletFilter, Query, Undated};

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

/// A facet whose chosen values are joined by OR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// Who published.
    Outlet,
    /// Whom the text relies on.
    Cites,
    /// The outlet's section.
    Section,
    /// The language of the text.
    Language,
    /// Who is quoted.
    Speaker,
    /// What was concluded.
    Inferred,
}

impl Facet {
    /// Every such facet.
    pub const ALL: [Facet; 6] =
        [Facet::Outlet, Facet::Cites, Facet::Section, Facet::Language, Facet::Speaker, Facet::Inferred];

    /// Its part of a query.
    pub fn filter(self, query: &Query) -> &OutletFilter {
        match self {
            Facet::Outlet => &query.outlets,
            Facet::Cites => &query.cites,
            Facet::Section => &query.section,
            Facet::Language => &query.language,
            Facet::Speaker => &query.speaker,
            Facet::Inferred => &query.inferred,
        }
    }

    fn filter_mut(self, query: &mut Query) -> &mut OutletFilter {
        match self {
            Facet::Outlet => &mut query.outlets,
            Facet::Cites => &mut query.cites,
            Facet::Section => &mut query.section,
            Facet::Language => &mut query.language,
            Facet::Speaker => &mut query.speaker,
            Facet::Inferred => &mut query.inferred,
        }
    }

    /// Its counts in an answer.
    pub fn counts(self, answer: &Answer) -> &[OutletCount] {
        let facets = &answer.facets;
        match self {
            Facet::Outlet => &facets.outlets,
            Facet::Cites => &facets.cites,
            Facet::Section => &facets.section,
            Facet::Language => &facets.language,
            Facet::Speaker => &facets.speaker,
            Facet::Inferred => &facets.inferred,
        }
    }

    /// The state of a value in a query.
    pub fn choice(self, query: &Query, id: &str) -> Choice {
        let filter = self.filter(query);
        match () {
            () if filter.none.iter().any(|known| known == id) => Choice::Exclude,
            () if filter.any.iter().any(|known| known == id) => Choice::Include,
            () => Choice::Off,
        }
    }

    /// Puts a value into a state.
    pub fn choose(self, query: &mut Query, id: &str, choice: Choice) {
        let filter = self.filter_mut(query);
        for ids in [&mut filter.any, &mut filter.none] {
            ids.retain(|known| known != id);
        }
        match choice {
            Choice::Off => {}
            Choice::Include => filter.any.push(id.to_owned()),
            Choice::Exclude => filter.none.push(id.to_owned()),
        }
    }
}

/// One thing that narrows a query, as a chip shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Filter {
    /// The words searched for.
    Text(String),
    /// An actor, by id.
    Actor(String, Choice),
    /// A value of another facet, by id.
    Value(Facet, String, Choice),
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
    for facet in Facet::ALL {
        let filter = facet.filter(query);
        filters.extend(filter.any.iter().map(|id| Filter::Value(facet, id.clone(), Choice::Include)));
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
    /// Whether it keeps articles away that have something.
    pub fn excludes(&self) -> bool {
        matches!(self, Filter::Actor(_, Choice::Exclude) | Filter::Value(.., Choice::Exclude))
    }

    /// Takes this filter out of a query.
    pub fn drop_from(&self, query: &mut Query) {
        match self {
            Filter::Text(_) => {
                query.text.clear();
                query.exact = false;
            }
            Filter::Actor(id, _) => choose_actor(query, id, Choice::Off, false),
            Filter::Value(facet, id, _) => facet.choose(query, id, Choice::Off),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_in_one_state_at_a_time() {
        let mut query = Query::default();
        for choice in [Choice::Include, Choice::Exclude, Choice::Include, Choice::Off] {
            choose_actor(&mut query, "a", choice, false);
            Facet::Outlet.choose(&mut query, "o", choice);
            assert_eq!(actor_choice(&query, "a"), choice);
            assert_eq!(Facet::Outlet.choice(&query, "o"), choice);
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
