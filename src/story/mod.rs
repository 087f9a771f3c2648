//! Stories: the articles that report the same event, and those of them that carry the same text.
//!
//! An article becomes a [`StoryOutline`]; [`StoryBuilder`] takes the outlines of an archive, in any order, and finds its
//! stories. The method is described in `docs/stories.md`: vectors of rare words, names and actors (`pairs`), joined by
//! average linkage (`linkage`), with copies found by the runs of words that they share (`copies`).

mod agency;
mod copies;
mod corrections;
mod explanation;
mod linkage;
mod outline;
mod pairs;
mod telling;
#[cfg(test)]
mod tests;
mod vocabulary;

use rustc_hash::{FxHashMap, FxHashSet};

pub use explanation::StoryExplanation;
pub use outline::StoryOutline;

use crate::corpus::StoryFacts;
use crate::model::{FamilyRoot, PartialDate, Story, StoryArticle};
use crate::wire::{HASH_START, hash_bytes};
use pairs::WordWeights;
use vocabulary::{PackedCounts, SharedWords, StoryVocabulary};

/// The least average likeness of the articles of a story. docs/stories.md shows how it was chosen.
const STORY_LIKENESS: f64 = 0.205;

/// A part of a story that is joined to the rest with less than this is doubtful.
const CERTAIN_LIKENESS: f64 = 0.23;

/// The first and the last day on which an article may have been published, since 1970-01-01; `None` if nothing is known.
type StoryDates = Option<(i32, i32)>;

/// A story, and what is uncertain about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundStory {
    /// The story.
    pub story: Story,
    /// The articles, by their ids, that may be another story: they were only just joined to the rest.
    pub doubtful: Vec<String>,
}

/// Collects the articles of an archive and finds their stories.
#[derive(Debug, Default)]
pub struct StoryBuilder {
    vocabulary: StoryVocabulary,
    outlines: Vec<StoryOutline>,
    counts: Vec<PackedCounts>,
}

impl StoryBuilder {
    /// Adds an article. Ids must differ.
    pub fn add(&mut self, mut outline: StoryOutline) {
        self.counts.push(self.vocabulary.add(&outline));
        // The vocabulary has the words now.
        (outline.text, outline.written) = (String::new(), String::new());
        (outline.words, outline.actors) = (Vec::new(), Vec::new());
        self.outlines.push(outline);
    }

    /// The stories, by their first articles in order of time, with the corrections that `corpus.toml` states. They do not
    /// depend on the order in which articles were added.
    pub fn stories(self, facts: &[StoryFacts]) -> Vec<Story> {
        self.found(facts).into_iter().map(|found| found.story).collect()
    }

    /// The stories, and which of their articles are doubtful.
    pub fn found(self, facts: &[StoryFacts]) -> Vec<FoundStory> {
        self.found_certain_from(CERTAIN_LIKENESS, facts)
    }

    /// The stories; those with a part that is joined to the rest with less than this likeness are doubtful.
    fn found_certain_from(self, certain: f64, facts: &[StoryFacts]) -> Vec<FoundStory> {
        let (archive, members) = self.grouped(certain);
        let mut stories = corrections::corrected(members, &archive.outlines, facts);
        stories.sort();
        let corrected: FxHashSet<&str> = facts.iter().flat_map(|facts| &facts.articles).map(String::as_str).collect();
        stories.into_iter().map(|(members, title)| archive.story(&members, title, &corrected)).collect()
    }

    /// The articles in order of time, and those of each story as it was found.
    fn grouped(self, certain: f64) -> (StoryArchive, Vec<Vec<u32>>) {
        let StoryBuilder { vocabulary, outlines, counts } = self;
        let mut articles: Vec<(StoryOutline, PackedCounts)> = outlines.into_iter().zip(counts).collect();
        let time = |outline: &StoryOutline| dates(outline).map_or((i32::MAX, i32::MAX), |dates| dates);
        articles.sort_by(|(a, _), (b, _)| time(a).cmp(&time(b)).then_with(|| a.id.cmp(&b.id)));
        let (outlines, counts): (Vec<StoryOutline>, Vec<PackedCounts>) = articles.into_iter().unzip();
        let words = vocabulary.into_shared();
        let weights = pairs::weights_by_outlet(&counts, &words, &by_outlet(&outlines));
        let families = copies::families(&outlines);
        let units = units(&families, &outlines);
        let days = dates_of(&units, &outlines);
        let of_units: Vec<&WordWeights> = units.iter().map(|at| &weights[*at as usize]).collect();
        let alike = pairs::alike(&of_units, &days, words.words.len());
        let is_dated: Vec<bool> = days.iter().map(Option::is_some).collect();
        let groups = linkage::groups(&is_dated, &alike, STORY_LIKENESS);
        drop(alike);
        let mut stories: Vec<u32> = vec![0; outlines.len()];
        for (at, leader) in units.iter().zip(&groups.leaders) {
            stories[families[*at as usize] as usize] = *leader;
        }
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); units.len()];
        for (at, family) in families.iter().enumerate() {
            members[stories[*family as usize] as usize].push(at as u32);
        }
        let mut is_doubtful = vec![false; outlines.len()];
        for join in groups.weakest.values().filter(|join| join.likeness < certain) {
            join.part.iter().for_each(|unit| is_doubtful[families[units[*unit as usize] as usize] as usize] = true);
        }
        for (at, family) in families.iter().enumerate() {
            is_doubtful[at] = is_doubtful[*family as usize];
        }
        members.retain(|members| !members.is_empty());
        (StoryArchive { outlines, counts, weights, words, families, is_doubtful }, members)
    }
}

/// The articles of each outlet; one whose outlet is unknown stands alone.
fn by_outlet(outlines: &[StoryOutline]) -> Vec<Vec<u32>> {
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    let mut outlets: Vec<Vec<u32>> = Vec::new();
    for (at, outline) in outlines.iter().enumerate() {
        let next = outlets.len();
        let place = outline.outlet.as_deref().map_or(next, |outlet| *places.entry(outlet).or_insert(next));
        match outlets.get_mut(place) {
            Some(articles) => articles.push(at as u32),
            None => outlets.push(vec![at as u32]),
        }
    }
    outlets
}

/// For the first article of each family, the one with the most text, which stands for all of them.
fn representatives(families: &[u32], outlines: &[StoryOutline]) -> Vec<u32> {
    let mut longest: Vec<u32> = families.to_vec();
    for (at, family) in families.iter().enumerate() {
        let known = &mut longest[*family as usize];
        if outlines[at].runs.len() > outlines[*known as usize].runs.len() {
            *known = at as u32;
        }
    }
    longest
}

/// The articles that stand for a family, in ascending order.
fn units(families: &[u32], outlines: &[StoryOutline]) -> Vec<u32> {
    let longest = representatives(families, outlines);
    let is_first = |at: &usize| families[*at] == *at as u32;
    let mut units: Vec<u32> = (0..families.len()).filter(is_first).map(|at| longest[at]).collect();
    units.sort_unstable();
    units
}

/// The days between which an article was published.
fn dates(outline: &StoryOutline) -> StoryDates {
    let date = outline.date?;
    Some((date.first_day().days_since_epoch(), date.last_day().days_since_epoch()))
}

/// The dates of these articles.
fn dates_of(articles: &[u32], outlines: &[StoryOutline]) -> Vec<StoryDates> {
    articles.iter().map(|at| dates(&outlines[*at as usize])).collect()
}

/// The least number of days between two articles; `None` if one of the dates is unknown.
fn days_between(one: StoryDates, other: StoryDates) -> Option<i32> {
    let (one, other) = (one?, other?);
    Some((other.0 - one.1).max(one.0 - other.1).max(0))
}

/// The articles of an archive in order of time, and what is known about their words.
struct StoryArchive {
    outlines: Vec<StoryOutline>,
    counts: Vec<PackedCounts>,
    weights: Vec<WordWeights>,
    words: SharedWords,
    /// The first article of each one's family.
    families: Vec<u32>,
    /// Whether an article was only just joined to its story.
    is_doubtful: Vec<bool>,
}

impl StoryArchive {
    /// The dates of the articles that are compared: one of each family.
    fn days(&self) -> Vec<StoryDates> {
        dates_of(&units(&self.families, &self.outlines), &self.outlines)
    }

    /// The story of these articles, ascending. Nothing is doubtful about one of which an article is among the corrected.
    fn story(&self, members: &[u32], title: Option<String>, corrected: &FxHashSet<&str>) -> FoundStory {
        let of = |at: &u32| &self.outlines[*at as usize];
        let mut ids: Vec<&str> = members.iter().map(|at| of(at).id.as_str()).collect();
        ids.sort_unstable();
        let hash = ids.iter().fold(HASH_START, |hash, id| hash_bytes(hash_bytes(hash, id.as_bytes()), b"\n"));
        let mut families: Vec<(u32, Vec<u32>)> = Vec::new();
        let mut places: FxHashMap<u32, usize> = FxHashMap::default();
        for at in members {
            let family = self.families[*at as usize];
            let place = *places.entry(family).or_insert(families.len());
            match families.get_mut(place) {
                Some((_, members)) => members.push(*at),
                None => families.push((family, vec![*at])),
            }
        }
        let sources = families.len();
        families.retain(|(_, members)| members.len() > 1);
        let copies = families.iter().map(|(_, members)| members.iter().map(|at| of(at).id.clone()).collect());
        let dates = || members.iter().filter_map(|at| of(at).date);
        let article =
            |at: &u32| StoryArticle { id: of(at).id.clone(), outlet: of(at).outlet.clone(), date: of(at).date };
        let is_certain = members.iter().any(|at| corrected.contains(of(at).source.as_str()));
        let doubtful = members.iter().filter(|at| !is_certain && self.is_doubtful[**at as usize]);
        let story = Story {
            id: format!("{hash:016x}"),
            title: title.unwrap_or_else(|| self.title(members)),
            from: dates().map(PartialDate::first_day).min(),
            to: dates().map(PartialDate::last_day).max(),
            articles: members.iter().map(article).collect(),
            copies: copies.collect(),
            roots: families.iter().map(|(_, members)| self.root(members)).collect(),
            sources,
            why: self.reasons(members),
        };
        FoundStory { story, doubtful: doubtful.map(|at| of(at).id.clone()).collect() }
    }

    /// Where the text of a family comes from.
    fn root(&self, members: &[u32]) -> FamilyRoot {
        let of = |at: &u32| &self.outlines[*at as usize];
        let mut named = members.iter().map(|at| &of(at).agencies).filter(|agencies| !agencies.is_empty());
        if let Some(first) = named.next() {
            // Texts that name several agencies may have parts of each.
            let is_same = first.len() == 1 && named.all(|agencies| agencies == first);
            let agency = first.first().filter(|_| is_same).map(|number| agency::name(*number).to_owned());
            return FamilyRoot { agency, article: None };
        }
        let days = members.iter().map(|at| of(at).date.filter(|_| of(at).states_date));
        let Some(days) = days.collect::<Option<Vec<PartialDate>>>() else { return FamilyRoot::default() };
        let first = days.iter().zip(members).min_by_key(|(date, _)| (date.last_day(), date.first_day()));
        let article = first.filter(|(first, first_at)| {
            let mut others = days.iter().zip(members).filter(|(_, at)| at != first_at);
            others.all(|(date, _)| date.first_day() > first.last_day())
        });
        FamilyRoot { agency: None, article: article.map(|(_, at)| of(at).id.clone()) }
    }
}
