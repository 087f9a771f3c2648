//! Evaluates a query: joins the articles of its words as the query says.

use super::bm25::Bm25;
use super::near::{count_in_a_row, count_near};
use super::terms::{ArchiveWord, LeafTerms, NO_LANGUAGE, language_bit};
use crate::bundle::{Shelf, TextRoot};
use crate::index::text::{Positions, Posting, postings};
use crate::index::{Damage, FacetKind, Rank, TermId, ValueId, token};
use crate::query::engine::{Engine, QueryResult, damaged_file};
use crate::query::error::QueryError;
use crate::query::matches::{Matches, Score};
use crate::query::sets::{intersect, unite};
use crate::query::text::{Leaf, LeafKind, QueryNode, QueryWord, SearchField};

/// If words have more than one posting for this many articles, their weights are added in a table of all articles;
/// otherwise they are sorted.
const DENSE_SHARE: usize = 8;

/// What evaluates a query over an archive.
pub(super) struct Evaluation<'a> {
    engine: &'a Engine,
    root: &'a TextRoot,
    bm25: Bm25,
    articles: u32,
}

impl<'e> Evaluation<'e> {
    pub(super) fn new(engine: &'e Engine, root: &'e TextRoot) -> Evaluation<'e> {
        Evaluation { engine, root, bm25: Bm25::new(root), articles: root.lengths.len() as u32 }
    }

    /// The articles that match a node; `leaves` are the terms of the leaves, in the order of the text.
    pub(super) fn node<'a, 'b: 'a>(
        &self,
        node: &QueryNode,
        leaves: &mut impl Iterator<Item = &'a LeafTerms<'b>>,
    ) -> QueryResult<Matches> {
        Ok(match node {
            QueryNode::Leaf(_) => match leaves.next() {
                Some(terms) => self.leaf(terms)?,
                None => Matches::default(),
            },
            QueryNode::Either(nodes) => {
                let mut all = Matches::default();
                for node in nodes {
                    all = all.or(&self.node(node, leaves)?);
                }
                all
            }
            QueryNode::Not(node) => self.everything().without(&self.node(node, leaves)?),
            QueryNode::Both(nodes) => {
                let mut wanted: Option<Matches> = None;
                let mut unwanted = Vec::new();
                for node in nodes {
                    if let QueryNode::Not(node) = node {
                        unwanted.push(self.node(node, leaves)?);
                        continue;
                    }
                    let next = self.node(node, leaves)?;
                    wanted = Some(match wanted {
                        Some(wanted) => wanted.and(&next),
                        None => next,
                    });
                }
                let wanted = wanted.unwrap_or_else(|| self.everything());
                unwanted.iter().fold(wanted, |wanted, unwanted| wanted.without(unwanted))
            }
        })
    }

    fn everything(&self) -> Matches {
        Matches::unscored(Rank::up_to(self.articles as usize).collect())
    }

    fn leaf(&self, leaf_terms: &LeafTerms<'_>) -> QueryResult<Matches> {
        let LeafTerms { leaf, terms } = leaf_terms;
        match (leaf.field, leaf.kind) {
            (SearchField::Outlet, _) => self.named(FacetKind::Outlets, leaf),
            (SearchField::Actor, _) => self.named(FacetKind::Actors, leaf),
            (_, LeafKind::Word) => self.word(leaf.field, terms.first().map(Vec::as_slice).unwrap_or_default()),
            _ => self.phrase(leaf, terms),
        }
    }

    /// The articles with a value whose name has the words.
    fn named(&self, kind: FacetKind, leaf: &Leaf) -> QueryResult<Matches> {
        let facet = self.engine.columns()?.facet(kind);
        let fits = |value: ValueId| {
            let mut names = token::words(facet.values.name(value));
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
        let values = ValueId::up_to(facet.values.len()).filter(|value| fits(*value));
        let lists: Vec<&[Rank]> = values.map(|value| facet.ranks(value)).collect();
        Ok(Matches::unscored(unite(&lists)))
    }

    fn length_code(&self, rank: Rank) -> u8 {
        self.root.lengths.get(rank.index()).copied().unwrap_or_default()
    }

    fn postings(&self, term: ArchiveWord, act: impl FnMut(Posting)) -> QueryResult<()> {
        let (chunk, place) = self.engine.bits(&self.engine.postings, &self.root.postings, term.number)?;
        let read = postings(chunk.word(place), term.count, self.articles, act);
        Ok(read.map_err(|damage| damage_of_word(&self.root.postings, term.number, &damage))?)
    }

    /// The articles that have any of these words, with their scores.
    fn word(&self, field: SearchField, terms: &[ArchiveWord]) -> QueryResult<Matches> {
        let (as_written, other_forms): (Vec<ArchiveWord>, Vec<ArchiveWord>) =
            terms.iter().partition(|term| term.is_as_written());
        let mut written = self.weights(field, &as_written)?;
        if other_forms.is_empty() {
            let idf = self.bm25.idf(written.ranks.len());
            written.values.iter_mut().for_each(|value| *value = Bm25::score(idf, *value));
            return Ok(written);
        }
        let other = self.weights(field, &other_forms)?;
        let ranks = unite(&[&written.ranks, &other.ranks]);
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
    fn weights(&self, field: SearchField, terms: &[ArchiveWord]) -> QueryResult<Matches> {
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
            }
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
        }
        list.sort_unstable();
        for run in list.chunk_by(|a, b| a >> 32 == b >> 32) {
            ranks.extend(run.first().map(|first| Rank((first >> 32) as u32)));
            weights.push(run.iter().map(|weight| f32::from_bits(*weight as u32)).sum());
        }
        Ok(Matches::new(ranks, weights))
    }

    /// The articles in which the words follow one another, or are near each other.
    fn phrase(&self, leaf: &Leaf, terms: &[Vec<ArchiveWord>]) -> QueryResult<Matches> {
        let mut idf = 0.0;
        let mut candidates: Option<Vec<Rank>> = None;
        for terms in terms {
            let ranks = self.weights(leaf.field, terms)?.ranks;
            idf += self.bm25.idf(ranks.len());
            candidates = Some(match candidates {
                Some(candidates) => intersect(&candidates, &ranks),
                None => ranks,
            });
        }
        let candidates = candidates.unwrap_or_default();
        let places =
            terms.iter().map(|terms| self.places(leaf.field, terms, &candidates)).collect::<QueryResult<Vec<_>>>()?;
        let mut matches = Matches::default();
        for (index, rank) in candidates.iter().enumerate() {
            let of_article: Vec<&[u32]> =
                places.iter().map(|places| places.get(index).map_or(&[][..], Vec::as_slice)).collect();
            let times = match leaf.kind {
                LeafKind::Near(distance) => count_near(&of_article, distance),
                _ => count_in_a_row(&of_article),
            };
            if times > 0 {
                let weight = times as f32 * self.bm25.body_weight(self.length_code(*rank));
                matches.push(*rank, Score { tier: 0, value: Bm25::score(idf, weight) });
            }
        }
        Ok(matches)
    }

    /// The positions of any of these words in each of these articles.
    fn places(&self, field: SearchField, terms: &[ArchiveWord], candidates: &[Rank]) -> QueryResult<Vec<Vec<u32>>> {
        let mut places = vec![Vec::new(); candidates.len()];
        let shelf = self.engine.positions_shelf()?;
        for term in terms {
            let (chunk, place) = self.engine.bits(&self.engine.positions, shelf, term.number)?;
            let mut reader = Positions::new(chunk.word(place));
            let mut at = 0;
            let mut read = Ok(());
            self.postings(*term, |posting| {
                while candidates.get(at).is_some_and(|candidate| *candidate < posting.rank) {
                    at += 1;
                }
                let wanted = candidates.get(at) == Some(&posting.rank);
                let mut seen = 0;
                let taken = reader.next(posting.title.saturating_add(posting.body), |position| {
                    let in_title = seen < posting.title;
                    seen += 1;
                    let fits = match field {
                        SearchField::Title => in_title,
                        SearchField::Body => !in_title,
                        _ => true,
                    };
                    if let Some(list) = places.get_mut(at).filter(|_| wanted && fits) {
                        list.push(position);
                    }
                });
                if read.is_ok() {
                    read = taken;
                }
            })?;
            read.map_err(|damage| damage_of_word(shelf, term.number, &damage))?;
        }
        if terms.len() > 1 {
            places.iter_mut().for_each(|list| list.sort_unstable());
        }
        Ok(places)
    }
}

fn damage_of_word(shelf: &Shelf, word: TermId, damage: &Damage) -> QueryError {
    let file = shelf.find(word.0).and_then(|(chunk, _)| shelf.file(chunk));
    damaged_file(&file.map(|file| file.name).unwrap_or_default(), damage)
}
