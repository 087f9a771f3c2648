//! The sides of the comparison as words that can be typed.

use crate::app::state::filters;
use crate::app::views::search_tools::saved::address_of;
use crate::query::{Address, FacetKind, Query};
use crate::text::folded;

/// The maximum number of outlets of a side that is typed.
const MAX_OUTLETS: usize = 50;

/// The words that a side can be typed by.
#[derive(Clone, Debug, Default)]
pub struct SideNames {
    /// The outlets: each id and name.
    pub outlets: Vec<(String, String)>,
    /// The saved selections: each name and address.
    pub saved: Vec<(String, String)>,
    /// The word for everything.
    pub everything: String,
}

/// The side of outlets.
pub fn outlet_side<'a>(ids: impl IntoIterator<Item = &'a str>) -> Query {
    let mut query = Query::default();
    query.filters[FacetKind::Outlets].any = ids.into_iter().map(str::to_owned).collect();
    query.filters[FacetKind::Outlets].any.sort();
    query
}

impl SideNames {
    /// The side that a text means: everything, a saved selection, or outlets divided by commas. Each of these is the name of
    /// an outlet, or words that the names of several outlets contain. `None` if a part of the text means nothing.
    pub fn side(&self, text: &str) -> Option<Query> {
        let wanted = folded(text.trim());
        if wanted.is_empty() {
            return None;
        }
        if wanted == folded(&self.everything) {
            return Some(Query::default());
        }
        if let Some((_, address)) = self.saved.iter().find(|(name, _)| folded(name) == wanted) {
            return Some(Address::parse(address).query);
        }
        let mut ids = self.outlets_like(&wanted, false);
        if ids.is_empty() {
            let parts = wanted.split(',').map(str::trim).filter(|part| !part.is_empty());
            let found: Option<Vec<Vec<&str>>> =
                parts.map(|part| Some(self.outlets_like(part, true)).filter(|ids| !ids.is_empty())).collect();
            ids = found?.concat();
        }
        ids.sort_unstable();
        ids.dedup();
        ids.truncate(MAX_OUTLETS);
        (!ids.is_empty()).then(|| outlet_side(ids))
    }

    /// The outlets of this name; if there are none, those whose names contain all its words.
    fn outlets_like(&self, name: &str, by_words: bool) -> Vec<&str> {
        let of = |fits: &dyn Fn(&str) -> bool| -> Vec<&str> {
            self.outlets.iter().filter(|(_, name)| fits(&folded(name))).map(|(id, _)| id.as_str()).collect()
        };
        let exact = of(&|other| other == name);
        if !exact.is_empty() || !by_words {
            return exact;
        }
        of(&|other| name.split_whitespace().all(|word| other.contains(word)))
    }

    /// The text of a side; `None` if it cannot be typed.
    pub fn text(&self, side: &Query) -> Option<String> {
        let address = address_of(side);
        if let Some((name, _)) = self.saved.iter().find(|(_, saved)| *saved == address) {
            return Some(name.clone());
        }
        let outlets = &side.filters[FacetKind::Outlets];
        if filters(side).is_empty() {
            return Some(self.everything.clone());
        }
        if filters(side).len() != outlets.any.len() {
            return None;
        }
        let name = |id: &String| {
            let known = self.outlets.iter().find(|(known, _)| known == id);
            known.map_or_else(|| id.clone(), |(_, name)| name.clone())
        };
        Some(outlets.any.iter().map(name).collect::<Vec<_>>().join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> SideNames {
        let pairs = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        SideNames {
            outlets: pairs(&[
                ("fox", "Fox News"),
                ("fox-opinion", "Fox News (Opinion)"),
                ("courier", "The Courier"),
                ("cafe", "Café, Ltd."),
            ]),
            saved: pairs(&[("Ada since 2024", "actor=ada&from=2024-01-01")]),
            everything: "Everything".to_owned(),
        }
    }

    fn typed(text: &str) -> Option<String> {
        names().side(text).map(|side| Address { query: side, ..Address::default() }.to_string())
    }

    #[test]
    fn a_side_is_typed_by_names_or_words() {
        assert_eq!(typed("fox news").as_deref(), Some("outlet=fox"), "a whole name means one outlet");
        assert_eq!(typed("Fox").as_deref(), Some("outlet=fox&outlet=fox-opinion"));
        assert_eq!(typed("fox, courier").as_deref(), Some("outlet=courier&outlet=fox&outlet=fox-opinion"));
        assert_eq!(typed("CAFE, LTD.").as_deref(), Some("outlet=cafe"));
        assert_eq!(typed("everything").as_deref(), Some(""));
        assert_eq!(typed("ada since 2024").as_deref(), Some("actor=ada&from=2024-01-01"));
        assert_eq!((typed("fox, nobody"), typed("  ")), (None, None));
    }

    #[test]
    fn a_side_and_its_text_stand_for_each_other() {
        for address in ["", "outlet=courier", "outlet=courier&outlet=fox-opinion", "actor=ada&from=2024-01-01"] {
            let side = Address::parse(address).query;
            let text = names().text(&side).unwrap();
            assert_eq!(names().side(&text), Some(side), "{text}");
        }
        assert_eq!(names().text(&Address::parse("outlet=courier&q=harbour").query), None);
        assert_eq!(names().text(&Address::parse("outlet=!courier").query), None);
    }
}
