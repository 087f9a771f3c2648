//! The same quote in several articles.

use std::collections::{BTreeMap, BTreeSet};

use super::attributed_quote::{AttributedQuote, Speaker};
use super::words::words;
use crate::model::PartialDate;
use crate::wire::sort::sort_by;

/// The number of consecutive words that form a shingle.
const SHINGLE: usize = 3;

/// The minimum length, in words, of quotes that are compared by shingles. Shorter ones are the same only if they are
/// equal and have the same speaker: two words say little.
const MIN_WORDS: usize = 5;

/// The share of the shorter quote's shingles that the longer one must contain, in percent.
const CONTAINED: usize = 60;

/// The maximum number of quotes that share a shingle; a more frequent one says nothing.
const COMMON: usize = 40;

/// One wording of a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The words, as one article has them.
    pub text: String,
    /// The articles with this wording, earliest first, undated last.
    pub told: Vec<AttributedQuote>,
}

/// A quote in all its wordings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteGroup {
    /// The wordings: most frequent first, then longest.
    pub variants: Vec<Variant>,
    /// The speaker that most articles name.
    pub speaker: Option<Speaker>,
    /// The earliest date of an article with the quote.
    pub first: Option<PartialDate>,
    /// The number of articles with the quote.
    pub n_articles: usize,
    /// The number of outlets with the quote; all unknown outlets count as one.
    pub n_outlets: usize,
}

impl QuoteGroup {
    /// All articles with the quote, wording by wording.
    pub fn quotes(&self) -> impl Iterator<Item = &AttributedQuote> {
        self.variants.iter().flat_map(|variant| &variant.told)
    }

    /// The earliest article with the quote; `None` if no article has a date.
    pub fn first_quote(&self) -> Option<&AttributedQuote> {
        self.quotes().filter(|told| told.date.is_some()).min_by_key(|told| told.date.map(PartialDate::first_day))
    }
}

/// DisjointSets quotes by what they say: those in most outlets first, then in most articles, then the latest.
///
/// Two wordings are one quote if the longer one contains most word triples of the shorter one (containment of shingles:
/// A. Broder, *On the resemblance and containment of documents*, 1997).
pub fn group(quotes: Vec<AttributedQuote>) -> Vec<QuoteGroup> {
    let mut wordings: BTreeMap<(Vec<String>, Option<String>), Vec<AttributedQuote>> = BTreeMap::new();
    for told in quotes {
        let words = words(&told.text);
        let speaker = told.speaker.as_ref().filter(|_| words.len() < MIN_WORDS).map(|speaker| speaker.id.clone());
        wordings.entry((words, speaker)).or_default().push(told);
    }
    let mut shingles: Vec<BTreeSet<&[String]>> = Vec::with_capacity(wordings.len());
    for (words, _) in wordings.keys() {
        let long = words.len() >= MIN_WORDS;
        shingles.push(if long { words.windows(SHINGLE).collect() } else { BTreeSet::new() });
    }
    let mut places: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (at, shingles) in shingles.iter().enumerate() {
        for shingle in shingles {
            places.entry(shingle).or_default().push(at);
        }
    }
    let mut groups = DisjointSets::new(wordings.len());
    for (at, own) in shingles.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for places in own.iter().filter_map(|shingle| places.get(shingle)).filter(|places| places.len() <= COMMON) {
            for other in places.iter().filter(|other| **other < at) {
                *shared.entry(*other).or_default() += 1;
            }
        }
        for (other, n_shared) in shared {
            let shorter = own.len().min(shingles.get(other).map_or(0, BTreeSet::len));
            if n_shared * 100 >= shorter * CONTAINED {
                groups.join(at, other);
            }
        }
    }
    let mut members: BTreeMap<usize, Vec<Vec<AttributedQuote>>> = BTreeMap::new();
    for (at, told) in wordings.into_values().enumerate() {
        members.entry(groups.root(at)).or_default().push(told);
    }
    let mut groups: Vec<QuoteGroup> = members.into_values().map(quote_group).collect();
    let day = |group: &QuoteGroup| group.first.map(PartialDate::first_day);
    sort_by(&mut groups, |a, b| {
        (b.n_outlets, b.n_articles, day(b))
            .cmp(&(a.n_outlets, a.n_articles, day(a)))
            .then_with(|| a_text(a).cmp(a_text(b)))
    });
    groups
}

fn a_text(group: &QuoteGroup) -> &str {
    group.variants.first().map_or("", |variant| &variant.text)
}

fn quote_group(wordings: Vec<Vec<AttributedQuote>>) -> QuoteGroup {
    let mut variants: Vec<Variant> = wordings
        .into_iter()
        .map(|mut told| {
            told.sort_by_cached_key(|told| {
                (told.date.is_none(), told.date.map(PartialDate::first_day), told.article.clone())
            });
            let text = told.first().map(|told| told.text.clone()).unwrap_or_default();
            Variant { text, told }
        })
        .collect();
    sort_by(&mut variants, |a, b| (b.told.len(), b.text.len(), &a.text).cmp(&(a.told.len(), a.text.len(), &b.text)));
    let told = || variants.iter().flat_map(|variant| &variant.told);
    let mut speakers: BTreeMap<&Speaker, usize> = BTreeMap::new();
    for speaker in told().filter_map(|told| told.speaker.as_ref()) {
        *speakers.entry(speaker).or_default() += 1;
    }
    let speaker = speakers.into_iter().rev().max_by_key(|(_, count)| *count).map(|(speaker, _)| speaker.clone());
    let first = told().filter_map(|told| told.date).min_by_key(|date| date.first_day());
    let n_articles = told().map(|told| &told.article).collect::<BTreeSet<_>>().len();
    let n_outlets = told().map(|told| told.outlet.as_ref().map(|outlet| &outlet.id)).collect::<BTreeSet<_>>().len();
    QuoteGroup { variants, speaker, first, n_articles, n_outlets }
}

/// Disjoint sets (union-find with path halving).
struct DisjointSets(Vec<usize>);

impl DisjointSets {
    fn new(n: usize) -> DisjointSets {
        DisjointSets((0..n).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while let Some(&up) = self.0.get(at).filter(|up| **up != at) {
            let above = self.0.get(up).copied().unwrap_or(up);
            if let Some(link) = self.0.get_mut(at) {
                *link = above;
            }
            at = above;
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(link) = self.0.get_mut(a.max(b)) {
            *link = a.min(b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::attributed_quote::samples::quote;
    use super::*;

    fn texts(groups: &[QuoteGroup]) -> Vec<Vec<&str>> {
        groups.iter().map(|group| group.variants.iter().map(|variant| variant.text.as_str()).collect()).collect()
    }

    #[test]
    fn a_quote_cut_or_translated_a_little_otherwise_is_the_same() {
        let groups = group(vec![
            quote("We will never leave this land to anybody", "kim", "2025-04-02", "a"),
            quote("we will never leave this land to anybody!", "kim", "2025-04-01", "b"),
            quote("never leave this land to anybody", "kim", "2025-04-03", "c"),
            quote("The harvest was good in the southern regions", "lee", "2025-04-03", "c"),
        ]);
        assert_eq!(
            texts(&groups),
            [
                vec!["we will never leave this land to anybody!", "never leave this land to anybody"],
                vec!["The harvest was good in the southern regions"],
            ]
        );
        assert_eq!((groups[0].n_outlets, groups[0].n_articles), (3, 3));
        assert_eq!(groups[0].first_quote().and_then(|told| told.outlet.as_ref()).map(|o| o.id.as_str()), Some("b"));
        assert_eq!(groups[0].speaker.as_ref().map(|speaker| speaker.id.as_str()), Some("kim"));
    }

    #[test]
    fn a_word_or_two_of_different_speakers_stay_apart() {
        let groups = group(vec![
            quote("sacred mission", "kim", "2025-04-02", "a"),
            quote("Sacred mission", "kim", "2025-04-03", "b"),
            quote("sacred mission", "putin", "2025-04-03", "c"),
        ]);
        assert_eq!(groups.iter().map(|group| group.n_articles).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(group(Vec::new()).is_empty());
        assert_eq!(group(vec![quote("…", "", "", "a")]).len(), 1);
    }
}
