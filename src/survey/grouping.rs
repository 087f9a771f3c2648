//! The same quote in several articles.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::attributed_quote::{AttributedQuote, Speaker};
use super::words::words;
use crate::model::PartialDate;
use crate::wire::sort::sort_by;

/// The number of consecutive words that form a shingle.
const SHINGLE: usize = 3;

/// The minimum length, in words, of quotes that are compared. Shorter ones are the same only if they are equal and have the
/// same speaker: a few words say little.
const MIN_WORDS: usize = 5;

/// From this length on, in words, one quote may differ from another in single words.
const MIN_INEXACT_WORDS: usize = 7;

/// One word in so many may differ.
const WORDS_PER_CHANGE: usize = 12;

/// From this length on, in words, the same words are the same quote even if the sources name different speakers.
const MIN_SHARED_WORDS: usize = 8;

/// How many times as long as a short quote the wording may be that contains it: longer ones are digests.
const MAX_RATIO: usize = 5;

/// The number of pieces in which a wording may be cut: by an ellipsis, or by a word that differs.
const MAX_PIECES: usize = 4;

/// How many groups that share the most shingles with a wording are compared with it word by word.
const MAX_CANDIDATES: usize = 12;

/// The number of groups that may share a shingle; a more frequent one says nothing.
const MAX_SHARING: usize = 40;

/// The number of speakers who may use a shingle that still belongs to one quote, if none of them has most of its uses.
const MAX_SPEAKERS: usize = 2;

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
    /// Whom other articles name instead, by how many do; empty if the sources agree.
    pub other_speakers: Vec<Speaker>,
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

/// Groups quotes by what they say: those in most outlets first, then in most articles, then the latest.
///
/// A group is one quote with its wordings. Each wording is compared with the group's first one alone, so that no chain of
/// likeness joins different quotes, and no digest joins those that it cites. The shorter of the two must stand whole in the
/// longer one, but for an ellipsis or a word in twelve, and share a run of words that belongs to this quote: one that many
/// speakers use is everyday speech. The speakers must be equal or unknown; only the very same words, if they are many, are
/// one quote of which the sources name different speakers. Candidates are found by shared runs of three words (shingles:
/// A. Broder, *On the resemblance and containment of documents*, 1997).
pub fn group(quotes: Vec<AttributedQuote>) -> Vec<QuoteGroup> {
    let wordings = wordings(quotes);
    let speakers = SpeakersOfShingles::new(&wordings);
    let mut drafts: Vec<Draft> = Vec::new();
    // The groups whose first wording has a shingle, and those whose first wording has these very words.
    let mut by_shingle: BTreeMap<&[u32], Vec<usize>> = BTreeMap::new();
    let mut by_words: BTreeMap<&[u32], Vec<usize>> = BTreeMap::new();
    for at in in_order(&wordings) {
        let Some(wording) = wordings.get(at) else { continue };
        let same = by_words.get(wording.words.as_slice()).into_iter().flatten().copied();
        let alike = candidates(wording, &by_shingle);
        let home =
            same.chain(alike).find(|draft| drafts.get(*draft).is_some_and(|draft| draft.accepts(wording, &speakers)));
        match home.and_then(|home| drafts.get_mut(home)) {
            Some(draft) => draft.add(at, wording),
            None => {
                let draft = drafts.len();
                drafts.push(Draft { words: &wording.words, speaker: wording.speaker.as_deref(), members: vec![at] });
                by_words.entry(&wording.words).or_default().push(draft);
                if wording.words.len() >= MIN_WORDS {
                    let shingles: BTreeSet<&[u32]> = wording.words.windows(SHINGLE).collect();
                    shingles.into_iter().for_each(|shingle| by_shingle.entry(shingle).or_default().push(draft));
                }
            }
        }
    }
    let members: Vec<Vec<usize>> = drafts.into_iter().map(|draft| draft.members).collect();
    let mut told: Vec<Option<Vec<AttributedQuote>>> = wordings.into_iter().map(|wording| Some(wording.told)).collect();
    let mut take = |at: &usize| told.get_mut(*at).and_then(Option::take);
    let mut groups: Vec<QuoteGroup> =
        members.iter().map(|members| quote_group(members.iter().filter_map(&mut take).collect())).collect();
    let day = |group: &QuoteGroup| group.first.map(PartialDate::first_day);
    sort_by(&mut groups, |a, b| {
        (b.n_outlets, b.n_articles, day(b))
            .cmp(&(a.n_outlets, a.n_articles, day(a)))
            .then_with(|| a_text(a).cmp(a_text(b)))
    });
    groups
}

/// The same words of the same speaker.
struct Wording {
    /// Each word as its number among all words.
    words: Vec<u32>,
    speaker: Option<String>,
    told: Vec<AttributedQuote>,
}

fn wordings(quotes: Vec<AttributedQuote>) -> Vec<Wording> {
    type Key = (Vec<String>, Option<String>, Option<Arc<str>>);
    let mut wordings: BTreeMap<Key, Vec<AttributedQuote>> = BTreeMap::new();
    for told in quotes {
        let speaker = told.speaker.as_ref().map(|speaker| speaker.id.clone());
        let words = words(&told.text);
        // One word, or a few that nobody is known to say, are a quote of their own article.
        let is_apart = words.len() < 2 || speaker.is_none() && words.len() < MIN_WORDS;
        let article = is_apart.then(|| told.article.clone());
        wordings.entry((words, speaker, article)).or_default().push(told);
    }
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut number = |word: String| {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        *numbers.entry(word).or_insert(next)
    };
    wordings
        .into_iter()
        .map(|((words, speaker, _), told)| Wording {
            words: words.into_iter().map(&mut number).collect(),
            speaker,
            told,
        })
        .collect()
}

/// The wordings with the most told first, then those whose speaker is known, then the longest.
fn in_order(wordings: &[Wording]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..wordings.len()).collect();
    let key = |at: &usize| {
        wordings.get(*at).map(|wording| (wording.told.len(), wording.speaker.is_some(), wording.words.len()))
    };
    sort_by(&mut order, |a, b| key(b).cmp(&key(a)).then(a.cmp(b)));
    order
}

/// The groups that share the most shingles with a wording, most first.
fn candidates(wording: &Wording, by_shingle: &BTreeMap<&[u32], Vec<usize>>) -> Vec<usize> {
    if wording.words.len() < MIN_WORDS {
        return Vec::new();
    }
    let is_telling = |drafts: &&Vec<usize>| drafts.len() <= MAX_SHARING;
    let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
    for draft in
        wording.words.windows(SHINGLE).filter_map(|shingle| by_shingle.get(shingle)).filter(is_telling).flatten()
    {
        *shared.entry(*draft).or_default() += 1;
    }
    let mut drafts: Vec<(usize, usize)> = shared.into_iter().map(|(draft, n)| (n, draft)).collect();
    sort_by(&mut drafts, |a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    drafts.into_iter().take(MAX_CANDIDATES).map(|(_, draft)| draft).collect()
}

/// A group while it grows.
struct Draft<'w> {
    /// The words of its first wording.
    words: &'w [u32],
    /// The first speaker that a wording names.
    speaker: Option<&'w str>,
    members: Vec<usize>,
}

impl<'w> Draft<'w> {
    fn add(&mut self, at: usize, wording: &'w Wording) {
        self.speaker = self.speaker.or(wording.speaker.as_deref());
        self.members.push(at);
    }

    fn accepts(&self, wording: &Wording, speakers: &SpeakersOfShingles) -> bool {
        let own = wording.speaker.as_deref();
        let agree = self.speaker.is_none() || own.is_none() || self.speaker == own;
        if self.words == wording.words.as_slice() {
            let is_shared = wording.words.len() >= MIN_SHARED_WORDS;
            let is_known = own.is_some() && self.speaker == own && wording.words.len() > 1;
            let is_long = wording.words.len() >= MIN_WORDS && self.has_own_run(&wording.words, speakers);
            return is_shared || is_known || agree && is_long;
        }
        let (short, long) = if self.words.len() <= wording.words.len() {
            (self.words, wording.words.as_slice())
        } else {
            (wording.words.as_slice(), self.words)
        };
        agree
            && short.len() >= MIN_WORDS
            && (long.len() <= short.len() * MAX_RATIO)
            && self.has_own_run(short, speakers)
            && contains(long, short)
    }

    /// Whether at least half of the runs in these words belong to one quote, and not to everyday speech.
    fn has_own_run(&self, words: &[u32], speakers: &SpeakersOfShingles) -> bool {
        let runs = words.windows(SHINGLE);
        let (own, all) =
            runs.fold((0usize, 0usize), |(own, all), run| (own + usize::from(speakers.is_own(run)), all + 1));
        all > 0 && own * 2 >= all
    }
}

/// Whether a wording stands whole in a longer one: in at most [`MAX_PIECES`] pieces in the same order, with a word in
/// twelve changed.
fn contains(long: &[u32], short: &[u32]) -> bool {
    let changes = if short.len() >= MIN_INEXACT_WORDS { (short.len() / WORDS_PER_CHANGE).max(1) } else { 0 };
    let mut from = 0;
    let mut at = 0;
    let (mut matched, mut pieces) = (0, 0);
    while at < short.len() {
        // The longest run of the short one that starts here and stands in the rest of the long one.
        let starts = (from..long.len()).filter(|start| long.get(*start) == short.get(at));
        let run = |start: usize| {
            let pairs = long.iter().skip(start).zip(short.iter().skip(at));
            pairs.take_while(|(a, b)| a == b).count()
        };
        let best =
            starts.map(|start| (run(start), start)).max_by_key(|(length, start)| (*length, std::cmp::Reverse(*start)));
        match best.filter(|(length, _)| *length >= 2 || at + 1 == short.len() || at == 0) {
            Some((length, start)) => {
                matched += length;
                pieces += 1;
                at += length;
                from = start + length;
            }
            None => at += 1,
        }
    }
    matched + changes >= short.len() && pieces <= MAX_PIECES
}

/// Who uses which run of three words.
struct SpeakersOfShingles<'w>(BTreeMap<&'w [u32], BTreeMap<&'w str, usize>>);

impl<'w> SpeakersOfShingles<'w> {
    fn new(wordings: &'w [Wording]) -> SpeakersOfShingles<'w> {
        let mut shingles: BTreeMap<&[u32], BTreeMap<&str, usize>> = BTreeMap::new();
        for wording in wordings {
            let Some(speaker) = wording.speaker.as_deref() else { continue };
            let own: BTreeSet<&[u32]> = wording.words.windows(SHINGLE).collect();
            for shingle in own {
                *shingles.entry(shingle).or_default().entry(speaker).or_default() += wording.told.len();
            }
        }
        SpeakersOfShingles(shingles)
    }

    /// Whether a run of words is used by few speakers, or mostly by one.
    fn is_own(&self, shingle: &[u32]) -> bool {
        let Some(speakers) = self.0.get(shingle) else { return true };
        let all: usize = speakers.values().sum();
        let most = speakers.values().max().copied().unwrap_or_default();
        speakers.len() <= MAX_SPEAKERS || most * 2 >= all
    }
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
    let mut named: Vec<(&Speaker, usize)> = speakers.into_iter().collect();
    sort_by(&mut named, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let mut named = named.into_iter().map(|(speaker, _)| speaker.clone());
    let speaker = named.next();
    let other_speakers = named.collect();
    let first = told().filter_map(|told| told.date).min_by_key(|date| date.first_day());
    let n_articles = told().map(|told| &told.article).collect::<BTreeSet<_>>().len();
    let n_outlets = told().map(|told| told.outlet.as_ref().map(|outlet| &outlet.id)).collect::<BTreeSet<_>>().len();
    QuoteGroup { variants, speaker, other_speakers, first, n_articles, n_outlets }
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
    fn a_word_alone_and_few_words_of_nobody_known_join_nothing() {
        let groups = group(vec![
            quote("never", "ada", "2025-04-01", "a"),
            quote("Never", "ada", "2025-04-02", "b"),
            quote("a quiet theft", "", "2025-04-03", "c"),
            quote("a quiet theft", "", "2025-04-04", "d"),
        ]);
        assert!(groups.iter().all(|group| group.n_articles == 1));
    }

    #[test]
    fn likeness_makes_no_chain() {
        let groups = group(vec![
            quote("We will mend the northern bridge before the first snow of winter", "ada", "2025-04-01", "a"),
            quote("We will mend the northern bridge before the first snow of winter", "ada", "2025-04-02", "b"),
            quote(
                "We will mend the northern bridge before the first snow of winter. The ferry belongs to everybody on this shore",
                "ada",
                "2025-04-03",
                "digest",
            ),
            quote("The ferry belongs to everybody on this shore", "ada", "2025-04-04", "c"),
            quote("The ferry belongs to everybody on this shore", "ada", "2025-04-05", "d"),
        ]);
        assert_eq!(groups.iter().map(|group| group.n_articles).collect::<Vec<_>>(), [3, 2]);
    }

    #[test]
    fn everyday_speech_joins_nothing() {
        let mut quotes = vec![
            quote("It was the right thing to do for the harbour", "ada", "2025-04-01", "a"),
            quote("the right thing to do", "", "2025-04-02", "b"),
        ];
        for (speaker, rest) in [("ben", "in spring"), ("cy", "for us all"), ("dan", "at last"), ("eve", "today")] {
            quotes.push(quote(&format!("I think that the right thing to do {rest}"), speaker, "2025-04-03", speaker));
        }
        assert!(group(quotes).iter().all(|group| group.n_articles == 1));
    }

    #[test]
    fn speakers_are_equal_or_unknown_unless_all_words_are_the_same() {
        let groups = group(vec![
            quote("Nobody asked the people of the island before the vote", "ada", "2025-04-01", "a"),
            quote("Nobody asked the people of the island before the vote", "ada", "2025-04-02", "b"),
            quote("Nobody asked the people of the island before the vote", "ben", "2025-04-03", "c"),
            quote("asked the people of the island before", "", "2025-04-04", "d"),
            quote("asked the people of the island", "cy", "2025-04-05", "e"),
        ]);
        assert_eq!(groups.iter().map(|group| group.n_articles).collect::<Vec<_>>(), [4, 1]);
        let others: Vec<&str> = groups[0].other_speakers.iter().map(|speaker| speaker.id.as_str()).collect();
        assert_eq!((groups[0].speaker.as_ref().map(|s| s.id.as_str()), others), (Some("ada"), vec!["ben"]));
    }

    #[test]
    fn a_cut_an_ellipsis_and_a_changed_word_leave_a_quote_the_same() {
        let whole = "We have waited for eleven years and the harbour is still full of mud and broken promises";
        let groups = group(vec![
            quote(whole, "ada", "2025-04-01", "a"),
            quote("the harbour is still full of mud and broken promises", "ada", "2025-04-02", "b"),
            quote("We have waited for eleven years … full of mud and broken promises", "ada", "2025-04-03", "c"),
            quote(&whole.replace("mud", "silt"), "ada", "2025-04-04", "d"),
            quote("We have waited long enough for the new bridge over the northern river", "ada", "2025-04-05", "e"),
        ]);
        assert_eq!(groups.iter().map(|group| group.n_articles).collect::<Vec<_>>(), [4, 1]);
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(group(Vec::new()).is_empty());
        assert_eq!(group(vec![quote("…", "", "", "a")]).len(), 1);
    }
}
