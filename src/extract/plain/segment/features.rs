//! The features of blocks, by themselves and among their neighbours, as categories.

use std::borrow::Cow;
use std::collections::HashMap;

use super::vocabulary;
use crate::extract::date_expression;
use crate::extract::furniture::{self, Extent, Furniture};
use crate::extract::plain::shape;
use crate::model::RemovedKind;

/// The groups of features with the number of categories of each; a block has one category per group.
const GROUPS: &[(&str, u16)] = &[
    ("length", 9),
    ("length before", 10),
    ("length after", 10),
    ("ending", 7),
    ("ending by length", 12),
    ("sentences", 4),
    ("capitals", 7),
    ("capitals by length", 21),
    ("furniture", 28),
    ("long furniture", 28),
    ("furniture before", 10),
    ("furniture after", 10),
    ("quotes", 3),
    ("commas", 4),
    ("digits", 4),
    ("opening", 6),
    ("repeated", 4),
    ("title", 2),
    ("since title", 8),
    ("shared before", 18),
    ("shared after", 18),
    ("shared by next", 6),
    ("shared with title", 4),
    ("prose around", 6),
    ("prose left", 6),
    ("densest run", 3),
    ("short run before", 6),
    ("short run after", 6),
    ("time", 5),
    ("marks", 4),
    ("small words", 5),
    ("first blocks", 4),
];

/// The number of features of all groups.
pub(super) const N_FEATURES: usize = {
    let mut n = 0;
    let mut at = 0;
    while at < GROUPS.len() {
        n += GROUPS[at].1 as usize;
        at += 1;
    }
    n
};

/// The index of the feature with this `group category`.
pub(super) fn index_of(name: &str) -> Option<usize> {
    let (group, category) = name.rsplit_once(' ')?;
    let category: u16 = category.parse().ok()?;
    let mut first = 0;
    for (known, n) in GROUPS {
        if *known == group {
            return (category < *n).then_some(usize::from(first + category));
        }
        first += n;
    }
    None
}

/// The name of a feature.
#[cfg(test)]
pub(super) fn name_of(index: usize) -> String {
    let mut first = 0;
    for (group, n) in GROUPS {
        let n = usize::from(*n);
        if index < first + n {
            return format!("{group} {}", index - first);
        }
        first += n;
    }
    String::new()
}

/// The measurements of a block.
struct Measure<'t> {
    text: &'t str,
    weight: usize,
    prose: bool,
    furniture: Option<Furniture>,
    bucket: u16,
    folded: String,
}

/// The features that hold of each block.
pub(super) fn of_blocks(blocks: &[Cow<'_, str>]) -> Vec<Vec<u16>> {
    let measures: Vec<Measure<'_>> = blocks.iter().map(|block| measure(block)).collect();
    let words = vocabulary::content_words(blocks.iter().map(Cow::as_ref));
    let prose: Vec<bool> = measures.iter().map(|measure| measure.prose).collect();
    let shares = vocabulary::shares(&words, &prose);
    let repeated = repetitions(&measures);
    let titles = titles(&measures);
    let (run_start, run_end) = densest_run(&measures);
    let total: usize = measures.iter().filter(|measure| measure.prose).map(|measure| measure.weight).sum();
    let title_words = words.first();
    let mut passed = 0;
    let mut since_title: Option<usize> = None;
    let mut all = Vec::with_capacity(blocks.len());
    for (at, measure) in measures.iter().enumerate() {
        let mut row = FeatureRow { features: Vec::with_capacity(GROUPS.len()), first: 0, group: 0 };
        let own = measure.bucket;
        let neighbour = |at: Option<usize>| at.and_then(|at| measures.get(at));
        let (before, after) = (neighbour(at.checked_sub(1)), neighbour(Some(at + 1)));
        let length = |measure: Option<&Measure<'_>>| measure.map_or(9, |measure| measure.bucket);
        let size = if measure.weight < 70 {
            0
        } else if measure.weight < 160 {
            1
        } else {
            2
        };
        let ending = ending(measure.text);
        row.add(own);
        row.add(length(before));
        row.add(length(after));
        row.add(ending);
        row.add(ending.min(3) + 4 * size);
        row.add(shape::sentence_ends(measure.text).min(3) as u16);
        let capitals = capitals(measure.text);
        row.add(capitals);
        row.add(capitals + 7 * size);
        row.add(if measure.weight < 160 { furniture_category(measure.furniture) } else { 0 });
        row.add(if measure.weight >= 160 { furniture_category(measure.furniture) } else { 0 });
        row.add(before.map_or(0, furniture_kind));
        row.add(after.map_or(0, furniture_kind));
        row.add(quotes(measure.text));
        row.add(measure.text.matches([',', '、', '，', '،']).count().min(3) as u16);
        row.add(digits(measure.text));
        row.add(opening(measure.text));
        row.add(repeated[at]);
        row.add(u16::from(titles[at]));
        if titles[at] {
            since_title = Some(0);
        }
        row.add(since_title.map_or(7, |n| ladder(n, &[0, 1, 3, 6, 12, 30])));
        since_title = since_title.map(|n| n + 1);
        row.add(share(shares[at][0]) + 6 * size);
        row.add(share(shares[at][1]) + 6 * size);
        let next: Vec<f32> = (at + 1..measures.len().min(at + 12))
            .filter(|next| measures[*next].prose)
            .filter_map(|next| shares[next][0])
            .take(3)
            .collect();
        row.add(share((!next.is_empty()).then(|| next.iter().sum::<f32>() / next.len() as f32)));
        let with_title = title_words.filter(|title| at > 0 && !title.is_empty() && !words[at].is_empty());
        row.add(with_title.map_or(0, |title| 1 + words[at].intersection(title).count().min(2) as u16));
        let around = (at.saturating_sub(3)..measures.len().min(at + 4)).filter(|other| *other != at);
        row.add(around.filter(|other| measures[*other].prose).count().min(5) as u16);
        let left = (total - passed) as f32 / total.max(1) as f32;
        row.add(if passed == total { 0 } else { 1 + ladder_of(left, &[0.1, 0.3, 0.6, 0.9]) });
        passed += if measure.prose { measure.weight } else { 0 };
        row.add(if at < run_start {
            0
        } else if at < run_end {
            1
        } else {
            2
        });
        row.add(run_of_short(measures[..at].iter().rev()));
        row.add(run_of_short(measures.get(at + 1..).unwrap_or_default().iter()));
        row.add(time(measure));
        row.add(marks(measure.text));
        row.add(small_words(measure.text));
        row.add((at as u16).min(3));
        all.push(row.features);
    }
    all
}

/// Collects one category per group, in the order of [`GROUPS`].
struct FeatureRow {
    features: Vec<u16>,
    first: u16,
    group: usize,
}

impl FeatureRow {
    fn add(&mut self, category: u16) {
        let n = GROUPS.get(self.group).map_or(1, |(_, n)| *n);
        self.features.push(self.first + category.min(n - 1));
        self.first += n;
        self.group += 1;
    }
}

fn measure(text: &str) -> Measure<'_> {
    let weight = shape::weight(text);
    let furniture = furniture::classify(text);
    let whole = furniture.is_some_and(|found| found.extent == Extent::Whole);
    let bucket = ladder(weight, &[12, 25, 45, 70, 100, 160, 280, 500]);
    let folded = text.chars().filter(|c| c.is_alphanumeric()).take(120).flat_map(char::to_lowercase).collect();
    Measure { text, weight, prose: weight >= 80 && shape::ends_sentence(text) && !whole, furniture, bucket, folded }
}

/// The number of steps that the value exceeds.
fn ladder(value: usize, steps: &[usize]) -> u16 {
    steps.iter().filter(|step| value > **step).count() as u16
}

fn ladder_of(value: f32, steps: &[f32]) -> u16 {
    steps.iter().filter(|step| value > **step).count() as u16
}

fn ending(text: &str) -> u16 {
    if shape::trails_off(text) {
        return 1;
    }
    if shape::ends_sentence(text) {
        return 0;
    }
    match text.chars().next_back() {
        Some(':' | '：') => 2,
        Some(c) if c.is_alphabetic() => 3,
        Some(',' | ';' | '，') => 4,
        Some(c) if c.is_numeric() => 5,
        _ => 6,
    }
}

fn capitals(text: &str) -> u16 {
    let all = text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    match shape::capital_share(text) {
        // In scripts without capitals, such as Arabic and Devanagari, capitals say as little as in running text in
        // Latin script.
        None if shape::is_in_spaced_script_without_case(text) => 1 + u16::from(!shape::ends_sentence(text)),
        None => 0,
        Some(_) if all => 6,
        Some(share) => 1 + ladder_of(share, &[0.2, 0.4, 0.6, 0.8]),
    }
}

fn furniture_category(found: Option<Furniture>) -> u16 {
    found.map_or(0, |found| 1 + 3 * kind_number(found.kind) + found.extent as u16)
}

fn furniture_kind(measure: &Measure<'_>) -> u16 {
    let counts = measure.furniture.filter(|found| found.extent != Extent::Within && measure.weight < 160);
    counts.map_or(0, |found| 1 + kind_number(found.kind))
}

fn kind_number(kind: RemovedKind) -> u16 {
    match kind {
        RemovedKind::Header => 0,
        RemovedKind::Related => 1,
        RemovedKind::Promotion => 2,
        RemovedKind::Caption => 3,
        RemovedKind::Embed => 4,
        RemovedKind::CommentForm => 5,
        RemovedKind::Navigation => 6,
        RemovedKind::Share => 7,
        RemovedKind::Legal | RemovedKind::Duplicate | RemovedKind::Other => 8,
    }
}

fn quotes(text: &str) -> u16 {
    const MARKS: &[char] = &['"', '“', '”', '„', '«', '»', '「', '」'];
    if text.starts_with(MARKS) { 2 } else { u16::from(text.contains(MARKS)) }
}

fn digits(text: &str) -> u16 {
    let all = text.chars().filter(|c| c.is_alphanumeric()).count().max(1);
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    if digits == 0 { 0 } else { 1 + ladder_of(digits as f32 / all as f32, &[0.1, 0.3]) }
}

fn opening(text: &str) -> u16 {
    match text.chars().next() {
        Some(c) if c.is_uppercase() => 0,
        Some(c) if c.is_lowercase() => 1,
        Some(c) if c.is_numeric() => 2,
        Some(c) if shape::is_spaced_without_case(c) => 0,
        Some(c) if c.is_alphabetic() => 3,
        Some('"' | '“' | '„' | '«' | '–' | '—' | '-' | '\'' | '‘') => 4,
        _ => 5,
    }
}

/// Whether the same words occur earlier, later, or both.
fn repetitions(measures: &[Measure<'_>]) -> Vec<u16> {
    let mut places: HashMap<&str, (usize, usize)> = HashMap::new();
    for (at, measure) in measures.iter().enumerate() {
        places.entry(&measure.folded).or_insert((at, at)).1 = at;
    }
    let of = |(at, measure): (usize, &Measure<'_>)| {
        places
            .get(measure.folded.as_str())
            .map_or(0, |(first, last)| u16::from(*first < at) + 2 * u16::from(*last > at))
    };
    measures.iter().enumerate().map(of).collect()
}

/// Whether each block contains the beginning of the first one, which is a page's own title.
fn titles(measures: &[Measure<'_>]) -> Vec<bool> {
    let first = measures.first().map(|measure| measure.folded.as_str()).unwrap_or_default();
    let is_title = |(at, measure): (usize, &Measure<'_>)| {
        at > 0
            && measure.folded.len() >= 12
            && (first.starts_with(&measure.folded) || measure.folded.starts_with(first) && first.len() >= 12)
    };
    measures.iter().enumerate().map(is_title).collect()
}

fn share(share: Option<f32>) -> u16 {
    share.map_or(0, |share| 1 + ladder_of(share, &[0.05, 0.15, 0.3, 0.5]))
}

/// The run of blocks with the most prose relative to furniture (after Pasternack and Roth, 2009).
fn densest_run(measures: &[Measure<'_>]) -> (usize, usize) {
    let (mut best, mut found) = (0.0, (0, 0));
    let (mut sum, mut start) = (0.0, 0);
    for (at, measure) in measures.iter().enumerate() {
        let gain = if measure.prose { measure.weight as f32 } else { -60.0 };
        if sum <= 0.0 {
            (sum, start) = (0.0, at);
        }
        sum += gain;
        if sum > best {
            (best, found) = (sum, (start, at + 1));
        }
    }
    found
}

fn run_of_short<'m, 't: 'm>(measures: impl Iterator<Item = &'m Measure<'t>>) -> u16 {
    let n = measures.take(25).take_while(|measure| measure.weight < 70).count();
    ladder(n, &[0, 1, 2, 5, 10])
}

fn time(measure: &Measure<'_>) -> u16 {
    if measure.weight > 100 || !measure.text.chars().any(char::is_numeric) {
        return 0;
    }
    let folded = measure.text.to_lowercase();
    let ago = [
        " ago",
        "vor ",
        "il y a",
        "hace ",
        " fa",
        "тому",
        "назад",
        "geleden",
        " sedan",
        " siden",
        "temu",
        "önce",
        "há ",
    ];
    if ago.iter().any(|word| folded.contains(word)) {
        return 1;
    }
    match date_expression::find(measure.text, None).first() {
        Some(date) if date.span.len() * 2 > measure.text.len() => 2,
        Some(_) => 3,
        None if measure.text.contains(':') => 4,
        None => 0,
    }
}

fn marks(text: &str) -> u16 {
    if text.contains("://") || text.contains("www.") || text.contains('@') {
        1
    } else if text.contains(['|', '›', '»', '→', '▸', '•', '/']) && text.chars().count() < 120 {
        2
    } else if text.contains('(') {
        3
    } else {
        0
    }
}

/// The share of lower-case words among those of at most three letters: articles, prepositions, conjunctions.
fn small_words(text: &str) -> u16 {
    let (mut all, mut small) = (0_u32, 0_u32);
    for word in text.split_whitespace() {
        all += 1;
        let is_small = |c: char| c.is_lowercase() || shape::is_spaced_without_case(c);
        small += u32::from(word.chars().count() <= 3 && word.chars().all(is_small));
    }
    if all < 4 { 0 } else { 1 + ladder_of(small as f32 / all as f32, &[0.1, 0.25, 0.4]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_has_one_category() {
        let blocks =
            ["Harbour closed", "The harbour of Oldport was closed on Friday.", "3 hours ago", "港は閉鎖された。"];
        let blocks: Vec<_> = blocks.into_iter().map(Cow::Borrowed).collect();
        for row in of_blocks(&blocks) {
            assert_eq!(row.len(), GROUPS.len());
            let mut first = 0;
            for (feature, (group, n)) in row.iter().zip(GROUPS) {
                assert!((first..first + n).contains(feature), "{group}");
                first += n;
            }
        }
    }

    #[test]
    fn names_and_places_agree() {
        for index in 0..N_FEATURES {
            assert_eq!(index_of(&name_of(index)), Some(index));
        }
        assert_eq!(index_of("length 9"), None);
        assert_eq!(index_of("nonsense 1"), None);
    }
}
