//! The order of a module's functions: those that are alike are next to each other.
//!
//! Most functions of a page are instances of a few generic ones, and the hosts' compression finds only what is repeated
//! within 32 kB.

use std::collections::{HashMap, VecDeque};

/// The length of the runs of bytes by which functions are compared.
const RUN: usize = 5;

/// Runs that are in more functions than this do not make them alike.
const MAX_OWNERS: usize = 200;

/// The bytes within which a function's like may be: the window of the compression, with some room for its own needs.
const WINDOW: usize = 30_000;

/// Added to a function's length when its likeness is divided by it, so that tiny functions do not always come first.
const MIN_WEIGHT: usize = 20;

/// An order of functions, given their bodies: it begins with the longest; then comes, again and again, the one that
/// shares most runs of bytes with those in the window before it, for its length.
pub fn by_likeness(bodies: &[&[u8]]) -> Vec<usize> {
    let runs: Vec<Vec<&[u8]>> = bodies.iter().map(|body| distinct(body.windows(RUN))).collect();
    let mut owners: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, runs) in runs.iter().enumerate() {
        runs.iter().for_each(|run| owners.entry(run).or_default().push(function));
    }
    owners.retain(|_, owners| (2..=MAX_OWNERS).contains(&owners.len()));
    // The functions that share a run with a function, once for each such run.
    let relatives = |function: usize| runs[function].iter().filter_map(|run| owners.get(run)).flatten().copied();

    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut likeness = vec![0_usize; bodies.len()];
    let (mut window, mut width) = (VecDeque::new(), 0);
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = left.iter().copied().max_by_key(|&function| bodies[function].len());
    while let Some(function) = next {
        left.retain(|&other| other != function);
        order.push(function);
        relatives(function).for_each(|other| likeness[other] += 1);
        window.push_back(function);
        width += bodies[function].len();
        while width > WINDOW
            && let Some(oldest) = window.pop_front()
        {
            relatives(oldest).for_each(|other| likeness[other] -= 1);
            width -= bodies[oldest].len();
        }
        // Fractions are compared by their cross products: no rounding, one order on every machine.
        next = left.iter().copied().reduce(|best, other| {
            let weight = |function: usize| bodies[function].len() + MIN_WEIGHT;
            if likeness[other] * weight(best) > likeness[best] * weight(other) { other } else { best }
        });
    }
    order
}

fn distinct<'a>(runs: impl Iterator<Item = &'a [u8]>) -> Vec<&'a [u8]> {
    let mut runs: Vec<&[u8]> = runs.collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

#[cfg(test)]
mod tests {
    use super::by_likeness;

    #[test]
    fn functions_follow_those_that_they_are_like() {
        let bodies: [&[u8]; 5] =
            [b"one generic function, first", b"unlike others", b"one generic function, 2", b"", b"unlike, other"];
        assert_eq!(by_likeness(&bodies), [0, 2, 1, 4, 3]);
        assert!(by_likeness(&[]).is_empty());
    }
}
