//! Finds the articles that match a text, and ranks them.
//!
//! 1. [`terms`]: each word of the query becomes the words of the archive that it means: itself, its other forms, or all that
//!    begin with it.
//! 2. [`evaluate`]: their articles are joined as the query says. For phrases, [`places`] reads the positions of words and
//!    [`near`] compares them.
//! 3. [`bm25`]: each word scores by one formula. A prefix counts as one word, and so does a phrase, whose idf is the sum of
//!    its words'. Scores of words joined by AND or OR are added.
//!
//! Articles that have a word only in another form than the one asked for come after all that have it as written; see
//! [`Score`](super::matches::Score).
//!
//! All of this is counted in steps (see [`StepCounter`]), and refused if it would read too much; see [`MAX_POSTINGS`].

mod bm25;
mod evaluate;
mod near;
mod places;
mod terms;
#[cfg(test)]
mod tests;

use super::engine::{Engine, Pause, QueryResult};
use super::error::{Problem, QueryError};
use super::matches::Matches;
use super::request::Query;
use super::step_counter::StepCounter;
use super::text::{Leaf, LeafKind, QueryNode, QueryWord, SearchField, malformed, parse};
use crate::bundle::FileRef;
use crate::index::FacetKind;
use crate::wire::sort::sort_by;
use evaluate::Evaluation;
use terms::{BITS_STEPS, LeafTerms};

/// The files that are missing, collected so that all can be fetched at once.
#[derive(Default)]
struct MissingFiles(Vec<FileRef>);

impl MissingFiles {
    /// The value of a step; `None` if it needs files first, which are noted.
    fn note<T>(&mut self, step: QueryResult<T>) -> Result<Option<T>, Pause> {
        match step {
            Ok(value) => Ok(Some(value)),
            Err(Pause::Need(mut files)) => {
                self.0.append(&mut files);
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// Pauses if files are missing.
    fn check(mut self) -> QueryResult<()> {
        sort_by(&mut self.0, |a, b| a.name.cmp(&b.name));
        self.0.dedup();
        if self.0.is_empty() { Ok(()) } else { Err(Pause::Need(self.0)) }
    }
}

/// The articles that match a query's text.
pub(super) struct TextMatches {
    pub(super) matches: Matches,
    /// The words of the query that the archive does not have.
    pub(super) unknown: Vec<QueryWord>,
}

/// The maximum number of words of the archive that the words of a query may mean in total.
const MAX_ARCHIVE_WORDS: usize = 1_000_000;

/// The maximum number of postings that a query may read. Those of words whose positions are read too count
/// [`POSITION_WEIGHT`] times.
const MAX_POSTINGS: u64 = 200_000_000;

/// What reading a posting with its positions costs, compared with reading a posting alone.
const POSITION_WEIGHT: u64 = 8;

impl Engine {
    /// The articles that match a query's text; `None` if it has no words.
    pub(super) async fn matches(&self, query: &Query, steps: &StepCounter) -> QueryResult<Option<TextMatches>> {
        if query.text.trim().is_empty() {
            return Ok(None);
        }
        let Some(node) = parse(&query.text, query.typing)? else { return Ok(None) };
        let mut missing = MissingFiles::default();
        missing.note(self.load_counted(query))?;
        let mut leaves = Vec::new();
        collect(&node, &mut leaves);
        for leaf in &leaves {
            match leaf.field {
                SearchField::Outlet => missing.note(self.load_named(FacetKind::Outlets))?,
                SearchField::Actor => missing.note(self.load_named(FacetKind::Actors))?,
                _ => None,
            };
        }
        let root = missing.note(self.text_root())?;
        missing.check()?;
        let Some(root) = root else { return Ok(None) };

        let stems = if query.exact { Vec::new() } else { self.stems()? };
        let mut missing = MissingFiles::default();
        let mut resolved = Vec::with_capacity(leaves.len());
        let mut needed = ReadingNeeds::default();
        for leaf in leaves {
            let mut leaf = LeafTerms { leaf, terms: Vec::with_capacity(leaf.words.len()) };
            for word in leaf.leaf.words.iter().filter(|_| !is_about_names(leaf.leaf)) {
                let mut found = self.terms_as_written(root, word, &mut missing)?;
                steps.take(1 + found.terms.len());
                let has_forms =
                    leaf.leaf.kind == LeafKind::Word && !word.prefix && !word.text.chars().any(|c| c.is_ascii_digit());
                for stems in stems.iter().filter(|_| has_forms) {
                    steps.rest().await;
                    self.add_forms(root, word, stems, &mut found, &mut missing, steps)?;
                }
                steps.rest().await;
                leaf.terms.push(found.terms);
            }
            needed.add(&leaf, &query.text)?;
            resolved.push(leaf);
        }
        missing.check()?;
        let mut missing = MissingFiles::default();
        // A phrase with a word that no article has needs no files.
        for leaf in resolved.iter().filter(|leaf| !has_positions(leaf.leaf) || !leaf.terms.iter().any(Vec::is_empty)) {
            for term in leaf.terms.iter().flatten() {
                self.note_files(root, term, has_positions(leaf.leaf), &mut missing)?;
                steps.take(BITS_STEPS);
                steps.rest().await;
            }
        }
        missing.check()?;
        let unknown = resolved.iter().flat_map(LeafTerms::unknown).cloned().collect();
        let matches = Evaluation::new(self, root, steps, &resolved).matches(&node).await?;
        Ok(Some(TextMatches { matches, unknown }))
    }
}

/// What the words of a query need to be read.
#[derive(Default)]
struct ReadingNeeds {
    words: usize,
    postings: u64,
}

impl ReadingNeeds {
    /// Adds the needs of a leaf.
    fn add(&mut self, leaf: &LeafTerms<'_>, text: &str) -> Result<(), QueryError> {
        let weight = if has_positions(leaf.leaf) { POSITION_WEIGHT } else { 1 };
        for (word, terms) in leaf.leaf.words.iter().zip(&leaf.terms) {
            self.words += terms.len();
            self.postings += terms.iter().map(|term| u64::from(term.count) * weight).sum::<u64>();
            if self.words > MAX_ARCHIVE_WORDS || self.postings > MAX_POSTINGS {
                return Err(malformed(text, word.place.start, Problem::TooMuchToRead));
            }
        }
        Ok(())
    }
}

/// The leaves of a query, in the order of its text.
fn collect<'a>(node: &'a QueryNode, leaves: &mut Vec<&'a Leaf>) {
    match node {
        QueryNode::Leaf(leaf) => leaves.push(leaf),
        QueryNode::Both(nodes) | QueryNode::Either(nodes) => nodes.iter().for_each(|node| collect(node, leaves)),
        QueryNode::Not(node) => collect(node, leaves),
    }
}

/// Whether the leaf is about the name of an outlet or an actor, not about the text.
fn is_about_names(leaf: &Leaf) -> bool {
    matches!(leaf.field, SearchField::Outlet | SearchField::Actor)
}

/// Whether the positions of the leaf's words matter.
fn has_positions(leaf: &Leaf) -> bool {
    leaf.kind != LeafKind::Word
}
