//! Ids that are unique in a corpus.

use std::collections::{BTreeMap, HashMap, HashSet};

/// New ids, by index, for the articles whose id is already taken: the id with a number from 2.
pub(super) fn made_unique<'a>(ids: impl Iterator<Item = &'a str> + Clone) -> BTreeMap<usize, String> {
    let mut known: HashSet<&str> = HashSet::new();
    // Where the search for a free number continues, by id.
    let mut next: HashMap<&str, u64> = HashMap::new();
    let mut repeated = Vec::new();
    for (at, id) in ids.enumerate() {
        if !known.insert(id) {
            repeated.push((at, id));
        }
    }
    let mut made: BTreeMap<usize, String> = BTreeMap::new();
    let mut taken: HashSet<String> = HashSet::new();
    for (at, id) in repeated {
        let n = next.entry(id).or_insert(2);
        let unique = loop {
            let unique = format!("{id}-{n}");
            *n += 1;
            if !known.contains(unique.as_str()) && taken.insert(unique.clone()) {
                break unique;
            }
        };
        made.insert(at, unique);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::made_unique;

    #[test]
    fn an_id_that_was_used_gets_a_number() {
        let made = made_unique(["a", "a", "a-2", "a", "b"].into_iter());
        assert_eq!(made.into_iter().collect::<Vec<_>>(), [(1, "a-3".to_owned()), (3, "a-4".to_owned())]);
    }
}
