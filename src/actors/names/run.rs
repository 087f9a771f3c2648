//! Where a run of capitalised words ends: which lower-case words are inside a name.

use super::{Capitals, EnglishNameFinder};
use crate::actors::tokens::Shape;
use crate::actors::words::Traits;

/// The maximum number of lower-case particles in a row inside a name: `van der`.
const MAX_PARTICLES: usize = 3;

impl EnglishNameFinder<'_> {
    /// The word after the last of the run of capitalised words that starts here.
    pub(super) fn run_end(&self, start: usize) -> usize {
        let mut end = start;
        // Whether a word begins an organisation's name before "of", and whether that "of" came.
        let (mut has_head, mut has_of) = (false, false);
        loop {
            end = self.found_at(end).map_or(end + 1, |found| found.last.max(end + 1));
            has_head |= self.has(end - 1, Traits::OF_ORGANISATION);
            if !self.is_linked(end) || self.begins_another(end) || self.is_behind_possessive(end) {
                return end;
            }
            if self.is_capital(end) || self.is_second_part(end, start) {
                continue;
            }
            if has_head && let Some(after) = self.after_of(end) {
                (end, has_of) = (after, true);
            } else if self.is_joint(start, end, has_of) {
                end += 1;
            } else if let Some(after) = self.after_particles(start, end) {
                end = after;
            } else {
                return end;
            }
        }
    }

    /// Whether a word begins a sentence or another name, though nothing but a space or a hyphen is before it.
    fn begins_another(&self, at: usize) -> bool {
        // `in the U.S. Last year`: the full stop of an abbreviation may end the sentence too.
        let opens = self.may_end_sentence(at - 1) && self.is_capital(at) && self.opens_sentence(at);
        // `Russia-Ukraine` is two names.
        opens || self.is_hyphen(at) && self.covering(at - 1).is_some() && self.found_at(at).is_some()
    }

    /// Whether the apostrophe of a plural possessive is before a word: `Harbour News' | Ola Reed`.
    fn is_behind_possessive(&self, at: usize) -> bool {
        let (Some(token), Some(before)) = (self.tokens.get(at), self.tokens.get(at - 1)) else { return false };
        self.tokens.folded(at - 1).ends_with('s')
            && self.unit.text.get(before.end..token.start).is_some_and(|gap| gap.starts_with(['\'', '’']))
    }

    /// The capitalised word after an "of" or "for": `Bank of the | West`.
    fn after_of(&self, of: usize) -> Option<usize> {
        let is_of = self.shape(of) == Some(Shape::Lower) && self.has(of, Traits::OF_LINK);
        let after = if self.has(of + 1, Traits::DEFINITE) { of + 2 } else { of + 1 };
        (is_of && self.is_capital(after) && (of + 1..=after).all(|at| self.is_linked(at))).then_some(after)
    }

    /// Whether a word is an "and" inside a name that starts at `start`. `has_of` is whether an "of" is inside it.
    fn is_joint(&self, start: usize, and: usize, has_of: bool) -> bool {
        if self.shape(and) != Some(Shape::Lower) || !self.has(and, Traits::JOINT) {
            return false;
        }
        if self.joins_one_body(start, and) {
            return true;
        }
        let next = and + 1;
        if !self.is_capital(next) || !self.is_linked(next) {
            return false;
        }
        let is_of_body = has_of && self.covering(next).is_none() && !self.has(next, Traits::GIVEN.or(Traits::TITLE));
        let is_generic = |at: usize| {
            self.is_capital(at)
                && self.has(at, Traits::COMMON)
                && self.covering(at).is_none()
                && !self.has(at, Traits::GIVEN.or(Traits::TITLE).or(Traits::CALENDAR))
        };
        let are_generic =
            and > start + 1 && is_generic(and - 1) && is_generic(next) && self.capitals == Capitals::Names;
        is_of_body || self.has(next, Traits::PARTNER) || are_generic
    }

    /// The capitalised word after lower-case particles: `Ursula von der | Leyen`.
    fn after_particles(&self, start: usize, first: usize) -> Option<usize> {
        let is_particle = |at: &usize| {
            self.shape(*at) == Some(Shape::Lower) && self.has(*at, Traits::PARTICLE) && self.is_linked(*at)
        };
        let after = first + (first..first + MAX_PARTICLES).take_while(is_particle).count();
        // `Petra Holub und ...`, `Petra Holub der Zeitung`: after a full name, these are not part of it.
        let ends_name = after == first + 1 && first >= start + 2 && self.has(first, Traits::AFTER_NAME);
        (after > first && self.is_capital(after) && self.is_linked(after) && !ends_name).then_some(after)
    }

    /// Whether the word is an abbreviation whose full stop may end a sentence: `U.S.`, `Inc.`, `Calif.`
    fn may_end_sentence(&self, at: usize) -> bool {
        let abbreviated = self.tokens.get(at).is_some_and(|token| token.has_full_stop && token.shape != Shape::Initial);
        abbreviated && (self.covering(at).is_some() || self.has(at, Traits::SUFFIX))
    }

    /// Whether a capitalised word is common and does not begin a name.
    fn opens_sentence(&self, at: usize) -> bool {
        let names =
            Traits::ORGANISATION.or(Traits::OF_ORGANISATION).or(Traits::PLACE).or(Traits::TITLE).or(Traits::ROLE);
        self.has(at, Traits::COMMON) && !self.has(at, names.or(Traits::GIVEN)) && self.found_at(at).is_none()
    }
}
