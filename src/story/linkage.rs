//! Average linkage: groups grow by joining the two that are most alike on average (Sokal and Michener, "A statistical
//! method for evaluating systematic relationships", 1958), so that no chain of neighbours makes one story of two.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use super::pairs::AlikePair;

/// The power of the groups' sizes by which their sum of similarities is divided. 1 would give the average.
/// Above 1, larger groups must be more alike to join, because articles on one topic always have something in common.
const SIZE_POWER: f64 = 1.15;

/// The likeness of two groups of these sizes, of whose pairs this is the sum of the likenesses.
pub(super) fn average(sum: f64, one: usize, other: usize) -> f64 {
    sum / (one as f64 * other as f64).max(1.0).powf(SIZE_POWER)
}

/// Two groups that may be joined.
struct Join {
    likeness: f64,
    first: u32,
    second: u32,
    /// How often each of them had changed when the likeness was computed.
    versions: (u32, u32),
}

impl Join {
    /// Most alike first; equally alike ones in the order of the articles.
    fn rank(&self, other: &Join) -> Ordering {
        self.likeness
            .total_cmp(&other.likeness)
            .then_with(|| (other.first, other.second).cmp(&(self.first, self.second)))
    }
}

impl PartialEq for Join {
    fn eq(&self, other: &Join) -> bool {
        self.rank(other) == Ordering::Equal
    }
}

impl Eq for Join {}

impl PartialOrd for Join {
    fn partial_cmp(&self, other: &Join) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Join {
    fn cmp(&self, other: &Join) -> Ordering {
        self.rank(other)
    }
}

/// The groups of items, and how they came about.
pub(super) struct LinkedGroups {
    /// For each item the smallest one of its group.
    pub(super) leaders: Vec<u32>,
    /// For each item that leads a group of several: the part of it that was joined to the rest with the least likeness.
    pub(super) weakest: FxHashMap<u32, WeakestJoin>,
}

/// The join of a group with the least likeness.
pub(super) struct WeakestJoin {
    pub(super) likeness: f64,
    /// The items that were joined to the others, ascending.
    pub(super) part: Vec<u32>,
}

/// How alike a group is to another one.
#[derive(Clone, Copy)]
struct Link {
    /// The other group: an item that belongs to it.
    other: u32,
    /// The sum of the likenesses of all pairs.
    sum: f32,
    /// The sum of those of dated items alone.
    dated: f32,
}

/// The groups while they are joined.
struct Linkage {
    links: Vec<Vec<Link>>,
    /// The number of items of each group, and of dated ones among them.
    sizes: Vec<(u32, u32)>,
    versions: Vec<u32>,
    /// The item that each one was joined to, and how alike their groups were.
    joined: Vec<Option<(u32, f64)>>,
}

impl Linkage {
    /// The first item of the group that an item belongs to.
    fn leader(&self, mut at: u32) -> u32 {
        while let Some((to, _)) = self.joined[at as usize] {
            at = to;
        }
        at
    }

    /// The likeness of two groups. Where both have dated items, only these count: an undated item, which time keeps from
    /// nothing, joins no two groups.
    fn likeness(&self, one: u32, link: &Link) -> f64 {
        let (one, other) = (self.sizes[one as usize], self.sizes[link.other as usize]);
        let (sum, n) = match (one.1, other.1) {
            (0, _) | (_, 0) => (link.sum, (one.0, other.0)),
            dated => (link.dated, dated),
        };
        average(f64::from(sum), n.0 as usize, n.1 as usize)
    }

    /// Joins the second group to the first one.
    fn join(&mut self, join: &Join) {
        let (first, second) = (join.first as usize, join.second as usize);
        self.versions[first] += 1;
        // The second one is no more: nothing in the heap has its version any longer.
        self.versions[second] += 1;
        self.joined[second] = Some((join.first, join.likeness));
        let (n, n_dated) = self.sizes[second];
        self.sizes[first] = (self.sizes[first].0 + n, self.sizes[first].1 + n_dated);
        let mut links = std::mem::take(&mut self.links[first]);
        links.append(&mut self.links[second]);
        links.iter_mut().for_each(|link| link.other = self.leader(link.other));
        links.retain(|link| link.other != join.first);
        links.sort_by_key(|link| link.other);
        links.dedup_by(|next, known| {
            let is_same = next.other == known.other;
            if is_same {
                known.sum += next.sum;
                known.dated += next.dated;
            }
            is_same
        });
        self.links[first] = links;
    }
}

/// The groups of items, of which `is_dated` says whether each has a date. Pairs that are not listed are not alike at all.
/// Groups are joined while they are at least this alike.
pub(super) fn groups(is_dated: &[bool], pairs: &[AlikePair], least: f64) -> LinkedGroups {
    let mut n_links = vec![0_usize; is_dated.len()];
    for pair in pairs {
        n_links[pair.first as usize] += 1;
        n_links[pair.second as usize] += 1;
    }
    let mut linkage = Linkage {
        links: n_links.into_iter().map(Vec::with_capacity).collect(),
        sizes: is_dated.iter().map(|is_dated| (1, u32::from(*is_dated))).collect(),
        versions: vec![0; is_dated.len()],
        joined: vec![None; is_dated.len()],
    };
    let mut heap = BinaryHeap::new();
    for pair in pairs {
        let is_dated = is_dated[pair.first as usize] && is_dated[pair.second as usize];
        let (sum, dated) = (pair.likeness, if is_dated { pair.likeness } else { 0.0 });
        linkage.links[pair.first as usize].push(Link { other: pair.second, sum, dated });
        linkage.links[pair.second as usize].push(Link { other: pair.first, sum, dated });
        let likeness = f64::from(pair.likeness);
        if likeness >= least {
            heap.push(Join { likeness, first: pair.first, second: pair.second, versions: (0, 0) });
        }
    }
    while let Some(join) = heap.pop() {
        let versions = |at: u32| linkage.versions[at as usize];
        if join.versions != (versions(join.first), versions(join.second)) {
            continue;
        }
        linkage.join(&join);
        for link in &linkage.links[join.first as usize] {
            let likeness = linkage.likeness(join.first, link);
            if likeness >= least {
                let (first, second) = (join.first.min(link.other), join.first.max(link.other));
                let versions = (linkage.versions[first as usize], linkage.versions[second as usize]);
                heap.push(Join { likeness, first, second, versions });
            }
        }
    }
    trace(&linkage.joined)
}

/// The groups that these joins made.
fn trace(joined: &[Option<(u32, f64)>]) -> LinkedGroups {
    let mut leaders: Vec<u32> = Vec::with_capacity(joined.len());
    let mut weakest: FxHashMap<u32, (f64, u32)> = FxHashMap::default();
    for (at, join) in joined.iter().enumerate() {
        let Some((to, likeness)) = join else {
            leaders.push(at as u32);
            continue;
        };
        // An item is joined to a smaller one, whose leader is known.
        let leader = leaders[*to as usize];
        leaders.push(leader);
        let known = weakest.entry(leader).or_insert((*likeness, at as u32));
        if *likeness < known.0 {
            *known = (*likeness, at as u32);
        }
    }
    let mut members: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (at, leader) in leaders.iter().enumerate().filter(|(_, leader)| weakest.contains_key(leader)) {
        members.entry(*leader).or_default().push(at as u32);
    }
    let mut parts: FxHashMap<u32, WeakestJoin> = FxHashMap::default();
    for (leader, (likeness, first)) in weakest {
        // Nothing is joined to an item any more once it has been joined to another: its part is what leads to it.
        let leads_to_first = |mut at: u32| {
            while at != first {
                match joined[at as usize] {
                    Some((to, _)) => at = to,
                    None => return false,
                }
            }
            true
        };
        let of_group = members.get(&leader).into_iter().flatten().copied();
        parts.insert(leader, WeakestJoin { likeness, part: of_group.filter(|at| leads_to_first(*at)).collect() });
    }
    LinkedGroups { leaders, weakest: parts }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The groups of dated items.
    fn groups(count: usize, pairs: &[AlikePair], least: f64) -> LinkedGroups {
        super::groups(&vec![true; count], pairs, least)
    }

    fn pairs(list: &[(u32, u32, f32)]) -> Vec<AlikePair> {
        list.iter()
            .map(|(first, second, likeness)| AlikePair { first: *first, second: *second, likeness: *likeness })
            .collect()
    }

    #[test]
    fn neighbours_of_neighbours_make_no_chain() {
        let chain = pairs(&[(0, 1, 0.5), (1, 2, 0.4), (2, 3, 0.5)]);
        assert_eq!(groups(4, &chain, 0.2).leaders, [0, 0, 2, 2]);
        let all = pairs(&[(0, 1, 0.5), (0, 2, 0.4), (1, 2, 0.5)]);
        assert_eq!(groups(4, &all, 0.2).leaders, [0, 0, 0, 3]);
    }

    #[test]
    fn undated_items_join_no_two_groups_of_dated_ones() {
        let found = pairs(&[(0, 1, 0.9), (2, 3, 0.9), (0, 4, 0.8), (1, 4, 0.8), (2, 4, 0.7), (3, 4, 0.7)]);
        let is_dated = [true, true, true, true, false];
        assert_eq!(super::groups(&is_dated, &found, 0.15).leaders, [0, 0, 2, 2, 0]);
        assert_eq!(super::groups(&[false; 5], &found, 0.15).leaders, [0; 5]);
    }

    #[test]
    fn the_weakest_join_of_a_group_is_known() {
        let found = groups(5, &pairs(&[(0, 2, 0.9), (1, 3, 0.8), (0, 1, 0.7), (0, 3, 0.6), (2, 3, 0.6)]), 0.2);
        assert_eq!(found.leaders, [0, 0, 0, 0, 4]);
        let weakest = &found.weakest[&0];
        assert_eq!(weakest.part, [1, 3]);
        assert!(weakest.likeness > 0.3 && weakest.likeness < 0.5, "{}", weakest.likeness);
        assert_eq!(found.weakest.len(), 1);
    }

    /// The same method as its definition reads.
    fn naive(count: usize, pairs: &[AlikePair], least: f64) -> Vec<u32> {
        let mut groups: Vec<Vec<u32>> = (0..count as u32).map(|at| vec![at]).collect();
        let likeness = |a: &[u32], b: &[u32]| {
            let is_between = |pair: &&AlikePair| {
                (a.contains(&pair.first) && b.contains(&pair.second))
                    || (b.contains(&pair.first) && a.contains(&pair.second))
            };
            let sum: f64 = pairs.iter().filter(is_between).map(|pair| f64::from(pair.likeness)).sum();
            sum / ((a.len() * b.len()) as f64).powf(SIZE_POWER)
        };
        loop {
            let mut best: Option<(f64, usize, usize)> = None;
            for a in 0..groups.len() {
                for b in a + 1..groups.len() {
                    let found = likeness(&groups[a], &groups[b]);
                    if found >= least && best.is_none_or(|(likeness, _, _)| found > likeness) {
                        best = Some((found, a, b));
                    }
                }
            }
            let Some((_, a, b)) = best else { break };
            let joined = groups.remove(b);
            groups[a].extend(joined);
            groups.iter_mut().for_each(|group| group.sort_unstable());
            groups.sort();
        }
        let mut leaders = vec![0; count];
        for group in groups {
            for at in &group {
                leaders[*at as usize] = group[0];
            }
        }
        leaders
    }

    // Sums of these fractions are exact, in whatever order they are added.
    proptest! {
        #[test]
        fn groups_are_those_of_the_definition(
            likenesses in prop::collection::btree_map((0u32..12, 0u32..12), 1u32..1000, 0..40),
        ) {
            let pairs: Vec<AlikePair> = likenesses
                .into_iter()
                .filter(|((first, second), _)| first < second)
                .map(|((first, second), likeness)| AlikePair { first, second, likeness: likeness as f32 / 1024.0 })
                .collect();
            prop_assert_eq!(groups(12, &pairs, 0.2).leaders, naive(12, &pairs, 0.2));
        }
    }
}
