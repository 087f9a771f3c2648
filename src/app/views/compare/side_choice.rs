//! The choices for a side of the comparison, as values of a `select` element.

use crate::app::state::filters;
use crate::app::views::search_tools::saved::address_of;
use crate::query::{Address, FacetKind, Query};

/// The choice of everything.
pub const EVERYTHING: &str = "*";

/// The first character of the choice of a saved selection; its address follows.
const SAVED: char = '#';

/// The choice of a saved selection.
pub fn saved_choice(address: &str) -> String {
    format!("{SAVED}{address}")
}

/// The side of an outlet.
pub fn outlet_side(id: &str) -> Query {
    let mut query = Query::default();
    query.filters[FacetKind::Outlets].any.push(id.to_owned());
    query
}

/// The side that a choice means.
pub fn side_of(choice: &str) -> Query {
    match choice.strip_prefix(SAVED) {
        Some(address) => Address::parse(address).query,
        None if choice == EVERYTHING => Query::default(),
        None => outlet_side(choice),
    }
}

/// The choice for a side, given the addresses of the saved selections; empty if there is none.
pub fn choice_of(side: &Query, saved: &[&str]) -> String {
    let address = address_of(side);
    if saved.contains(&address.as_str()) {
        return saved_choice(&address);
    }
    match side.filters[FacetKind::Outlets].any.as_slice() {
        [] if filters(side).is_empty() => EVERYTHING.to_owned(),
        [outlet] if filters(side).len() == 1 => outlet.clone(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_and_its_choice_stand_for_each_other() {
        for choice in [EVERYTHING, "courier", "#actor=ada&from=2024-01-01"] {
            assert_eq!(choice_of(&side_of(choice), &["actor=ada&from=2024-01-01"]), choice);
        }
    }

    #[test]
    fn a_selection_that_is_no_choice_has_none() {
        let side = side_of("#outlet=courier&q=harbour");
        assert_eq!(choice_of(&side, &[]), "");
        assert_eq!(choice_of(&side, &["outlet=courier"]), "");
    }
}
