//! Words in order, or near each other, within one article. Positions are ascending lists, one for each word.

/// How many times the words follow one another.
pub(super) fn count_in_a_row(places: &[&[u32]]) -> usize {
    let Some((first, rest)) = places.split_first() else { return 0 };
    let follows = |start: &&u32| {
        rest.iter().zip(1u32..).all(|(list, offset)| list.binary_search(&start.saturating_add(offset)).is_ok())
    };
    first.iter().filter(follows).count()
}

/// How many times all words occur together, in any order, with at most `distance` other words between them.
pub(super) fn count_near(places: &[&[u32]], distance: u32) -> usize {
    // The position above, the word below: in ascending order, a walk through the text.
    let mut all: Vec<u64> = Vec::new();
    for (list, word) in places.iter().zip(0u64..) {
        all.extend(list.iter().map(|place| u64::from(*place) << 32 | word));
    }
    all.sort_unstable();
    let reach = (places.len() as u64).saturating_sub(1) + u64::from(distance);
    let mut last: Vec<Option<u32>> = vec![None; places.len()];
    let mut times = 0;
    for (place, word) in all.into_iter().map(|both| ((both >> 32) as u32, both as u32)) {
        if let Some(slot) = last.get_mut(word as usize) {
            *slot = Some(place);
        }
        let Some(first) = last.iter().copied().collect::<Option<Vec<u32>>>().and_then(|all| all.into_iter().min())
        else {
            continue;
        };
        if u64::from(place - first) <= reach {
            times += 1;
            last.fill(None);
        }
    }
    times
}
