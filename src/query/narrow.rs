//! Restricting a query to a part of the archive.

use super::request::{Query, Undated, ValueFilter, WITHOUT_VALUE};
use crate::index::FacetKind;
use crate::wire::sort::sort;

impl Query {
    /// This query, restricted to the articles that another one selects. If both choose values of a facet, only the values
    /// that both choose are left; if they have none in common, nothing is found.
    pub fn within(&self, whole: &Query) -> Query {
        let mut query = self.clone();
        query.exact |= whole.exact;
        let texts = [whole.text.trim(), self.text.trim()];
        query.text = texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        for (facet, filter) in query.filters.iter_mut() {
            let whole = &whole.filters[facet];
            add(&mut filter.all, &whole.all);
            add(&mut filter.none, &whole.none);
            narrow(facet, filter, whole);
        }
        query.from = self.from.max(whole.from);
        query.to = [self.to, whole.to].into_iter().flatten().min();
        let has_range = |query: &Query| query.from.is_some() || query.to.is_some();
        query.undated = match (self.undated, whole.undated) {
            (Undated::Only, _) | (_, Undated::Only) => Undated::Only,
            (own, wholes) if own == wholes => own,
            (own, _) if !has_range(whole) => own,
            (_, wholes) if !has_range(self) => wholes,
            _ => Undated::OutsideRanges,
        };
        query
    }
}

/// Leaves only articles that both choices of a facet's values let through.
fn narrow(facet: FacetKind, own: &mut ValueFilter, whole: &ValueFilter) {
    match (own.any.as_slice(), whole.any.as_slice()) {
        (_, []) => {}
        ([], _) => own.any.clone_from(&whole.any),
        // An article can have several values of such a facet, and one of each choice among them.
        ([value], _) if can_be_required(facet, value) => {
            add(&mut own.all, &own.any);
            own.any.clone_from(&whole.any);
        }
        (_, [value]) if can_be_required(facet, value) => add(&mut own.all, &whole.any),
        _ => {
            let both: Vec<String> = own.any.iter().filter(|id| whole.any.contains(id)).cloned().collect();
            if both.is_empty() {
                // An empty choice would mean every value. No article has a value that is also excluded.
                add(&mut own.none, &own.any);
            } else {
                own.any = both;
            }
        }
    }
}

fn can_be_required(facet: FacetKind, value: &str) -> bool {
    !facet.is_single() && value != WITHOUT_VALUE
}

fn add(own: &mut Vec<String>, whole: &[String]) {
    own.extend(whole.iter().filter(|id| !own.contains(id)).cloned().collect::<Vec<_>>());
    sort(own);
}

#[cfg(test)]
mod tests {
    use crate::index::FacetKind;
    use crate::query::Address;

    #[track_caller]
    fn check(side: &str, whole: &str, expected: &str) {
        let query = Address::parse(side).query.within(&Address::parse(whole).query);
        let found = Address { query, ..Address::default() };
        assert_eq!(found.to_string(), expected, "{side} within {whole}");
    }

    #[test]
    fn both_queries_hold() {
        check("outlet=a", "", "outlet=a");
        check("", "outlet=a&q=x", "outlet=a&q=x");
        check("q=y&actor=b", "q=x&actor=a&actor=!c", "actor=!c&actor=a&actor=b&q=x+y");
        check("outlet=a", "outlet=!c", "outlet=!c&outlet=a");
    }

    #[test]
    fn a_value_must_be_chosen_by_both() {
        check("outlet=a&outlet=b", "outlet=b&outlet=c", "outlet=b");
        check("outlet=a", "outlet=a&outlet=b", "outlet=a");
        check("outlet=a", "outlet=b&outlet=!c", "outlet=!a&outlet=!c&outlet=a");
        // An article can rely on several outlets.
        let query = Address::parse("cites=a").query.within(&Address::parse("cites=b&cites=c").query);
        let cites = &query.filters[FacetKind::Cites];
        assert_eq!(
            (cites.all.as_slice(), cites.any.as_slice()),
            (&["a".to_owned()][..], &["b".to_owned(), "c".to_owned()][..])
        );
    }

    #[test]
    fn ranges_are_what_both_have() {
        check("from=2025-02-01&to=2025-05-01", "from=2025-03-01", "from=2025-03-01&to=2025-05-01");
        check("to=2025-05-01", "to=2025-04-01", "to=2025-04-01");
        check("outlet=a", "from=2025-03-01&undated=1", "from=2025-03-01&outlet=a&undated=1");
        check("from=2025-03-01", "undated=1", "from=2025-03-01");
        check("undated=only", "q=x", "q=x&undated=only");
    }
}
