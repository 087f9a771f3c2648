//! Evaluates a query: joins the articles of its words as the query says.

use std::cell::Cell;

use rustc_hash::FxHashMap;

use super::bm25::Bm25;
use super::near::{NearCounter, PlaceCounter, PlaceWalk, RowCounter, WordSet};
use super::places::{CollectedPositions, PositionReader, TermBits, damaged_word};
use super::terms::{ArchiveWord, LeafTerms, NO_LANGUAGE, language_bit};
use crate::bundle::TextRoot;
use crate::index::text::{Posting, postings};
use crate::index::{FacetKind, Rank, ValueId, token};
use crate::query::engine::{Engine, QueryResult};
use crate::query::matches::{Matches, Score};
use crate::query::sets::{intersect, unite};
use crate::query::step_counter::{InSteps, StepCounter};
use crate::query::text::{Leaf, LeafKind, QueryNode, QueryWord, SearchField};

/// If words have more than one posting for this many articles, their weights are added in a table of all articles;
/// otherwise they are sorted.
const DENSE_SHARE: usize = 8;

/// The steps for comparing the name of an outlet or actor with words.
const NAME_STEPS: usize = 20;

/// How many positions are compared before steps are counted.
const MAX_UNCOUNTED: usize = 1_000;

/// What evaluates a query over an archive.
pub(super) struct Evaluation<'a> {
    pub(super) engine: &'a Engine,
    pub(super) root: &'a TextRoot,
    pub(super) steps: &'a StepCounter,
    /// The terms of the leaves, in the order of the text.
    leaves: &'a [LeafTerms<'a>],
    next_leaf: Cell<usize>,
    bm25: Bm25,
    pub(super) articles: u32,
}

impl<'a> Evaluation<'a> {
    pub(super) fn new(
        engine: &'a Engine,
        root: &'a TextRoot,
        steps: &'a StepCounter,
        leaves: &'a [LeafTerms<'a>],
    ) -> Evaluation<'a> {
        let articles = root.lengths.len() as u32;
        Evaluation { engine, root, steps, leaves, next_leaf: Cell::default(), bm25: Bm25::new(root), articles }
    }

    /// The articles that match a node. The nodes must be visited in the order of the text.
    pub(super) fn node<'s>(&'s self, node: &'s QueryNode) -> InSteps<'s, Matches> {
        Box::pin(async move {
            Ok(match node {
                QueryNode::Leaf(_) => match self.leaves.get(self.next_leaf.replace(self.next_leaf.get() + 1)) {
                    Some(terms) => self.leaf(terms).await?,
                    None => Matches::default(),
                },
                QueryNode::Either(nodes) => {
                    let mut all = Matches::default();
                    for node in nodes {
                        all = all.or(&self.node(node).await?);
                        self.steps.take(all.ranks.len()).await;
                    }
                    all
                }
                QueryNode::Not(node) => self.everything().without(&self.node(node).await?),
                QueryNode::Both(nodes) => {
                    let mut wanted: Option<Matches> = None;
                    let mut unwanted = Vec::new();
                    for node in nodes {
                        if let QueryNode::Not(node) = node {
                            unwanted.push(self.node(node).await?);
                            continue;
                        }
                        let next = self.node(node).await?;
                        self.steps.take(next.ranks.len()).await;
                        wanted = Some(match wanted {
                            Some(wanted) => wanted.and(&next),
                            None => next,
                        });
                    }
                    let mut wanted = wanted.unwrap_or_else(|| self.everything());
                    for unwanted in unwanted {
                        self.steps.take(wanted.ranks.len()).await;
                        wanted = wanted.without(&unwanted);
                    }
                    wanted
                }
            })
        })
    }

    fn everything(&self) -> Matches {
        Matches::unscored(Rank::up_to(self.articles as usize).collect())
    }

    async fn leaf(&self, leaf_terms: &LeafTerms<'_>) -> QueryResult<Matches> {
        let LeafTerms { leaf, terms } = leaf_terms;
        match (leaf.field, leaf.kind) {
            (SearchField::Outlet, _) => self.named(FacetKind::Outlets, leaf).await,
            (SearchField::Actor, _) => self.named(FacetKind::Actors, leaf).await,
            (_, LeafKind::Word) => self.word(leaf.field, terms.first().map(Vec::as_slice).unwrap_or_default()).await,
            _ => self.phrase(leaf, terms).await,
        }
    }

    /// The articles with a value whose name has the words.
    async fn named(&self, kind: FacetKind, leaf: &Leaf) -> QueryResult<Matches> {
        let columns = self.engine.columns()?;
        let (facet, values) = (columns.facet(kind), columns.values(kind));
        let fits = |value: ValueId| {
            let mut names = token::placed_words(values.name(value));
            // The tokens of a pair of characters other than the last are empty.
            names.retain(|name| !name.is_empty());
            let is = |word: &QueryWord, name: &String| {
                if word.prefix { name.starts_with(&word.text) } else { *name == word.text }
            };
            match leaf.kind {
                LeafKind::Near(_) => leaf.words.iter().all(|word| names.iter().any(|name| is(word, name))),
                _ => names
                    .windows(leaf.words.len())
                    .any(|window| leaf.words.iter().zip(window).all(|(word, name)| is(word, name))),
            }
        };
        let mut lists: Vec<&[Rank]> = Vec::new();
        for value in ValueId::up_to(facet.len()) {
            self.steps.take(NAME_STEPS).await;
            if fits(value) {
                lists.push(facet.ranks(value));
            }
        }
        self.steps.take(lists.iter().map(|list| list.len()).sum()).await;
        Ok(Matches::unscored(unite(&lists)))
    }

    fn length_code(&self, rank: Rank) -> u8 {
        self.root.lengths.get(rank.index()).copied().unwrap_or_default()
    }

    pub(super) fn postings(&self, term: ArchiveWord, act: impl FnMut(Posting)) -> QueryResult<()> {
        let (chunk, place) = self.engine.bits(&self.engine.postings, &self.root.postings, term.number)?;
        let read = postings(chunk.word(place), term.count, self.articles, act);
        Ok(read.map_err(|damage| damaged_word(&self.root.postings, term.number, damage))?)
    }

    /// The articles that have any of these words, with their scores.
    async fn word(&self, field: SearchField, terms: &[ArchiveWord]) -> QueryResult<Matches> {
        let (as_written, other_forms): (Vec<ArchiveWord>, Vec<ArchiveWord>) =
            terms.iter().partition(|term| term.is_as_written());
        let mut written = self.weights(field, &as_written).await?;
        if other_forms.is_empty() {
            let idf = self.bm25.idf(written.ranks.len());
            written.values.iter_mut().for_each(|value| *value = Bm25::score(idf, *value));
            return Ok(written);
        }
        let other = self.weights(field, &other_forms).await?;
        let ranks = unite(&[&written.ranks, &other.ranks]);
        self.steps.take(ranks.len()).await;
        let idf = self.bm25.idf(ranks.len());
        let (mut in_written, mut in_other) = (0, 0);
        let next = |of: &Matches, at: &mut usize, rank: Rank| {
            let weight = (of.ranks.get(*at) == Some(&rank)).then(|| of.score(*at).value);
            *at += usize::from(weight.is_some());
            weight
        };
        let mut matches = Matches::default();
        for rank in ranks {
            let (written, other) = (next(&written, &mut in_written, rank), next(&other, &mut in_other, rank));
            let weight = written.unwrap_or_default() + other.unwrap_or_default();
            matches.push(rank, Score { tier: u8::from(written.is_none()), value: Bm25::score(idf, weight) });
        }
        Ok(matches)
    }

    /// The articles that have any of these words, with the weighted number of occurrences as value. A word counts only in
    /// articles of its languages.
    async fn weights(&self, field: SearchField, terms: &[ArchiveWord]) -> QueryResult<Matches> {
        let (mut ranks, mut weights) = (Vec::new(), Vec::new());
        let total: usize = terms.iter().map(|term| term.count as usize).sum();
        if let [term @ ArchiveWord { languages: u64::MAX, .. }] = terms {
            ranks.reserve(total.min(self.articles as usize));
            weights.reserve(total.min(self.articles as usize));
            self.postings(*term, |posting| {
                let weight = self.bm25.weight(field, posting, self.length_code(posting.rank));
                if weight > 0.0 {
                    ranks.push(posting.rank);
                    weights.push(weight);
                }
            })?;
            self.steps.take(total).await;
            return Ok(Matches::new(ranks, weights));
        }
        let languages = self.engine.columns()?.facet(FacetKind::Language).single().unwrap_or_default();
        let counts = |term: &ArchiveWord, rank: Rank| {
            let language = languages.get(rank.index()).copied().unwrap_or(ValueId::NONE);
            term.languages & language_bit(language).unwrap_or(NO_LANGUAGE) != 0
        };
        if total >= self.articles as usize / DENSE_SHARE {
            let mut table = vec![0f32; self.articles as usize];
            for term in terms {
                self.postings(*term, |posting| {
                    let weight = self.bm25.weight(field, posting, self.length_code(posting.rank));
                    let slot = table.get_mut(posting.rank.index()).filter(|_| counts(term, posting.rank));
                    if let Some(slot) = slot {
                        *slot += weight;
                    }
                })?;
                self.steps.take(1 + term.count as usize).await;
            }
            self.steps.take(table.len()).await;
            for (rank, weight) in table.into_iter().enumerate().filter(|(_, weight)| *weight > 0.0) {
                ranks.push(Rank(rank as u32));
                weights.push(weight);
            }
            return Ok(Matches::new(ranks, weights));
        }
        // The rank above, the bits of the weight below: weights are positive, so their bits are in their order.
        let mut list: Vec<u64> = Vec::with_capacity(total);
        for term in terms {
            self.postings(*term, |posting| {
                let weight = self.bm25.weight(field, posting, self.length_code(posting.rank));
                if weight > 0.0 && counts(term, posting.rank) {
                    list.push(u64::from(posting.rank.0) << 32 | u64::from(weight.to_bits()));
                }
            })?;
            self.steps.take(1 + term.count as usize).await;
        }
        self.steps.take(list.len()).await;
        list.sort_unstable();
        for run in list.chunk_by(|a, b| a >> 32 == b >> 32) {
            ranks.extend(run.first().map(|first| Rank((first >> 32) as u32)));
            weights.push(run.iter().map(|weight| f32::from_bits(*weight as u32)).sum());
        }
        Ok(Matches::new(ranks, weights))
    }

    /// The articles in which the words follow one another, or are near each other.
    async fn phrase(&self, leaf: &Leaf, terms: &[Vec<ArchiveWord>]) -> QueryResult<Matches> {
        // A word that is repeated is read once.
        let mut numbers: FxHashMap<(&str, bool), usize> = FxHashMap::default();
        let mut different: Vec<&[ArchiveWord]> = Vec::new();
        let mut sets: Vec<WordSet> = Vec::new();
        let mut idfs: Vec<f32> = Vec::new();
        let mut idf = 0.0;
        let mut candidates: Option<Vec<Rank>> = None;
        for (place, (word, terms)) in leaf.words.iter().zip(terms).enumerate() {
            let number = *numbers.entry((&word.text, word.prefix)).or_insert(different.len());
            if number == different.len() {
                let ranks = self.weights(leaf.field, terms).await?.ranks;
                different.push(terms);
                sets.push(WordSet::default());
                idfs.push(self.bm25.idf(ranks.len()));
                self.steps.take(ranks.len()).await;
                candidates = Some(match candidates {
                    Some(candidates) => intersect(&candidates, &ranks),
                    None => ranks,
                });
            }
            idf += idfs.get(number).copied().unwrap_or_default();
            if let Some(set) = sets.get_mut(number) {
                set.insert(place);
            }
        }
        let candidates = candidates.unwrap_or_default();
        if candidates.is_empty() {
            return Ok(Matches::default());
        }
        let term_bits = |terms: &&[ArchiveWord]| match terms {
            [term] => TermBits::new(self, *term).map(Some),
            _ => Ok(None),
        };
        let bits = different.iter().map(term_bits).collect::<QueryResult<Vec<_>>>()?;
        let mut readers = Vec::with_capacity(different.len());
        for (terms, bits) in different.iter().zip(&bits) {
            readers.push(match bits {
                Some(bits) => PositionReader::from_term(bits, leaf.field)?,
                None => PositionReader::Several(CollectedPositions::new(self, leaf.field, terms, &candidates).await?),
            });
        }
        let length = leaf.words.len();
        let mut lists: Vec<Vec<u32>> = vec![Vec::new(); different.len()];
        let mut matches = Matches::default();
        for rank in &candidates {
            for (reader, list) in readers.iter_mut().zip(&mut lists) {
                list.clear();
                reader.read(*rank, list, self.steps).await?;
            }
            let times = match leaf.kind {
                LeafKind::Near(distance) => {
                    let reach = (length as u64).saturating_sub(1) + u64::from(distance);
                    self.count(NearCounter::new(different.len(), reach), &lists).await
                }
                _ => self.count(RowCounter::new(&sets, length), &lists).await,
            };
            if times > 0 {
                let weight = times as f32 * self.bm25.body_weight(self.length_code(*rank));
                matches.push(*rank, Score { tier: 0, value: Bm25::score(idf, weight) });
            }
        }
        Ok(matches)
    }

    async fn count(&self, mut counter: impl PlaceCounter, lists: &[Vec<u32>]) -> usize {
        let mut uncounted = 2 * lists.len();
        for (place, word) in PlaceWalk::new(lists) {
            counter.see(place, word);
            uncounted += 2;
            if uncounted >= MAX_UNCOUNTED {
                self.steps.take(std::mem::take(&mut uncounted)).await;
            }
        }
        self.steps.take(uncounted).await;
        counter.finish()
    }
}
