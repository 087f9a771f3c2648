//! Names that are written nearly like another: by the groups of three letters that they share.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::text::folded;
use crate::wire::sort::sort_by_key;

/// The number of letters in a group.
const GROUP: usize = 3;

/// The share of groups, by Dice's coefficient, that names must have in common to be near.
const MIN_LIKENESS: f64 = 0.5;

/// A group that more names have says little, and is not looked up.
const MAX_SHARING: usize = 4_000;

/// Names by their groups of letters.
#[derive(Debug, Default)]
pub struct NearNames {
    by_group: FxHashMap<[char; GROUP], Vec<u32>>,
    n_groups: Vec<u32>,
}

impl NearNames {
    /// Adds a name; names are numbered as they come.
    pub fn push(&mut self, name: &str) {
        let number = self.n_groups.len() as u32;
        let groups = groups(name);
        self.n_groups.push(groups.len() as u32);
        for group in groups {
            self.by_group.entry(group).or_default().push(number);
        }
    }

    /// The numbers of the names that are written most like a text, the nearest first; at most `most`. Of equally near ones
    /// the first comes first.
    pub fn near(&self, text: &str, most: usize) -> Vec<usize> {
        let wanted = groups(text);
        let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
        for group in &wanted {
            let names = self.by_group.get(group).filter(|names| names.len() <= MAX_SHARING);
            for name in names.into_iter().flatten() {
                *shared.entry(*name).or_default() += 1;
            }
        }
        let likeness = |(name, shared): (u32, u32)| {
            let all = self.n_groups.get(name as usize).copied().unwrap_or_default() as usize + wanted.len();
            (2.0 * f64::from(shared) / all.max(1) as f64, name)
        };
        let mut near: Vec<(f64, u32)> =
            shared.into_iter().map(likeness).filter(|(likeness, _)| *likeness >= MIN_LIKENESS).collect();
        sort_by_key(&mut near, |(likeness, name)| (Reverse((likeness * 1e6) as u64), *name));
        near.into_iter().take(most).map(|(_, name)| name as usize).collect()
    }
}

/// The different groups of letters of a name. The words are in one order, so that `Ortiz, Ana` is near `Ana Ortiz`; a space
/// at their ends makes their beginnings count.
fn groups(name: &str) -> Vec<[char; GROUP]> {
    let folded = folded(name);
    let mut groups = Vec::new();
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let letters: Vec<char> = [' '].into_iter().chain(word.chars()).chain([' ']).collect();
        groups.extend(letters.windows(GROUP).filter_map(|group| <[char; GROUP]>::try_from(group).ok()));
    }
    groups.sort_unstable();
    groups.dedup();
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(text: &str) -> Vec<&'static str> {
        const NAMES: [&str; 7] = [
            "Robert Mueller",
            "Ana Ortiz",
            "Volodymyr Zelenskyy",
            "Ministry of Ports",
            "Ministry of Sports",
            "Roberta Miller",
            "김정은",
        ];
        let mut names = NearNames::default();
        NAMES.iter().for_each(|name| names.push(name));
        names.near(text, 3).into_iter().map(|at| NAMES[at]).collect()
    }

    #[test]
    fn misspelt_and_turned_names_are_near() {
        assert_eq!(near("Robert Muller")[0], "Robert Mueller");
        assert_eq!(near("ortiz, ana"), ["Ana Ortiz"]);
        assert_eq!(near("Zelensky Volodymyr"), ["Volodymyr Zelenskyy"]);
        assert_eq!(near("Minister of Ports"), ["Ministry of Ports", "Ministry of Sports"]);
        assert_eq!(near("김정은"), ["김정은"]);
    }

    #[test]
    fn others_are_not() {
        assert_eq!(near("Grace Hopper"), Vec::<&str>::new());
        assert_eq!(near(""), Vec::<&str>::new());
        assert_eq!(NearNames::default().near("Ana", 3), Vec::<usize>::new());
    }
}
