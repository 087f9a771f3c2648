//! Evaluates a query: joins the articles of its words as the query says.

use rustc_hash::FxHashMap;

use super::bm25::Bm25;
use super::is_about_names;
use super::near::{LeafCounter, NearCounter, PlaceCounter as _, PlaceWalk, RowCounter, WordSet};
use super::places::{CollectedPositions, PositionReader, TermBits, damaged_word};
use super::terms::{ArchiveWord, LeafTerms, NO_LANGUAGE, language_bit};
use crate::bundle::TextRoot;
use crate::index::text::{Posting, postings};
use crate::index::{FacetKind, Rank, ValueId, token};
use crate::query::engine::{Engine, QueryResult};
use crate::query::matches::{Matches, Score};
use crate::query::sets::{intersect, unite};
use crate::query::step_counter::StepCounter;
use crate::query::text::{Leaf, LeafKind, QueryNode, QueryWord, SearchField};

/// If words have more than one posting for this many articles, their weights are added in a table of all articles;
/// otherwise they are sorted.
const DENSE_SHARE: usize = 8;

/// The steps for comparing the name of an outlet or actor with words.
const NAME_STEPS: usize = 20;

/// How many positions are compared before the end of the slice is looked for.
const MAX_UNCOUNTED: usize = 500;

/// A step of the evaluation of a query. Each takes its operands from the top of a stack and puts its result there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operation {
    /// The articles of a leaf, by its number in the order of the text.
    Leaf(usize),
    /// No articles.
    Nothing,
    /// All articles.
    Everything,
    /// The articles of the last two results that are in either.
    Or,
    /// Those that are in both.
    And,
    /// Those that are in the first and not in the second.
    Without,
}

/// Appends the operations that evaluate a node. `next_leaf` is the number of the first leaf in it.
fn compile(node: &QueryNode, next_leaf: &mut usize, operations: &mut Vec<Operation>) {
    match node {
        QueryNode::Leaf(_) => {
            operations.push(Operation::Leaf(*next_leaf));
            *next_leaf += 1;
        }
        QueryNode::Either(nodes) => {
            operations.push(Operation::Nothing);
            for node in nodes {
                compile(node, next_leaf, operations);
                operations.push(Operation::Or);
            }
        }
        QueryNode::Not(node) => {
            operations.push(Operation::Everything);
            compile(node, next_leaf, operations);
            operations.push(Operation::Without);
        }
        QueryNode::Both(nodes) => {
            let (mut is_first, mut unwanted) = (true, Vec::new());
            for node in nodes {
                if let QueryNode::Not(node) = node {
                    compile(node, next_leaf, &mut unwanted);
                    unwanted.push(Operation::Without);
                    continue;
                }
                compile(node, next_leaf, operations);
                if !std::mem::take(&mut is_first) {
                    operations.push(Operation::And);
                }
            }
            if is_first {
                operations.push(Operation::Everything);
            }
            operations.append(&mut unwanted);
        }
    }
}

/// Adds the weights of several words in each article.
enum WeightSum {
    /// Of one word.
    Single(Vec<Rank>, Vec<f32>),
    /// In a table of all articles.
    Dense(Vec<f32>),
    /// The rank above, the bits of the weight below: weights are positive, so their bits are in their order.
    Sparse(Vec<u64>),
}

/// The different words of a phrase.
#[derive(Default)]
struct Phrase<'a> {
    /// For each word of the phrase, the number of the different one that it is.
    numbers: Vec<usize>,
    /// For each different word, the words of the archive that it means.
    different: Vec<&'a [ArchiveWord]>,
    /// For each different word, its places in the phrase.
    sets: Vec<WordSet>,
}

impl<'a> Phrase<'a> {
    /// A word that is repeated is read once.
    fn new(leaf: &Leaf, terms: &'a [Vec<ArchiveWord>]) -> Phrase<'a> {
        let mut phrase = Phrase::default();
        let mut known: FxHashMap<(&str, bool), usize> = FxHashMap::default();
        for (place, (word, terms)) in leaf.words.iter().zip(terms).enumerate() {
            let number = *known.entry((&word.text, word.prefix)).or_insert(phrase.different.len());
            if number == phrase.different.len() {
                phrase.different.push(terms);
                phrase.sets.push(WordSet::default());
            }
            phrase.numbers.push(number);
            if let Some(set) = phrase.sets.get_mut(number) {
                set.insert(place);
            }
        }
        phrase
    }
}

/// What evaluates a query over an archive.
pub(super) struct Evaluation<'a> {
    pub(super) engine: &'a Engine,
    pub(super) root: &'a TextRoot,
    pub(super) steps: &'a StepCounter,
    /// The terms of the leaves, in the order of the text.
    leaves: &'a [LeafTerms<'a>],
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
        Evaluation { engine, root, steps, leaves, bm25: Bm25::new(root), articles }
    }

    /// The articles that match a query.
    ///
    /// Only this function and those that it awaits wait; all they call stops at the end of a slice, or does little.
    pub(super) async fn matches(&self, node: &QueryNode) -> QueryResult<Matches> {
        let mut operations = Vec::new();
        compile(node, &mut 0, &mut operations);
        let mut stack: Vec<Matches> = Vec::new();
        for operation in operations {
            let result = match operation {
                Operation::Leaf(number) => match self.leaves.get(number) {
                    Some(leaf) if is_about_names(leaf.leaf) => self.named(leaf.leaf).await?,
                    Some(leaf) => self.leaf(leaf).await?,
                    None => Matches::default(),
                },
                Operation::Nothing => Matches::default(),
                Operation::Everything => Matches::unscored(Rank::up_to(self.articles as usize).collect()),
                Operation::Or | Operation::And | Operation::Without => {
                    let (second, first) = (stack.pop().unwrap_or_default(), stack.pop().unwrap_or_default());
                    self.steps.take(first.ranks.len() + second.ranks.len());
                    match operation {
                        Operation::Or => first.or(&second),
                        Operation::And => first.and(&second),
                        _ => first.without(&second),
                    }
                }
            };
            stack.push(result);
            self.steps.rest().await;
        }
        Ok(stack.pop().unwrap_or_default())
    }

    /// The articles with an outlet or actor whose name has the words.
    async fn named(&self, leaf: &Leaf) -> QueryResult<Matches> {
        let kind = if leaf.field == SearchField::Outlet { FacetKind::Outlets } else { FacetKind::Actors };
        let columns = self.engine.columns()?;
        let (facet, values) = (columns.facet(kind), columns.values(kind));
        let mut lists: Vec<&[Rank]> = Vec::new();
        for value in ValueId::up_to(facet.len()) {
            if is_named(leaf, values.name(value)) {
                lists.push(facet.ranks(value));
            }
            self.steps.take(NAME_STEPS);
            self.steps.rest().await;
        }
        self.steps.take(lists.iter().map(|list| list.len()).sum());
        Ok(Matches::unscored(unite(&lists)))
    }

    /// The articles that match a leaf with words of the text.
    async fn leaf(&self, LeafTerms { leaf, terms }: &LeafTerms<'_>) -> QueryResult<Matches> {
        let is_word = leaf.kind == LeafKind::Word;
        let of_word = terms.first().filter(|_| is_word).into_iter().flatten();
        let (as_written, other): (Vec<ArchiveWord>, Vec<ArchiveWord>) = of_word.partition(|term| term.is_as_written());
        let phrase = if is_word { Phrase::default() } else { Phrase::new(leaf, terms) };
        let lists: Vec<&[ArchiveWord]> = if is_word { vec![&as_written, &other] } else { phrase.different.clone() };

        let mut of_forms: Vec<Matches> = Vec::new();
        let mut idfs: Vec<f32> = Vec::new();
        let mut candidates: Option<Vec<Rank>> = None;
        for terms in lists {
            let mut sum = self.no_weights(terms);
            for term in terms {
                self.add_weights(&mut sum, leaf.field, *term)?;
                self.steps.rest().await;
            }
            let found = self.weights(sum);
            if is_word {
                of_forms.push(found);
                continue;
            }
            idfs.push(self.bm25.idf(found.ranks.len()));
            candidates = Some(match candidates {
                Some(candidates) => intersect(&candidates, &found.ranks),
                None => found.ranks,
            });
        }
        if let [written, other] = of_forms.as_mut_slice() {
            return Ok(self.scored(std::mem::take(written), other));
        }
        let candidates = candidates.unwrap_or_default();
        if candidates.is_empty() {
            return Ok(Matches::default());
        }

        let term_bits = |terms: &&[ArchiveWord]| match terms {
            [term] => TermBits::new(self, *term).map(Some),
            _ => Ok(None),
        };
        let bits = phrase.different.iter().map(term_bits).collect::<QueryResult<Vec<_>>>()?;
        let mut readers = Vec::with_capacity(bits.len());
        for (terms, bits) in phrase.different.iter().zip(&bits) {
            if let Some(bits) = bits {
                readers.push(PositionReader::from_term(bits, leaf.field)?);
                continue;
            }
            let mut collected = CollectedPositions::new(candidates.len());
            for term in *terms {
                collected.count(self, *term, &candidates)?;
                self.steps.rest().await;
            }
            collected.divide();
            for term in *terms {
                let bits = TermBits::new(self, *term)?;
                let (mut word, mut at) = (bits.read()?, 0);
                while !collected.add(&mut word, &mut at, leaf.field, &candidates, self.steps)? {
                    self.steps.rest().await;
                }
            }
            readers.push(PositionReader::Several(collected));
        }
        let idf = phrase.numbers.iter().filter_map(|number| idfs.get(*number)).sum();
        let length = leaf.words.len();
        let mut lists: Vec<Vec<u32>> = vec![Vec::new(); readers.len()];
        let mut matches = Matches::default();
        for rank in &candidates {
            for (reader, list) in readers.iter_mut().zip(&mut lists) {
                list.clear();
                while !reader.read(*rank, list, self.steps)? {
                    self.steps.rest().await;
                }
            }
            let mut counter = match leaf.kind {
                LeafKind::Near(distance) => {
                    let reach = (length as u64).saturating_sub(1) + u64::from(distance);
                    LeafCounter::Near(NearCounter::new(lists.len(), reach))
                }
                _ => LeafCounter::Row(RowCounter::new(&phrase.sets, length)),
            };
            self.steps.take(2 * lists.len());
            let mut walk = PlaceWalk::new(&lists);
            while !count_some(&mut walk, &mut counter, self.steps) {
                self.steps.rest().await;
            }
            let times = counter.finish();
            if times > 0 {
                let weight = times as f32 * self.bm25.body_weight(self.length_code(*rank));
                matches.push(*rank, Score { tier: 0, value: Bm25::score(idf, weight) });
            }
        }
        Ok(matches)
    }

    fn length_code(&self, rank: Rank) -> u8 {
        self.root.lengths.get(rank.index()).copied().unwrap_or_default()
    }

    pub(super) fn postings(&self, term: ArchiveWord, act: impl FnMut(Posting)) -> QueryResult<()> {
        let (chunk, place) = self.engine.bits(&self.engine.postings, &self.root.postings, term.number)?;
        let read = postings(chunk.word(place), term.count, self.articles, act);
        Ok(read.map_err(|damage| damaged_word(&self.root.postings, term.number, damage))?)
    }

    /// The articles with a word as it is written and with other forms of it, with their scores.
    fn scored(&self, mut written: Matches, other: &Matches) -> Matches {
        if other.ranks.is_empty() {
            let idf = self.bm25.idf(written.ranks.len());
            written.values.iter_mut().for_each(|value| *value = Bm25::score(idf, *value));
            return written;
        }
        let ranks = unite(&[&written.ranks, &other.ranks]);
        self.steps.take(ranks.len());
        let idf = self.bm25.idf(ranks.len());
        let (mut in_written, mut in_other) = (0, 0);
        let next = |of: &Matches, at: &mut usize, rank: Rank| {
            let weight = (of.ranks.get(*at) == Some(&rank)).then(|| of.score(*at).value);
            *at += usize::from(weight.is_some());
            weight
        };
        let mut matches = Matches::default();
        for rank in ranks {
            let (written, other) = (next(&written, &mut in_written, rank), next(other, &mut in_other, rank));
            let weight = written.unwrap_or_default() + other.unwrap_or_default();
            matches.push(rank, Score { tier: u8::from(written.is_none()), value: Bm25::score(idf, weight) });
        }
        matches
    }

    /// The sum of the weights of these words, before any is added.
    fn no_weights(&self, terms: &[ArchiveWord]) -> WeightSum {
        let total: usize = terms.iter().map(|term| term.count as usize).sum();
        match terms {
            [term] if term.is_as_written() => {
                let room = total.min(self.articles as usize);
                WeightSum::Single(Vec::with_capacity(room), Vec::with_capacity(room))
            }
            _ if !terms.is_empty() && total >= self.articles as usize / DENSE_SHARE => {
                WeightSum::Dense(vec![0.0; self.articles as usize])
            }
            _ => WeightSum::Sparse(Vec::with_capacity(total)),
        }
    }

    /// Adds the weighted number of occurrences of a word for each article in one of its languages.
    fn add_weights(&self, sum: &mut WeightSum, field: SearchField, term: ArchiveWord) -> QueryResult<()> {
        self.steps.take(1 + term.count as usize);
        let languages = self.engine.columns()?.facet(FacetKind::Language).single().unwrap_or_default();
        let counts = |rank: Rank| {
            let language = languages.get(rank.index()).copied().unwrap_or(ValueId::NONE);
            term.languages & language_bit(language).unwrap_or(NO_LANGUAGE) != 0
        };
        // The weight is written out three times, because a shared closure is not inlined, and it is needed for each posting.
        match sum {
            WeightSum::Single(ranks, weights) => self.postings(term, |posting| {
                let weight = self.bm25.weight(field, posting, self.length_code(posting.rank));
                if weight > 0.0 {
                    ranks.push(posting.rank);
                    weights.push(weight);
                }
            }),
            WeightSum::Dense(table) => self.postings(term, |posting| {
                let weight = self.bm25.weight(field, posting, self.length_code(posting.rank));
                if let Some(slot) = table.get_mut(posting.rank.index()).filter(|_| counts(posting.rank)) {
                    *slot += weight;
                }
            }),
            WeightSum::Sparse(list) => self.postings(term, |posting| {
                let weight = self.bm25.weight(field, posting, self.length_code(posting.rank));
                if weight > 0.0 && counts(posting.rank) {
                    list.push(u64::from(posting.rank.0) << 32 | u64::from(weight.to_bits()));
                }
            }),
        }
    }

    /// The articles with a weight, with their weights as values.
    fn weights(&self, sum: WeightSum) -> Matches {
        let (mut ranks, mut weights) = (Vec::new(), Vec::new());
        match sum {
            WeightSum::Single(ranks, weights) => return Matches::new(ranks, weights),
            WeightSum::Dense(table) => {
                self.steps.take(table.len());
                for (rank, weight) in table.into_iter().enumerate().filter(|(_, weight)| *weight > 0.0) {
                    ranks.push(Rank(rank as u32));
                    weights.push(weight);
                }
            }
            WeightSum::Sparse(mut list) => {
                self.steps.take(list.len());
                list.sort_unstable();
                for run in list.chunk_by(|a, b| a >> 32 == b >> 32) {
                    ranks.extend(run.first().map(|first| Rank((first >> 32) as u32)));
                    weights.push(run.iter().map(|weight| f32::from_bits(*weight as u32)).sum());
                }
            }
        }
        Matches::new(ranks, weights)
    }
}

/// Whether a name has the words of a leaf.
fn is_named(leaf: &Leaf, name: &str) -> bool {
    let mut names = token::placed_words(name);
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
}

/// Counts until the end of the walk or of the slice. Returns whether it is the end of the walk.
fn count_some(walk: &mut PlaceWalk<'_>, counter: &mut LeafCounter<'_>, steps: &StepCounter) -> bool {
    while !steps.is_spent() {
        for _ in 0..MAX_UNCOUNTED {
            let Some((place, word)) = walk.next() else { return true };
            counter.see(place, word);
            steps.take(2);
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::text::parse;

    #[test]
    fn a_query_becomes_operations_on_a_stack() {
        let operations = |text: &str| {
            let mut operations = Vec::new();
            compile(&parse(text, false).unwrap().unwrap(), &mut 0, &mut operations);
            operations
        };
        use Operation::{And, Everything, Leaf, Nothing, Or, Without};
        assert_eq!(operations("a -b c"), [Leaf(0), Leaf(2), And, Leaf(1), Without]);
        assert_eq!(operations("-a -b"), [Everything, Leaf(0), Without, Leaf(1), Without]);
        assert_eq!(operations("a OR b"), [Nothing, Leaf(0), Or, Leaf(1), Or]);
    }
}
