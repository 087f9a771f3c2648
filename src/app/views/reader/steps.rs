//! Steps through an article's marks, and through the list to the articles before and after it.

/// The stop after the current one among `count` stops, or the one before it; the last one is followed by the first. None
/// if there are no stops.
pub fn next_stop(current: Option<usize>, count: usize, forward: bool) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (current, forward) {
        (None, true) => 0,
        (None, false) => last,
        (Some(at), true) if at >= last => 0,
        (Some(at), true) => at + 1,
        (Some(0), false) => last,
        (Some(at), false) => (at - 1).min(last),
    })
}

/// The ids before and after an id in a list; none of either if the list does not have the id.
pub fn neighbours<'a>(ids: impl Iterator<Item = &'a str>, id: &str) -> (Option<String>, Option<String>) {
    let mut before = None;
    let mut ids = ids;
    while let Some(here) = ids.next() {
        if here == id {
            return (before.map(str::to_owned), ids.next().map(str::to_owned));
        }
        before = Some(here);
    }
    (None, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_go_round_in_both_directions() {
        let walk = |forward, from| -> Vec<Option<usize>> {
            std::iter::successors(Some(from), |at| Some(next_stop(*at, 3, forward))).take(5).collect()
        };
        assert_eq!(walk(true, None), [None, Some(0), Some(1), Some(2), Some(0)]);
        assert_eq!(walk(false, None), [None, Some(2), Some(1), Some(0), Some(2)]);
        assert_eq!(next_stop(None, 0, true), None);
        assert_eq!(next_stop(Some(7), 3, true), Some(0), "marks that are gone are no stops");
        assert_eq!(next_stop(Some(7), 3, false), Some(2));
    }

    #[test]
    fn an_article_has_the_neighbours_that_the_list_shows() {
        let beside = |id: &str| neighbours(["a", "b", "c"].into_iter(), id);
        let owned = |id: &str| Some(id.to_owned());
        assert_eq!(beside("a"), (None, owned("b")));
        assert_eq!(beside("b"), (owned("a"), owned("c")));
        assert_eq!(beside("c"), (owned("b"), None));
        assert_eq!(beside("d"), (None, None), "an article that was opened by its link may not be in the list");
    }
}
