//! Restricting a query to a part of the archive.

use super::request::{Query, Undated};
use crate::wire::sort::sort;

impl Query {
    /// This query, restricted to the articles that another one selects. If both restrict the same facet, this one's
    /// choice wins.
    pub fn within(&self, whole: &Query) -> Query {
        let mut query = self.clone();
        query.exact |= whole.exact;
        let texts = [whole.text.trim(), self.text.trim()];
        query.text = texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        for (facet, filter) in query.filters.iter_mut() {
            let whole = &whole.filters[facet];
            add(&mut filter.all, &whole.all);
            add(&mut filter.none, &whole.none);
            if filter.any.is_empty() {
                filter.any.clone_from(&whole.any);
            }
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

fn add(own: &mut Vec<String>, whole: &[String]) {
    own.extend(whole.iter().filter(|id| !own.contains(id)).cloned().collect::<Vec<_>>());
    sort(own);
}

#[cfg(test)]
mod tests {
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
        check("outlet=a", "outlet=b&outlet=!c", "outlet=!c&outlet=a");
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
