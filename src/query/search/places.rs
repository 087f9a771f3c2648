//! The positions of the words of a phrase, article by article.

use std::rc::Rc;

use super::evaluate::Evaluation;
use super::terms::ArchiveWord;
use crate::bundle::Shelf;
use crate::index::text::{Positions, Posting, Postings, WordBits};
use crate::index::{Damage, Rank, TermId};
use crate::query::engine::{QueryResult, damaged};
use crate::query::error::QueryError;
use crate::query::sets::gallop;
use crate::query::step_counter::StepCounter;
use crate::query::text::SearchField;
use crate::wire::bytes::TOO_LARGE;
use crate::wire::sort::sort;

/// The bits of a word of the archive.
pub(super) struct TermBits<'a> {
    term: ArchiveWord,
    articles: u32,
    posting_shelf: &'a Shelf,
    position_shelf: &'a Shelf,
    postings: (Rc<WordBits>, usize),
    positions: (Rc<WordBits>, usize),
}

impl<'a> TermBits<'a> {
    /// The bits of a word; their files must be there.
    pub(super) fn new(evaluation: &Evaluation<'a>, term: ArchiveWord) -> QueryResult<TermBits<'a>> {
        let engine = evaluation.engine;
        let (posting_shelf, position_shelf) = (&evaluation.root.postings, engine.positions_shelf()?);
        Ok(TermBits {
            term,
            articles: evaluation.articles,
            posting_shelf,
            position_shelf,
            postings: engine.bits(&engine.postings, posting_shelf, term.number)?,
            positions: engine.bits(&engine.positions, position_shelf, term.number)?,
        })
    }

    fn position_bits(&self) -> &[u8] {
        self.positions.0.word(self.positions.1)
    }

    /// Reads the positions from the beginning.
    pub(super) fn read(&self) -> QueryResult<PositionCursor<'_>> {
        let bits = self.postings.0.word(self.postings.1);
        let postings = Postings::new(bits, self.term.count, self.articles).map_err(|damage| self.damage(&damage))?;
        Ok(PositionCursor { bits: self, postings, positions: Positions::new(self.position_bits()), held: None })
    }

    fn damage(&self, damage: &Damage) -> QueryError {
        damaged_word(self.posting_shelf, self.term.number, damage.clone())
    }

    fn position_damage(&self, damage: &Damage) -> QueryError {
        damaged_word(self.position_shelf, self.term.number, damage.clone())
    }
}

/// Reads the positions of a word of the archive.
pub(super) struct PositionCursor<'a> {
    bits: &'a TermBits<'a>,
    postings: Postings<'a>,
    positions: Positions<'a>,
    /// A posting that was read and whose positions were not.
    held: Option<Posting>,
}

impl PositionCursor<'_> {
    /// The next article that has the word.
    fn posting(&mut self) -> QueryResult<Option<Posting>> {
        if let Some(posting) = self.held.take() {
            return Ok(Some(posting));
        }
        Ok(self.postings.read().map_err(|damage| self.bits.damage(&damage))?)
    }

    /// Passes the positions in that article to `act`.
    fn positions(
        &mut self,
        posting: Posting,
        field: SearchField,
        steps: &StepCounter,
        act: &mut dyn FnMut(u32),
    ) -> QueryResult<()> {
        let occurrences = posting.title.saturating_add(posting.body);
        let mut seen = 0;
        let read = self.positions.next(occurrences, |position| {
            let in_title = seen < posting.title;
            seen += 1;
            let fits = match field {
                SearchField::Title => in_title,
                SearchField::Body => !in_title,
                _ => true,
            };
            if fits {
                act(position);
            }
        });
        read.map_err(|damage| self.bits.position_damage(&damage))?;
        steps.take(1 + occurrences as usize);
        Ok(())
    }

    /// Appends the positions in the article with this rank. Ranks must ascend from call to call. Returns whether it is
    /// done; if not, the slice is used up.
    fn read(&mut self, rank: Rank, list: &mut Vec<u32>, field: SearchField, steps: &StepCounter) -> QueryResult<bool> {
        while let Some(posting) = self.posting()? {
            if posting.rank > rank {
                self.held = Some(posting);
                break;
            }
            let is_here = posting.rank == rank;
            self.positions(posting, field, steps, &mut |position| {
                if is_here {
                    list.push(position);
                }
            })?;
            if is_here {
                break;
            }
            if steps.is_spent() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Reads the positions of a word of the query.
pub(super) enum PositionReader<'a> {
    /// It means one word of the archive, whose positions are read when they are asked for.
    Single(TermPositionReader<'a>),
    /// It means several, whose positions have been collected.
    Several(CollectedPositions),
}

/// Reads the positions of a word of the query that means one word of the archive.
pub(super) struct TermPositionReader<'a> {
    field: SearchField,
    places: PositionCursor<'a>,
}

impl<'a> PositionReader<'a> {
    /// Reads the positions of one word of the archive in the field.
    pub(super) fn from_term(bits: &'a TermBits<'a>, field: SearchField) -> QueryResult<PositionReader<'a>> {
        Ok(PositionReader::Single(TermPositionReader { field, places: bits.read()? }))
    }

    /// Appends the positions in the article with this rank. Ranks must ascend from call to call, and be candidates.
    /// Returns whether it is done; if not, the slice is used up.
    pub(super) fn read(&mut self, rank: Rank, list: &mut Vec<u32>, steps: &StepCounter) -> QueryResult<bool> {
        match self {
            PositionReader::Single(TermPositionReader { field, places }) => places.read(rank, list, *field, steps),
            PositionReader::Several(collected) => {
                list.extend_from_slice(collected.next());
                steps.take(1 + list.len());
                Ok(true)
            }
        }
    }
}

/// The positions of several words in the candidates.
pub(super) struct CollectedPositions {
    positions: Vec<u32>,
    /// For each candidate, where its positions begin and end.
    bounds: Vec<(usize, usize)>,
    next: usize,
}

impl CollectedPositions {
    /// No positions yet. All words are counted first, then the room is divided, then their positions are added.
    pub(super) fn new(n_candidates: usize) -> CollectedPositions {
        CollectedPositions { positions: Vec::new(), bounds: vec![(0, 0); n_candidates], next: 0 }
    }

    /// Counts the positions of a word in the candidates, which must ascend.
    pub(super) fn count(
        &mut self,
        evaluation: &Evaluation<'_>,
        term: ArchiveWord,
        candidates: &[Rank],
    ) -> QueryResult<()> {
        let bits = TermBits::new(evaluation, term)?;
        let (mut at, mut occurrences) = (0, 0usize);
        evaluation.postings(term, |posting| {
            let here = posting.title as usize + posting.body as usize;
            occurrences = occurrences.saturating_add(here);
            at += gallop(candidates.get(at..).unwrap_or_default(), posting.rank);
            if let Some((_, count)) = self.bounds.get_mut(at).filter(|_| candidates.get(at) == Some(&posting.rank)) {
                *count += here;
            }
        })?;
        // Each position has at least one bit, so damaged postings cannot ask for more memory than the bits warrant.
        if occurrences > bits.position_bits().len().saturating_mul(8) {
            return Err(bits.position_damage(&TOO_LARGE).into());
        }
        evaluation.steps.take(1 + term.count as usize);
        Ok(())
    }

    /// Divides the room among the candidates, after all words were counted.
    pub(super) fn divide(&mut self) {
        let mut total = 0;
        for (start, count) in &mut self.bounds {
            *start = total;
            total += *count;
            *count = *start;
        }
        self.positions = vec![0; total];
    }

    /// Adds the positions of a word. `at` is the number of candidates that were passed, 0 for a new word. Returns whether
    /// it is done; if not, the slice is used up.
    pub(super) fn add(
        &mut self,
        word: &mut PositionCursor<'_>,
        at: &mut usize,
        field: SearchField,
        candidates: &[Rank],
        steps: &StepCounter,
    ) -> QueryResult<bool> {
        while let Some(posting) = word.posting()? {
            *at += gallop(candidates.get(*at..).unwrap_or_default(), posting.rank);
            let mut bounds = self.bounds.get_mut(*at).filter(|_| candidates.get(*at) == Some(&posting.rank));
            word.positions(posting, field, steps, &mut |position| {
                let Some((_, end)) = &mut bounds else { return };
                if let Some(slot) = self.positions.get_mut(*end) {
                    *slot = position;
                    *end += 1;
                }
            })?;
            if steps.is_spent() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The positions in the next candidate, ascending.
    fn next(&mut self) -> &[u32] {
        let bounds = self.bounds.get(self.next).copied().unwrap_or_default();
        self.next += 1;
        let positions = self.positions.get_mut(bounds.0..bounds.1).unwrap_or_default();
        if !positions.is_sorted() {
            sort(positions);
        }
        positions
    }
}

/// The error that names the file with the bits of a word.
pub(super) fn damaged_word(shelf: &Shelf, word: TermId, damage: Damage) -> QueryError {
    let file = shelf.find(word.0).and_then(|(chunk, _)| shelf.file(chunk));
    damaged(&file.map(|file| file.name).unwrap_or_default(), damage)
}
