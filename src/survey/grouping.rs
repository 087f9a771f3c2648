//! The same quote in several articles.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::attributed_quote::{AttributedQuote, Speaker};
use super::words::words;
use crate::model::{Day, PartialDate};
use crate::wire::sort::{sort, sort_by};

/// The number of consecutive words that form a shingle.
const SHINGLE: usize = 3;

/// The minimum length, in words, of quotes that are compared. Shorter ones are the same only if they are equal and have the
/// same speaker: a few words say little.
const MIN_WORDS: usize = 5;

/// From this length on, in words, one quote may differ from another in single words.
const MIN_INEXACT_WORDS: usize = 7;

/// One word in this many may differ.
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
/// See [`Grouping`], which does the same in steps.
pub fn group(quotes: Vec<AttributedQuote>) -> Vec<QuoteGroup> {
    let mut grouping = Grouping::default();
    quotes.into_iter().for_each(|told| grouping.push(told));
    grouping.finish()
}

/// A run of three words, each as its number.
type Shingle = [u32; SHINGLE];

/// The words of a wording, its speaker's number and, if it is a quote of its own article, that article.
type WordingKey = (Box<[u32]>, Option<u32>, Option<Arc<str>>);

/// How many wordings one step of a [`Grouping`] takes: less than a millisecond.
const WORDINGS_A_STEP: usize = 32;

/// What a [`Grouping`] does next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// Quotes are pushed.
    #[default]
    Collecting,
    /// The speakers of shingles are counted, from this wording on.
    Counting(usize),
    /// Wordings join groups, from this one of the order on.
    Joining(usize),
    /// The groups are written, from this one on.
    Writing(usize),
    /// The groups are in order.
    Done,
}

/// Groups quotes in small steps, so that a page keeps responding.
///
/// A group is one quote with its wordings. Each wording is compared with the group's first one alone, so that no chain of
/// likeness joins different quotes, and no digest joins those that it cites. The shorter of the two must stand whole in the
/// longer one, but for an ellipsis or a word in twelve, and share a run of words that belongs to this quote: one that many
/// speakers use is everyday speech. The speakers must be equal or unknown; only the very same words, if they are many, are
/// one quote of which the sources name different speakers. Candidates are found by shared runs of three words (shingles:
/// A. Broder, *On the resemblance and containment of documents*, 1997).
#[derive(Debug, Default)]
pub struct Grouping {
    stage: Stage,
    /// The numbers of words and of speakers, in the order of their first use.
    numbers: FxHashMap<String, u32>,
    speakers: FxHashMap<String, u32>,
    wordings: Vec<Wording>,
    by_key: FxHashMap<WordingKey, usize>,
    uses: SpeakersOfShingles,
    /// The wordings in the order in which they join groups.
    ordered: BTreeSet<WordingRank>,
    order: Vec<usize>,
    drafts: Vec<Draft>,
    /// The groups whose first wording has a shingle, and those whose first wording has these very words.
    by_shingle: Shards<Vec<usize>>,
    by_words: FxHashMap<Box<[u32]>, Vec<usize>>,
    groups: BTreeMap<GroupRank, QuoteGroup>,
}

impl Grouping {
    /// Adds a quote. Only before the first step.
    pub fn push(&mut self, told: AttributedQuote) {
        let mut number = |word: String| {
            let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
            *self.numbers.entry(word).or_insert(next)
        };
        let words: Box<[u32]> = words(&told.text).into_iter().map(&mut number).collect();
        let speaker = told.speaker.as_ref().map(|speaker| {
            let next = u32::try_from(self.speakers.len()).unwrap_or(u32::MAX);
            *self.speakers.entry(speaker.id.clone()).or_insert(next)
        });
        // One word, or a few that nobody is known to say, are a quote of their own article.
        let is_apart = words.len() < 2 || speaker.is_none() && words.len() < MIN_WORDS;
        let article = is_apart.then(|| told.article.clone());
        let at = *self.by_key.entry((words.clone(), speaker, article)).or_insert_with(|| {
            self.wordings.push(Wording { words, speaker, told: Vec::new() });
            self.wordings.len() - 1
        });
        if let Some(wording) = self.wordings.get_mut(at) {
            wording.told.push(told);
        }
    }

    /// Does a little of the work. Returns whether more is left.
    pub fn step(&mut self) -> bool {
        self.stage = match self.stage {
            Stage::Collecting => {
                self.by_key = FxHashMap::default();
                Stage::Counting(0)
            }
            Stage::Counting(from) => {
                let wordings = self.wordings.iter().enumerate().skip(from).take(WORDINGS_A_STEP);
                for (at, wording) in wordings {
                    self.uses.add(wording);
                    self.ordered.insert(wording.rank(at));
                }
                if from + WORDINGS_A_STEP < self.wordings.len() {
                    Stage::Counting(from + WORDINGS_A_STEP)
                } else {
                    self.order = std::mem::take(&mut self.ordered).into_iter().map(|(.., at)| at).collect();
                    Stage::Joining(0)
                }
            }
            Stage::Joining(from) => {
                let until = (from + WORDINGS_A_STEP).min(self.order.len());
                (from..until).for_each(|place| self.join(place));
                if until < self.order.len() { Stage::Joining(until) } else { Stage::Writing(0) }
            }
            Stage::Writing(from) => {
                let until = (from + WORDINGS_A_STEP).min(self.drafts.len());
                for draft in from..until {
                    let members = self.drafts.get_mut(draft).map(|draft| std::mem::take(&mut draft.members));
                    let told = members.unwrap_or_default().into_iter().filter_map(|at| {
                        let wording = self.wordings.get_mut(at)?;
                        Some(std::mem::take(&mut wording.told))
                    });
                    let group = quote_group(told.collect());
                    self.groups.insert(rank(&group, draft), group);
                }
                if until < self.drafts.len() { Stage::Writing(until) } else { Stage::Done }
            }
            Stage::Done => Stage::Done,
        };
        self.stage != Stage::Done
    }

    /// Does the rest of the work, and returns the groups.
    pub fn finish(mut self) -> Vec<QuoteGroup> {
        while self.step() {}
        self.groups.into_values().collect()
    }

    /// Adds the wording at a place of the order to a group, or begins one with it.
    fn join(&mut self, place: usize) {
        let Some((at, wording)) = self.order.get(place).and_then(|at| Some((*at, self.wordings.get(*at)?))) else {
            return;
        };
        let same = self.by_words.get(&wording.words).into_iter().flatten().copied();
        let alike = candidates(wording, &self.by_shingle);
        let accepts = |draft: &usize| {
            let draft = self.drafts.get(*draft)?;
            let first = self.wordings.get(draft.first)?;
            draft.accepts(&first.words, wording, &self.uses).then_some(())
        };
        let home = same.chain(alike).find(|draft| accepts(draft).is_some());
        match home.and_then(|home| self.drafts.get_mut(home)) {
            Some(draft) => {
                draft.speaker = draft.speaker.or(wording.speaker);
                draft.members.push(at);
            }
            None => {
                let draft = self.drafts.len();
                self.drafts.push(Draft { first: at, speaker: wording.speaker, members: vec![at] });
                self.by_words.entry(wording.words.clone()).or_default().push(draft);
                if wording.words.len() >= MIN_WORDS {
                    for shingle in shingles(&wording.words) {
                        self.by_shingle.change(shingle, |drafts| drafts.push(draft));
                    }
                }
            }
        }
    }
}

/// The same words of the same speaker.
#[derive(Debug)]
struct Wording {
    /// Each word as its number among all words.
    words: Box<[u32]>,
    /// The speaker's number.
    speaker: Option<u32>,
    told: Vec<AttributedQuote>,
}

/// The runs of three words, each once.
fn shingles(words: &[u32]) -> Vec<Shingle> {
    let mut shingles: Vec<Shingle> = runs(words).collect();
    sort(&mut shingles);
    shingles.dedup();
    shingles
}

fn runs(words: &[u32]) -> impl Iterator<Item = Shingle> {
    words.windows(SHINGLE).filter_map(|run| run.try_into().ok())
}

/// What decides which wording joins a group first: the most told, then a known speaker, then the most words, then the first.
type WordingRank = (Reverse<usize>, Reverse<bool>, Reverse<usize>, usize);

impl Wording {
    fn rank(&self, at: usize) -> WordingRank {
        (Reverse(self.told.len()), Reverse(self.speaker.is_some()), Reverse(self.words.len()), at)
    }
}

/// What decides the order of groups: outlets, articles, day, the beginning of the words, then which was begun first.
type GroupRank = (Reverse<(usize, usize, Option<Day>)>, [u8; 16], usize);

fn rank(group: &QuoteGroup, draft: usize) -> GroupRank {
    let mut beginning = [0; 16];
    beginning.iter_mut().zip(a_text(group).bytes()).for_each(|(place, byte)| *place = byte);
    (Reverse((group.n_outlets, group.n_articles, group.first.map(PartialDate::first_day))), beginning, draft)
}

/// How many parts a large map has: a part that grows is moved in a millisecond.
const N_SHARDS: usize = 128;

/// A map from shingles, in parts, because a single large one would take long to grow.
#[derive(Debug)]
struct Shards<V>(Vec<FxHashMap<Shingle, V>>);

impl<V> Default for Shards<V> {
    fn default() -> Shards<V> {
        Shards((0..N_SHARDS).map(|_| FxHashMap::default()).collect())
    }
}

impl<V: Default> Shards<V> {
    fn place(shingle: &Shingle) -> usize {
        shingle.iter().fold(0usize, |sum, word| sum.wrapping_mul(31).wrapping_add(*word as usize)) % N_SHARDS
    }

    fn get(&self, shingle: &Shingle) -> Option<&V> {
        self.0.get(Shards::<V>::place(shingle))?.get(shingle)
    }

    /// Changes the value of a shingle; a new one if it has none yet.
    fn change(&mut self, shingle: Shingle, change: impl FnOnce(&mut V)) {
        if let Some(part) = self.0.get_mut(Shards::<V>::place(&shingle)) {
            change(part.entry(shingle).or_default());
        }
    }
}

/// The groups that share the most shingles with a wording, most first.
fn candidates(wording: &Wording, by_shingle: &Shards<Vec<usize>>) -> Vec<usize> {
    if wording.words.len() < MIN_WORDS {
        return Vec::new();
    }
    let lists = runs(&wording.words).filter_map(|shingle| by_shingle.get(&shingle));
    let mut shared: Vec<usize> =
        lists.filter(|drafts| drafts.len() <= MAX_SHARING).flat_map(|drafts| drafts.iter().copied()).collect();
    sort(&mut shared);
    let mut drafts: Vec<(usize, usize)> =
        shared.chunk_by(|a, b| a == b).filter_map(|chunk| chunk.first().map(|draft| (chunk.len(), *draft))).collect();
    sort_by(&mut drafts, |a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    drafts.into_iter().take(MAX_CANDIDATES).map(|(_, draft)| draft).collect()
}

/// A group while it grows.
#[derive(Debug)]
struct Draft {
    /// Its first wording.
    first: usize,
    /// The first speaker that a wording names.
    speaker: Option<u32>,
    members: Vec<usize>,
}

impl Draft {
    /// Whether a wording belongs to the group whose first wording has these words.
    fn accepts(&self, words: &[u32], wording: &Wording, speakers: &SpeakersOfShingles) -> bool {
        let own = wording.speaker;
        let agree = self.speaker.is_none() || own.is_none() || self.speaker == own;
        if words == &*wording.words {
            let is_shared = wording.words.len() >= MIN_SHARED_WORDS;
            let is_known = own.is_some() && self.speaker == own && wording.words.len() > 1;
            let is_long = wording.words.len() >= MIN_WORDS && speakers.have_own_run(&wording.words);
            return is_shared || is_known || agree && is_long;
        }
        let (short, long) =
            if words.len() <= wording.words.len() { (words, &*wording.words) } else { (&*wording.words, words) };
        agree
            && short.len() >= MIN_WORDS
            && (long.len() <= short.len() * MAX_RATIO)
            && speakers.have_own_run(short)
            && contains(long, short)
    }
}

/// Who uses which run of three words, and how often.
#[derive(Debug, Default)]
struct SpeakersOfShingles(Shards<Vec<(u32, usize)>>);

impl SpeakersOfShingles {
    fn add(&mut self, wording: &Wording) {
        let Some(speaker) = wording.speaker else { return };
        for shingle in shingles(&wording.words) {
            self.0.change(shingle, |uses| match uses.iter_mut().find(|(user, _)| *user == speaker) {
                Some((_, n)) => *n += wording.told.len(),
                None => uses.push((speaker, wording.told.len())),
            });
        }
    }

    /// Whether at least half of the runs in these words belong to one quote, and not to everyday speech.
    fn have_own_run(&self, words: &[u32]) -> bool {
        let (own, all) =
            runs(words).fold((0usize, 0usize), |(own, all), run| (own + usize::from(self.is_own(&run)), all + 1));
        all > 0 && own * 2 >= all
    }

    /// Whether a run of words is used by few speakers, or mostly by one.
    fn is_own(&self, shingle: &Shingle) -> bool {
        let Some(uses) = self.0.get(shingle) else { return true };
        let all: usize = uses.iter().map(|(_, n)| n).sum();
        let most = uses.iter().map(|(_, n)| *n).max().unwrap_or_default();
        uses.len() <= MAX_SPEAKERS || most * 2 >= all
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
        let best = starts.map(|start| (run(start), start)).max_by_key(|(length, start)| (*length, Reverse(*start)));
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
