//! Finds the articles that match a text, and ranks them.
//!
//! The score of a word in an article is that of BM25F (Robertson, Zaragoza and Taylor 2004): with `w` the weighted number of the
//! word's occurrences, [`TITLE_WEIGHT`] each in the title and `1 / (1 - B + B * length / mean length)` each in the body, it is
//! `idf * w * (K1 + 1) / (w + K1)`, where `idf = ln(1 + (n - m + 0.5) / (m + 0.5))` for `m` of `n` articles. A prefix counts as
//! one word, and so does a phrase, whose idf is the sum of its words'. Scores of words joined by AND or OR are added.
//! Articles that hold a word only in another form than the one asked for come after all that hold it as written.

use std::rc::Rc;

use super::engine::{Engine, Pause, Step, of_damage};
use super::error::QueryError;
use super::request::Query;
use super::run::Matches;
use super::sets::{gallop, unite};
use super::text::{Field, How, Leaf, Node, Word, parse};
use crate::bundle::{FileRef, Shelf, TextRoot};
use crate::index::text::{Lexicon, Positions, Posting, WordBits, length_of_code, postings};
use crate::index::{FacetKind, NO_VALUE, Stems, token};
use crate::wire::bytes::ByteReader;
use crate::wire::sort::{sort_by, sort_by_key};

/// How fast further occurrences of a word stop to count; the customary value.
const K1: f32 = 1.2;

/// How much the length of an article counts, from 0 to 1; the customary value.
const B: f32 = 0.75;

/// How many occurrences in the body one in the title is worth.
const TITLE_WEIGHT: f32 = 4.0;

/// What an article loses that holds a word only in another form: more than all words together can give.
const OTHER_FORM: f32 = 10_000.0;

/// The number of languages whose forms are tried.
const MOST_LANGUAGES: usize = 6;

/// The bit of articles whose language is not known, in [`Term::languages`].
const NO_LANGUAGE: u64 = 1 << 63;

/// A word of the archive that a word of the query means.
#[derive(Clone, Copy, Debug)]
struct Term {
    number: u32,
    count: u32,
    /// The languages in which it is a form of the query's word, a bit each; all where it is that word itself.
    languages: u64,
}

/// A leaf with the words of the archive that each of its words means.
struct Resolved<'a> {
    leaf: &'a Leaf,
    terms: Vec<Vec<Term>>,
}

/// Collects the files that are missing, so that all can be fetched at once.
#[derive(Default)]
struct Needs(Vec<FileRef>);

impl Needs {
    fn take<T>(&mut self, step: Step<T>) -> Result<Option<T>, Pause> {
        match step {
            Ok(value) => Ok(Some(value)),
            Err(Pause::Need(mut files)) => {
                self.0.append(&mut files);
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    fn settle(mut self) -> Step<()> {
        sort_by(&mut self.0, |a, b| a.name.cmp(&b.name));
        self.0.dedup();
        if self.0.is_empty() { Ok(()) } else { Err(Pause::Need(self.0)) }
    }
}

/// What a query's text finds.
pub(super) struct TextFound {
    pub(super) matches: Matches,
    /// The words of the query that the archive does not know.
    pub(super) unknown: Vec<Word>,
}

impl Engine {
    /// The articles that match a query's text; `None` where it has no words.
    pub(super) fn matches(&self, query: &Query) -> Step<Option<TextFound>> {
        if query.text.trim().is_empty() {
            return Ok(None);
        }
        let Some(node) = parse(&query.text, query.typing)? else { return Ok(None) };
        let mut leaves = Vec::new();
        collect(&node, &mut leaves);
        let mut needs = Needs::default();
        needs.take(self.columns().map(|_| ()))?;
        let root = needs.take(self.text_root())?;
        needs.settle()?;
        let Some(root) = root else { return Ok(None) };

        let stems = if query.exact { Vec::new() } else { self.stems()? };
        let mut needs = Needs::default();
        let mut resolved = Vec::with_capacity(leaves.len());
        for leaf in leaves {
            let mut terms = Vec::with_capacity(leaf.words.len());
            if !matches!(leaf.field, Field::Outlet | Field::Actor) {
                for word in &leaf.words {
                    let stems = if leaf.how == How::Word { stems.as_slice() } else { &[] };
                    terms.push(needs.take(self.terms(root, word, stems))?.unwrap_or_default());
                }
            }
            resolved.push(Resolved { leaf, terms });
        }
        needs.settle()?;
        let mut needs = Needs::default();
        for Resolved { leaf, terms } in &resolved {
            // A phrase with a word that no article holds needs nothing.
            if leaf.how != How::Word && terms.iter().any(Vec::is_empty) {
                continue;
            }
            for term in terms.iter().flatten() {
                needs.take(self.bits(&self.postings, &root.postings, term.number))?;
                if leaf.how != How::Word {
                    let shelf = needs.take(self.positions_shelf())?;
                    if let Some(shelf) = shelf {
                        needs.take(self.bits(&self.positions, shelf, term.number))?;
                    }
                }
            }
        }
        needs.settle()?;
        let mut unknown = Vec::new();
        for Resolved { leaf, terms } in &resolved {
            let words = leaf.words.iter().zip(terms);
            unknown
                .extend(words.filter(|(word, terms)| terms.is_empty() && !word.prefix).map(|(word, _)| word.clone()));
        }
        let search = Search { engine: self, root, norms: norms(root), articles: root.lengths.len() as u32 };
        let matches = search.node(&node, &mut resolved.iter())?;
        Ok(Some(TextFound { matches, unknown }))
    }

    pub(super) fn text_root(&self) -> Step<&TextRoot> {
        if let Some(root) = self.root.get() {
            return Ok(root);
        }
        let entry = &self.manifest.words;
        let bytes = self.file(&FileRef::from(entry))?;
        let root = TextRoot::decode(&bytes).map_err(|damage| of_damage(&entry.name, &damage))?;
        if root.lengths.len() != self.columns()?.dates.articles() {
            let problem = "it is of another number of articles".to_owned();
            return Err(QueryError::Damaged { name: entry.name.clone(), problem }.into());
        }
        self.drop_file(&entry.name);
        Ok(self.root.get_or_init(|| root))
    }

    fn positions_shelf(&self) -> Step<&Shelf> {
        if let Some(shelf) = self.positions_shelf.get() {
            return Ok(shelf);
        }
        let entry = &self.manifest.positions;
        let bytes = self.file(&FileRef::from(entry))?;
        let shelf = Shelf::decode("positions", &mut ByteReader::new(&bytes));
        let shelf = shelf.map_err(|damage| of_damage(&entry.name, &damage))?;
        Ok(self.positions_shelf.get_or_init(|| shelf))
    }

    /// The most frequent words of the archive.
    pub(super) fn spelling(&self) -> Step<Rc<Lexicon>> {
        let entry = &self.manifest.spelling;
        let bytes = self.file(&FileRef::from(entry))?;
        Ok(Rc::new(Lexicon::decode(&bytes).map_err(|damage| of_damage(&entry.name, &damage))?))
    }

    /// The stemmers of the archive's most frequent languages, each with the bit of its articles.
    pub(super) fn stems(&self) -> Result<Vec<(Stems, u64)>, Pause> {
        let languages = self.columns()?.facet(FacetKind::Language);
        let mut counts: Vec<(usize, u32)> =
            (0..languages.values.len().min(62) as u32).map(|value| (languages.ranks(value).len(), value)).collect();
        sort_by_key(&mut counts, |(count, value)| (std::cmp::Reverse(*count), *value));
        let of = |(_, value): (usize, u32)| Some((Stems::of(languages.values.name(value))?, 1u64 << value));
        let mut stems: Vec<(Stems, u64)> = counts.into_iter().filter_map(of).take(MOST_LANGUAGES).collect();
        // Articles whose language is not known are taken to be in the archive's first one, or else in English.
        match stems.first_mut() {
            Some((_, bits)) => *bits |= NO_LANGUAGE,
            None => stems.extend(Stems::of("en").map(|stems| (stems, NO_LANGUAGE))),
        }
        Ok(stems)
    }

    /// The words of the archive that a word of the query means.
    fn terms(&self, root: &TextRoot, word: &Word, stems: &[(Stems, u64)]) -> Step<Vec<Term>> {
        let mut terms = Vec::new();
        let mut needs = Needs::default();
        if word.prefix {
            self.each_word(root, &word.text, &mut needs, |_, number, count| {
                terms.push(Term { number, count, languages: u64::MAX });
            })?;
            needs.settle()?;
            return Ok(terms);
        }
        for chunk in root.chunks_between(&word.text, Some(&word.text)) {
            let Some(lexicon) = needs.take(self.lexicon(root, chunk))? else { continue };
            let at = lexicon.seek(&word.text);
            if lexicon.word(at) == word.text && at < lexicon.len() {
                let number = root.lexicon.span(chunk).start + at as u32;
                terms.push(Term { number, count: lexicon.count(at), languages: u64::MAX });
            }
        }
        if word.text.chars().any(|c| c.is_ascii_digit()) {
            needs.settle()?;
            return Ok(terms);
        }
        for (stemmer, bits) in stems {
            let stem = stemmer.stem(&word.text);
            for start in stemmer.starts(&stem).iter().filter(|start| start.chars().nth(1).is_some()) {
                self.each_word(root, start, &mut needs, |form, number, count| {
                    // No suffix of these languages is longer.
                    if form.len() <= start.len() + 12 && form != word.text && stemmer.stem(form) == stem {
                        match terms.iter_mut().find(|term| term.number == number) {
                            Some(term) => term.languages |= bits,
                            None => terms.push(Term { number, count, languages: *bits }),
                        }
                    }
                })?;
            }
        }
        needs.settle()?;
        Ok(terms)
    }

    /// Hands each word of the archive that begins so to `act`, with its number and its number of articles.
    fn each_word(
        &self,
        root: &TextRoot,
        start: &str,
        needs: &mut Needs,
        mut act: impl FnMut(&str, u32, u32),
    ) -> Result<(), Pause> {
        let after = format!("{start}\u{10ffff}");
        for chunk in root.chunks_between(start, Some(&after)) {
            let Some(lexicon) = needs.take(self.lexicon(root, chunk))? else { continue };
            let first = root.lexicon.span(chunk).start;
            for index in lexicon.seek(start)..lexicon.len() {
                let word = lexicon.word(index);
                if !word.starts_with(start) {
                    break;
                }
                act(word, first + index as u32, lexicon.count(index));
            }
        }
        Ok(())
    }

    fn lexicon(&self, root: &TextRoot, chunk: usize) -> Step<Rc<Lexicon>> {
        if let Some(lexicon) = self.lexicons.borrow().get(&chunk) {
            return Ok(lexicon.clone());
        }
        let Some(file) = root.lexicon.file(chunk) else { return Ok(Rc::default()) };
        let bytes = self.file(&file)?;
        let lexicon = Lexicon::decode(&bytes).map_err(|damage| of_damage(&file.name, &damage))?;
        if lexicon.len() != root.lexicon.span(chunk).len() {
            let problem = "it holds another number of words".to_owned();
            return Err(QueryError::Damaged { name: file.name, problem }.into());
        }
        let lexicon = Rc::new(lexicon);
        self.lexicons.borrow_mut().insert(chunk, lexicon.clone());
        self.drop_file(&file.name);
        Ok(lexicon)
    }

    /// The chunk with the bits of a word, and the word's place in it.
    fn bits(&self, kept: &super::engine::BitsCache, shelf: &Shelf, word: u32) -> Step<(Rc<WordBits>, usize)> {
        let Some((chunk, place)) = shelf.find(word) else { return Ok(Default::default()) };
        if let Some(bits) = kept.borrow().get(&chunk) {
            return Ok((bits.clone(), place as usize));
        }
        let Some(file) = shelf.file(chunk) else { return Ok(Default::default()) };
        let bytes = self.file(&file)?;
        let bits = WordBits::decode(shelf.span(chunk).len(), bytes);
        let bits = Rc::new(bits.map_err(|damage| of_damage(&file.name, &damage))?);
        kept.borrow_mut().insert(chunk, bits.clone());
        self.drop_file(&file.name);
        Ok((bits, place as usize))
    }
}

fn collect<'a>(node: &'a Node, leaves: &mut Vec<&'a Leaf>) {
    match node {
        Node::Leaf(leaf) => leaves.push(leaf),
        Node::Both(nodes) | Node::Either(nodes) => nodes.iter().for_each(|node| collect(node, leaves)),
        Node::Not(node) => collect(node, leaves),
    }
}

/// The weight of an occurrence in the body, by the code of the body's length.
fn norms(root: &TextRoot) -> Vec<f32> {
    let mean = (root.body_words as f32 / root.lengths.len().max(1) as f32).max(1.0);
    (0..=255).map(|code| 1.0 / (1.0 - B + B * length_of_code(code) as f32 / mean)).collect()
}

struct Search<'a> {
    engine: &'a Engine,
    root: &'a TextRoot,
    norms: Vec<f32>,
    articles: u32,
}

impl Search<'_> {
    fn node<'a, 'b: 'a>(&self, node: &Node, leaves: &mut impl Iterator<Item = &'a Resolved<'b>>) -> Step<Matches> {
        Ok(match node {
            Node::Leaf(_) => match leaves.next() {
                Some(resolved) => self.leaf(resolved)?,
                None => Matches::default(),
            },
            Node::Either(nodes) => {
                let mut all = Matches::default();
                for node in nodes {
                    all = either(&all, &self.node(node, leaves)?);
                }
                all
            }
            Node::Not(node) => without(&self.everything(), &self.node(node, leaves)?),
            Node::Both(nodes) => {
                let mut found: Option<Matches> = None;
                let mut unwanted = Vec::new();
                for node in nodes {
                    if let Node::Not(node) = node {
                        unwanted.push(self.node(node, leaves)?);
                        continue;
                    }
                    let next = self.node(node, leaves)?;
                    found = Some(match found {
                        Some(found) => both(&found, &next),
                        None => next,
                    });
                }
                let found = found.unwrap_or_else(|| self.everything());
                unwanted.iter().fold(found, |found, unwanted| without(&found, unwanted))
            }
        })
    }

    fn everything(&self) -> Matches {
        Matches { ranks: (0..self.articles).collect(), scores: vec![0.0; self.articles as usize] }
    }

    fn leaf(&self, resolved: &Resolved<'_>) -> Step<Matches> {
        let Resolved { leaf, terms } = resolved;
        match (leaf.field, leaf.how) {
            (Field::Outlet, _) => self.named(FacetKind::Outlets, leaf),
            (Field::Actor, _) => self.named(FacetKind::Actors, leaf),
            (_, How::Word) => self.word(leaf.field, terms.first().map(Vec::as_slice).unwrap_or_default()),
            _ => self.phrase(leaf, terms),
        }
    }

    /// The articles with a value whose name holds the words.
    fn named(&self, kind: FacetKind, leaf: &Leaf) -> Step<Matches> {
        let facet = self.engine.columns()?.facet(kind);
        let fits = |value: u32| {
            let mut names = token::words(facet.values.name(value));
            // What is not the last of a name need not be written out.
            names.retain(|name| !name.is_empty());
            let is = |word: &Word, name: &String| {
                if word.prefix { name.starts_with(&word.text) } else { *name == word.text }
            };
            match leaf.how {
                How::Near(_) => leaf.words.iter().all(|word| names.iter().any(|name| is(word, name))),
                _ => names
                    .windows(leaf.words.len())
                    .any(|window| leaf.words.iter().zip(window).all(|(word, name)| is(word, name))),
            }
        };
        let values = (0..facet.values.len() as u32).filter(|value| fits(*value));
        let lists: Vec<&[u32]> = values.map(|value| facet.ranks(value)).collect();
        let ranks = unite(&lists);
        Ok(Matches { scores: vec![0.0; ranks.len()], ranks })
    }

    fn weight(&self, field: Field, posting: Posting) -> f32 {
        let code = self.root.lengths.get(posting.rank as usize).copied().unwrap_or_default();
        let norm = self.norms.get(usize::from(code)).copied().unwrap_or(1.0);
        match field {
            Field::Title => posting.title as f32 * TITLE_WEIGHT,
            Field::Body => posting.body as f32 * norm,
            _ => posting.title as f32 * TITLE_WEIGHT + posting.body as f32 * norm,
        }
    }

    fn idf(&self, count: usize) -> f32 {
        let (all, count) = (self.articles as f32, count as f32);
        (1.0 + (all - count + 0.5).max(0.0) / (count + 0.5)).ln()
    }

    fn postings(&self, term: Term, act: impl FnMut(Posting)) -> Step<()> {
        let (chunk, place) = self.engine.bits(&self.engine.postings, &self.root.postings, term.number)?;
        let read = postings(chunk.word(place), term.count, self.articles, act);
        Ok(read.map_err(|damage| self.damage(&self.root.postings, term.number, &damage))?)
    }

    fn damage(&self, shelf: &Shelf, word: u32, damage: &crate::index::Damage) -> QueryError {
        let file = shelf.find(word).and_then(|(chunk, _)| shelf.file(chunk));
        of_damage(&file.map(|file| file.name).unwrap_or_default(), damage)
    }

    /// The articles that hold any of these words.
    fn word(&self, field: Field, terms: &[Term]) -> Step<Matches> {
        let mut found = Matches::default();
        let total: usize = terms.iter().map(|term| term.count as usize).sum();
        if let [term @ Term { languages: u64::MAX, .. }] = terms {
            found.ranks.reserve(total.min(self.articles as usize));
            found.scores.reserve(total.min(self.articles as usize));
            self.postings(*term, |posting| {
                let weight = self.weight(field, posting);
                if weight > 0.0 {
                    found.ranks.push(posting.rank);
                    found.scores.push(weight);
                }
            })?;
            self.saturate(&mut found);
            return Ok(found);
        }
        let codes = self.engine.columns()?.facet(FacetKind::Language).single().unwrap_or_default();
        let counts = |term: &Term, rank: u32| {
            let code = codes.get(rank as usize).copied().unwrap_or(NO_VALUE);
            let bit = if code < 62 { 1u64 << code } else { NO_LANGUAGE };
            term.languages & bit != 0
        };
        // The lowest bit of a weight tells whether the word itself is there; it is far below what scores resolve.
        let mark = |weight: f32, term: &Term| {
            let bits = weight.to_bits() & !1;
            f32::from_bits(bits | u32::from(term.languages == u64::MAX))
        };
        let add = |a: f32, b: f32| f32::from_bits(((a + b).to_bits() & !1) | ((a.to_bits() | b.to_bits()) & 1));
        if total >= self.articles as usize / 8 {
            let mut weights = vec![0f32; self.articles as usize];
            for term in terms {
                self.postings(*term, |posting| {
                    let weight = self.weight(field, posting);
                    let slot = weights.get_mut(posting.rank as usize).filter(|_| counts(term, posting.rank));
                    if let Some(slot) = slot.filter(|_| weight > 0.0) {
                        *slot = add(*slot, mark(weight, term));
                    }
                })?;
            }
            for (rank, weight) in weights.into_iter().enumerate() {
                if weight > 0.0 {
                    found.ranks.push(rank as u32);
                    found.scores.push(weight);
                }
            }
        } else {
            // The rank above, the bits of the weight below: weights are positive, so their bits are in their order.
            let mut weights: Vec<u64> = Vec::with_capacity(total);
            for term in terms {
                self.postings(*term, |posting| {
                    let weight = self.weight(field, posting);
                    if weight > 0.0 && counts(term, posting.rank) {
                        weights.push(u64::from(posting.rank) << 32 | u64::from(mark(weight, term).to_bits()));
                    }
                })?;
            }
            weights.sort_unstable();
            for run in weights.chunk_by(|a, b| a >> 32 == b >> 32) {
                found.ranks.extend(run.first().map(|first| (first >> 32) as u32));
                found.scores.push(run.iter().fold(0.0, |sum, weight| add(sum, f32::from_bits(*weight as u32))));
            }
        }
        let whole: Vec<bool> = found.scores.iter().map(|weight| weight.to_bits() & 1 == 1).collect();
        self.saturate(&mut found);
        for (score, whole) in found.scores.iter_mut().zip(whole) {
            if !whole {
                *score -= OTHER_FORM;
            }
        }
        Ok(found)
    }

    /// Makes scores of the weights of a word.
    fn saturate(&self, found: &mut Matches) {
        let idf = self.idf(found.ranks.len());
        for score in &mut found.scores {
            *score = idf * *score * (K1 + 1.0) / (*score + K1);
        }
    }

    /// The articles that hold the words one after the other, or near each other.
    fn phrase(&self, leaf: &Leaf, terms: &[Vec<Term>]) -> Step<Matches> {
        let mut idf = 0.0;
        let mut candidates: Option<Vec<u32>> = None;
        for terms in terms {
            let one = self.word(leaf.field, terms)?;
            idf += self.idf(one.ranks.len());
            candidates = Some(match candidates {
                Some(candidates) => super::sets::intersect(&candidates, &one.ranks),
                None => one.ranks,
            });
        }
        let candidates = candidates.unwrap_or_default();
        let places = terms.iter().map(|terms| self.places(leaf.field, terms, &candidates)).collect::<Step<Vec<_>>>()?;
        let mut found = Matches::default();
        for (index, rank) in candidates.iter().enumerate() {
            let of: Vec<&[u32]> =
                places.iter().map(|places| places.get(index).map_or(&[][..], Vec::as_slice)).collect();
            let times = match leaf.how {
                How::Near(distance) => near(&of, distance),
                _ => in_a_row(&of),
            };
            if times > 0 {
                let code = self.root.lengths.get(*rank as usize).copied().unwrap_or_default();
                let weight = times as f32 * self.norms.get(usize::from(code)).copied().unwrap_or(1.0);
                found.ranks.push(*rank);
                found.scores.push(idf * weight * (K1 + 1.0) / (weight + K1));
            }
        }
        Ok(found)
    }

    /// The positions of any of these words in each of these articles.
    fn places(&self, field: Field, terms: &[Term], candidates: &[u32]) -> Step<Vec<Vec<u32>>> {
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
                        Field::Title => in_title,
                        Field::Body => !in_title,
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
            read.map_err(|damage| self.damage(shelf, term.number, &damage))?;
        }
        if terms.len() > 1 {
            places.iter_mut().for_each(|list| list.sort_unstable());
        }
        Ok(places)
    }
}

/// How often the words stand one after the other.
fn in_a_row(places: &[&[u32]]) -> usize {
    let Some((first, rest)) = places.split_first() else { return 0 };
    let follows = |start: &&u32| {
        rest.iter().zip(1u32..).all(|(list, offset)| list.binary_search(&start.saturating_add(offset)).is_ok())
    };
    first.iter().filter(follows).count()
}

/// How many times all words stand together with at most `distance` others among them.
fn near(places: &[&[u32]], distance: u32) -> usize {
    let mut all: Vec<u64> = Vec::new();
    for (list, word) in places.iter().zip(0u64..) {
        all.extend(list.iter().map(|place| u64::from(*place) << 32 | word));
    }
    all.sort_unstable();
    let reach = (places.len() as u64).saturating_sub(1) + u64::from(distance);
    let mut last: Vec<Option<u32>> = vec![None; places.len()];
    let mut times = 0;
    for (place, word) in all.into_iter().map(|both| ((both >> 32) as u32, both as u32)) {
        if let Some(slot) = last.get_mut(word as usize) {
            *slot = Some(place);
        }
        let Some(first) = last.iter().copied().collect::<Option<Vec<u32>>>().and_then(|all| all.into_iter().min())
        else {
            continue;
        };
        if u64::from(place - first) <= reach {
            times += 1;
            last.fill(None);
        }
    }
    times
}

fn both(a: &Matches, b: &Matches) -> Matches {
    let (short, long) = if a.ranks.len() <= b.ranks.len() { (a, b) } else { (b, a) };
    let mut found = Matches::default();
    let mut at = 0;
    for (rank, score) in short.ranks.iter().zip(&short.scores) {
        at += gallop(long.ranks.get(at..).unwrap_or_default(), *rank);
        if long.ranks.get(at) == Some(rank) {
            found.ranks.push(*rank);
            found.scores.push(score + long.scores.get(at).copied().unwrap_or_default());
        }
    }
    found
}

fn either(a: &Matches, b: &Matches) -> Matches {
    let ranks = unite(&[&a.ranks, &b.ranks]);
    let (mut in_a, mut in_b) = (0, 0);
    let score = |of: &Matches, at: &mut usize, rank: u32| {
        let found = of.ranks.get(*at) == Some(&rank);
        *at += usize::from(found);
        found.then(|| of.scores.get(*at - 1).copied().unwrap_or_default())
    };
    let scores = ranks.iter().map(|rank| match (score(a, &mut in_a, *rank), score(b, &mut in_b, *rank)) {
        // One that holds either word as written must not fall behind for the other's form.
        (Some(a), Some(b)) if (a < 0.0) != (b < 0.0) || a < 0.0 => a.max(b),
        (a, b) => a.unwrap_or_default() + b.unwrap_or_default(),
    });
    Matches { scores: scores.collect(), ranks }
}

fn without(from: &Matches, unwanted: &Matches) -> Matches {
    let mut found = Matches::default();
    let mut at = 0;
    for (rank, score) in from.ranks.iter().zip(&from.scores) {
        at += gallop(unwanted.ranks.get(at..).unwrap_or_default(), *rank);
        if unwanted.ranks.get(at) != Some(rank) {
            found.ranks.push(*rank);
            found.scores.push(*score);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::model::Article;
    use crate::query::naive;
    use crate::query::request::Sort;
    use crate::query::samples;

    /// The words of an article by position; whether each is in the title.
    fn words(article: &Article) -> Vec<(u32, bool, String)> {
        let mut words = Vec::new();
        let mut position = 0;
        for (index, text) in [&article.title.value].into_iter().chain(&article.body).enumerate() {
            for word in token::words(text) {
                words.push((position, index == 0, word));
                position += 1;
            }
            position += crate::index::text::FIELD_GAP;
        }
        words
    }

    fn holds(article: &Article, node: &Node, stems: Option<&Stems>) -> bool {
        let leaf = match node {
            Node::Leaf(leaf) => leaf,
            Node::Not(node) => return !holds(article, node, stems),
            Node::Both(nodes) => return nodes.iter().all(|node| holds(article, node, stems)),
            Node::Either(nodes) => return nodes.iter().any(|node| holds(article, node, stems)),
        };
        let is = |word: &Word, other: &str| {
            let form = || leaf.how == How::Word && stems.is_some_and(|s| s.stem(&word.text) == s.stem(other));
            if word.prefix { other.starts_with(&word.text) } else { word.text == other || form() }
        };
        let names: Vec<&String> = match leaf.field {
            Field::Outlet => article.outlet.iter().map(|outlet| &outlet.name).collect(),
            Field::Actor => article.actors.iter().map(|actor| &actor.name).collect(),
            field => {
                let fits = |title: bool| field == Field::Any || title == (field == Field::Title);
                let words: Vec<_> = words(article).into_iter().filter(|(_, title, _)| fits(*title)).collect();
                let at =
                    |word: &Word| words.iter().filter(|(_, _, w)| is(word, w)).map(|(p, ..)| *p).collect::<Vec<_>>();
                let places: Vec<Vec<u32>> = leaf.words.iter().map(at).collect();
                return match leaf.how {
                    How::Near(distance) => {
                        let starts = places.iter().flatten();
                        let reach = leaf.words.len() as u64 - 1 + u64::from(distance);
                        let all_from = |start: u32| {
                            let near = |p: &u32| *p >= start && u64::from(p - start) <= reach;
                            places.iter().all(|list| list.iter().any(near))
                        };
                        starts.copied().any(all_from)
                    }
                    _ => places.first().is_some_and(|first| {
                        first.iter().any(|p| places.iter().zip(0..).all(|(list, offset)| list.contains(&(p + offset))))
                    }),
                };
            }
        };
        names.iter().any(|name| {
            let name = token::words(name);
            match leaf.how {
                How::Near(_) => leaf.words.iter().all(|word| name.iter().any(|other| is(word, other))),
                _ => name
                    .windows(leaf.words.len())
                    .any(|w| leaf.words.iter().zip(w).all(|(word, other)| is(word, other))),
            }
        })
    }

    fn queries() -> impl Strategy<Value = String> {
        let parts = [
            "harbour",
            "strike",
            "wahl",
            "ete",
            "été",
            "harb*",
            "w*",
            "\"harbour strike\"",
            "\"the news\"~1",
            "\"a news a\"~3",
            "京都",
            "东京都",
            "东",
            "-minister",
            "-\"the a\"",
            "title:strike",
            "body:news",
            "title:\"the news\"",
            "outlet:post",
            "outlet:birch",
            "actor:byron",
            "actor:\"ada byron\"",
            "(tariff OR news)",
            "-(the OR a)",
            "OR",
            "nothing",
            "\"n*\"",
        ];
        prop::collection::vec(select(parts.to_vec()), 1..5).prop_map(|parts| parts.join(" "))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]

        #[test]
        fn texts_are_found_as_by_the_naive_reference(
            articles in samples::articles(40),
            query in samples::query(),
            texts in prop::collection::vec(queries(), 6),
            exact: bool,
        ) {
            let engine = Engine::of_articles(articles.iter()).unwrap();
            let english = Stems::of("en").unwrap();
            let german = Stems::of("de").unwrap();
            let languages = |code: &str| articles.iter().filter(|a| a.language.as_deref() == Some(code)).count();
            let main = if languages("de") >= languages("en") && languages("de") > 0 { "de" } else { "en" };
            for text in texts {
                let Ok(node) = parse(&text, false) else { continue };
                let query = Query { text, exact, sort: Some(query.sort.unwrap_or(Sort::Newest)), ..query.clone() };
                let query = match query.sort {
                    Some(Sort::Relevance) => Query { sort: Some(Sort::Oldest), ..query },
                    _ => query,
                };
                let stems = |article: &Article| match article.language.as_deref().unwrap_or(main) {
                    _ if exact => None,
                    "de" => Some(&german),
                    _ => Some(&english),
                };
                let fits = |article: &&Article| node.as_ref().is_none_or(|node| holds(article, node, stems(article)));
                let found: Vec<&Article> = articles.iter().filter(fits).collect();
                let mut answer = engine.query(&query).unwrap();
                answer.suggestion = None;
                prop_assert_eq!(answer, naive::run_over(&found, &query), "{:?}", query);
            }
        }
    }

    /// The score that each of these words gives to an article that holds them all as they are written, by the formula alone.
    fn scores(articles: &[Article], article: &Article, asked: &[&str]) -> Option<Vec<f64>> {
        let count = |article: &Article, word: &str| {
            let words = words(article);
            let all = words.iter().filter(|(.., other)| other == word).count();
            (words.iter().filter(|(_, title, other)| *title && other == word).count(), all)
        };
        let length = |article: &Article| words(article).iter().filter(|(_, title, _)| !title).count();
        let mean = articles.iter().map(length).sum::<usize>() as f64 / articles.len() as f64;
        let own = f64::from(length_of_code(crate::index::text::length_code(length(article) as u32)));
        let (k1, b) = (f64::from(K1), f64::from(B));
        let norm = 1.0 / (1.0 - b + b * own / mean.max(1.0));
        let score = |word: &&str| {
            let (title, all) = count(article, word);
            let weight = title as f64 * f64::from(TITLE_WEIGHT) + (all - title) as f64 * norm;
            let holding = articles.iter().filter(|article| count(article, word).1 > 0).count() as f64;
            let idf = (1.0 + (articles.len() as f64 - holding + 0.5) / (holding + 0.5)).ln();
            (all > 0).then(|| idf * weight * (k1 + 1.0) / (weight + k1))
        };
        asked.iter().map(score).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn words_are_ranked_as_the_formula_says(
            articles in samples::articles(40),
            asked in prop::sample::subsequence(vec!["harbour", "strike", "news", "the", "a", "wahl", "ete"], 1..4),
        ) {
            let engine = Engine::of_articles(articles.iter()).unwrap();
            let ids = |sort: Sort| {
                let (text, limit) = (asked.join(" "), Some(articles.len()));
                let query = Query { text, exact: true, sort: Some(sort), limit, ..Query::default() };
                engine.query(&query).unwrap().hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>()
            };
            let newest = ids(Sort::Newest);
            let of = |id: &String| {
                let article = articles.iter().find(|article| article.id == *id).unwrap();
                (scores(&articles, article, &asked).unwrap(), newest.iter().position(|other| other == id).unwrap())
            };
            let ranked = ids(Sort::Relevance);
            prop_assert_eq!(ranked.len(), articles.iter().filter(|a| scores(&articles, a, &asked).is_some()).count());
            for pair in ranked.windows(2) {
                let ((first, at), (second, behind)) = (of(&pair[0]), of(&pair[1]));
                let sum = |scores: &[f64]| scores.iter().sum::<f64>();
                prop_assert!(sum(&first) > sum(&second) - 1e-4, "{first:?} {second:?} {pair:?}");
                // Of equal scores the newest is first.
                prop_assert!(first != second || at < behind, "{pair:?}");
            }
        }
    }

    fn archive(texts: &[(&str, &str)]) -> Engine {
        let articles: Vec<Article> = texts
            .iter()
            .zip(1..)
            .map(|((title, body), id)| {
                let mut article = samples::article(&id.to_string());
                article.title.value = (*title).to_owned();
                article.body = body.lines().map(str::to_owned).collect();
                article.language = Some("en".to_owned());
                article
            })
            .collect();
        Engine::of_articles(articles.iter()).unwrap()
    }

    fn found(engine: &Engine, query: &Query) -> String {
        engine.query(query).unwrap().hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>().join(" ")
    }

    fn asked(text: &str) -> Query {
        Query { text: text.to_owned(), ..Query::default() }
    }

    #[test]
    fn words_as_written_come_before_their_forms_and_titles_before_bodies() {
        let engine = archive(&[
            ("Ports", "The harbours are full. Harbours, harbours."),
            ("Ports", "A harbour and more words that make this one longer than the other"),
            ("Harbour", "Closed"),
        ]);
        assert_eq!(found(&engine, &asked("harbour")), "3 2 1");
        assert_eq!(found(&engine, &asked("harbours")), "1 3 2");
        assert_eq!(found(&engine, &Query { exact: true, ..asked("harbours") }), "1");
        assert_eq!(found(&engine, &Query { typing: true, ..asked("closed har") }), "3");
        assert_eq!(found(&engine, &asked("closed har")), "");
    }

    #[test]
    fn unknown_words_have_a_suggestion_from_the_archive() {
        let engine = archive(&[("Tariffs rise", "The tariff on steel"), ("Steel", "tariff")]);
        let suggestion = |text: &str| engine.query(&asked(text)).unwrap().suggestion;
        assert_eq!(suggestion("Tarrif steel").as_deref(), Some("tariff steel"));
        assert_eq!(suggestion("tariff"), None);
        assert_eq!(suggestion("zzzzzz"), None);
    }

    /// What is marked in the snippets of the first article.
    fn marked(engine: &Engine, text: &str) -> Vec<String> {
        let cards = engine.cards(&["1".to_owned()], &asked(text)).unwrap();
        let mut marked = Vec::new();
        for snippet in &cards.first().unwrap().snippets {
            let units: Vec<u16> = snippet.text.encode_utf16().collect();
            let marks = snippet.marks.iter();
            marked.extend(marks.map(|(from, to)| String::from_utf16(&units[*from as usize..*to as usize]).unwrap()));
        }
        marked
    }

    #[test]
    fn snippets_mark_the_words_in_utf16() {
        let engine = archive(&[("T", "Nothing here.\n𝄞 Ärger about the harbours, and the harbour 𝄞.")]);
        assert_eq!(marked(&engine, "harbour arger"), ["Ärger", "harbours", "harbour"]);
    }

    #[test]
    fn snippets_mark_a_phrase_only_where_it_stands() {
        let body =
            "The health of the world. The World Health Organization, a health organization.\n东京 and 东京都 and 京都.";
        let engine = archive(&[("T", body)]);
        assert_eq!(marked(&engine, "\"world health organization\""), ["World", "Health", "Organization"]);
        assert_eq!(
            marked(&engine, "\"the world\" health"),
            ["health", "the", "world", "The", "World", "Health", "health"]
        );
        assert_eq!(marked(&engine, "\"a a b\""), Vec::<String>::new());
        assert_eq!(marked(&engine, "东京都"), ["东京都"]);
        // Near each other, in any order: the words wherever they are.
        assert_eq!(marked(&engine, "\"organization world\"~3"), ["world", "World", "Organization", "organization"]);
    }
}
