//! Sets of ranks: ascending lists, combined and cut.

use crate::index::Rank;

/// The intersection of two lists.
///
/// Each member of the shorter list is searched in the longer one in doubling steps (Bentley and Yao 1976), so the cost
/// depends on the shorter list.
pub(super) fn intersect(a: &[Rank], b: &[Rank]) -> Vec<Rank> {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut both = Vec::with_capacity(short.len());
    let mut rest = long;
    if long.len() / 8 <= short.len() {
        // Lists of similar length are merged.
        let mut at = 0;
        for rank in short {
            while rest.get(at).is_some_and(|other| other < rank) {
                at += 1;
            }
            if rest.get(at) == Some(rank) {
                both.push(*rank);
            }
        }
        return both;
    }
    for rank in short {
        rest = rest.get(gallop(rest, *rank)..).unwrap_or_default();
        match rest.first() {
            None => break,
            Some(found) if found == rank => both.push(*rank),
            Some(_) => {}
        }
    }
    both
}

/// The index of the first member that is not below `rank`.
pub(super) fn gallop(list: &[Rank], rank: Rank) -> usize {
    let mut step = 1;
    while list.get(step).is_some_and(|other| *other < rank) {
        step *= 2;
    }
    let from = step / 2;
    let near = list.get(from..list.len().min(step + 1)).unwrap_or_default();
    from + near.partition_point(|other| *other < rank)
}

/// The members of the first list that are not in the second.
pub(super) fn subtract(from: &[Rank], without: &[Rank]) -> Vec<Rank> {
    let mut rest = without;
    let mut kept = Vec::with_capacity(from.len());
    for rank in from {
        rest = rest.get(gallop(rest, *rank)..).unwrap_or_default();
        if rest.first() != Some(rank) {
            kept.push(*rank);
        }
    }
    kept
}

/// The union of the lists.
pub(super) fn unite(lists: &[&[Rank]]) -> Vec<Rank> {
    match lists {
        [] => Vec::new(),
        [one] => one.to_vec(),
        [a, b] => {
            let mut all = Vec::with_capacity(a.len() + b.len());
            let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
            while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
                if x == y {
                    b.next();
                } else if x < y {
                    all.extend(a.next());
                } else {
                    all.extend(b.next());
                }
            }
            all.extend(a);
            all.extend(b);
            all
        }
        _ => {
            let (left, right) = lists.split_at(lists.len() / 2);
            unite(&[&unite(left), &unite(right)])
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lists_behave_as_sets(
            a in prop::collection::btree_set(0u32..300, 0..60),
            b in prop::collection::btree_set(0u32..300, 0..300),
            c in prop::collection::btree_set(0u32..300, 0..10),
        ) {
            let list = |set: &BTreeSet<u32>| set.iter().copied().map(Rank).collect::<Vec<_>>();
            let (x, y, z) = (list(&a), list(&b), list(&c));
            prop_assert_eq!(intersect(&x, &y), list(&(&a & &b)));
            prop_assert_eq!(intersect(&y, &z), list(&(&b & &c)));
            prop_assert_eq!(subtract(&x, &y), list(&(&a - &b)));
            prop_assert_eq!(subtract(&y, &z), list(&(&b - &c)));
            prop_assert_eq!(unite(&[&x, &y, &z]), list(&(&(&a | &b) | &c)));
        }
    }
}
