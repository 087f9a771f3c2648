//! Samples that anyone can draw again.
//!
//! Every article has a key, made of the seed and its id alone, and a sample takes the articles with the smallest keys. So
//! the same seed gives the same sample on every machine, whatever the order of the articles; and in a selection with some
//! articles more or less, the others keep their keys.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::model::{Day, PartialDate};
use crate::wire::record::words;
use crate::wire::sort::{ranking, sort_by};
use crate::wire::{HASH_START, hash_bytes};

words! {
    /// How a sample is drawn.
    #[derive(Default)]
    pub enum SampleDesign {
        /// Every article has the same chance.
        #[default]
        Random = "random",
        /// From each outlet, in proportion to its articles.
        Outlet = "outlet",
        /// From each year, in proportion to its articles.
        Year = "year",
        /// From each month, in proportion to its articles.
        Month = "month",
        /// Constructed weeks: for each week one Monday, one Tuesday and so on, drawn from all days that have articles, with
        /// all their articles (Stempel 1952; Riffe, Aust and Lacy 1993).
        Weeks = "weeks",
    }
}

/// An article from which a sample is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleUnit {
    /// The article's id.
    pub id: String,
    /// Its date.
    pub date: Option<PartialDate>,
    /// Its outlet's id.
    pub outlet: Option<String>,
}

/// A part of the selection from which a sample was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// The outlet's id, the year, the month or the day; empty if unknown or if the selection was not divided.
    pub name: String,
    /// The number of articles.
    pub size: usize,
    /// The number of articles drawn.
    pub drawn: usize,
}

/// A sample.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// The drawn articles, as indices of the units, in their order.
    pub units: Vec<usize>,
    /// The strata by name; of constructed weeks, the drawn days.
    pub strata: Vec<Stratum>,
    /// The number of units that could not be drawn, because the day of their publication is not known.
    pub n_without_day: usize,
}

/// The key by which an article is drawn: the hash FNV-1a (64 bits) of the seed, a colon and the id, mixed by the last steps
/// of SplitMix64 (Steele, Lea and Flood 2014).
pub fn draw_key(seed: u32, text: &str) -> u64 {
    let hash = hash_bytes(hash_bytes(HASH_START, format!("{seed}:").as_bytes()), text.as_bytes());
    let mixed = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Draws a sample of this many articles, or of this many constructed weeks.
pub fn draw(units: &[SampleUnit], design: SampleDesign, size: usize, seed: u32) -> Sample {
    match design {
        SampleDesign::Weeks => constructed_weeks(units, size, seed),
        _ => stratified(units, design, size, seed),
    }
}

fn stratified(units: &[SampleUnit], design: SampleDesign, size: usize, seed: u32) -> Sample {
    let mut strata: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (at, unit) in units.iter().enumerate() {
        let day = unit.date.map(|date| (date.first_day(), date));
        let name = match design {
            SampleDesign::Outlet => unit.outlet.clone().unwrap_or_default(),
            SampleDesign::Year => day.map(|(day, _)| day.year().to_string()).unwrap_or_default(),
            // A year alone is no month.
            SampleDesign::Month => match day {
                Some((_, date @ PartialDate::Year(_))) => date.to_string(),
                Some((day, _)) => day.month().to_string(),
                None => String::new(),
            },
            SampleDesign::Random | SampleDesign::Weeks => String::new(),
        };
        strata.entry(name).or_default().push(at as u32);
    }
    let sizes: Vec<usize> = strata.values().map(Vec::len).collect();
    let shares = shares(&sizes, size);
    let mut sample = Sample::default();
    for ((name, members), drawn) in strata.into_iter().zip(shares) {
        sample.strata.push(Stratum { name, size: members.len(), drawn });
        let keys: Vec<u64> = members.iter().map(|at| key_of(units, *at, seed)).collect();
        let order = ranking(members.len(), &mut |a, b| by_key(&keys, a, b));
        let chosen = order.into_iter().take(drawn).filter_map(|place| members.get(place as usize));
        sample.units.extend(chosen.map(|at| *at as usize));
    }
    sample.units.sort_unstable();
    sample
}

fn key_of(units: &[SampleUnit], at: u32, seed: u32) -> u64 {
    units.get(at as usize).map_or(0, |unit| draw_key(seed, &unit.id))
}

fn by_key(keys: &[u64], a: u32, b: u32) -> Ordering {
    keys.get(a as usize).cmp(&keys.get(b as usize))
}

/// How many of `wanted` articles each stratum gives, in proportion to its size, by the largest remainders (Hamilton). Of
/// equal remainders the earlier stratum comes first.
fn shares(sizes: &[usize], wanted: usize) -> Vec<usize> {
    let total: usize = sizes.iter().sum();
    let wanted = wanted.min(total);
    if total == 0 {
        return vec![0; sizes.len()];
    }
    let exact = |size: usize| size as u64 * wanted as u64;
    let mut shares: Vec<usize> = sizes.iter().map(|size| (exact(*size) / total as u64) as usize).collect();
    let left = wanted - shares.iter().sum::<usize>();
    let remainder = |at: u32| sizes.get(at as usize).map_or(0, |size| exact(*size) % total as u64);
    for at in ranking(sizes.len(), &mut |a, b| remainder(b).cmp(&remainder(a))).into_iter().take(left) {
        if let Some(share) = shares.get_mut(at as usize) {
            *share += 1;
        }
    }
    shares
}

fn constructed_weeks(units: &[SampleUnit], weeks: usize, seed: u32) -> Sample {
    let mut days: BTreeMap<Day, Vec<usize>> = BTreeMap::new();
    let mut sample = Sample::default();
    for (at, unit) in units.iter().enumerate() {
        match unit.date {
            Some(PartialDate::Day(day)) => days.entry(day).or_default().push(at),
            _ => sample.n_without_day += 1,
        }
    }
    // The epoch was a Thursday; which weekday is called the first does not matter.
    let weekday = |day: Day| day.days_since_epoch().rem_euclid(7);
    for wanted in 0..7 {
        let mut those: Vec<(u64, Day)> = days
            .keys()
            .filter(|day| weekday(**day) == wanted)
            .map(|day| (draw_key(seed, &day.to_string()), *day))
            .collect();
        sort_by(&mut those, |a, b| a.cmp(b));
        for (_, day) in those.into_iter().take(weeks) {
            let members = days.get(&day).cloned().unwrap_or_default();
            sample.strata.push(Stratum { name: day.to_string(), size: members.len(), drawn: members.len() });
            sample.units.extend(members);
        }
    }
    sort_by(&mut sample.strata, |a, b| a.name.cmp(&b.name));
    sample.units.sort_unstable();
    sample
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn unit(id: usize, date: &str, outlet: &str) -> SampleUnit {
        SampleUnit {
            id: format!("a{id}"),
            date: date.parse().ok(),
            outlet: (!outlet.is_empty()).then(|| outlet.to_owned()),
        }
    }

    fn ids(units: &[SampleUnit], sample: &Sample) -> BTreeSet<String> {
        sample.units.iter().map(|at| units[*at].id.clone()).collect()
    }

    #[test]
    fn keys_stay_the_same_for_ever() {
        // Computed by a few lines of Python from the documented definition.
        assert_eq!(draw_key(1, "a"), 5_127_504_449_379_245_899);
        assert_eq!(draw_key(42, "gH5hDF8b"), 12_903_111_158_302_658_048);
    }

    #[test]
    fn the_same_seed_draws_the_same_articles_whatever_their_order() {
        let units: Vec<SampleUnit> = (0..500).map(|id| unit(id, "2025-01-01", "")).collect();
        let reversed: Vec<SampleUnit> = units.iter().rev().cloned().collect();
        let sample = draw(&units, SampleDesign::Random, 50, 7);
        assert_eq!(sample.units.len(), 50);
        assert_eq!(ids(&units, &sample), ids(&reversed, &draw(&reversed, SampleDesign::Random, 50, 7)));
        assert_ne!(sample, draw(&units, SampleDesign::Random, 50, 8));
        let larger = draw(&units, SampleDesign::Random, 60, 7);
        assert!(ids(&units, &larger).is_superset(&ids(&units, &sample)), "a larger sample contains the smaller one");
    }

    #[test]
    fn strata_give_in_proportion() {
        let mut units: Vec<SampleUnit> = (0..60).map(|id| unit(id, "2024-03-05", "alder-post")).collect();
        units.extend((60..90).map(|id| unit(id, "2025-03-05", "birch-times")));
        units.extend((90..100).map(|id| unit(id, "", "")));
        let told = |design| -> Vec<(String, usize, usize)> {
            let strata = draw(&units, design, 10, 1).strata;
            strata.into_iter().map(|stratum| (stratum.name, stratum.size, stratum.drawn)).collect()
        };
        let named = |name: &str, size, drawn| (name.to_owned(), size, drawn);
        assert_eq!(
            told(SampleDesign::Outlet),
            [named("", 10, 1), named("alder-post", 60, 6), named("birch-times", 30, 3)]
        );
        assert_eq!(told(SampleDesign::Year), [named("", 10, 1), named("2024", 60, 6), named("2025", 30, 3)]);
        assert_eq!(told(SampleDesign::Month)[1], named("2024-03", 60, 6));
        assert_eq!(told(SampleDesign::Random), [named("", 100, 10)]);
    }

    #[test]
    fn a_constructed_week_has_one_day_of_each_name_with_all_its_articles() {
        let first: Day = "2025-03-03".parse().unwrap();
        let mut units: Vec<SampleUnit> =
            (0..140).map(|n| unit(n, &first.plus_days(n as i32 / 2).unwrap().to_string(), "alder-post")).collect();
        units.push(unit(140, "2025-03", ""));
        units.push(unit(141, "", ""));
        let sample = draw(&units, SampleDesign::Weeks, 2, 3);
        assert_eq!((sample.strata.len(), sample.units.len(), sample.n_without_day), (14, 28, 2));
        let mut weekdays: Vec<i32> = sample
            .strata
            .iter()
            .map(|stratum| stratum.name.parse::<Day>().unwrap().days_since_epoch().rem_euclid(7))
            .collect();
        weekdays.sort_unstable();
        assert_eq!(weekdays, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]);
        assert!(sample.strata.is_sorted_by(|a, b| a.name < b.name));
    }

    #[test]
    fn every_article_has_the_same_chance() {
        let units: Vec<SampleUnit> = (0..20).map(|id| unit(id, "2025-01-01", "")).collect();
        let mut drawn = vec![0; units.len()];
        for seed in 0..2_000 {
            draw(&units, SampleDesign::Random, 5, seed).units.into_iter().for_each(|at| drawn[at] += 1);
        }
        // 500 are expected, with a standard deviation of 19.4.
        assert!(drawn.iter().all(|count| (410..590).contains(count)), "{drawn:?}");
    }

    proptest! {
        #[test]
        fn shares_add_up_and_no_stratum_gives_more_than_it_has(sizes in prop::collection::vec(0usize..50, 0..12), wanted in 0usize..400) {
            let shares = shares(&sizes, wanted);
            prop_assert_eq!(shares.iter().sum::<usize>(), wanted.min(sizes.iter().sum()));
            prop_assert!(shares.iter().zip(&sizes).all(|(share, size)| share <= size));
        }
    }
}
