//! Sorting with little code: one routine for all types and orders.
//!
//! The standard library's sort is compiled for each type and order, two to five kilobytes each: a sixth of all code
//! that the page downloads. These functions share one merge sort (von Neumann 1945) of indices instead. They are
//! stable, and slower than the standard ones by a factor of two or three. Lists of plain numbers, which answers sort by
//! the thousands, use the standard ones.

use std::cmp::Ordering;

/// Sorts items; equal ones keep their order.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts items by a key; equal ones keep their order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], mut key: impl FnMut(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts items by a comparison; equal ones keep their order.
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut order = ranking(items.len(), &mut |a, b| match (items.get(a as usize), items.get(b as usize)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let at = |order: &[u32], place: usize| order.get(place).map_or(place, |from| *from as usize);
    for place in 0..items.len() {
        // The item that belongs here may have been swapped to an earlier index.
        let mut from = at(&order, place);
        while from < place {
            from = at(&order, from);
        }
        if let Some(slot) = order.get_mut(place) {
            *slot = from as u32;
        }
        items.swap(place, from);
    }
}

/// The indices of this many items in sorted order, at most 2^32; equal ones keep their order.
pub fn ranking(count: usize, compare: &mut dyn FnMut(u32, u32) -> Ordering) -> Vec<u32> {
    let mut sorted: Vec<u32> = (0..count as u32).collect();
    let mut merged = Vec::with_capacity(count);
    let mut width = 1;
    while width < count {
        for pair in sorted.chunks(width * 2) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            // Runs that are already sorted, as most are, cost one comparison.
            let joined = left.last().zip(right.first()).is_none_or(|(a, b)| compare(*a, *b) != Ordering::Greater);
            while let ([a, after_a @ ..], [b, after_b @ ..], false) = (left, right, joined) {
                if compare(*a, *b) == Ordering::Greater {
                    merged.push(*b);
                    right = after_b;
                } else {
                    merged.push(*a);
                    left = after_a;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut sorted, &mut merged);
        merged.clear();
        width *= 2;
    }
    sorted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn items_are_sorted_as_the_standard_library_sorts_them(
            items in prop::collection::vec((0u8..20, any::<u8>()), 0..200),
        ) {
            let (mut ours, mut standard) = (items.clone(), items.clone());
            sort_by_key(&mut ours, |(key, _)| *key);
            standard.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(&ours, &standard);
            sort(&mut ours);
            standard.sort();
            prop_assert_eq!(&ours, &standard);
            let order = ranking(items.len(), &mut |a, b| items[b as usize].cmp(&items[a as usize]));
            let sorted: Vec<_> = order.iter().map(|place| items[*place as usize]).collect();
            prop_assert!(sorted.is_sorted_by(|a, b| a >= b));
        }
    }
}
